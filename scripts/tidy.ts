// The house rules that no other tool checks: `node scripts/tidy.ts`, part of `npm run check`.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** One breach of a house rule, with its place. */
export interface Breach {
  readonly rule: string
  readonly path: string
  readonly line: number
  readonly text: string
}

/** One source file as read. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** The dependencies that a workspace declares, by its folder. */
export type Declared = ReadonlyMap<string, ReadonlySet<string>>

const CODE = /\.tsx?$/
const TEST = /\.(test|conformance|fuzz)\.tsx?$|\/testing\//
const BAGS = /^(utils?|helpers?|common|shared|manager|misc)(\.|$)/
// Spelled in two halves, so that this file does not breach its own rule.
const LEFT_OPEN = new RegExp(`\\b(${'TO'}DO|${'FIX'}ME|${'XX'}X)\\b`)

/** Every breach in these sources, in order of path and line. */
export function breaches(sources: readonly Source[], declared: Declared): readonly Breach[] {
  return sources.flatMap((source) => [
    ...undeclaredPackages(source, declared),
    ...linesMatching(source, 'time is an argument', /\bnew Date\(\)/, /^(libs|domain)\//, TEST),
    ...linesMatching(source, 'nothing is left open', LEFT_OPEN, /./),
    ...undocumentedExports(source),
    ...(source.path.split('/').some((part) => BAGS.test(part))
      ? [{ rule: 'a name says what is in it', path: source.path, line: 1, text: basename(source.path) }]
      : []),
  ])
}

/** Hoisting lets a workspace import a package that its own package.json lacks; an install of it alone would then fail. */
function undeclaredPackages(source: Source, declared: Declared): Breach[] {
  if (TEST.test(source.path)) return []
  const folder = [...declared.keys()].find((name) => source.path.startsWith(`${name}/`))
  const known = folder === undefined ? undefined : declared.get(folder)
  if (known === undefined) return []
  const found: Breach[] = []
  source.text.split('\n').forEach((text, index) => {
    const specifier =
      /^(?:import|export)\b[^'"=]*from ['"]([^'"]+)['"]|^import ['"]([^'"]+)['"]|^\} from ['"]([^'"]+)['"]/.exec(
        text,
      )
    const name = specifier?.[1] ?? specifier?.[2] ?? specifier?.[3]
    if (name === undefined || name.startsWith('.') || name.startsWith('node:') || name.startsWith('/')) return
    const wanted = name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/')
    if (!known.has(wanted))
      found.push({ rule: 'an imported package is declared', path: source.path, line: index + 1, text: name })
  })
  return found
}

/** Exports of libraries, domain and adapters carry a docstring. */
function undocumentedExports(source: Source): Breach[] {
  if (!/^(libs|domain|adapters)\//.test(source.path) || TEST.test(source.path)) return []
  const lines = source.text.split('\n')
  return lines.flatMap((text, index) => {
    if (!/^export (?:async )?(?:function|interface|type \w|const|class)/.test(text)) return []
    const before = lines[index - 1] ?? ''
    const overload = before.startsWith('export function') || before.startsWith('export async function')
    return before.trimEnd().endsWith('*/') || overload
      ? []
      : [{ rule: 'an export is documented', path: source.path, line: index + 1, text: text.slice(0, 80) }]
  })
}

function linesMatching(
  source: Source,
  rule: string,
  pattern: RegExp,
  where: RegExp,
  except?: RegExp,
): Breach[] {
  if (!where.test(source.path) || except?.test(source.path) === true) return []
  return source.text
    .split('\n')
    .flatMap((text, index) =>
      pattern.test(text)
        ? [{ rule, path: source.path, line: index + 1, text: text.trim().slice(0, 80) }]
        : [],
    )
}

function readSources(root: string): Source[] {
  const found: Source[] = []
  const walk = (path: string): void => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
      if (['node_modules', 'dist', 'violations'].includes(entry.name)) continue
      const full = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.isDirectory()) walk(full)
      else if (CODE.test(entry.name)) found.push({ path: full, text: readFileSync(join(root, full), 'utf8') })
    }
  }
  for (const top of ['libs', 'domain', 'adapters', 'apps', 'drill', 'tests', 'bench', 'scripts']) {
    if (existsSync(join(root, top))) walk(top)
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function readDeclared(root: string): Declared {
  const folders = ['libs', 'adapters', 'apps'].flatMap((top) =>
    readdirSync(join(root, top)).map((name) => `${top}/${name}`),
  )
  const declared = new Map<string, ReadonlySet<string>>()
  for (const folder of [...folders, 'domain', 'drill']) {
    const path = join(root, folder, 'package.json')
    if (!existsSync(path)) continue
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<
      string,
      Record<string, string> | undefined
    > & { name: string }
    declared.set(
      folder,
      new Set([
        manifest.name,
        ...Object.keys(manifest['dependencies'] ?? {}),
        ...Object.keys(manifest['devDependencies'] ?? {}),
      ]),
    )
  }
  return declared
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  const sources = readSources(root)
  const found = breaches(sources, readDeclared(root))
  for (const { rule, path, line, text } of found) console.log(`${path}:${line}: ${rule}: ${text}`)
  console.log(`${found.length} breaches in ${sources.length} files`)
  process.exitCode = found.length === 0 ? 0 : 1
}

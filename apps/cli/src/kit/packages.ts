import { cpSync, existsSync, readFileSync, realpathSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { NATIVE_FILE, type Platform } from './platform.ts'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
}

/** Workspaces whose code runs in a kit. */
const RUNNING = [
  'libs/evtx',
  'libs/sigma',
  'libs/tlog',
  'domain',
  'drill',
  'adapters/accounts',
  'adapters/fhir',
  'adapters/files',
  'adapters/findings',
  'adapters/hl7v2',
  'adapters/http',
  'adapters/journal',
  'adapters/ledger',
  'adapters/notify',
  'adapters/paper',
  'adapters/probe',
  'adapters/vault',
  'adapters/witness',
  'apps/care',
  'apps/cli',
  'apps/collector',
  'apps/command',
  'apps/witness',
]

/** The bundler makes kits and is in none: a kit is made from a clone. */
const LEFT_OUT = new Set(['rolldown'])

/** A package to copy: its folder, and its place below `node_modules`. */
export interface PackagePlace {
  readonly name: string
  readonly from: string
  readonly to: string
}

/**
 * Every npm package that the running workspaces need, found as Node finds it. Of two versions the root's lies in the kit's
 * `node_modules`, and the other within each package that needs it; a workspace cannot need another than the root's.
 */
export function neededPackages(root: string): readonly PackagePlace[] {
  const chosen = chooseVersions(root)
  const found = new Map<string, PackagePlace>()
  const visit = (folder: string, inKit: string | null): void => {
    for (const [name, from] of dependenciesOf(folder, root)) {
      const own = chosen.get(name) !== from
      if (own && inKit === null)
        throw new Error(`${folder} needs another version of ${name} than ${chosen.get(name) ?? 'none'}`)
      const to = own ? `${inKit}/node_modules/${name}` : name
      if (found.has(to)) continue
      found.set(to, { name, from, to })
      visit(from, to)
    }
  }
  for (const workspace of RUNNING) visit(join(root, workspace), null)
  return [...found.values()].sort((a, b) => (a.to < b.to ? -1 : 1))
}

/** Which version of each package lies in the kit's one `node_modules`: the one that a workspace needs, else the root's. */
function chooseVersions(root: string): ReadonlyMap<string, string> {
  const chosen = new Map<string, string>()
  const seen = new Set<string>()
  const top = join(root, 'node_modules')
  const visit = (folder: string): void => {
    for (const [name, from] of dependenciesOf(folder, root)) {
      if (from === join(top, name) || !chosen.has(name)) chosen.set(name, from)
      if (seen.has(from)) continue
      seen.add(from)
      visit(from)
    }
  }
  for (const workspace of RUNNING) visit(join(root, workspace))
  // Programs are bundled and look in one place only.
  for (const workspace of RUNNING)
    for (const [name, from] of dependenciesOf(join(root, workspace), root)) chosen.set(name, from)
  return chosen
}

function dependenciesOf(folder: string, root: string): readonly (readonly [name: string, from: string])[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  return Object.keys(manifest.dependencies ?? {}).flatMap((name) => {
    if (name.startsWith('@codedark/') || LEFT_OUT.has(name)) return []
    const from = resolvePackage(folder, name, root)
    return from === null ? [] : [[name, from] as const]
  })
}

function resolvePackage(folder: string, name: string, root: string): string | null {
  for (let at = folder; at.length >= root.length; at = join(at, '..')) {
    const candidate = join(at, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
  }
  return null
}

/** What is of no use in a kit: sources of native code, prebuilt parts of other platforms, fonts that are not set, maps. */
export function copyPackage(place: PackagePlace, target: string, platform: Platform): void {
  cpSync(place.from, join(target, place.to), {
    recursive: true,
    dereference: true,
    filter: (source) => {
      const inside = relative(place.from, source).split(sep)
      const file = basename(source)
      if (inside.includes('node_modules')) return false
      if (place.name === 'better-sqlite3-multiple-ciphers') {
        if (inside[0] === 'deps' || inside[0] === 'src') return false
        if (inside[0] === 'prebuilds' && inside.length > 1) return file === NATIVE_FILE[platform]
      }
      if (place.name.startsWith('@expo-google-fonts/') && /italic/i.test(inside.join('/'))) return false
      return !/\.(map|md|markdown)$/i.test(file) || /licen[cs]e/i.test(file)
    },
  })
}

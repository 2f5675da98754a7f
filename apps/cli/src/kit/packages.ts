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
  'apps/cli',
  'apps/command',
  'apps/care',
  'adapters/ledger',
  'adapters/findings',
  'adapters/vault',
  'adapters/files',
  'adapters/fhir',
  'adapters/paper',
  'adapters/http',
  'adapters/accounts',
]

/** The bundler makes kits and is in none: a kit is made from a clone. */
const LEFT_OUT = new Set(['rolldown'])

/** A package to copy: its folder, and its place below `node_modules`. */
export interface PackagePlace {
  readonly name: string
  readonly from: string
  readonly to: string
}

/** Every npm package that the running workspaces need, found as Node finds it. */
export function neededPackages(root: string): readonly PackagePlace[] {
  const found = new Map<string, PackagePlace>()
  const visit = (folder: string): void => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      if (name.startsWith('@codedark/') || LEFT_OUT.has(name)) continue
      const from = resolvePackage(folder, name, root)
      if (from === null || found.has(from)) continue
      found.set(from, { name, from, to: placeOf(root, from) })
      visit(from)
    }
  }
  for (const workspace of RUNNING) visit(join(root, workspace))
  const taken = new Map<string, string>()
  for (const { from, to } of found.values()) {
    const other = taken.get(to)
    if (other !== undefined)
      throw new Error(`two versions of one package would lie at ${to}: ${other} and ${from}`)
    taken.set(to, from)
  }
  return [...found.values()].sort((a, b) => (a.to < b.to ? -1 : 1))
}

/**
 * The place below the kit's one `node_modules`. npm puts a package into a workspace's own folder when the root has another
 * version, which only development tools use; in the kit it takes the root's place.
 */
function placeOf(root: string, from: string): string {
  const inside = relative(root, from).split(sep)
  return inside.slice(inside.indexOf('node_modules') + 1).join('/')
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

import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { unzipSync } from 'fflate'
import type { UnzipFileInfo } from 'fflate'
import { faultOf } from './fault.ts'
import type { FileFault } from './fault.ts'
import { readImported } from './imported-pack.ts'
import { walk } from './find-logs.ts'
import { MAX_PACK_BYTES, MAX_PACK_FILES, MAX_RULE_FILE_BYTES, MAX_ZIP_BYTES } from './limits.ts'

/** Rules as texts, from one file, folder or zip; every result of a triage names the packs it ran with. */
export interface RulePack {
  /** Name of the file or folder it came from. */
  readonly name: string
  /** What its `version.txt` says, its first line; else `sha256:` and the first twelve digits of the hash. */
  readonly version: string
  /** SHA-256, hex, over path and text of each rule file in order of path: the same rules give the same hash. */
  readonly hash: string
  /** In order of path; none where there is a bundle. */
  readonly files: readonly RuleFile[]
  /** The first licence file found in it. */
  readonly licence?: string
  /** The rules as read when the pack was imported (`libs/sigma`, `makeBundle`), where it fits the files. */
  readonly bundle?: string
}

/** One rule file: its path below the pack, and its text. */
export interface RuleFile {
  readonly path: string
  readonly text: string
}

/** What was loaded, a pack for each path, and what could not be. */
export interface LoadedPacks {
  readonly packs: readonly RulePack[]
  readonly faults: readonly FileFault[]
}

/** A pack that was imported; undefined where the path is none, null where it cannot be read (then a fault says why). */
function loadImported(path: string, faults: FileFault[]): RulePack | null | undefined {
  const imported = readImported(path)
  if (imported === undefined) return undefined
  if ('code' in imported) {
    faults.push(imported)
    return null
  }
  const { name, version, hash, bundle, zip } = imported
  if (bundle !== undefined) return { name, version, hash, files: [], bundle }
  const raw = fromZip(zip, faults)
  return raw === undefined ? null : { ...makePack(zip, raw, faults), name, version }
}

/**
 * Loads the rule files (`.yml`, `.yaml`) of each path: a file, a folder or a zip. Nothing is parsed here. Faults:
 * `not-found`, `no-access`, `too-large` (a file, or a zip that would unpack to too much), `not-a-zip`, `not-text`,
 * `too-many-files`, `no-rules`; all else is still loaded.
 */
export function loadRulePacks(paths: readonly string[]): LoadedPacks {
  const packs: RulePack[] = []
  const faults: FileFault[] = []
  for (const path of paths) {
    const imported = loadImported(path, faults)
    if (imported !== undefined) {
      if (imported !== null) packs.push(imported)
      continue
    }
    const raw = path.toLowerCase().endsWith('.zip') ? fromZip(path, faults) : fromDisk(path, faults)
    if (raw === undefined) continue
    const pack = makePack(path, raw, faults)
    if (pack.files.length === 0) faults.push({ code: 'no-rules', path })
    else packs.push(pack)
  }
  return { packs, faults }
}

interface RawFile {
  readonly path: string
  readonly bytes: Uint8Array
}

const isRuleFile = (name: string): boolean => /\.ya?ml$/i.test(name)
const isLicence = (name: string): boolean => /^licen[cs]e([.-].*)?$/i.test(basename(name))
const isWanted = (name: string): boolean =>
  isRuleFile(name) || isLicence(name) || basename(name).toLowerCase() === 'version.txt'

function fromDisk(path: string, faults: FileFault[]): RawFile[] | undefined {
  const before = faults.length
  const found = walk([path], isWanted)
  faults.push(...found.faults)
  if (found.files.length === 0 && faults.length > before) return undefined
  const files: RawFile[] = []
  let total = 0
  for (const file of found.files) {
    total += file.bytes
    if (files.length >= MAX_PACK_FILES || total > MAX_PACK_BYTES) {
      faults.push({ code: 'too-large', path, have: total, limit: MAX_PACK_BYTES })
      break
    }
    if (file.bytes > MAX_RULE_FILE_BYTES) {
      faults.push({ code: 'too-large', path: file.path, have: file.bytes, limit: MAX_RULE_FILE_BYTES })
      continue
    }
    try {
      const below = relative(resolve(path), resolve(file.path)).replaceAll('\\', '/')
      files.push({ path: below === '' ? basename(path) : below, bytes: readFileSync(file.path) })
    } catch (error) {
      faults.push(faultOf(error, file.path))
    }
  }
  return files
}

/** Sizes are taken from the zip's directory before anything is unpacked, and unpacking never writes past them. */
function fromZip(path: string, faults: FileFault[]): RawFile[] | undefined {
  try {
    const have = statSync(path).size
    if (have > MAX_ZIP_BYTES) {
      faults.push({ code: 'too-large', path, have, limit: MAX_ZIP_BYTES })
      return undefined
    }
    const budget = { bytes: 0, files: 0 }
    const unpacked = unzipSync(readFileSync(path), { filter: (file) => fits(file, path, budget, faults) })
    return Object.entries(unpacked).map(([name, bytes]) => ({ path: name, bytes }))
  } catch (error) {
    const fromSystem = error instanceof Error && 'syscall' in error
    faults.push(
      fromSystem
        ? faultOf(error, path)
        : { code: 'not-a-zip', path, reason: error instanceof Error ? error.message : String(error) },
    )
    return undefined
  }
}

function fits(
  file: UnzipFileInfo,
  path: string,
  budget: { bytes: number; files: number },
  faults: FileFault[],
): boolean {
  if (!isWanted(file.name)) return false
  const tooLarge = (have: number, limit: number): false => {
    faults.push({ code: 'too-large', path: `${path}!${file.name}`, have, limit })
    return false
  }
  if (file.originalSize > MAX_RULE_FILE_BYTES) return tooLarge(file.originalSize, MAX_RULE_FILE_BYTES)
  if (budget.bytes + file.originalSize > MAX_PACK_BYTES)
    return tooLarge(budget.bytes + file.originalSize, MAX_PACK_BYTES)
  if (budget.files >= MAX_PACK_FILES) return false
  budget.bytes += file.originalSize
  budget.files += 1
  return true
}

function makePack(path: string, raw: readonly RawFile[], faults: FileFault[]): RulePack {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const files: RuleFile[] = []
  let version: string | undefined
  let licence: string | undefined
  for (const file of [...raw].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    let text: string
    try {
      text = decoder.decode(file.bytes)
    } catch {
      faults.push({ code: 'not-text', path: `${path}!${file.path}` })
      continue
    }
    if (isRuleFile(file.path)) files.push({ path: file.path, text })
    else if (isLicence(file.path)) licence ??= text
    else version ??= text.split('\n')[0]?.trim().slice(0, 100)
  }
  const hash = hashOf(files)
  return {
    name: basename(resolve(path)),
    version: version === undefined || version === '' ? `sha256:${hash.slice(0, 12)}` : version,
    hash,
    files,
    ...(licence === undefined ? {} : { licence }),
  }
}

function hashOf(files: readonly RuleFile[]): string {
  const hash = createHash('sha256')
  for (const file of files) {
    const text = createHash('sha256').update(file.text).digest('hex')
    hash.update(`${text}  ${file.path}\n`)
  }
  return hash.digest('hex')
}

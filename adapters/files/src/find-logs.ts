import type { Stats } from 'node:fs'
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { faultOf } from './fault.ts'
import type { FileFault } from './fault.ts'
import { MAX_WALK_DEPTH, MAX_WALK_FILES } from './limits.ts'

/** A file found below a path that was given. */
export interface FoundFile {
  /** The path given, joined with the way below it. */
  readonly path: string
  readonly bytes: number
}

/** What a walk found; what could not be walked is a fault, and the rest is walked. */
export interface Walk {
  /** In order of path, each file once, whatever links lead to it. */
  readonly files: readonly FoundFile[]
  readonly faults: readonly FileFault[]
}

/** What a name promises: a binary log, records as JSON, or a zip of either; a `.gz` promises what stands before it. */
export type LogKind = 'evtx' | 'json' | 'zip'

/** What the name of a file promises; undefined where it promises no log. What a file is, its bytes say. */
export function logKindOf(name: string): LogKind | undefined {
  const found = /\.(evtx|jsonl?|ndjson|zip)(\.gz)?$/i.exec(name)
  const kind = found?.[1]?.toLowerCase()
  if (kind === undefined) return /\.gz$/i.test(name) && !/\.tar\.gz$/i.test(name) ? 'evtx' : undefined
  if (kind === 'zip') return found?.[2] === undefined ? 'zip' : undefined
  return kind === 'evtx' ? 'evtx' : 'json'
}

/** Whether a name is that of an archive that may hold logs and is not looked into: it must be named, not passed over. */
export function isUnreadArchive(name: string): boolean {
  return /\.(7z|rar|tar|tgz|tar\.gz|vhdx?|cab|e01|zip\.gz)$/i.test(name)
}

/**
 * Logs below the paths, by name: `.evtx`, `.json`, `.jsonl`, `.ndjson`, each also as `.gz`, and `.zip`. A file that is named
 * itself is taken whatever its name is. An archive that is not looked into is the fault `archive-not-read`.
 */
export function findLogs(paths: readonly string[]): Walk {
  const found = walk(paths, (name) => logKindOf(name) !== undefined || isUnreadArchive(name))
  const faults = [...found.faults]
  const files = found.files.filter(({ path }) => {
    if (!isUnreadArchive(path)) return true
    faults.push({ code: 'archive-not-read', path })
    return false
  })
  return { files, faults }
}

/**
 * Walks files and folders, following links, each folder and file once. Faults: `not-found`, `no-access`, `link-loop`,
 * `not-a-file` (for a path that is named itself; below a folder pipes and devices are passed over when their name fits),
 * `too-deep`, `too-many-files`, `io`.
 */
export function walk(paths: readonly string[], wanted: (name: string) => boolean): Walk {
  const state: State = { wanted, files: [], faults: [], seen: new Set(), full: false }
  for (const path of paths) {
    const stats = look(path, state)
    if (stats === undefined) continue
    if (stats.isDirectory()) walkFolder(path, { depth: 0, above: [] }, state)
    else take(path, stats, state)
  }
  state.files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  return { files: state.files, faults: state.faults }
}

interface State {
  readonly wanted: (name: string) => boolean
  readonly files: FoundFile[]
  readonly faults: FileFault[]
  /** Real paths taken or walked. */
  readonly seen: Set<string>
  full: boolean
}

interface Place {
  readonly depth: number
  /** Real paths of the folders above: meeting one again is a loop, meeting any other again is a second way to it. */
  readonly above: readonly string[]
}

function walkFolder(folder: string, place: Place, state: State): void {
  if (place.depth > MAX_WALK_DEPTH) {
    state.faults.push({ code: 'too-deep', path: folder, limit: MAX_WALK_DEPTH })
    return
  }
  try {
    const real = realpathSync(folder)
    if (place.above.includes(real)) state.faults.push({ code: 'link-loop', path: folder })
    if (state.seen.has(real)) return
    state.seen.add(real)
    const below = { depth: place.depth + 1, above: [...place.above, real] }
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walkFolder(path, below, state)
      else if (entry.isSymbolicLink()) follow(path, entry.name, below, state)
      else if (state.wanted(entry.name)) {
        const stats = look(path, state)
        if (stats !== undefined) take(path, stats, state)
      }
    }
  } catch (error) {
    state.faults.push(faultOf(error, folder))
  }
}

function follow(path: string, name: string, place: Place, state: State): void {
  const stats = look(path, state)
  if (stats?.isDirectory() === true) walkFolder(path, place, state)
  else if (stats !== undefined && state.wanted(name)) take(path, stats, state)
}

function take(path: string, stats: Stats, state: State): void {
  if (!stats.isFile()) {
    state.faults.push({ code: 'not-a-file', path })
    return
  }
  try {
    const real = realpathSync(path)
    if (state.seen.has(real)) return
    if (state.files.length >= MAX_WALK_FILES) {
      if (!state.full) state.faults.push({ code: 'too-many-files', path, limit: MAX_WALK_FILES })
      state.full = true
      return
    }
    state.seen.add(real)
    state.files.push({ path, bytes: stats.size })
  } catch (error) {
    state.faults.push(faultOf(error, path))
  }
}

function look(path: string, state: State): Stats | undefined {
  try {
    return statSync(path)
  } catch (error) {
    state.faults.push(faultOf(error, path))
    return undefined
  }
}

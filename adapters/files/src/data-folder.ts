import { mkdirSync, readFileSync, writeFileSync, openSync, fsyncSync, closeSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { syncFolder } from './durable-write.ts'
import { faultOf } from './fault.ts'
import type { FileFault } from './fault.ts'

/** Whether a data folder holds a real incident or an exercise; chosen once, for ever. */
export type DataKind = 'real' | 'drill'

/** A data folder and its parts, all absolute paths. */
export interface DataFolder {
  readonly path: string
  readonly kind: DataKind
  /** Record, findings, lists and evidence: the command server's alone. */
  readonly commandFolder: string
  /** The vault: the care server's alone. */
  readonly careFolder: string
  readonly keysFolder: string
  /** Where care leaves what may pass to command. */
  readonly handoverFolder: string
}

/** Why a data folder cannot be made or opened. */
export type DataFolderFault =
  | FileFault
  /** There is a data folder already; its kind is never changed. */
  | { readonly code: 'already-a-data-folder'; readonly path: string }
  /** No `kind` file, or one that says neither real nor drill. */
  | { readonly code: 'not-a-data-folder'; readonly path: string }

const PARTS = ['command', 'care', 'keys', 'handover'] as const

/**
 * Makes the folders of a new data folder and then, as the last step, its `kind` file: a folder is whole or not yet a data
 * folder, and making it can be tried again. Done means synced. A folder that has a `kind` is left as it is.
 */
export function createDataFolder(path: string, kind: DataKind): Result<DataFolder, DataFolderFault> {
  const root = resolve(path)
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 })
    for (const part of PARTS) mkdirSync(join(root, part), { recursive: true, mode: 0o700 })
    for (const part of PARTS) syncFolder(join(root, part))
    writeOnce(join(root, 'kind'), `${kind}\n`)
    syncFolder(root)
    syncFolder(dirname(root))
    return ok(partsOf(root, kind))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return failed({ code: 'already-a-data-folder', path: root })
    return failed(faultOf(error, root))
  }
}

/** Opens a data folder by its `kind` file. Faults: `not-a-data-folder`, `no-access`, `io`. */
export function openDataFolder(path: string): Result<DataFolder, DataFolderFault> {
  const root = resolve(path)
  try {
    const kind = readFileSync(join(root, 'kind'), 'utf8')
    if (kind === 'real\n' || kind === 'drill\n')
      return ok(partsOf(root, kind === 'real\n' ? 'real' : 'drill'))
    return failed({ code: 'not-a-data-folder', path: root })
  } catch (error) {
    const fault = faultOf(error, join(root, 'kind'))
    return failed(fault.code === 'not-found' ? { code: 'not-a-data-folder', path: root } : fault)
  }
}

function partsOf(path: string, kind: DataKind): DataFolder {
  const [commandFolder, careFolder, keysFolder, handoverFolder] = [
    join(path, 'command'),
    join(path, 'care'),
    join(path, 'keys'),
    join(path, 'handover'),
  ]
  return { path, kind, commandFolder, careFolder, keysFolder, handoverFolder }
}

/** `wx` and not a rename: of two who make the same folder, only one may choose its kind. */
function writeOnce(path: string, content: string): void {
  const fd = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(fd, content)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

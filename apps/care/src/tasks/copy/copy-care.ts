import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { describeFileFault, faultOf, writeDurably } from '@codedark/files'
import type { DataFolder } from '@codedark/files'
import { copyVault } from '@codedark/vault'
import type { CopyFault } from '@codedark/vault'
import { vaultPath } from '../open-care.ts'
import { vaultSentence } from '../sentences.ts'

/** What says of a folder that it holds a second copy of the care side, and of what; in clear: nothing in it is secret. */
const markShape = z.strictObject({
  v: z.literal(1),
  kind: z.enum(['real', 'drill']),
  from: z.string().min(1).max(10_000),
})
/** See above. */
export type CareCopyMark = z.infer<typeof markShape>

/** What is kept beside the vault of the last copy that was made. */
const madeShape = z.strictObject({
  to: z.string(),
  at: z.iso.datetime(),
  mark: z.number().int(),
})
/** See above; `mark` is the vault's mark of the state that was copied. */
export type CopyMade = z.infer<typeof madeShape>

const madePath = (folder: DataFolder): string => join(folder.careFolder, 'second-copy.json')

/**
 * Copies the vault to the folder `to`, encrypted as it is, with the care key (which its passphrase opens) and the settings: all
 * that a restore needs. A folder that is not there is an unplugged medium and is not made. The fault is a sentence; the copy
 * before is still there then.
 */
export function copyCare(
  folder: DataFolder,
  vaultKey: Uint8Array,
  to: string,
  at: string,
): Result<CopyMade, string> {
  if (!isFolder(to)) return failed(`${to} is not there: is the medium plugged in?`)
  if (isWithin(folder.path, to)) return failed(`${to} lies in the data folder itself.`)
  try {
    for (const part of ['keys', 'care']) mkdirSync(join(to, part), { recursive: true, mode: 0o700 })
    const copied = copyVault(vaultPath(folder), join(to, 'care', 'vault.db'), vaultKey)
    if (!copied.ok) return failed(copySentence(copied.fault))
    const mark: CareCopyMark = { v: 1, kind: folder.kind, from: folder.path }
    const beside: readonly (readonly [string, string | Buffer | null])[] = [
      [join(to, 'keys', 'care.json'), bytesOf(join(folder.keysFolder, 'care.json'))],
      [join(to, 'settings.json'), bytesOf(join(folder.path, 'settings.json'))],
      [join(to, 'care', 'copy.json'), `${JSON.stringify(mark)}\n`],
    ]
    for (const [path, content] of beside) {
      if (content === null || bytesOf(path)?.equals(Buffer.from(content)) === true) continue
      const written = writeDurably(path, content)
      if (!written.ok) return failed(describeFileFault(written.fault))
    }
    const made = { to, at, mark: copied.value.mark }
    const noted = writeDurably(madePath(folder), `${JSON.stringify(made)}\n`)
    return noted.ok ? ok(made) : failed(describeFileFault(noted.fault))
  } catch (error) {
    return failed(describeFileFault(faultOf(error, to)))
  }
}

/** The copy that was last made of this folder, if what was copied is still there; null: none. */
export function lastCopy(folder: DataFolder, to: string | null): CopyMade | null {
  const made = parsed(madePath(folder), madeShape)
  return made !== null && made.to === to && existsSync(join(made.to, 'care', 'vault.db')) ? made : null
}

/** The mark of a second copy; null: the folder holds none. */
export const copyMark = (copy: string): CareCopyMark | null =>
  parsed(join(copy, 'care', 'copy.json'), markShape)

/** Whether `inner` is `outer` or lies below it. */
export function isWithin(outer: string, inner: string): boolean {
  const way = relative(resolve(outer), resolve(inner))
  return way === '' || (!way.startsWith('..') && resolve(outer, way) === resolve(inner))
}

/** A fault of copying as a sentence. */
export function copySentence(fault: CopyFault): string {
  if (fault.code === 'copy-is-ahead')
    return `The copy at ${fault.path} holds more than this vault: one of the two was put back. It is left alone.`
  if (fault.code === 'exists') return `${fault.path}: there is a vault already.`
  if (fault.code === 'not-found') return `${fault.path}: is no copy of a vault.`
  if (fault.code === 'wrong-key')
    return `The copy at ${fault.path} does not open with this key: it is another’s, or damaged. It is left alone.`
  if (fault.code !== 'storage') return vaultSentence(fault)
  return fault.full ? 'The disk of the second copy is full.' : `The vault was not copied: ${fault.reason}.`
}

function parsed<Value>(path: string, shape: z.ZodType<Value>): Value | null {
  const bytes = bytesOf(path)
  if (bytes === null) return null
  try {
    const read = shape.safeParse(JSON.parse(bytes.toString('utf8')))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

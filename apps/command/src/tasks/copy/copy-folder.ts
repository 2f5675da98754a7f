import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { accountsKey, copyAccounts } from '@codedark/accounts'
import { copyFileDurably, describeFileFault, faultOf, type DataFolder, type Keys } from '@codedark/files'
import { copyFindings } from '@codedark/findings'
import { copyLedger, type CopyFault } from '@codedark/ledger'
import { failed, ok, type Result } from '@codedark/domain/result'
import { STALE_TEMPORARY_MS } from './limits.ts'
import { readMark, writeMark } from './mark.ts'

/** One copy to be made. */
export interface CopyJob {
  readonly folder: DataFolder
  readonly keys: Keys
  /** Origin of the record's checkpoints. */
  readonly origin: string
  /** An existing folder: one that is not there is an unplugged medium, and is not made. */
  readonly to: string
}

/** A copy as made: whole, verified and synced. */
export interface CopyMade {
  readonly entries: number
}

/**
 * Copies what the command server holds, encrypted as it is, the accounts without their sessions among it, with the key file (which its passphrase opens) and the settings:
 * all that a restore needs. The ledger comes last, so that the copy never has an entry without what it speaks of. The fault
 * is a sentence for the page; the copy before is still there then.
 */
export function copyFolder(job: CopyJob): Result<CopyMade, string> {
  const { folder, to } = job
  if (!isFolder(to)) return failed(`${to} is not there: is the medium plugged in?`)
  if (isWithin(folder.path, to)) return failed(`${to} lies in the data folder itself.`)
  try {
    for (const part of ['keys', 'command', 'command/evidence'])
      mkdirSync(join(to, part), { recursive: true, mode: 0o700 })
    clearLeftOvers(join(to, 'command'))
  } catch (error) {
    return failed(describeFileFault(faultOf(error, to)))
  }
  const ours = markAsOurs(job)
  if (!ours.ok) return ours
  const copied = copyLedger(
    join(folder.commandFolder, 'ledger.db'),
    join(to, 'command', 'ledger.db'),
    job.keys,
    () => copyBeside(job),
  )
  return copied.ok ? ok({ entries: copied.value.size }) : failed(sentenceOf(copied.fault))
}

function markAsOurs({ folder, origin, to }: CopyJob): Result<null, string> {
  const mark = readMark(to)
  if (!mark.ok) return mark
  if (mark.value === null && existsSync(join(to, 'command', 'ledger.db')))
    return failed(`${to} holds a record that is not marked as a copy: it is left alone.`)
  if (mark.value !== null && mark.value.origin !== origin)
    return failed(`${to} holds the copy of another record: it is left alone.`)
  if (mark.value?.from === folder.path) return ok(null)
  return writeMark(to, { v: 1, kind: folder.kind, origin, from: folder.path })
}

/** Everything but the ledger. A file that is there with the same bytes is not written again. */
function copyBeside({ folder, keys, to }: CopyJob): Result<null, string> {
  const command = join(to, 'command')
  const findings = join(folder.commandFolder, 'findings.db')
  if (existsSync(findings)) {
    const copied = copyFindings(findings, join(command, 'findings.db'), keys.databaseKey)
    if (!copied.ok) return failed(`The findings were not copied: ${copied.fault.code}.`)
  }
  const accounts = join(folder.commandFolder, 'accounts.db')
  if (existsSync(accounts)) {
    const key = accountsKey(keys.databaseKey, 'command')
    const copied = copyAccounts(accounts, join(command, 'accounts.db'), key)
    if (!copied.ok) return failed(`The accounts were not copied: ${copied.fault}.`)
  }
  const sealed = names(folder.commandFolder).filter((name) => name.endsWith('.sealed'))
  const pairs: [string, string][] = [
    [join(folder.path, 'settings.json'), join(to, 'settings.json')],
    [join(folder.keysFolder, 'command.json'), join(to, 'keys', 'command.json')],
    ...sealed.map((name): [string, string] => [join(folder.commandFolder, name), join(command, name)]),
  ]
  for (const [from, into] of pairs) {
    if (!existsSync(from) || sameBytes(from, into)) continue
    const copied = copyFileDurably(from, into)
    if (!copied.ok) return failed(describeFileFault(copied.fault))
  }
  return copyEvidence(join(folder.commandFolder, 'evidence'), join(command, 'evidence'))
}

/** Evidence is named by its content and never changes: what has the right length is there. */
function copyEvidence(from: string, to: string): Result<null, string> {
  for (const name of names(from).filter((one) => one.endsWith('.sealed'))) {
    const into = join(to, name)
    if (existsSync(into) && statSync(into).size === statSync(join(from, name)).size) continue
    const copied = copyFileDurably(join(from, name), into)
    if (!copied.ok) return failed(describeFileFault(copied.fault))
  }
  return ok(null)
}

function sameBytes(a: string, b: string): boolean {
  if (!existsSync(b) || statSync(a).size !== statSync(b).size) return false
  return readFileSync(a).equals(readFileSync(b))
}

const names = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])

/** What a copying that was killed left; a recent one may be another's at work. */
function clearLeftOvers(folder: string): void {
  for (const name of names(folder)) {
    if (!/\.tmp(-wal|-shm|-journal)?$/u.test(name)) continue
    const path = join(folder, name)
    if (Date.now() - statSync(path).mtimeMs > STALE_TEMPORARY_MS) rmSync(path, { force: true })
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** Whether `inner` is `outer` or lies below it. */
export function isWithin(outer: string, inner: string): boolean {
  const way = relative(resolve(outer), resolve(inner))
  return way === '' || (!way.startsWith('..') && resolve(outer, way) === resolve(inner))
}

function sentenceOf(fault: CopyFault): string {
  switch (fault.code) {
    case 'copy-is-ahead':
      return `The copy at ${fault.path} has entries that this record does not have: it was restored elsewhere, or this one was put back. The copy is left alone.`
    case 'copy-broken':
      return `The record is broken and was not copied: ${fault.report.sentence}`
    case 'beside':
      return fault.reason
    case 'storage':
      return fault.full
        ? 'The disk of the second copy is full.'
        : `The record was not copied: ${fault.reason}.`
    case 'copying-elsewhere':
      return 'Another program is copying the record and does not come to an end.'
    case 'exists':
    case 'wrong-key':
    case 'broken':
    case 'moved':
    case 'entry-too-long':
      return `The record was not copied: ${fault.code}.`
  }
}

import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  copyFileDurably,
  createDataFolder,
  createKeys,
  describeFileFault,
  DRILL_PASSPHRASE,
  openDataFolder,
  readSettings,
  unlockKeys,
  writeKeys,
  writeSettings,
  type DataFolder,
  type Keys,
} from '@codedark/files'
import { restoreLedger } from '@codedark/ledger'
import { failed, ok, type Result } from '@codedark/domain/result'
import { openCommandLedger, type CommandLedger } from '../ledger/index.ts'
import { isWithin } from './copy-folder.ts'
import { readMark, type CopyMark } from './mark.ts'

/** A restored data folder. */
export interface Restored {
  readonly folder: DataFolder
  /** Entries with the one that says that it was restored. */
  readonly entries: number
  /** Verifier key that signs from now on: to be written down outside. */
  readonly verifierKey: string
  /** Whether the folder that was copied could be reached and takes no more entries. */
  readonly old: 'retired' | 'not-reachable'
}

interface Restoring {
  readonly copy: string
  readonly mark: CopyMark
  readonly passphrase: string
  readonly now: string
}

/**
 * Makes a data folder at `data` from the second copy at `copy`: the record with a *handed over* entry, signed by a new key.
 * Where the folder that was copied can be reached, it gets the same entry and can append no more; if it has entries that the
 * copy does not have, nothing is restored, since they would be lost. The fault is a sentence.
 */
export function restoreFolder(
  copy: string,
  data: string,
  given: string | undefined,
  now: string,
): Result<Restored, string> {
  const mark = readMark(copy)
  if (!mark.ok) return mark
  if (mark.value === null) return failed(`${copy}: is no second copy of a record.`)
  if (isWithin(copy, data)) return failed(`${data}: lies within the copy; name another folder.`)
  const passphrase = mark.value.kind === 'drill' ? DRILL_PASSPHRASE : given
  if (passphrase === undefined)
    return failed('The passphrase is needed: --passphrase-file FILE, or CODEDARK_PASSPHRASE.')
  const keys = unlockKeys(join(copy, 'keys'), 'command', passphrase)
  if (!keys.ok)
    return failed(
      keys.fault.code === 'wrong-passphrase'
        ? 'The passphrase is not the one of this copy.'
        : `The keys of the copy could not be opened: ${keys.fault.code}.`,
    )
  const made = createDataFolder(data, mark.value.kind)
  if (!made.ok)
    return failed(
      made.fault.code === 'already-a-data-folder'
        ? `${data}: is a data folder already; restore into a new one.`
        : `${data}: ${made.fault.code}.`,
    )
  const restored = fill(made.value, keys.value, { copy: resolve(copy), mark: mark.value, passphrase, now })
  // What is half made could be taken for a record.
  if (!restored.ok) rmSync(made.value.path, { recursive: true, force: true })
  return restored
}

function fill(folder: DataFolder, keys: Keys, from: Restoring): Result<Restored, string> {
  const ledger = restoreLedger(
    join(from.copy, 'command', 'ledger.db'),
    join(folder.commandFolder, 'ledger.db'),
    keys,
  )
  if (!ledger.ok) return failed(`The record of the copy could not be restored: ${ledger.fault.code}.`)
  const beside = fillBeside(folder, from.copy)
  if (!beside.ok) return beside
  const renewed = renewKeys(folder, keys, from)
  if (!renewed.ok) return renewed
  return handOver(folder, keys, renewed.value, from)
}

/** Stores of their own under the key that stays: findings, and who may sign in. */
const STORES: ReadonlySet<string> = new Set(['findings.db', 'accounts.db'])

/** All files beside the record, as they are: they are under the key of the stores, which stays. */
function fillBeside(folder: DataFolder, copy: string): Result<null, string> {
  const settings = copyFileDurably(join(copy, 'settings.json'), join(folder.path, 'settings.json'))
  if (!settings.ok && settings.fault.code !== 'not-found') return failed(describeFileFault(settings.fault))
  const read = readSettings(folder)
  // From now on this folder is the one that is copied there.
  if (read.ok) {
    const set = writeSettings(folder, { ...read.value, secondCopy: copy })
    if (!set.ok) return failed(`The settings could not be written: ${set.fault.code}.`)
  }
  for (const part of ['.', 'evidence']) {
    const from = join(copy, 'command', part)
    if (!existsSync(from)) continue
    mkdirSync(join(folder.commandFolder, part), { recursive: true, mode: 0o700 })
    for (const name of readdirSync(from)) {
      if (!name.endsWith('.sealed') && !STORES.has(name)) continue
      const copied = copyFileDurably(join(from, name), join(folder.commandFolder, part, name))
      if (!copied.ok) return failed(describeFileFault(copied.fault))
    }
  }
  return ok(null)
}

/** The key of the stores stays, the one that signs is new. Care's keys are taken where the copy has them. */
function renewKeys(folder: DataFolder, keys: Keys, { copy, passphrase }: Restoring): Result<Keys, string> {
  const renewed = writeKeys(folder.keysFolder, 'command', passphrase, {
    databaseKey: keys.databaseKey,
    seed: randomBytes(32),
  })
  if (!renewed.ok) return failed(`The keys could not be written: ${renewed.fault.code}.`)
  const care = copyFileDurably(join(copy, 'keys', 'care.json'), join(folder.keysFolder, 'care.json'))
  if (!care.ok) {
    const made = createKeys(folder.keysFolder, 'care', passphrase)
    if (!made.ok) return failed(`The keys of the care server could not be written: ${made.fault.code}.`)
  }
  return renewed
}

function handOver(folder: DataFolder, old: Keys, renewed: Keys, from: Restoring): Result<Restored, string> {
  const before = openAt(folder, old, from.now)
  if (!before.ok) return before
  const retiredKey = before.value.verifierKey
  const head = before.value.head()
  before.value.close()
  if (!head.ok) return failed(`The restored record cannot be read: ${head.fault.code}.`)
  const ledger = openAt(folder, renewed, from.now)
  if (!ledger.ok) return ledger
  try {
    const { verifierKey } = ledger.value
    const command = {
      type: 'HandOver',
      reason: 'restored',
      retiredKey,
      newKey: verifierKey,
      ...head.value,
    } as const
    const done = ledger.value.submit(command, 'command-line')
    if (!done.ok) return failed(`The handing over could not be recorded: ${done.fault.code}.`)
    const retired = retireOld(from, old, command)
    return retired.ok ? ok({ folder, entries: done.value.until, verifierKey, old: retired.value }) : retired
  } finally {
    ledger.value.close()
  }
}

type HandOver = Extract<Parameters<CommandLedger['submit']>[0], { type: 'HandOver' }>

/** The folder that was copied gets the same entry: whoever opens it reads that it is retired, and it takes no other. */
function retireOld({ mark, now }: Restoring, keys: Keys, command: HandOver): Result<Restored['old'], string> {
  const folder = openDataFolder(mark.from)
  if (!folder.ok) return ok('not-reachable')
  const opened = openCommandLedger(folder.value, keys, () => now)
  // Another record lies there now, or none.
  if (!opened.ok) return ok('not-reachable')
  const ledger = opened.value
  try {
    if (ledger.origin !== mark.origin) return ok('not-reachable')
    const head = ledger.head()
    if (head.ok && head.value.size === command.size && head.value.root === command.root) {
      const done = ledger.submit(command, 'command-line')
      if (done.ok) return ok('retired')
    }
    return failed(
      `${mark.from}: this record can still be reached and is not as the copy has it. Stop what writes to it, run codedark ledger copy there, and restore again.`,
    )
  } finally {
    ledger.close()
  }
}

function openAt(folder: DataFolder, keys: Keys, now: string): Result<CommandLedger, string> {
  const opened = openCommandLedger(folder, keys, () => now)
  return opened.ok ? opened : failed(`The restored record cannot be opened: ${opened.fault.code}.`)
}

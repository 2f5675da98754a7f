import { createDataFolder, createKeys, isTimeZone, openDataFolder, systemTimeZone } from '@codedark/files'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { OpenedCommand } from './open-command.ts'
import { changeSettings } from './settings.ts'
import { notRecorded } from './sentences.ts'

/** What is set when a folder is made; what is left out is the zone of this machine and no second copy. */
export interface InitSettings {
  readonly hospital: string
  readonly timeZone?: string | undefined
  readonly secondCopy?: string | undefined
}

/**
 * Makes a data folder, real or drill for ever, with both keys under a passphrase. Gives what there is to say of
 * its settings, as sentences; the fault is one too.
 */
export function initDataFolder(
  path: string,
  kind: 'real' | 'drill',
  passphrase: string,
  settings: InitSettings = { hospital: 'Hospital not named' },
): Result<readonly string[], string> {
  if (settings.timeZone !== undefined && !isTimeZone(settings.timeZone))
    return failed(`${settings.timeZone}: is no time zone, as Europe/Brussels is one.`)
  const made = createDataFolder(path, kind)
  if (!made.ok)
    return failed(
      `${path}: ${made.fault.code === 'already-a-data-folder' ? 'is a data folder already; what it is it stays' : made.fault.code}.`,
    )
  const folder = openDataFolder(path)
  if (!folder.ok) return failed(`${path}: ${folder.fault.code}.`)
  for (const side of ['command', 'care'] as const) {
    const keys = createKeys(folder.value.keysFolder, side, passphrase)
    if (!keys.ok) return failed(`${path}: the keys could not be written: ${keys.fault.code}.`)
  }
  const { hospital, timeZone = systemTimeZone(), secondCopy } = settings
  const set = changeSettings(folder.value, { hospital, timeZone, secondCopy: secondCopy ?? null })
  return set.ok ? ok(set.value.notes) : set
}

/** Opens the incident of a data folder under its name; `attackAt` when the attack was, as far as it is known. */
export function openIncident(opened: OpenedCommand, name: string, attackAt?: string): Result<null, string> {
  const done = opened.ledger.submit(
    { type: 'OpenIncident', name, kind: opened.folder.kind, attackAt },
    'command-line',
  )
  return done.ok ? ok(null) : failed(notRecorded(done.fault))
}

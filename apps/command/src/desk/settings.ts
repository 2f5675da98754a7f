import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  describeSettingsFault,
  diskOf,
  readSettings,
  systemTimeZone,
  writeSettings,
  type DataFolder,
  type Settings,
  type WitnessSetting,
} from '@codedark/files'
import { failed, ok, type Result } from '@codedark/domain/result'
import { sha256 } from '@codedark/ledger'
import { parseCosignerKey } from '@codedark/tlog'
import { isWithin } from '../tasks/copy/index.ts'

/** The settings of a data folder, and what there is to say about them. */
export interface SettingsStanding {
  readonly settings: Settings
  /** Whole sentences for the person who set them. */
  readonly notes: readonly string[]
}

/** The settings as they stand; a folder from before there were any has those of this machine. The fault is a sentence. */
export function settingsOf(folder: DataFolder): Result<SettingsStanding, string> {
  const read = readSettings(folder)
  if (read.ok) return ok({ settings: read.value, notes: notesOn(folder, read.value) })
  if (read.fault.code !== 'not-found') return failed(describeSettingsFault(read.fault))
  const settings = { hospital: 'Hospital not named', timeZone: systemTimeZone(), secondCopy: null }
  return ok({ settings, notes: ['Nothing was set yet.', ...notesOn(folder, settings)] })
}

/** What is to be changed; null takes away what was set. */
export type SettingsChange = Partial<Omit<Settings, 'placeholders'>> & {
  readonly placeholders?: string | null
}

/** Changes what is given and keeps the rest. The folder of the second copy is made if it is not there. */
export function changeSettings(folder: DataFolder, change: SettingsChange): Result<SettingsStanding, string> {
  const before = settingsOf(folder)
  if (!before.ok) return before
  const secondCopy = change.secondCopy === undefined ? before.value.settings.secondCopy : change.secondCopy
  const { placeholders: beforePlaceholders, ...kept } = before.value.settings
  const { placeholders = beforePlaceholders ?? null, ...changed } = change
  const settings = {
    ...kept,
    ...changed,
    secondCopy: secondCopy === null ? null : resolve(secondCopy),
    ...(placeholders === null ? {} : { placeholders: resolve(placeholders) }),
  }
  if (settings.secondCopy !== null) {
    if (isWithin(folder.path, settings.secondCopy) || isWithin(settings.secondCopy, folder.path))
      return failed(`${settings.secondCopy}: a second copy cannot lie in the data folder, nor around it.`)
    try {
      mkdirSync(settings.secondCopy, { recursive: true, mode: 0o700 })
    } catch (error) {
      return failed(`${settings.secondCopy}: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`)
    }
  }
  const written = writeSettings(folder, settings)
  return written.ok
    ? ok({ settings: written.value, notes: notesOn(folder, written.value) })
    : failed(describeSettingsFault(written.fault))
}

function notesOn(folder: DataFolder, { secondCopy }: Settings): string[] {
  if (secondCopy === null)
    return ['There is one copy only: set a folder on another disk with codedark settings --second-copy.']
  const [first, second] = [diskOf(folder.path), diskOf(secondCopy)]
  if (!second.ok) return [`${secondCopy} is not there: there is one copy only until it is.`]
  return first.ok && first.value === second.value
    ? ['Both copies lie on one disk: if it fails, both are lost.']
    : []
}

/** Witnesses from addresses and verifier keys in turn, as the command line gives them. The fault is a sentence. */
export function witnessesOf(given: readonly string[]): Result<readonly WitnessSetting[], string> {
  const found: WitnessSetting[] = []
  for (let at = 0; at < given.length; at += 2) {
    const [url = '', key = ''] = given.slice(at, at + 2)
    if (!URL.canParse(url) || !/^https?:$/u.test(new URL(url).protocol))
      return failed(`${url}: is no address, as http://192.0.2.7:7319 is one.`)
    if (!parseCosignerKey(sha256, key).ok)
      return failed(`${url}: its key is needed after it, as codedark witness init printed it.`)
    found.push({ url, key })
  }
  return ok(found)
}

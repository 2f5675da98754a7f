import { readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { DataFolder } from './data-folder.ts'
import { writeDurably } from './durable-write.ts'
import { describeFileFault, faultOf } from './fault.ts'
import type { FileFault } from './fault.ts'
import { MAX_HOSPITAL_CHARS, MAX_SETTINGS_BYTES, MAX_WITNESSES } from './limits.ts'

/** What a hospital sets of a data folder; `settings.json`, in clear: nothing in it is secret. Both servers read it. */
export interface Settings {
  /** As every page shows it. */
  readonly hospital: string
  /** IANA name of the zone in which pages and sheets show time. */
  readonly timeZone: string
  /** Absolute path of the folder that holds the second copy; null: none is set, and every page says so. */
  readonly secondCopy: string | null
  /** Absolute path of the placeholder file for Sigma rules; absent: none is set. */
  readonly placeholders?: string
  /** Witnesses that each checkpoint is handed to; absent: none. */
  readonly witnesses?: readonly WitnessSetting[]
}

/** A witness: where it answers (`http://192.0.2.7:7319`), and the verifier key that its cosignatures must bear. */
export interface WitnessSetting {
  readonly url: string
  readonly key: string
}

/** Why settings cannot be read or kept. */
export type SettingsFault =
  | FileFault
  | { readonly code: 'not-settings'; readonly path: string }
  | { readonly code: 'bad-setting'; readonly setting: keyof Settings; readonly expected: string }

/** Reads the settings. A folder from before there were any, or an edited file, is a fault: nothing is guessed. */
export function readSettings(folder: DataFolder): Result<Settings, SettingsFault> {
  const path = settingsPath(folder)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return failed(faultOf(error, path))
  }
  if (text.length > MAX_SETTINGS_BYTES)
    return failed({ code: 'too-large', path, have: text.length, limit: MAX_SETTINGS_BYTES })
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1)
    return failed({ code: 'not-settings', path })
  return checkSettings(value)
}

/** Checks and writes the settings. Done means synced. */
export function writeSettings(folder: DataFolder, settings: Settings): Result<Settings, SettingsFault> {
  const checked = checkSettings(settings)
  if (!checked.ok) return checked
  const written = writeDurably(
    settingsPath(folder),
    `${JSON.stringify({ v: 1, ...checked.value }, null, 2)}\n`,
  )
  return written.ok ? checked : written
}

/** The zone that this machine is set to. */
export const systemTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Whether `Intl` knows a zone by this IANA name; an offset such as +01:00 is none, since it has no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/u.test(name)) return false
  try {
    return Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** A fault as one sentence. */
export function describeSettingsFault(fault: SettingsFault): string {
  if (fault.code === 'bad-setting') return `${fault.setting} must be ${fault.expected}.`
  if (fault.code === 'not-settings') return `${fault.path}: is no settings file of this version.`
  return describeFileFault(fault)
}

function checkSettings(value: object): Result<Settings, SettingsFault> {
  const { hospital, timeZone, secondCopy, placeholders, witnesses } = value as {
    [Name in keyof Settings]?: unknown
  }
  const bad = (setting: keyof Settings, expected: string): Result<never, SettingsFault> =>
    failed({ code: 'bad-setting', setting, expected })
  if (typeof hospital !== 'string' || !isLine(hospital) || hospital.length > MAX_HOSPITAL_CHARS)
    return bad('hospital', `a name of one line with at most ${MAX_HOSPITAL_CHARS} characters`)
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone))
    return bad('timeZone', 'the name of a time zone, as Europe/Brussels')
  if (secondCopy !== null && (typeof secondCopy !== 'string' || !isAbsolute(secondCopy)))
    return bad('secondCopy', 'the whole path of a folder')
  if (witnesses !== undefined && !areWitnesses(witnesses))
    return bad('witnesses', `at most ${MAX_WITNESSES} witnesses, each with an address and a key`)
  const base = {
    ...{ hospital: hospital.trim(), timeZone, secondCopy },
    ...(witnesses === undefined ? {} : { witnesses: witnesses.map(({ url, key }) => ({ url, key })) }),
  }
  if (placeholders === undefined || placeholders === null) return ok(base)
  return typeof placeholders === 'string' && isAbsolute(placeholders)
    ? ok({ ...base, placeholders })
    : bad('placeholders', 'the whole path of a file')
}

function areWitnesses(value: unknown): value is readonly WitnessSetting[] {
  return Array.isArray(value) && value.length <= MAX_WITNESSES && value.every(isWitness)
}

function isWitness(value: unknown): value is WitnessSetting {
  if (typeof value !== 'object' || value === null || !('url' in value) || !('key' in value)) return false
  const { url, key } = value
  if (typeof url !== 'string' || typeof key !== 'string' || url.length > 500 || key.length > 500) return false
  return isLine(key) && URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol)
}

const isLine = (text: string): boolean => text.trim() !== '' && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)

const settingsPath = (folder: DataFolder): string => join(folder.path, 'settings.json')

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An instant as a JSON log states it. */
export interface StatedInstant {
  /** UTC, ISO 8601, seven digits after the second. */
  readonly at: string
  /** The text named no zone and was taken for UTC. */
  readonly zoneless: boolean
}

/**
 * An instant in any of the ways that exporters write it: ISO 8601 with or without zone, a blank for the T, seconds or
 * milliseconds since 1970 (Velociraptor), `/Date(…)/` (Windows PowerShell). Undefined where it is none of these.
 */
export function instantOf(text: string | undefined): StatedInstant | undefined {
  if (text === undefined) return undefined
  const date = /^\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\/$/.exec(text)
  if (date !== null) return ofMs(Number(date[1]))
  if (/^\d{9,19}(\.\d+)?$/.test(text)) return ofNumber(text)
  const parts =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?\s?(Z|UTC|[+-]\d\d:?\d\d)?$/.exec(text)
  if (parts === null) return undefined
  const [, day = '', clock = '', fraction = '', zone] = parts
  const seconds = clock.length === 5 ? `${clock}:00` : clock
  const offset = zone === undefined || zone === 'UTC' ? 'Z' : zone.replace(/^(...)(\d\d)$/, '$1:$2')
  const ms = Date.parse(`${day}T${seconds}${offset}`)
  if (Number.isNaN(ms)) return undefined
  const whole = new Date(ms).toISOString().slice(0, 19)
  return { at: `${whole}.${fraction.padEnd(7, '0').slice(0, 7)}Z`, zoneless: zone === undefined }
}

function ofNumber(text: string): StatedInstant | undefined {
  const value = Number(text)
  if (value < 1e11) {
    const [whole = '', fraction = ''] = text.split('.')
    const seconds = ofMs(Number(whole) * 1000)
    return seconds === undefined
      ? undefined
      : { at: `${seconds.at.slice(0, 19)}.${fraction.padEnd(7, '0').slice(0, 7)}Z`, zoneless: false }
  }
  if (value < 1e14) return ofMs(value)
  return value < 1e17 ? ofMs(value / 1000) : undefined
}

function ofMs(ms: number): StatedInstant | undefined {
  const at = new Date(ms)
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 0 || at.getUTCFullYear() > 9999) return undefined
  return { at: `${at.toISOString().slice(0, 23)}0000Z`, zoneless: false }
}

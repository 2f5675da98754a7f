const TWO = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'))
const TICKS_PER_SECOND = 10_000_000
const DAYS_1601_TO_1970 = 134_774

/**
 * A FILETIME (100 ns since 1601-01-01 UTC, given as its two halves) as ISO 8601 with seven digits, which loses
 * nothing. Every 64-bit value has a text: years past 9999 are written with five digits.
 */
export function filetimeText(low: number, high: number, digits: 6 | 7 = 7): string {
  // 64 bits do not fit a double: long division by 10^7 in 16-bit digits keeps every step below 2^40.
  let rest = 0
  let seconds = 0
  for (const digit of [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff]) {
    const cur = rest * 65_536 + digit
    const q = Math.floor(cur / TICKS_PER_SECOND)
    seconds = seconds * 65_536 + q
    rest = cur - q * TICKS_PER_SECOND
  }
  const day = Math.floor(seconds / 86_400)
  const s = seconds - day * 86_400
  const fraction = String(rest).padStart(7, '0')
  return `${dateText(day - DAYS_1601_TO_1970)}T${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}.${
    digits === 7 ? fraction : fraction.slice(0, 6)
  }Z`
}

/**
 * FILETIMEs as filetimeText gives them, with seven digits. Records stand in order of time, so the text up to the second is
 * mostly that of the record before.
 */
export class FiletimeTexts {
  #seconds = -1
  #start = ''

  /** The text of the FILETIME with these two halves. */
  text(low: number, high: number): string {
    const seconds = Math.floor((high * 4_294_967_296 + low) / TICKS_PER_SECOND)
    // Past 2^53 ticks the division is off by a second at most, which the rest shows: see below.
    const rest = low - Math.imul(lowPart(seconds), TICKS_PER_SECOND)
    const ticks = rest >>> 0
    if (seconds !== this.#seconds || ticks >= TICKS_PER_SECOND) {
      const whole = filetimeText(low, high)
      if (ticks < TICKS_PER_SECOND) {
        this.#seconds = seconds
        this.#start = whole.slice(0, -8)
      }
      return whole
    }
    return `${this.#start}${String(ticks).padStart(7, '0')}Z`
  }
}

/** The low 32 bits of a whole number below 2^53. */
function lowPart(value: number): number {
  return (value % 4_294_967_296) | 0
}

/** A SYSTEMTIME (eight 16-bit fields) as ISO 8601 with milliseconds; its fields are printed as they stand. */
export function systemtimeText(view: DataView, at: number): string {
  const field = (n: number): number => view.getUint16(at + 2 * n, true)
  const year = String(field(0)).padStart(4, '0')
  const ms = String(field(7)).padStart(3, '0')
  return `${year}-${two(field(1))}-${two(field(3))}T${two(field(4))}:${two(field(5))}:${two(field(6))}.${ms}Z`
}

/**
 * The FILETIME of an ISO 8601 instant (UTC, `Z`, up to seven digits of a second), or undefined where the text is
 * none. For the writer.
 */
export function filetimeOf(iso: string): bigint | undefined {
  const found = /^(\d{4,5})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?Z$/.exec(iso)
  if (found === null) return undefined
  const [, y, mo, d, h, mi, s, f] = found
  const day = daysFromDate(Number(y), Number(mo), Number(d)) + DAYS_1601_TO_1970
  if (day < 0) return undefined
  const seconds = day * 86_400 + Number(h) * 3600 + Number(mi) * 60 + Number(s)
  return BigInt(seconds) * 10_000_000n + BigInt((f ?? '').padEnd(7, '0'))
}

function two(n: number): string {
  return TWO[n] ?? String(n)
}

/** Days since 1970-01-01 to a date of the proleptic Gregorian calendar (years of 400 are cycles of 146,097 days). */
function dateText(days: number): string {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  )
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(doy - Math.floor((153 * mp + 2) / 5) + 1)}`
}

function daysFromDate(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yoe = y - era * 400
  const doy = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return era * 146_097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719_468
}

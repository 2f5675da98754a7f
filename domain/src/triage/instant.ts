/**
 * An instant in UTC with seven digits after the second, so that text order is time order; null where the text is no ISO 8601
 * instant with its zone.
 */
export function parseInstant(text: string): string | null {
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/.exec(text)
  if (parts === null || Number.isNaN(Date.parse(text))) return null
  if (parts[3] !== 'Z' || parts[1]?.length !== 19)
    return parseInstant(new Date(Date.parse(text)).toISOString())
  return `${parts[1] ?? ''}.${(parts[2] ?? '').padEnd(7, '0').slice(0, 7)}Z`
}

/** The earlier of two instants; null is no instant. */
export function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

/** The later of two instants; null is no instant. */
export function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

/** Milliseconds from `from` to `until`; negative where `until` is earlier. */
export function msBetween(from: string, until: string): number {
  return Date.parse(until) - Date.parse(from)
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** An instant for a sentence: `17 Jan 2021 20:46 UTC`. */
export function sayInstant(at: string): string {
  const month = MONTHS[Number(at.slice(5, 7)) - 1] ?? at.slice(5, 7)
  return `${Number(at.slice(8, 10))} ${month} ${at.slice(0, 4)} ${at.slice(11, 16)} UTC`
}

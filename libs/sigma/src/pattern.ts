import { fold } from './fold.ts'

/** Part of a string value: literal text, or a wildcard. */
export type Part = string | typeof ANY | typeof ONE
/** `*`: any characters, also none. */
export const ANY: unique symbol = Symbol('any characters')
/** `?`: exactly one character. */
export const ONE: unique symbol = Symbol('one character')

/**
 * Splits a rule's string at its wildcards. A backslash escapes only `*`, `?` and `\`; before anything else it stays, as does a
 * last one. Source: pySigma, SigmaString.
 */
export function parsePattern(text: string): readonly Part[] {
  const parts: Part[] = []
  let literal = ''
  const flush = (): void => {
    if (literal !== '') parts.push(literal)
    literal = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    const next = text.charAt(at + 1)
    if (character === '\\' && (next === '*' || next === '?' || next === '\\')) {
      literal += next
      at += 1
    } else if (character === '*' || character === '?') {
      flush()
      const wildcard = character === '*' ? ANY : ONE
      if (wildcard === ONE || parts.at(-1) !== ANY) parts.push(wildcard)
    } else literal += character
  }
  flush()
  return parts
}

/** The text of a pattern without wildcards; null where it has one. */
export function literalOf(parts: readonly Part[]): string | null {
  if (parts.length === 0) return ''
  const [only] = parts
  return parts.length === 1 && typeof only === 'string' ? only : null
}

/**
 * A test of whole texts against a pattern. The usual shapes (exact, prefix, suffix, inner) need no search; the rest is matched in
 * time linear in text times parts, without backtracking into earlier `*`.
 */
export function patternTest(parts: readonly Part[], cased: boolean): (text: string) => boolean {
  const same = cased ? (text: string): string => text : fold
  const wanted = parts.map((part) => (typeof part === 'string' ? same(part) : part))
  const [first, second, third] = wanted
  if (wanted.length === 0) return (text) => text === ''
  if (wanted.length === 1)
    return first === ANY
      ? () => true
      : first === ONE
        ? (text) => text.length === 1
        : (text) => same(text) === first
  if (wanted.length === 2 && first === ANY && typeof second === 'string')
    return (text) => same(text).endsWith(second)
  if (wanted.length === 2 && typeof first === 'string' && second === ANY)
    return (text) => same(text).startsWith(first)
  if (wanted.length === 3 && first === ANY && typeof second === 'string' && third === ANY)
    return (text) => same(text).includes(second)
  return (text) => matches(same(text), wanted)
}

/** Greedy match: after a `*`, the first place where the following parts fit is as good as any later one. */
function matches(text: string, parts: readonly Part[]): boolean {
  let at = 0
  let part = 0
  let retryPart = -1
  let retryAt = 0
  while (at < text.length || part < parts.length) {
    const wanted = parts[part]
    if (wanted === ANY) {
      retryPart = part + 1
      retryAt = at
      part += 1
      continue
    }
    const width = wanted === ONE ? 1 : typeof wanted === 'string' ? wanted.length : 0
    const fits = wanted === ONE ? at < text.length : typeof wanted === 'string' && text.startsWith(wanted, at)
    if (fits) {
      at += width
      part += 1
      continue
    }
    if (retryPart < 0) return false
    const literal = parts[retryPart]
    // A literal after `*` is searched for, not tried at every place.
    retryAt = typeof literal === 'string' ? text.indexOf(literal, retryAt + 1) : retryAt + 1
    if (retryAt < 0 || retryAt > text.length) return false
    at = retryAt
    part = retryPart
  }
  return true
}

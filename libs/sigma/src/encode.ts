import type { Part } from './pattern.ts'
import { literalOf } from './pattern.ts'
import type { Problem } from './rule.ts'

/** How a text becomes bytes before it is encoded: UTF-8, or one of the UTF-16 modifiers. */
export type Wide = 'utf16le' | 'utf16be' | 'utf16' | null

/**
 * The Base64 forms of values without wildcards. `base64offset` gives three: what of the text is certain when it begins 0, 1 or 2
 * bytes after a boundary. Source: pySigma, SigmaBase64OffsetModifier.
 */
export function encoded(
  patterns: readonly (readonly Part[])[],
  how: 'base64' | 'base64offset',
  wide: Wide,
): (readonly Part[])[] | Problem {
  const found: (readonly Part[])[] = []
  for (const parts of patterns) {
    const text = literalOf(parts)
    if (text === null)
      return { code: 'bad-value', reason: `${how} cannot be applied to a value with wildcards` }
    const bytes = bytesOf(text, wide)
    if (how === 'base64') found.push(literal(base64(bytes)))
    else {
      for (let offset = 0; offset < 3; offset += 1) {
        const shifted = [...Array.from({ length: offset }, () => 0x20), ...bytes]
        const start = [0, 2, 3][offset] ?? 0
        const cut = [0, 3, 2][shifted.length % 3] ?? 0
        const whole = base64(shifted)
        found.push(literal(whole.slice(start, cut === 0 ? whole.length : whole.length - cut)))
      }
    }
  }
  return found
}

/** Nothing is no part, so that a pattern of nothing is the empty one. */
const literal = (text: string): readonly Part[] => (text === '' ? [] : [text])

/** Values as the characters that their UTF-16 bytes are; each byte one character. */
export function widened(patterns: readonly (readonly Part[])[], wide: Wide): (readonly Part[])[] {
  return patterns.map((parts) =>
    parts.map((part) => (typeof part === 'string' ? String.fromCharCode(...bytesOf(part, wide)) : part)),
  )
}

function bytesOf(text: string, wide: Wide): number[] {
  if (wide === null) return utf8(text)
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
  const little = units.flatMap((unit) => [unit & 0xff, unit >> 8])
  if (wide === 'utf16le') return little
  if (wide === 'utf16be') return units.flatMap((unit) => [unit >> 8, unit & 0xff])
  return [0xff, 0xfe, ...little]
}

function utf8(text: string): number[] {
  const escaped = encodeURIComponent(text.toWellFormed())
  return [...escaped.matchAll(/%([0-9A-F]{2})|(.)/g)].map((match) =>
    match[1] === undefined ? (match[2] ?? '').charCodeAt(0) : Number.parseInt(match[1], 16),
  )
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function base64(bytes: readonly number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3)
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    const digit = (shift: number): string => ALPHABET.charAt((word >> shift) & 63)
    text += digit(18) + digit(12) + (b === undefined ? '=' : digit(6)) + (c === undefined ? '=' : digit(0))
  }
  return text
}

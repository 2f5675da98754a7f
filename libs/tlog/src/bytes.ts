import { failed, ok } from './result.ts'
import type { Result } from './result.ts'

/** Bytes that are not what their encoding promises; `at` is the offset of the first bad unit. */
export interface EncodingFault {
  readonly code: 'bad-base64' | 'bad-utf8' | 'bad-hex'
  readonly at: number
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Int8Array(128).fill(-1)
for (let index = 0; index < ALPHABET.length; index += 1) VALUES[ALPHABET.charCodeAt(index)] = index

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += ALPHABET.charAt(group >> 18) + ALPHABET.charAt((group >> 12) & 63)
    text += left > 1 ? ALPHABET.charAt((group >> 6) & 63) : '='
    text += left > 2 ? ALPHABET.charAt(group & 63) : '='
  }
  return text
}

/** Strict standard base64: padding required, no stray bits, no other character. */
export function fromBase64(text: string): Result<Uint8Array, EncodingFault> {
  if (text.length % 4 !== 0) return failed({ code: 'bad-base64', at: text.length })
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const digits = text.length - padding
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let held = 0
  let heldBits = 0
  let written = 0
  for (let at = 0; at < digits; at += 1) {
    const value = VALUES[text.charCodeAt(at)] ?? -1
    if (value < 0) return failed({ code: 'bad-base64', at })
    held = ((held << 6) | value) & 0xfff
    heldBits += 6
    if (heldBits >= 8) {
      heldBits -= 8
      bytes[written] = (held >> heldBits) & 0xff
      written += 1
    }
  }
  if ((held & ((1 << heldBits) - 1)) !== 0) return failed({ code: 'bad-base64', at: digits - 1 })
  return ok(bytes)
}

const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'))

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += HEX[byte] ?? ''
  return text
}

/** Lower-case hex only, of even length. */
export function fromHex(text: string): Result<Uint8Array, EncodingFault> {
  const bad = text.search(/[^0-9a-f]/u)
  if (bad >= 0 || text.length % 2 !== 0) return failed({ code: 'bad-hex', at: bad >= 0 ? bad : text.length })
  const bytes = new Uint8Array(text.length / 2)
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16)
  return ok(bytes)
}

/** UTF-8; a lone surrogate becomes U+FFFD. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (let at = 0; at < text.length; at += 1) {
    let point = text.codePointAt(at) ?? 0
    if (point < 0x80) {
      bytes[length] = point
      length += 1
      continue
    }
    if (point > 0xffff) at += 1
    else if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd
    length = writeMultibyte(bytes, length, point)
  }
  return bytes.slice(0, length)
}

function writeMultibyte(bytes: Uint8Array, start: number, point: number): number {
  let length = start
  if (point < 0x800) bytes[length++] = 0xc0 | (point >> 6)
  else {
    if (point < 0x10000) bytes[length++] = 0xe0 | (point >> 12)
    else {
      bytes[length++] = 0xf0 | (point >> 18)
      bytes[length++] = 0x80 | ((point >> 12) & 63)
    }
    bytes[length++] = 0x80 | ((point >> 6) & 63)
  }
  bytes[length++] = 0x80 | (point & 63)
  return length
}

/** Strict UTF-8: no overlong form, no surrogate, nothing above U+10FFFF. */
export function utf8Text(bytes: Uint8Array): Result<string, EncodingFault> {
  let text = ''
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at] ?? 0
    const more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1
    if (first >= 0x80 && (first < 0xc2 || first > 0xf4)) return failed({ code: 'bad-utf8', at })
    let point = more === 0 ? first : first & (0x3f >> more)
    for (let next = 1; next <= more; next += 1) {
      const byte = bytes[at + next] ?? 0
      if ((byte & 0xc0) !== 0x80) return failed({ code: 'bad-utf8', at })
      point = (point << 6) | (byte & 63)
    }
    const least = [0, 0x80, 0x800, 0x10000][more] ?? 0
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
      return failed({ code: 'bad-utf8', at })
    text += String.fromCodePoint(point)
    at += more + 1
  }
  return ok(text)
}

/** Whether two byte strings are equal (not in constant time: nothing here is secret). */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false
  return true
}

/** Joins byte strings. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

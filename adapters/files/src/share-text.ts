import { createHash } from 'node:crypto'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'

/** One share of a secret, as it is printed and typed. */
export interface KeyShare {
  /** Four letters that all shares of one making have. */
  readonly set: string
  /** From 1. */
  readonly number: number
  readonly bytes: Uint8Array
}

/** Why a typed text is no share. */
export type ShareTextFault =
  | { readonly code: 'not-a-share'; readonly have: number; readonly need: number }
  /** Lines, from 1, that do not fit their check letters. */
  | { readonly code: 'share-damaged'; readonly number: number; readonly lines: readonly number[] }

/** Crockford's letters: none that is taken for another on a bad copy. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Bytes of a share: 32 of the secret and its place. */
export const SHARE_BYTES = 33
/** Four lines of 14 letters hold 35 bytes. */
const HELD_BYTES = 35
const LINES = 4
const LINE_LETTERS = 14
const MARK = 'CDK1'
const WHOLE = MARK.length + 4 + 1 + LINES * (LINE_LETTERS + 2)

/** The lines of a share as printed: set and number, then four lines of four groups, the last two letters of each its check. */
export function shareLines(share: KeyShare): readonly string[] {
  const letters = encode(share)
  return [
    `${MARK}-${share.set}-${share.number}`,
    ...letters.map((line) => (line.match(/.{4}/gu) ?? []).join(' ')),
  ]
}

/** The share in one line, for a QR code. */
export const shareText = (share: KeyShare): string =>
  `${MARK}${share.set}${share.number}${encode(share).join('')}`

/** Reads a share as typed or scanned: blanks, hyphens and line ends do not matter, nor O for 0, I and L for 1. */
export function parseShare(typed: string): Result<KeyShare, ShareTextFault> {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/gu, '').replaceAll('O', '0').replaceAll(/[IL]/gu, '1')
  const head = /^CDK1([0-9A-HJKMNP-TV-Z]{4})([1-9])([0-9A-HJKMNP-TV-Z]*)$/u.exec(plain)
  if (head === null || plain.length !== WHOLE)
    return failed({ code: 'not-a-share', have: plain.length, need: WHOLE })
  const [, set = '', digit = '', rest = ''] = head
  const number = Number(digit)
  const lines = rest.match(/.{16}/gu) ?? []
  const damaged = lines.flatMap((line, index) =>
    checkOf(set, number, index, line.slice(0, LINE_LETTERS)) === line.slice(LINE_LETTERS) ? [] : [index + 1],
  )
  if (damaged.length > 0) return failed({ code: 'share-damaged', number, lines: damaged })
  const bytes = decode(lines.map((line) => line.slice(0, LINE_LETTERS)).join(''))
  return ok({ set, number, bytes: bytes.subarray(0, SHARE_BYTES) })
}

function encode({ set, number, bytes }: KeyShare): readonly string[] {
  const held = new Uint8Array(HELD_BYTES)
  held.set(bytes)
  let value = 0n
  for (const byte of held) value = (value << 8n) | BigInt(byte)
  let text = ''
  for (let n = 0; n < LINES * LINE_LETTERS; n += 1) {
    text = LETTERS.charAt(Number(value & 31n)) + text
    value >>= 5n
  }
  return (text.match(/.{14}/gu) ?? []).map((line, index) => line + checkOf(set, number, index, line))
}

function decode(letters: string): Uint8Array {
  let value = 0n
  for (const letter of letters) value = (value << 5n) | BigInt(LETTERS.indexOf(letter))
  const bytes = new Uint8Array(HELD_BYTES)
  for (let n = HELD_BYTES - 1; n >= 0; n -= 1) {
    bytes[n] = Number(value & 255n)
    value >>= 8n
  }
  return bytes
}

/** Two letters: a wrong one passes once in 1,024; the key itself is checked again when it is put together. */
function checkOf(set: string, number: number, line: number, letters: string): string {
  const digest = createHash('sha256').update(`${set} ${number} ${line} ${letters}`).digest()
  return LETTERS.charAt((digest[0] ?? 0) % 32) + LETTERS.charAt((digest[1] ?? 0) % 32)
}

import { createHash, randomBytes } from 'node:crypto'
import { CARD_CODE_CHARS } from './limits.ts'

/** Crockford's letters: none that is taken for another on a bad copy. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** So many random letters of the 32. */
export function randomLetters(count: number): string {
  return [...randomBytes(count)].map((byte) => LETTERS.charAt(byte % 32)).join('')
}

/** A new id, as entries of the record hold it. */
export const newId = (prefix: string): string => `${prefix}-${randomLetters(10).toLowerCase()}`

/** The code of a role card as it is printed: four groups of four. */
export function newCardCode(): string {
  return (randomLetters(CARD_CODE_CHARS).match(/.{4}/gu) ?? []).join('-')
}

/** A typed code as it is compared: without blanks and hyphens, O for 0 and I, L for 1 put right. Source: Crockford's base 32. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/gu, '').replaceAll('O', '0').replaceAll(/[IL]/gu, '1')
}

/** A code as it is kept. 80 random bits need no slow hash. */
export const codeHash = (code: string): string => createHash('sha256').update(plainCode(code)).digest('hex')

/** A password that can be read out and typed: four groups of five letters, 100 bits. */
export const newPassword = (): string => (randomLetters(20).toLowerCase().match(/.{5}/gu) ?? []).join('-')

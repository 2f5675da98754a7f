import { fold, foldTable } from '../fold.ts'
import { GRAM_UNITS, type Found, type Literal } from './literal.ts'

const table = foldTable()

/**
 * Literals shorter than a gram. Whole texts are looked up. Those that are not ASCII (look-alike letters, emoji) are known by a unit
 * that hardly any text has. The few others are searched for one by one, which the platform does fast.
 */
export class ShortLiterals {
  readonly #literals: readonly Literal[]
  readonly #whole = new Map<string, number>()
  /** By their first unit that is not ASCII. */
  readonly #rare = new Map<number, number[]>()
  /** Those without a letter are searched for in the text as it is. */
  readonly #plain: number[] = []
  readonly #lettered: number[] = []
  readonly #hasAny: boolean
  /** Whether all of them are whole texts. */
  readonly areWhole: boolean

  constructor(literals: readonly Literal[]) {
    this.#literals = literals
    for (const [one, { text, shape }] of literals.entries()) {
      if (text.length >= GRAM_UNITS) continue
      const rare = [...units(text)].find((unit) => unit > 127)
      if (shape === 'whole') this.#whole.set(text, one)
      else if (rare !== undefined) this.#rare.set(rare, [...(this.#rare.get(rare) ?? []), one])
      else if (/[a-z]/.test(text)) this.#lettered.push(one)
      else this.#plain.push(one)
    }
    this.areWhole = this.#rare.size + this.#plain.length + this.#lettered.length === 0
    this.#hasAny = this.#whole.size + this.#rare.size + this.#plain.length + this.#lettered.length > 0
  }

  get isEmpty(): boolean {
    return !this.#hasAny
  }

  scan(text: string, found: Found): void {
    if (!this.#hasAny) return
    if (text.length < GRAM_UNITS && this.#whole.size > 0) {
      const one = this.#whole.get(fold(text))
      if (one !== undefined) found.open(one)
    }
    for (const one of this.#plain) if (stands(this.#literals[one], text)) found.open(one)
    if (this.#lettered.length > 0) {
      const folded = fold(text)
      for (const one of this.#lettered) if (stands(this.#literals[one], folded)) found.open(one)
    }
    if (this.#rare.size > 0) this.#scanRare(text, found)
  }

  #scanRare(text: string, found: Found): void {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at)
      if (unit < 128) continue
      const some = this.#rare.get(table[unit] ?? unit)
      if (some === undefined) continue
      const folded = fold(text)
      for (const one of some) if (stands(this.#literals[one], folded)) found.open(one)
    }
  }
}

function* units(text: string): Generator<number> {
  for (let at = 0; at < text.length; at += 1) yield text.charCodeAt(at)
}

function stands(literal: Literal | undefined, text: string): boolean {
  if (literal === undefined) return false
  if (literal.shape === 'inner') return text.includes(literal.text)
  return literal.shape === 'prefix' ? text.startsWith(literal.text) : text.endsWith(literal.text)
}

/** Whether a text has letters beyond the first plane, which fold in pairs of units. */
export function hasCasedPair(text: string): boolean {
  for (const character of text)
    if (
      character.length === 2 &&
      (character.toLowerCase() !== character || character.toUpperCase() !== character)
    )
      return true
  return false
}

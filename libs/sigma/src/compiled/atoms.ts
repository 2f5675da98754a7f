import { refersTo, textTest } from '../evaluate.ts'
import { fold } from '../fold.ts'
import { ANY, literalOf, type Part } from '../pattern.ts'
import type { SigmaEvent } from '../rule.ts'
import type { TextTest } from '../tree.ts'
import type { View } from '../view.ts'
import type { Literal } from './literal.ts'
import { makeSlot, slotKey, type Slot } from './slots.ts'
import type { Leaf } from './specialise.ts'

/** Truths as numbers: unknown is a third. */
export const FALSE = 0
/** See FALSE. */
export const TRUE = 1
/** See FALSE. */
export const UNKNOWN = 2

/** The record that is looked at. */
export interface Current {
  event: SigmaEvent
  /** Another number for each record. */
  stamp: number
}

/** One question to a record, asked at most once, whichever and how many rules ask it. */
export class Atom {
  readonly #ask: () => number
  readonly #current: Current
  #stamp = 0
  #truth = FALSE
  /** Rules that this atom opens. */
  readonly opens: number[] = []
  /** Its place among the literals that are scanned for; a scanned one that was not found is false. */
  isScanned = false

  constructor(current: Current, ask: () => number) {
    this.#current = current
    this.#ask = ask
  }

  truth(): number {
    const { stamp } = this.#current
    if (this.#stamp !== stamp) {
      this.#stamp = stamp
      this.#truth = this.#ask()
    }
    return this.#truth
  }

  /** Whether it was found true in the current record. */
  get isHit(): boolean {
    return this.#truth === TRUE && this.#stamp === this.#current.stamp
  }

  /** It was found in the scan. False where that was known. */
  hit(): boolean {
    const { stamp } = this.#current
    if (this.#stamp === stamp) return false
    this.#stamp = stamp
    this.#truth = TRUE
    return true
  }
}

/** A literal of a field that is scanned for. */
export interface Gate {
  readonly slot: Slot | null
  readonly literal: Literal
}

/** Makes the atoms of one program, each question once. */
export class AtomTable {
  readonly current: Current
  readonly slots = new Map<string, Slot>()
  readonly #atoms = new Map<string, Atom>()
  readonly #gates = new Map<Atom, Gate>()

  constructor(current: Current) {
    this.current = current
  }

  /** What an atom is scanned by, if it is one literal. */
  gateOf(atom: Atom): Gate | undefined {
    return this.#gates.get(atom)
  }

  /** The atom of a leaf. */
  leaf(node: Leaf, view: View | undefined): Atom {
    switch (node.kind) {
      case 'keyword':
        return this.#keyword(node.test)
      case 'field':
        return this.#field(this.#slot(node.field, view), node.test)
      case 'null':
      case 'exists': {
        const { key, slot } = this.#slot(node.field, view)
        const wanted = node.kind === 'exists' && node.wanted
        const isNull = node.kind === 'null'
        return this.#atom(`${key}\0${node.kind}\0${wanted}`, () => {
          const value = slot.value(this.current.event, this.current.stamp)
          if (slot.isUnknown) return UNKNOWN
          return (isNull ? (value ?? null) === null : (value !== undefined) === wanted) ? TRUE : FALSE
        })
      }
      case 'reference': {
        const own = this.#slot(node.field, view)
        const other = this.#slot(node.other, view)
        const { by } = node
        return this.#atom(`${own.key}\0reference\0${other.key}\0${by.how}\0${by.cased}`, () => {
          const { event, stamp } = this.current
          const value = own.slot.value(event, stamp)
          const against = other.slot.value(event, stamp)
          if (own.slot.isUnknown || other.slot.isUnknown) return UNKNOWN
          return refersTo(value, against, by) ? TRUE : FALSE
        })
      }
    }
    return node
  }

  /** The atom that opens a rule by a literal: in a field of a view, or, without a field, anywhere in the record. */
  literal(field: string | null, view: View | undefined, literal: Literal): Atom {
    if (field === null) return this.#keyword(asTest(literal))
    return this.#field(this.#slot(field, view), asTest(literal))
  }

  #slot(field: string, view: View | undefined): { key: string; slot: Slot } {
    const key = slotKey(field, view)
    const slot = this.slots.get(key) ?? makeSlot(field, view)
    this.slots.set(key, slot)
    return { key, slot }
  }

  #field({ key, slot }: { key: string; slot: Slot }, test: TextTest): Atom {
    const literal = literalIn(test)
    const { current } = this
    const name = `${key}\0${keyOfTest(test)}`
    if (literal === null) {
      const holds = textTest(test)
      return this.#atom(name, () => {
        const value = slot.value(current.event, current.stamp)
        if (slot.isUnknown) return UNKNOWN
        return typeof value === 'string' ? bit(holds(value)) : bit(slot.texts().some(holds))
      })
    }
    const holds = literalTest(literal)
    const atom = this.#atom(name, () => {
      slot.value(current.event, current.stamp)
      if (slot.isUnknown) return UNKNOWN
      if (atom.isScanned) return FALSE
      for (const text of slot.folded()) if (holds(text)) return TRUE
      return FALSE
    })
    this.#gates.set(atom, { slot, literal })
    return atom
  }

  #keyword(test: TextTest): Atom {
    const { current } = this
    const literal = literalIn(test)
    const holds = textTest(test)
    const atom = this.#atom(`\0\0${keyOfTest(test)}`, () => {
      if (atom.isScanned) return FALSE
      for (const text of current.event.strings()) if (holds(text)) return TRUE
      return FALSE
    })
    if (literal !== null) this.#gates.set(atom, { slot: null, literal })
    return atom
  }

  #atom(key: string, ask: () => number): Atom {
    const known = this.#atoms.get(key)
    if (known !== undefined) return known
    const atom = new Atom(this.current, ask)
    this.#atoms.set(key, atom)
    return atom
  }
}

const bit = (holds: boolean): number => (holds ? TRUE : FALSE)

function asTest({ text, shape }: Literal): TextTest {
  const parts: Part[] = text === '' ? [] : [text]
  if (shape === 'suffix' || shape === 'inner') parts.unshift(ANY)
  if (shape === 'prefix' || shape === 'inner') parts.push(ANY)
  return { kind: 'text', cased: false, parts }
}

/** The literal that a test is, whole; null where it is more, or compares letters as they are. */
function literalIn(test: TextTest): Literal | null {
  if (test.kind !== 'text' || test.cased) return null
  const whole = literalOf(test.parts)
  if (whole !== null) return { text: fold(whole), shape: 'whole' }
  const [first, second, third] = test.parts
  if (test.parts.length === 2 && first === ANY && typeof second === 'string')
    return { text: fold(second), shape: 'suffix' }
  if (test.parts.length === 2 && typeof first === 'string' && second === ANY)
    return { text: fold(first), shape: 'prefix' }
  if (test.parts.length === 3 && first === ANY && typeof second === 'string' && third === ANY)
    return { text: fold(second), shape: 'inner' }
  return null
}

/** Whether a literal stands in a folded text. */
export function literalTest({ text, shape }: Literal): (folded: string) => boolean {
  switch (shape) {
    case 'whole':
      return (folded) => folded === text
    case 'prefix':
      return (folded) => folded.startsWith(text)
    case 'suffix':
      return (folded) => folded.endsWith(text)
    case 'inner':
      return (folded) => folded.includes(text)
  }
  return shape
}

function keyOfTest(test: TextTest): string {
  switch (test.kind) {
    case 'text':
      return `${test.cased ? 'cased' : 'text'}\0${keyOfParts(test.cased ? test.parts : test.parts.map(folded))}`
    case 'regex':
      return `regex\0${test.flags}\0${test.source}`
    case 'network':
      return `network\0${test.text}`
    case 'number':
      return `number\0${test.how}\0${test.limit}`
    case 'time':
      return `time\0${test.part}\0${test.how}\0${test.limit}`
  }
  return test
}

const folded = (part: Part): Part => (typeof part === 'string' ? fold(part) : part)

/** Lengths keep a literal `*` apart from a wildcard. */
const keyOfParts = (parts: readonly Part[]): string =>
  parts
    .map((part) => (typeof part === 'string' ? `${part.length}:${part}` : part === ANY ? '*' : '?'))
    .join('')

import { refersTo } from '../evaluate.ts'
import { fold } from '../fold.ts'
import type { SigmaEvent } from '../rule.ts'
import type { TextTest } from '../tree.ts'
import type { View } from '../view.ts'
import type { KeywordFilter } from './keyword-filter.ts'
import type { Literal } from './literal.ts'
import type { ScanText } from './scan-text.ts'
import { makeSlot, slotKey, type Slot } from './slots.ts'
import type { SpecialLeaf } from './specialise.ts'
import { factsOf } from './test-facts.ts'

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
  /** What is scanned. */
  readonly text: ScanText
  /** By their keywords: most programs have the same. */
  readonly filters: Map<string, KeywordFilter | undefined>
}

/** One question to a record, asked at most once, whichever and how many rules ask it. */
export class Atom {
  readonly number: number
  readonly #ask: () => number
  readonly #current: Current
  #stamp = 0
  #truth = FALSE
  /** Its place among all literals that scanners look for; negative where none does. One that was not found is false. */
  place = -1
  /** Whether it is looked for by a scanner, and never unknown where the record says of each field whether it is there. */
  isSure = false

  constructor(number: number, current: Current, ask: () => number) {
    this.number = number
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
}

/** A literal of a field that is scanned for. */
export interface Gate {
  readonly slot: Slot | null
  readonly literal: Literal
}

/** A field, and what is asked of it. */
interface SlotAtoms {
  readonly key: string
  readonly slot: Slot
  readonly atoms: Map<string, Atom>
}

/** Makes the atoms of one program, each question once. */
export class AtomTable {
  readonly current: Current
  /** By their number. */
  readonly atoms: Atom[] = []
  /** By an atom's place: the number of the record that it was found in last. */
  hits = new Int32Array()
  readonly #slots = new Map<string, SlotAtoms>()
  readonly #keywords = new Map<string, Atom>()
  readonly #byLeaf = new Map<SpecialLeaf, Atom>()
  readonly #gates = new Map<Atom, Gate>()

  constructor(current: Current) {
    this.current = current
  }

  /** All atoms that are one literal. */
  literals(): IterableIterator<[Atom, Gate]> {
    return this.#gates.entries()
  }

  /** What an atom is scanned by, if it is one literal. */
  gateOf(atom: Atom): Gate | undefined {
    return this.#gates.get(atom)
  }

  /** The atom of a leaf. */
  leaf(leaf: SpecialLeaf): Atom {
    const known = this.#byLeaf.get(leaf)
    if (known !== undefined) return known
    const atom = this.#ofNode(leaf)
    this.#byLeaf.set(leaf, atom)
    return atom
  }

  /** The atom of a test of a field, as a view has it; without a field, of any text of the record. */
  test(field: string | null, view: View | undefined, test: TextTest): Atom {
    return field === null ? this.#keyword(test) : this.#field(this.#slot(field, view), test)
  }

  #ofNode({ node, view }: SpecialLeaf): Atom {
    switch (node.kind) {
      case 'keyword':
        return this.#keyword(node.test)
      case 'field':
        return this.#field(this.#slot(node.field, view), node.test)
      case 'null':
      case 'exists': {
        const { atoms, slot } = this.#slot(node.field, view)
        const wanted = node.kind === 'exists' && node.wanted
        const isNull = node.kind === 'null'
        return this.#atom(atoms, `${node.kind}\0${wanted}`, () => {
          const value = slot.value(this.current.event, this.current.stamp)
          if (slot.isUnknown) return UNKNOWN
          return (isNull ? (value ?? null) === null : (value !== undefined) === wanted) ? TRUE : FALSE
        })
      }
      case 'reference': {
        const own = this.#slot(node.field, view)
        const other = this.#slot(node.other, view)
        const { by } = node
        return this.#atom(own.atoms, `reference\0${other.key}\0${by.how}\0${by.cased}`, () => {
          const { event, stamp } = this.current
          if (by.how === 'whole' && event.lacks === undefined && this.#differInLength(own.slot, other.slot))
            return FALSE
          const value = own.slot.value(event, stamp)
          const against = other.slot.value(event, stamp)
          if (own.slot.isUnknown || other.slot.isUnknown) return UNKNOWN
          if (by.how === 'whole' && typeof value === 'string' && typeof against === 'string')
            if (value.length !== against.length) return FALSE
          return refersTo(value, against, by) ? TRUE : FALSE
        })
      }
    }
    return node
  }

  #slot(field: string, view: View | undefined): SlotAtoms {
    const key = slotKey(field, view)
    const known = this.#slots.get(key)
    if (known !== undefined) return known
    const made = { key, slot: makeSlot(field, view), atoms: new Map<string, Atom>() }
    this.#slots.set(key, made)
    return made
  }

  #field(own: SlotAtoms, test: TextTest): Atom {
    const { key, literal, guards, holds, wantsFolded, shortest } = factsOf(test)
    const known = own.atoms.get(key)
    if (known !== undefined) return known
    const { slot } = own
    const { current } = this
    const guarded = literal === null ? (guards ?? []).map((one) => this.#field(own, one)) : []
    const atom = this.#atom(own.atoms, key, () => {
      if (slot.isUnknownIn(current.event, current.stamp)) return UNKNOWN
      if (atom.place >= 0) return bit(this.#isHit(atom))
      if (this.#isRuledOut(guarded)) return FALSE
      const length = slot.lengthIn(current.stamp)
      if (length >= 0 && length < shortest) return FALSE
      slot.value(current.event, current.stamp)
      return bit((wantsFolded ? slot.folded() : slot.texts()).some(holds))
    })
    if (literal !== null) this.#gates.set(atom, { slot, literal })
    return atom
  }

  #keyword(test: TextTest): Atom {
    const { key, literal, holds, wantsFolded } = factsOf(test)
    const known = this.#keywords.get(key)
    if (known !== undefined) return known
    const { current } = this
    const atom = this.#atom(this.#keywords, key, () => {
      if (atom.place >= 0) return bit(this.#isHit(atom))
      for (const text of current.event.strings()) if (holds(wantsFolded ? fold(text) : text)) return TRUE
      return FALSE
    })
    if (literal !== null) this.#gates.set(atom, { slot: null, literal })
    return atom
  }

  /** Whether both were scanned, so are there, and are of different lengths, which folding keeps. */
  #differInLength(one: Slot, other: Slot): boolean {
    const { stamp } = this.current
    const length = one.lengthIn(stamp)
    const against = other.lengthIn(stamp)
    return length >= 0 && against >= 0 && length !== against && !one.isByPolicy && !other.isByPolicy
  }

  #isHit({ place }: Atom): boolean {
    return this.hits[place] === this.current.stamp
  }

  /** Whether one of several literals would have to stand in the text, all are looked for by a scanner, and none was found. */
  #isRuledOut(guards: readonly Atom[]): boolean {
    if (guards.length === 0) return false
    for (const guard of guards) if (guard.place < 0 || this.#isHit(guard)) return false
    return true
  }

  #atom(among: Map<string, Atom>, key: string, ask: () => number): Atom {
    const known = among.get(key)
    if (known !== undefined) return known
    const atom = new Atom(this.atoms.length, this.current, ask)
    this.atoms.push(atom)
    among.set(key, atom)
    return atom
  }
}

const bit = (holds: boolean): number => (holds ? TRUE : FALSE)

import { fold } from '../fold.ts'
import { textsOf } from '../evaluate.ts'
import type { EventLayout, SigmaEvent } from '../rule.ts'
import { headedField, headOf, isUnset, viewField, type FieldValue, type View } from '../view.ts'

/** An index in no layout: the field has to be asked for by its name. */
export const BY_NAME = -2
/** An index in no layout: no record of the layout has the field. */
export const NOT_THERE = -1

/** One field of a record, decoded when first asked for, and kept while the record is looked at. */
export class Slot {
  readonly name: string
  readonly #view: View | undefined
  /** Whether it is unknown where it is unset. */
  readonly isByPolicy: boolean
  #stamp = 0
  #value: FieldValue
  #isUnknown = false
  #texts: readonly string[] | null = null
  #folded: readonly string[] | null = null
  /** The record for which `#length` is known. */
  #lengthStamp = 0
  #length = 0

  constructor(name: string, view: View | undefined) {
    this.name = name
    this.#view = view
    this.isByPolicy = view?.byPolicy.has(name) === true
  }

  /** The value, read once for each number of a record. */
  value(event: SigmaEvent, stamp: number): FieldValue {
    if (this.#stamp !== stamp)
      this.#keep(
        event,
        this.#view === undefined ? headedField(event, this.name) : viewField(event, this.#view, this.name),
        stamp,
      )
    return this.#value
  }

  /** The same, where its index in the record's layout is known. */
  valueAt(event: SigmaEvent, stamp: number, index: number): FieldValue {
    if (this.#stamp !== stamp) this.#keep(event, event.value?.(index), stamp)
    return this.#value
  }

  /** Says that its value in a record is one text of so many units: whoever scanned it where it stands has seen that. */
  noteLength(length: number, stamp: number): void {
    this.#length = length
    this.#lengthStamp = stamp
  }

  /** Units of its one text, where they were noted for the record with this number; else -1. */
  lengthIn(stamp: number): number {
    return this.#lengthStamp === stamp ? this.#length : -1
  }

  /** Where a layout has it; negative where it has to be asked for by name, or is not there. */
  indexIn(layout: EventLayout): number {
    if (this.#view !== undefined || this.name === 'EventID' || this.name === 'Channel') return BY_NAME
    const index = layout.indexOf(this.name)
    return index >= 0 ? index : layout.hasLines ? BY_NAME : NOT_THERE
  }

  /** Some records cannot say what is not there: JSON lines without names, … */
  #isLacking(event: SigmaEvent, value: FieldValue): boolean {
    const { lacks } = event
    if (lacks === undefined || headOf(event, this.name) !== undefined) return false
    if (this.#view?.made.has(this.name) === true) return value === undefined
    return lacks.has(this.#view?.renamed.get(this.name) ?? this.name)
  }

  #keep(event: SigmaEvent, value: FieldValue, stamp: number): void {
    this.#stamp = stamp
    this.#value = value
    this.#isUnknown = (this.isByPolicy && isUnset(value)) || this.#isLacking(event, value)
    this.#texts = null
    this.#folded = null
  }

  /** Whether nothing can be said of it; its value is read only where that depends on it. */
  isUnknownIn(event: SigmaEvent, stamp: number): boolean {
    if (!this.isByPolicy && event.lacks === undefined) return false
    this.value(event, stamp)
    return this.#isUnknown
  }

  /** Whether nothing can be said of it; after `value`. */
  get isUnknown(): boolean {
    return this.#isUnknown
  }

  /** Its texts; after `value`. */
  texts(): readonly string[] {
    this.#texts ??= textsOf(this.#value)
    return this.#texts
  }

  /** Its texts, folded; after `value`. */
  folded(): readonly string[] {
    this.#folded ??= this.texts().map(fold)
    return this.#folded
  }
}

/** The key under which slots of several views are one: where the view changes nothing, it is the record's own field. */
export function slotKey(name: string, view: View | undefined): string {
  if (view === undefined) return name
  if (view.made.has(name) || view.byPolicy.has(name)) return `${view.name}\0${name}`
  return view.renamed.get(name) ?? name
}

/** The slot of a key. */
export function makeSlot(name: string, view: View | undefined): Slot {
  if (view === undefined) return new Slot(name, undefined)
  if (view.made.has(name) || view.byPolicy.has(name)) return new Slot(name, view)
  return new Slot(view.renamed.get(name) ?? name, undefined)
}

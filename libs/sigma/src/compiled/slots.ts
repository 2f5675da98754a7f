import { fold } from '../fold.ts'
import { textsOf } from '../evaluate.ts'
import type { SigmaEvent } from '../rule.ts'
import { isUnset, viewField, type FieldValue, type View } from '../view.ts'

/** One field of a record, decoded when first asked for, and kept while the record is looked at. */
export class Slot {
  readonly name: string
  readonly #view: View | undefined
  readonly #isByPolicy: boolean
  #stamp = 0
  #value: FieldValue
  #isUnknown = false
  #texts: readonly string[] | null = null
  #folded: readonly string[] | null = null

  constructor(name: string, view: View | undefined) {
    this.name = name
    this.#view = view
    this.#isByPolicy = view?.byPolicy.has(name) === true
  }

  /** The value, read once for each number of a record. */
  value(event: SigmaEvent, stamp: number): FieldValue {
    if (this.#stamp !== stamp) {
      this.#stamp = stamp
      this.#value =
        this.#view === undefined ? event.field(this.name) : viewField(event, this.#view, this.name)
      this.#isUnknown = this.#isByPolicy && isUnset(this.#value)
      this.#texts = null
      this.#folded = null
    }
    return this.#value
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

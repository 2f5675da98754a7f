import type { EventLayout, SigmaEvent } from '../rule.ts'
import type { FieldValue } from '../view.ts'
import { TRUE, type Current } from './atoms.ts'
import { buildProgram, type Candidate, type Part, type Parts } from './build-program.ts'
import type { Found } from './literal.ts'
import type { ScanText } from './scan-text.ts'
import { BY_NAME, NOT_THERE } from './slots.ts'
import type { Known } from './specialise.ts'

/** The value type of UTF-16 text. */
const UTF16 = 1

/** The rules of one channel and event id, compiled into one. */
export class Program {
  readonly #current: Current
  readonly #parts: Parts
  readonly #bindings = new WeakMap<EventLayout, Int32Array>()
  #layout: EventLayout | undefined
  #binding: Int32Array | undefined
  readonly #openers: readonly Opener[]
  readonly #keywords: Opener | null
  readonly #open: OpenRules

  constructor(current: Current, candidates: readonly Candidate[], known: Known) {
    this.#current = current
    this.#parts = buildProgram(current, candidates, known)
    const { fields, keywords, orders } = this.#parts
    this.#open = new OpenRules(this.#parts, orders.length)
    this.#openers = fields.map(({ place }) => new Opener(this.#open, place, current))
    this.#keywords = keywords === null ? null : new Opener(this.#open, keywords.place, current)
  }

  /** Whether no rule can match. */
  get isEmpty(): boolean {
    return this.#parts.orders.length === 0
  }

  /** Bytes of its tables. */
  get bytes(): number {
    const { fields, keywords, code } = this.#parts
    const ofFields = fields.reduce((sum, { scanner }) => sum + scanner.bytes, 0)
    return ofFields + (keywords?.scanner.bytes ?? 0) + code.size + this.#open.size
  }

  /** How many rules are in it, and how many of them are evaluated for every record. */
  get size(): { readonly rules: number; readonly always: number } {
    return { rules: this.#parts.orders.length, always: this.#parts.always.length }
  }

  /** The places in the order of all rules of those that the current record matches, in no order. */
  run(into: number[]): void {
    const { event, stamp, text } = this.#current
    const { fields, always, code } = this.#parts
    code.mayLack = event.lacks !== undefined
    const open = this.#open
    open.count = 0
    const { layout } = event
    if (layout !== undefined && event.locate !== undefined)
      this.#scanLaidOut(event, stamp, layout === this.#layout ? this.#binding : this.#bind(layout))
    else
      for (const [n, field] of fields.entries())
        scanValue(field, field.slot.value(event, stamp), text, this.#openers[n])
    this.#scanKeywords(event)
    for (let n = 0; n < open.count; n += 1) this.#evaluate(open.rules[n] ?? 0, stamp, into)
    for (const rule of always) this.#evaluate(rule, stamp, into)
  }

  #evaluate(rule: number, stamp: number, into: number[]): void {
    const { code, starts, orders } = this.#parts
    if (code.evaluate(starts[rule] ?? 0, stamp) === TRUE) into.push(orders[rule] ?? 0)
  }

  #scanKeywords(event: SigmaEvent): void {
    const { keywords } = this.#parts
    const opener = this.#keywords
    if (keywords === null || opener === null || keywords.filter?.mayHold(event) === false) return
    const { text } = this.#current
    for (const one of event.strings()) {
      text.takeText(one)
      keywords.scanner.scan(text, opener)
    }
  }

  /** Values are looked at where they stand; only what cannot be is decoded. */
  #scanLaidOut(event: SigmaEvent, stamp: number, binding: Int32Array | undefined): void {
    const { fields } = this.#parts
    const { text } = this.#current
    for (let n = 0; n < fields.length; n += 1) {
      const field = fields[n]
      const opener = this.#openers[n]
      const index = binding?.[n] ?? BY_NAME
      if (field === undefined || opener === undefined || index === NOT_THERE) continue
      if (index === BY_NAME) {
        scanValue(field, field.slot.value(event, stamp), text, opener)
        continue
      }
      if (event.locate?.(index) === true && event.raw !== undefined) {
        const { type, bytes, from, to } = event.raw
        if (type === 0) continue
        if (type === UTF16 && text.takeBytes(bytes, from, to)) {
          field.slot.noteLength(text.length, stamp)
          field.scanner.scan(text, opener)
          continue
        }
      }
      scanValue(field, field.slot.valueAt(event, stamp, index), text, opener)
    }
  }

  #bind(layout: EventLayout): Int32Array {
    const known = this.#bindings.get(layout)
    const binding = known ?? Int32Array.from(this.#parts.fields, ({ slot }) => slot.indexIn(layout))
    if (known === undefined) this.#bindings.set(layout, binding)
    this.#layout = layout
    this.#binding = binding
    return binding
  }
}

function scanValue(
  { slot, scanner }: Part,
  value: FieldValue,
  text: ScanText,
  opener: Opener | undefined,
): void {
  if (slot.isUnknown || value === undefined || value === null || opener === undefined) return
  for (const one of typeof value === 'string' ? [value] : value) {
    text.takeText(one)
    scanner.scan(text, opener)
  }
}

/** The rules that literals found in the record have opened. */
class OpenRules {
  readonly rules: Int32Array
  count = 0
  readonly #parts: Parts
  /** By rule: the number of the record that it was opened in last. */
  readonly #stamps: Int32Array

  constructor(parts: Parts, count: number) {
    this.#parts = parts
    this.rules = new Int32Array(count)
    this.#stamps = new Int32Array(count)
  }

  /** Bytes that it holds. */
  get size(): number {
    return 2 * this.rules.byteLength + this.#parts.opens.byteLength + this.#parts.opensAt.byteLength
  }

  /** The literal of this place was found in the record with this number. */
  hit(place: number, stamp: number): void {
    const { hits, opens, opensAt } = this.#parts
    if (hits[place] === stamp) return
    hits[place] = stamp
    const end = opensAt[place + 1] ?? 0
    for (let n = opensAt[place] ?? 0; n < end; n += 1) {
      const rule = opens[n] ?? 0
      if (this.#stamps[rule] === stamp) continue
      this.#stamps[rule] = stamp
      this.rules[this.count] = rule
      this.count += 1
    }
  }
}

/** Opens the rules of the literals that one scanner finds: their places follow each other from `first` on. */
class Opener implements Found {
  readonly #open: OpenRules
  readonly #first: number
  readonly #current: Current

  constructor(open: OpenRules, first: number, current: Current) {
    this.#open = open
    this.#first = first
    this.#current = current
  }

  open(literal: number): void {
    this.#open.hit(this.#first + literal, this.#current.stamp)
  }
}

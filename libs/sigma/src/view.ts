import { fold } from './fold.ts'
import type { SigmaEvent } from './rule.ts'

/** What a field of a record gives. */
export type FieldValue = ReturnType<SigmaEvent['field']>

/** How a record of one source answers to the field names of another: Security 4688 to those of Sysmon 1, … */
export interface View {
  readonly name: string
  /** Sigma fields that are another field of the record, value and all. */
  readonly renamed: ReadonlyMap<string, string>
  /** Sigma fields whose value has to be made of the record's. */
  readonly made: ReadonlyMap<string, (event: SigmaEvent) => FieldValue>
  /** Sigma fields that such a record cannot have: a search on one is neither true nor false. */
  readonly lacks: ReadonlySet<string>
  /** Sigma fields that are told only under an audit policy or by newer systems: where unset, they are not known. */
  readonly byPolicy: ReadonlySet<string>
}

/** Records of one channel and, where given, of some event ids; how their fields answer to Sigma's names. */
export interface Route {
  /** null is every channel. */
  readonly channel: string | null
  readonly eventIds: readonly number[] | null
  /** Where the event id alone does not tell: a record whose own field has none of these values is not of this source. */
  readonly only?: { readonly field: string; readonly values: readonly string[] }
  /** How fields are called and what values mean, where they differ from Sigma's. */
  readonly view?: View
}

/** The record as a view's rules see it. */
export function seenThrough(event: SigmaEvent, view: View | undefined): SigmaEvent {
  if (view === undefined) return event
  return {
    channel: event.channel,
    eventId: event.eventId,
    lacks: { has: (name) => isLacking(event, view, name) },
    field: (name) => viewField(event, view, name),
    strings: () => event.strings(),
  }
}

/** The value of a Sigma field. */
export function viewField(event: SigmaEvent, view: View, name: string): FieldValue {
  const made = view.made.get(name)
  return made === undefined ? event.field(view.renamed.get(name) ?? name) : made(event)
}

/** Whether nothing can be said of a field. */
export function isLacking(event: SigmaEvent, view: View, name: string): boolean {
  if (view.lacks.has(name)) return true
  if (view.byPolicy.has(name) && isUnset(viewField(event, view, name))) return true
  if (event.lacks === undefined) return false
  return view.made.has(name)
    ? viewField(event, view, name) === undefined
    : event.lacks.has(view.renamed.get(name) ?? name)
}

/** Windows writes an empty text or `-` where it has nothing to tell. */
export const isUnset = (value: FieldValue): boolean =>
  value === undefined || value === null || value === '' || value === '-'

/** Whether a text of a field is one of these but for case. */
export function textIsOneOf(value: FieldValue, wanted: readonly string[]): boolean {
  const texts = value === undefined || value === null ? [] : typeof value === 'string' ? [value] : value
  return texts.some((text) => wanted.some((one) => fold(one) === fold(text)))
}

/** What an event says of its channel and id, as the text of their field; undefined for other fields, or where it says nothing. */
export function headOf(event: SigmaEvent, field: string): string | undefined {
  if (field === 'EventID') return event.eventId === undefined ? undefined : String(event.eventId)
  return field === 'Channel' ? event.channel : undefined
}

/** A field; what the event says of its channel and id is what those fields are, however the record writes them. */
export const headedField = (event: SigmaEvent, field: string): FieldValue =>
  headOf(event, field) ?? event.field(field)

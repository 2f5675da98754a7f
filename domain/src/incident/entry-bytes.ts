import { utf8Bytes, utf8Text } from '@codedark/tlog'
import { failed, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { IncidentEvent } from './event.ts'
import { MAX_ENTRY_BYTES } from './limits.ts'
import { parseEvent } from './parse-event.ts'
import type { EventFault } from './field-checks.ts'

/** Why bytes are no entry, or an event cannot be one. */
export type EntryFault =
  | EventFault
  | { readonly code: 'entry-too-long'; readonly have: number; readonly limit: number }
  | { readonly code: 'not-json' }
  | { readonly code: 'wrong-place'; readonly expected: number; readonly have: number }

/**
 * The bytes of an entry: the event as canonical JSON (keys sorted, no white space) with `n`, its own index from 0, so that
 * two entries that changed places show even between two checkpoints.
 */
export function encodeEntry(event: IncidentEvent, index: number): Result<Uint8Array, EntryFault> {
  const bytes = utf8Bytes(canonicalJson({ ...event, n: index }))
  return bytes.length <= MAX_ENTRY_BYTES
    ? ok(bytes)
    : failed({ code: 'entry-too-long', have: bytes.length, limit: MAX_ENTRY_BYTES })
}

/** Reads an entry's bytes, which must be the ones of `index`. */
export function decodeEntry(bytes: Uint8Array, index: number): Result<IncidentEvent, EntryFault> {
  const text = utf8Text(bytes)
  return text.ok ? decodeEntryText(text.value, index) : failed({ code: 'not-json' })
}

/** As `decodeEntry`, from text that a faster decoder made (strict UTF-8). */
export function decodeEntryText(text: string, index: number): Result<IncidentEvent, EntryFault> {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return failed({ code: 'not-json' })
  const { n, ...event } = value as { n?: unknown }
  if (n !== index)
    return failed({ code: 'wrong-place', expected: index, have: typeof n === 'number' ? n : -1 })
  return parseEvent(event)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** JSON with sorted keys and no white space; undefined fields are left out. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${fields.map(([name, held]) => `${JSON.stringify(name)}:${canonicalJson(held)}`).join(',')}}`
}

import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { MAX_SEGMENTS } from './limits.ts'
import { decodeText } from './charset.ts'
import type { DecodedText } from './charset.ts'
import { unescape } from './escapes.ts'
import type { Separators } from './separators.ts'

/** A segment: its name and its fields as received, escapes and all. Unknown and Z segments are kept like any other. */
export interface Segment {
  readonly name: string
  /** `fields[n]` is field n of the standard; in MSH field 1 is the separator itself. `fields[0]` is the name. */
  readonly fields: readonly string[]
}

/** A message as sent. */
export interface Hl7Message {
  readonly separators: Separators
  readonly segments: readonly Segment[]
  /** Lines that are no segment, with their number from 1. */
  readonly oddLines: readonly number[]
  readonly charset: DecodedText['charset']
  /** Said in MSH-18, and not so; null: it is as said, or nothing was said. */
  readonly charsetClaim: string | null
}

/** Why bytes are no message. */
export interface MessageFault {
  readonly code: 'empty' | 'no-msh' | 'bad-separators' | 'too-many-segments'
  readonly expected: string
}

const SEGMENT_NAME = /^[A-Z][A-Z0-9]{2}$/u

/**
 * Takes a message apart into segments and fields. Segments end with CR; LF and CRLF are taken too (a line feed within a
 * message that has CR is text). Nothing is unescaped yet: see `component`.
 */
export function parseMessage(bytes: Uint8Array): Result<Hl7Message, MessageFault> {
  if (bytes.length === 0) return failed({ code: 'empty', expected: 'a message that begins with MSH' })
  const { text, charset, claim } = decodeText(bytes)
  const separators = readSeparators(text)
  if (!separators.ok) return separators
  const segments: Segment[] = []
  const oddLines: number[] = []
  let line = 0
  for (const raw of linesOf(text)) {
    line += 1
    if (raw === '') continue
    const fields = raw.split(separators.value.field)
    const [name = ''] = fields
    if (!SEGMENT_NAME.test(name)) {
      oddLines.push(line)
      continue
    }
    if (segments.length >= MAX_SEGMENTS)
      return failed({ code: 'too-many-segments', expected: `at most ${MAX_SEGMENTS} segments` })
    segments.push({
      name,
      fields: name === 'MSH' ? ['MSH', separators.value.field, ...fields.slice(1)] : fields,
    })
  }
  return ok({ separators: separators.value, segments, oddLines, charset, charsetClaim: claim })
}

function linesOf(text: string): readonly string[] {
  return text.includes('\r') ? text.split(/\r\n?/u).map((line) => line.replace(/^\n/u, '')) : text.split('\n')
}

function readSeparators(text: string): Result<Separators, MessageFault> {
  if (!text.startsWith('MSH')) return failed({ code: 'no-msh', expected: 'MSH and its separators first' })
  const field = text[3] ?? ''
  const end = text.indexOf(field, 4)
  const declared = text.slice(4, end < 0 ? undefined : end)
  const [component = '', repetition = '', escape = '', subcomponent = ''] = declared
  const all = [field, component, repetition, escape, subcomponent]
  // MSH-2 has four characters, from 2.7 on a fifth for truncation. The same one twice would make every field a guess.
  const good =
    declared.length >= 4 && declared.length <= 5 && all.every((one) => /^[!-/:-@[-`{-~]$/u.test(one))
  if (!good || new Set(all).size !== all.length)
    return failed({ code: 'bad-separators', expected: 'five different punctuation marks in MSH-1 and MSH-2' })
  return ok({ field, component, repetition, escape, subcomponent })
}

/** The repetitions of a field, raw; none where the field is empty or absent. */
export function repetitions(message: Hl7Message, segment: Segment, field: number): readonly string[] {
  const raw = segment.fields[field]
  if (raw === undefined || raw === '') return []
  // MSH-2 holds the separators themselves.
  if (segment.name === 'MSH' && field <= 2) return [raw]
  return raw.split(message.separators.repetition)
}

/**
 * One component (from 1) of a field's first repetition, or of the raw repetition handed in, unescaped. Null: empty or absent,
 * which means *no change*; the text `""` (two quotes) stands for *delete the value* and is returned as such.
 */
export function component(
  message: Hl7Message,
  segment: Segment,
  field: number,
  number = 1,
  repetition: string | undefined = repetitions(message, segment, field)[0],
): string | null {
  if (repetition === undefined) return null
  const raw = repetition.split(message.separators.component)[number - 1] ?? ''
  // The first subcomponent is the value where a receiver knows none (2.5.1, 2.14.5).
  const [value = ''] = raw.split(message.separators.subcomponent)
  const plain = unescape(value, message.separators)
  return plain === '' ? null : plain
}

/** The whole of a field as readable text: components apart by a blank, repetitions by `; `; null where it is empty. */
export function fieldText(message: Hl7Message, segment: Segment, field: number): string | null {
  const said = repetitions(message, segment, field).map((one) =>
    one
      .split(message.separators.component)
      .flatMap((part) => part.split(message.separators.subcomponent))
      .map((part) => unescape(part, message.separators))
      .filter((part) => part !== '')
      .join(' '),
  )
  const text = said.filter((one) => one !== '').join('; ')
  return text === '' ? null : text
}

/** The two quotes that mean *delete the value* (2.5.1, 2.5.3). */
export const DELETE_VALUE = '""'

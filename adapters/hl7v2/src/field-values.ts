import { DELETE_VALUE, component } from './message.ts'
import type { Hl7Message, Segment } from './message.ts'
import { readTime } from './time.ts'
import type { SiteClock } from './time.ts'

/** Whether a component says something: neither nothing nor that the value is deleted. */
export function isSaid(text: string | null): text is string {
  return text !== null && text !== DELETE_VALUE
}

/** CWE in words: the text, else the alternate text, else the code. */
export function wordsOf(message: Hl7Message, segment: Segment, field: number): string | null {
  return (
    [2, 5, 9, 1].map((number) => component(message, segment, field, number)).find((one) => isSaid(one)) ??
    null
  )
}

/** A field's time as UTC; null where it is empty or none. */
export function timeOf(
  message: Hl7Message,
  segment: Segment,
  field: number,
  site: SiteClock,
  part = 1,
): string | null {
  const said = component(message, segment, field, part)
  const read = said === null ? null : readTime(said, site)
  return read?.ok === true ? read.value.at : null
}

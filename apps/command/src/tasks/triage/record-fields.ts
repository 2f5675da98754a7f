import type { EvtxRecord } from '@codedark/evtx'
import type { JsonRecord } from '@codedark/files'
import { MAX_FIELDS, MAX_FIELD_CHARS } from './limits.ts'

/** The fields of a record that are kept with a finding, as texts. */
export function fieldsOf(record: EvtxRecord | JsonRecord): Record<string, string> {
  const fields: Record<string, string> = {}
  let left = MAX_FIELDS
  for (const [name, value] of record.fields()) {
    const said = text(value)
    if (said === null) continue
    if (left === 0) break
    left -= 1
    Object.defineProperty(fields, name, { value: cut(said), enumerable: true })
  }
  return fields
}

/** The value of a field as one text; null where it has none. */
export function text(value: string | null | readonly string[] | undefined): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : value.join('\n')
}

/** Says how much was cut, so that nobody takes the part for the whole. */
function cut(value: string): string {
  if (value.length <= MAX_FIELD_CHARS) return value
  return `${value.slice(0, MAX_FIELD_CHARS)}… [${value.length - MAX_FIELD_CHARS} more characters]`
}

import { createHash } from 'node:crypto'
import type { Finding } from '@codedark/domain/triage'

/** What makes a finding: its record and its rule. */
type FindingKey = readonly [
  computer: string,
  channel: string,
  recordId: number,
  eventId: number,
  moment: string,
  ruleId: string,
]

/** The longest id that is read: names of computers, channels and rules are shorter. */
const MAX_ID_CHARS = 4_000

/** The name of a finding by its content: the same record under the same rule has it in every store. Fit for an address. */
export function findingId(finding: Finding): string {
  const { computer, channel, recordId, eventId, rule } = finding
  const moment = momentOf(finding, JSON.stringify(finding.fields))
  return idOf([computer, channel, recordId, eventId, moment, rule.id] satisfies FindingKey)
}

/** What tells two records with one number apart: see `schema.ts`. */
export function momentOf({ recordId, time }: Finding, fields: string): string {
  if (recordId > 0) return time.slice(0, 19)
  return `${time} ${createHash('sha256').update(fields).digest('base64url')}`
}

/** Plain values as text that is fit for an address. */
export const idOf = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values), 'utf8').toString('base64url')

/** The parts of a finding's id; null where it is none. */
export function keyOf(id: string): FindingKey | null {
  const parts = partsOf(id)
  const [computer, channel, recordId, eventId, moment, ruleId] = parts
  if (typeof moment !== 'string' || typeof computer !== 'string' || typeof channel !== 'string') return null
  if (typeof recordId !== 'number' || typeof eventId !== 'number' || typeof ruleId !== 'string') return null
  return parts.length === 6 ? [computer, channel, recordId, eventId, moment, ruleId] : null
}

/** The parts of a page's mark; undefined where it is none. */
export function markOf(mark: string): readonly [time: string, row: number] | undefined {
  const [time, row, ...more] = partsOf(mark)
  return typeof time === 'string' && typeof row === 'number' && more.length === 0 ? [time, row] : undefined
}

function partsOf(text: string): readonly unknown[] {
  if (text.length > MAX_ID_CHARS) return []
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

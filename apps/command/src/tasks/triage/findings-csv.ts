import { sayRecovery } from '@codedark/domain/triage'
import type { Finding } from '@codedark/domain/triage'
import { csvCell } from './plain-text.ts'

const COLUMNS = [
  'time',
  'server',
  'computer',
  'level',
  'rule',
  'rule id',
  'rule author',
  'channel',
  'event id',
  'record id',
  'file',
  'offset',
  'places',
  'recovery',
  'fields',
] as const

/** Findings as CSV with a line of names; a spreadsheet takes no cell for a formula. Begins with a byte order mark, or Excel misreads é. */
export function* findingsCsv(findings: Iterable<Finding>): Generator<string> {
  yield `\uFEFF${COLUMNS.map(csvCell).join(',')}\r\n`
  for (const one of findings) {
    const cells = [
      one.time,
      one.server ?? '',
      one.computer,
      one.rule.level,
      one.rule.title,
      one.rule.id,
      one.rule.author,
      one.channel,
      one.eventId,
      one.recordId,
      one.file,
      one.offset,
      one.places?.length ?? 1,
      sayRecovery(one) ?? 'live',
      Object.entries(one.fields)
        .map(([name, value]) => `${name}=${value}`)
        .join('; '),
    ]
    yield `${cells.map(csvCell).join(',')}\r\n`
  }
}

/**
 * Findings as JSON lines for Timesketch: `message`, `datetime` and `timestamp_desc` are what it asks for; `timestamp` is in
 * microseconds. A time that is no instant is left out of `timestamp` and stands in `datetime` as it came.
 */
export function* timesketchLines(findings: Iterable<Finding>): Generator<string> {
  for (const finding of findings) {
    const { rule, fields, places, ...one } = finding
    const recovery = sayRecovery(finding)
    const ms = Date.parse(one.time)
    const micros = Number(/\.(\d{3})(\d{3})/.exec(one.time)?.[2] ?? 0)
    yield `${JSON.stringify({
      message: `${rule.title} (${rule.level}) on ${one.server ?? one.computer}${recovery === null ? '' : ` (${recovery})`}`,
      recovery: one.recovery ?? 'live',
      ...(one.borrowedTemplate === true ? { borrowed_template: true } : {}),
      datetime: one.time,
      ...(Number.isNaN(ms) ? {} : { timestamp: ms * 1000 + micros }),
      timestamp_desc: 'Event Logged',
      tag: [rule.level],
      rule_title: rule.title,
      rule_id: rule.id,
      rule_author: rule.author,
      server: one.server ?? '',
      computer_name: one.computer,
      channel: one.channel,
      event_identifier: one.eventId,
      record_number: one.recordId,
      source_file: one.file,
      source_offset: one.offset,
      ...(places === undefined ? {} : { places: places.map(({ file, offset }) => `${file} @ ${offset}`) }),
      ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`field_${name}`, value])),
    })}\n`
  }
}

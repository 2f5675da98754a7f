import { DIVERSION_SERVICE_WORDS } from './kinds.ts'
import type { DiversionPart } from './part.ts'

const HEAD = [
  ...['site', 'service', 'service_words', 'state', 'wanted', 'asked_by', 'asked_at'],
  ...['dispatcher', 'confirmed_at', 'review_at'],
] as const

/** The table as CSV for a spreadsheet (RFC 4180), times in UTC. No cell can be a formula. */
export function diversionCsv({ cells }: DiversionPart): string {
  const rows = cells.map((one) => [
    ...[one.site, one.service, DIVERSION_SERVICE_WORDS.en[one.service], one.word, one.wanted ?? ''],
    ...[
      one.askedBy ?? '',
      one.askedAt ?? '',
      one.dispatcher ?? '',
      one.confirmedAt ?? '',
      one.reviewAt ?? '',
    ],
  ])
  return [HEAD, ...rows].map((cellsOfRow) => `${cellsOfRow.map(csvCell).join(',')}\r\n`).join('')
}

/**
 * One cell: a spreadsheet runs what begins with = + - @, or with a tab or line end before one of them. An apostrophe in front
 * makes it text; full-width forms of the signs are signs to some.
 */
function csvCell(text: string): string {
  const safe = /^[\s]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(text) ? `'${text}` : text
  return /[",\r\n']/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

import { localDay, localTime, type DeadlineRow, type DeadlinesView } from '@codedark/domain/board'

const STANDINGS: Readonly<Record<DeadlineRow['standing'], string>> = {
  waiting: 'waits',
  running: 'runs',
  soon: 'SOON',
  overdue: 'OVERDUE',
  'without-delay': 'without undue delay',
  submitted: 'submitted',
  'does-not-apply': 'does not apply',
  'not-decided': 'NOT DECIDED whether it applies',
}

/** Deadlines as lines for a terminal: what stands above, and the rows of a table. */
export function deadlineLines(view: DeadlinesView): {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
} {
  const zone = view.header.timeZone
  const told = (at: string | null): string =>
    at === null ? '' : `${localDay(at, zone)} ${localTime(at, at, zone)}`
  const { awareness } = view
  return {
    head: [
      awareness === null
        ? 'No clock runs: since when the hospital is aware is not decided (codedark deadlines aware).'
        : `Aware since ${told(awareness.at)}, decided by ${awareness.by}, entry ${awareness.entry}. Times of ${zone}.`,
      ...[view.replay, view.clockNote].filter((one) => one !== null),
    ],
    rows: view.rows.map((row) => [
      ...[`${row.id}: ${row.title}`, `${STANDINGS[row.standing]}${row.late ? ', late' : ''}`],
      ...[told(row.exact), told(row.reading), row.to],
    ]),
  }
}

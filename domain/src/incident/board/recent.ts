import type { LogLine, RecentLine } from './views.ts'

/** Entries of one kind at most this far apart are one line, in milliseconds: what one run of triage or one import records. */
const RUN_MS = 60_000
/** How many lines the first page shows. */
const LINES_MAX = 9

/** Newest first: a run of verdicts after one triage is one line, since 300 of them would hide all else. */
export function foldRecent(lines: readonly LogLine[]): readonly RecentLine[] {
  const runs: LogLine[][] = []
  for (const line of lines) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    if (run !== undefined && before !== undefined && sameRun(before, line)) run.push(line)
    else runs.push([line])
  }
  return runs.slice(0, LINES_MAX).flatMap((run) => {
    const [newest] = run
    if (newest === undefined) return []
    // The oldest line given may stand in the middle of its run: then the run has more entries than can be counted here.
    const cut = run === runs.at(-1) && (run.at(-1)?.number ?? 1) > 1
    return [{ number: newest.number, at: newest.at, text: textOf(run, newest, cut), entries: run.length }]
  })
}

function sameRun(newer: LogLine, older: LogLine): boolean {
  return (
    familyOf(newer.kind) === familyOf(older.kind) && Date.parse(newer.at) - Date.parse(older.at) <= RUN_MS
  )
}

/** Kinds that come by turns and say one thing together: a notice on its way to its people, people who come and go. */
const FAMILIES: Readonly<Record<string, string>> = {
  NoticeRaised: 'sending',
  NoticeStepReached: 'sending',
  NoticeSendBegun: 'sending',
  NoticeSendEnded: 'sending',
  NoticeHeldBack: 'sending',
  SignedIn: 'access',
  SignedOut: 'access',
}

const familyOf = (kind: string): string => FAMILIES[kind] ?? kind

const MANY: Readonly<Record<string, string>> = {
  VerdictChanged: 'verdicts changed',
  ConnectionChanged: 'connections recorded',
  PowerChanged: 'power states recorded',
  SightingRecorded: 'sightings recorded',
  ServersListed: 'parts of the list of servers recorded',
  SheetsWritten: 'packets written',
  WardStateSaid: 'words of wards on what they work from',
  CommentMade: 'remarks recorded',
}

const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

/** The notices that a run is about, by the ids at the start of their sentences. */
function noticesOf(run: readonly LogLine[]): string {
  const ids = [...new Set(run.flatMap(({ text }) => /^n-\d+/u.exec(text)?.[0] ?? []))].toSorted(byNumber)
  return ids.length < 2 ? (ids[0] ?? 'a notice') : `${ids[0]} to ${ids.at(-1)}`
}

function textOf(run: readonly LogLine[], newest: LogLine, cut: boolean): string {
  const family = familyOf(newest.kind)
  const least = cut ? 'at least ' : ''
  if (family === 'sending' && run.length > 1) {
    return `Notices on their way: ${noticesOf(run)}, ${least}${run.length} entries.`
  }
  if (family === 'access' && run.length > 2)
    return `${newest.text} And ${least}${run.length - 1} more came or went.`
  const many = MANY[newest.kind]
  return run.length < 3 || many === undefined
    ? newest.text + (run.length > 1 ? ` And ${run.length - 1} more of this kind.` : '')
    : `${cut ? 'At least ' : ''}${run.length} ${many}.`
}

import { createHash } from 'node:crypto'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { Finding, NoteSearch, ServerVerdict } from '@codedark/domain/triage'
import type { FindingsFault, FindingsStore } from '@codedark/findings'
import { changesSince, type JudgeBasis, type TriageInput, type TriagePass } from '../tasks/triage/index.ts'
import { holdFile, heldFile, type HeldRun, type HeldTriage } from './held.ts'
import { readHoldings } from './holdings.ts'
import { isolationOf, judgeNow, powersOf, recordVerdicts, sightingsOf } from './judging.ts'
import type { OpenedCommand } from './open-command.ts'
import { notRecorded } from './sentences.ts'
import { watchStatements } from './statements-opened.ts'

/** What a run that is to be recorded takes from the data folder: the list, and what people recorded. */
export function triageInputOf(
  opened: OpenedCommand,
): Result<Pick<TriageInput, 'estate' | 'sightings' | 'isolation' | 'powers'>, string> {
  const held = readHoldings(opened.folder, opened.keys, opened.findings)
  if (!held.ok) return held
  const state = opened.ledger.state()
  return ok({
    sightings: sightingsOf(opened.ledger, state),
    isolation: isolationOf(state),
    powers: powersOf(opened.ledger, state),
    ...(held.value.estate === null ? {} : { estate: held.value.estate }),
  })
}

/** What a run that is kept has beside its outcome. */
export interface TakeOptions {
  readonly window?: JudgeBasis['window']
  /** The verdicts before this run began, by which it is told what it changed; null or absent: it is the first. */
  readonly before?: readonly ServerVerdict[] | null | undefined
}

/**
 * Keeps the findings of a run and what it read, then records the run and every verdict that changed: judged by all runs so
 * far and by what people recorded. The fault is a sentence.
 */
export function takeTriage(
  opened: OpenedCommand,
  outcome: TriagePass,
  { window, before: verdictsBefore }: TakeOptions = {},
): Result<null, string> {
  const { folder, keys, ledger, findings } = opened
  const { summary } = outcome
  const added = keepFindings(findings, outcome.findings())
  if (!added.ok) return failed(`The findings were not kept: ${added.fault.code}.`)
  const before = heldFile(folder, keys, 'triage')
  if (!before.ok) return before
  const packs = summary.packs.map(({ name, version, rules }) => ({ name, version, rules }))
  const read = { coverage: outcome.coverage, ...outcome.beside, ...(window === undefined ? {} : { window }) }
  const basis = withEarlier(before.value?.basis, read)
  const run: HeldRun = {
    digest: digestOf(basis, findings.all()),
    files: summary.files,
    records: summary.records,
    findings: summary.findings,
    faults: summary.faults,
    rulesLoaded: summary.rulesLoaded,
    rulesRefused: summary.rulesRefused.length,
  }
  const triage: HeldTriage = {
    at: new Date().toISOString(),
    packs,
    basis,
    logs: byPath([...(before.value?.logs ?? []), ...outcome.logs]),
    noteSearch: withEarlierNotes(before.value?.noteSearch, outcome.noteSearch),
    findingsAdditions: findings.additions(),
    run,
  }
  const kept = holdFile(folder, keys, 'triage', triage)
  if (!kept.ok) return kept
  const held = readHoldings(folder, keys, findings)
  if (!held.ok) return held
  const assigned = findings.assign((computer) => held.value.names.serverOf(computer))
  if (!assigned.ok) return failed(`The findings were not given their servers: ${assigned.fault.code}.`)
  const verdicts = judgeNow(ledger, held.value)
  const changed = changesSince(verdictsBefore ?? null, verdicts)
  const told = holdFile(folder, keys, 'triage', { ...triage, changed })
  if (!told.ok) return told
  const done = ledger.submit({ type: 'RecordTriageRun', ...run, packs, verdicts }, 'triage')
  if (!done.ok) return failed(notRecorded(done.fault))
  // An entry that came while this was judged may have changed what the verdicts rest on.
  const judged = recordVerdicts(ledger, held.value)
  if (!judged.ok) return judged
  const watched = watchStatements(opened)
  return watched.ok ? ok(null) : watched
}

/**
 * What earlier runs read still counts, unless this run read the same file again: logs come in one by one over days, and a
 * server whose log was read on Monday is not blind on Tuesday.
 */
function withEarlier(before: JudgeBasis | undefined, now: JudgeBasis): JudgeBasis {
  if (before === undefined) return now
  const again = new Set(now.coverage.map(({ file }) => file))
  return {
    ...before,
    ...now,
    coverage: [...before.coverage.filter(({ file }) => !again.has(file)), ...now.coverage],
    facts: different([...(before.facts ?? []), ...(now.facts ?? [])]),
    traces: different([...(before.traces ?? []), ...(now.traces ?? [])]),
  }
}

/** Of each path the latest. */
function byPath<Item extends { readonly path: string }>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [item.path, item])).values()]
}

/** So do texts beside the logs, by their path. */
function withEarlierNotes(before: NoteSearch | undefined, now: NoteSearch): NoteSearch {
  if (before === undefined) return now
  return {
    files: byPath([...before.files, ...now.files]),
    filesLeftOut: Math.max(before.filesLeftOut, now.filesLeftOut),
    searched: [...new Set([...before.searched, ...now.searched])].sort(),
  }
}

/** Each once; a record that was read twice tells nothing new. */
function different<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}

/** Findings that are added to the store in one go. */
const BATCH = 2_000

function keepFindings(store: FindingsStore, findings: Iterable<Finding>): Result<null, FindingsFault> {
  let batch: Finding[] = []
  for (const finding of findings) {
    batch.push(finding)
    if (batch.length < BATCH) continue
    const added = store.add(batch)
    if (!added.ok) return added
    batch = []
  }
  return batch.length === 0 ? ok(null) : store.add(batch)
}

/** The verdicts by everything that a data folder keeps; none where its holdings cannot be read. */
export function heldVerdicts({ folder, keys, ledger, findings }: OpenedCommand): readonly ServerVerdict[] {
  const held = readHoldings(folder, keys, findings)
  return held.ok && held.value.triage !== null ? judgeNow(ledger, held.value) : []
}

function digestOf(basis: JudgeBasis, findings: Iterable<Finding>): string {
  const hash = createHash('sha256').update(JSON.stringify(basis))
  for (const finding of findings) hash.update(`${JSON.stringify(finding)}\n`)
  return hash.digest('hex')
}

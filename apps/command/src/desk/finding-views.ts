import {
  pageHeader,
  type BoardInput,
  type FindingsView,
  type FindingView,
  type RecordView,
} from '@codedark/domain/board'
import { MOVERS, movesTo, parseInstant, type FindingRule } from '@codedark/domain/triage'
import type { Finding } from '@codedark/domain/triage'
import type { FindingsStore } from '@codedark/findings'
import { readRecordAgain, type KnownLog } from '../tasks/triage/index.ts'
import { MOVER_IDS } from './holdings.ts'

/** Copies of a log that are tried for a record. */
const MAX_PLACES_TRIED = 3

/** Which findings a page asks for; all parts that are given must fit. */
export interface FindingsAsked {
  readonly server?: string | undefined
  readonly rule?: string | undefined
  readonly levels?: readonly FindingRule['level'][] | undefined
  /** Instants, both included. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  /** Only those that may move a verdict, or only those that cannot. */
  readonly only?: 'moving' | 'context' | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** One page of the kept findings; null where `after` is no mark of a page. */
export function findingsView(
  input: BoardInput,
  findings: FindingsStore,
  asked: FindingsAsked,
): FindingsView | null {
  const { server, rule, levels, from, until, only, after, limit } = asked
  const moving = only === 'moving' ? MOVER_IDS : null
  const ruleIds = rule === undefined ? moving : moving === null || moving.includes(rule) ? [rule] : []
  const query = {
    ...(server === undefined ? {} : { server }),
    ...(ruleIds === null ? {} : { ruleIds }),
    ...(only === 'context' ? { exceptRuleIds: MOVER_IDS } : {}),
    ...(levels === undefined ? {} : { levels }),
    ...instants({ from, until }),
  }
  const page = findings.page(query, { limit, ...(after === undefined ? {} : { after }) })
  if (page === null) return null
  return { header: pageHeader(input), total: findings.count(query), findings: page.findings, next: page.next }
}

/** In the form that findings bear: they are compared as text. */
function instants(bounds: Pick<FindingsAsked, 'from' | 'until'>): { from?: string; until?: string } {
  const from = bounds.from === undefined ? null : parseInstant(bounds.from)
  const until = bounds.until === undefined ? null : parseInstant(bounds.until)
  return { ...(from === null ? {} : { from }), ...(until === null ? {} : { until }) }
}

/** One finding down to the fields of its record; null where no such finding is kept. */
export function findingView(input: BoardInput, findings: FindingsStore, id: string): FindingView | null {
  const finding = findings.find(id)
  if (finding === null) return null
  const mover = MOVERS.find(({ ruleId }) => ruleId === finding.rule.id)
  return {
    header: pageHeader(input),
    id,
    finding,
    moves: mover === undefined ? null : { to: movesTo(mover, finding), because: mover.because },
  }
}

/** The record of a finding, from the first of its files that still has its bytes. */
export async function recordView(
  finding: Finding,
  logs: readonly KnownLog[],
  childPath: string | undefined,
): Promise<RecordView> {
  const places = finding.places ?? [{ file: finding.file, offset: finding.offset }]
  let fault: string | null = null
  for (const { file, offset } of places.slice(0, MAX_PLACES_TRIED)) {
    const log = logs.find(({ path }) => path === file)
    if (log === undefined) {
      fault ??= `Where ${file} lies, or what bytes it had, is not kept here.`
      continue
    }
    const read = await readRecordAgain(log, { offset, recordId: finding.recordId }, childPath)
    if (read.ok) return { record: read.value, recordFault: null }
    fault ??= read.fault
  }
  return { record: null, recordFault: fault }
}

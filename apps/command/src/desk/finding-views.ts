import { pageHeader, type BoardInput, type FindingsView, type FindingView } from '@codedark/domain/board'
import { MOVERS, movesTo, parseInstant, type FindingRule } from '@codedark/domain/triage'
import type { FindingsStore } from '@codedark/findings'
import { MOVER_IDS } from './holdings.ts'

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
    record: null,
    recordFault: `This server opens no logs. The fields of the record are kept here; the record itself stands in ${finding.file} at byte ${finding.offset}: codedark logs show reads it.`,
  }
}

import { RECOVERY } from '@codedark/domain/triage'
import type { Finding, NameMap } from '@codedark/domain/triage'
import type { FindingsStore, MatchRow, MatchStore } from '@codedark/findings'
import { correlate, needsOf, planCorrelations, readBundle, ruleKey } from '@codedark/sigma'
import type {
  BaseMatch,
  CorrelationFinding,
  CorrelationPlan,
  CorrelationRule,
  SigmaRule,
} from '@codedark/sigma'
import type { LoadedRule } from './messages.ts'

/** What the second pass goes over. */
export interface CorrelationInput {
  /** The correlations and the rules that they stand on, as the child that parsed them tells; empty where there are none. */
  readonly bundle: string
  /** Every rule that was run. */
  readonly loaded: readonly LoadedRule[]
  readonly findings: FindingsStore
  /** Matches of rules that only correlations see. */
  readonly matches: MatchStore
  readonly names: NameMap
}

/** What the second pass over the findings gave. */
export interface Correlated {
  /** Correlations whose findings are reported, as rules. */
  readonly rules: readonly Finding['rule'][]
  /** One for each chain of matches: it stands at the last record of the chain, and its fields say what it stands on. */
  readonly findings: readonly Finding[]
  /** What was given up, a sentence each. */
  readonly losses: readonly string[]
}

/** What a correlation names a match by. */
type Matched = Omit<Finding, 'server' | 'places' | 'fields'>

/**
 * Runs the correlations over the findings and matches of a run in order of time, of all files and servers together. Memory is
 * bounded by the windows of the correlations and the matches of one minute.
 */
export function correlateFindings(input: CorrelationInput): Correlated {
  const plan = planOf(input.bundle)
  if (plan.correlations.length === 0) return { rules: [], findings: [], losses: [] }
  const findings: Finding[] = []
  const running = correlate(plan, matchesIn(input, plan))
  let next = running.next()
  for (; next.done !== true; next = running.next()) {
    const made = findingOf(next.value)
    if (made !== null) findings.push(made)
  }
  const givenUp = input.matches.givenUp()
  return {
    rules: plan.correlations.filter(({ reported }) => reported).map(({ rule }) => headOf(rule)),
    findings,
    losses: [
      ...next.value
        .filter((one) => one.givenUp > 0)
        .map(
          (one) =>
            `${one.rule.title ?? one.rule.path}: ${one.givenUp} matches were given up for want of room, so a chain may be missing.`,
        ),
      ...(givenUp === 0
        ? []
        : [
            `${givenUp} groups of everyday matches were more than there is room for, so chains that they are part of may be missing.`,
          ]),
    ],
  }
}

function planOf(bundle: string): CorrelationPlan {
  const rules: SigmaRule[] = []
  const correlations: CorrelationRule[] = []
  for (const outcome of bundle === '' ? [] : (readBundle(bundle) ?? [])) {
    if (outcome.kind === 'rule') rules.push(outcome.rule)
    else if (outcome.kind === 'correlation') correlations.push(outcome.correlation)
  }
  return planCorrelations(correlations, rules)
}

/** Two streams in order of time as one. Of one moment everyday matches come first: they are what chains begin with. */
function* matchesIn(input: CorrelationInput, plan: CorrelationPlan): Generator<BaseMatch<Matched>> {
  const streams = [everydayIn(input, plan), findingsIn(input, plan)]
  const heads = streams.map((stream) => stream.next())
  for (;;) {
    let first: BaseMatch<Matched> | undefined
    let at = 0
    for (const [index, head] of heads.entries())
      if (head.done !== true && (first === undefined || head.value.atMs < first.atMs)) {
        first = head.value
        at = index
      }
    if (first === undefined) return
    yield first
    const stream = streams[at]
    if (stream !== undefined) heads[at] = stream.next()
  }
}

function* findingsIn(
  { findings, loaded, names }: CorrelationInput,
  { needed }: CorrelationPlan,
): Generator<BaseMatch<Matched>, undefined> {
  const hidden = new Set(loaded.filter((rule) => rule.hidden).map(({ id }) => id))
  const ruleIds = [...needed].map(ruleKey).filter((id) => !hidden.has(id))
  let lastMs = Number.NEGATIVE_INFINITY
  for (const finding of findings.all({ ruleIds })) {
    const atMs = Date.parse(finding.time)
    // A record without a time has no place in an order of time.
    if (Number.isNaN(atMs)) continue
    // Findings come in the order of their times as texts; one written otherwise counts as of the one before it.
    lastMs = Math.max(lastMs, atMs)
    yield {
      rule: finding.rule.id,
      atMs: lastMs,
      server: names.serverOf(finding.computer) ?? finding.computer,
      record: recordKey(finding),
      field: (name) => finding.fields[name],
      ref: finding,
    }
  }
}

function* everydayIn(
  { matches, loaded, names }: CorrelationInput,
  plan: CorrelationPlan,
): Generator<BaseMatch<Matched>, undefined> {
  const heads = new Map(loaded.map(({ id, title, author, level }) => [id, { id, title, author, level }]))
  const fields = new Map([...needsOf(plan)].map(([rule, need]) => [ruleKey(rule), need.fields]))
  for (const rows of matches.byMinute()) {
    const made = rows.flatMap((row) => {
      const rule = heads.get(row.ruleId)
      const names_ = fields.get(row.ruleId) ?? []
      if (rule === undefined) return []
      const server = names.serverOf(row.computer) ?? row.computer
      return edgesOf(row, rule).map(({ ref, count }): BaseMatch<Matched> => ({
        rule: row.ruleId,
        atMs: Date.parse(ref.time),
        server,
        record: recordKey(ref),
        field: (name) => row.values[names_.indexOf(name)] ?? undefined,
        count,
        ref,
      }))
    })
    yield* made.sort(
      (a, b) =>
        a.atMs - b.atMs ||
        compare(a.rule, b.rule) ||
        compare(a.record, b.record) ||
        compare(a.ref.file, b.ref.file),
    )
  }
}

/** A row as its first match and its last, which stands for all others. */
function edgesOf(row: MatchRow, rule: Finding['rule']): readonly { ref: Matched; count: number }[] {
  const { computer, channel, eventId, file, offset, count, firstAt, lastAt, firstRecord } = row
  const first = { rule, computer, channel, eventId, file, offset, recordId: firstRecord, time: firstAt }
  if (count === 1 || firstAt === lastAt) return [{ ref: first, count }]
  return [
    { ref: first, count: 1 },
    {
      ref: { ...first, recordId: row.lastRecord, time: lastAt, file: row.lastFile, offset: row.lastOffset },
      count: count - 1,
    },
  ]
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const recordKey = ({ computer, channel, recordId, time }: Matched): string =>
  JSON.stringify([computer, channel, recordId, time])

const headOf = (rule: CorrelationRule): Finding['rule'] => ({
  id: ruleKey(rule),
  title: rule.title ?? rule.path,
  author: rule.author ?? '',
  level: rule.level ?? 'informational',
})

function findingOf(found: CorrelationFinding<Matched>): Finding | null {
  const last = found.matches.at(-1)
  if (last === undefined) return null
  const { computer, channel, eventId, recordId, time, file, offset } = last
  const rules = new Set(found.matches.map(({ rule }) => rule.title))
  // A chain is as good as the worst record that it stands on.
  const recovery = RECOVERY.findLast((one) => found.matches.some((match) => match.recovery === one))
  return {
    rule: headOf(found.rule),
    server: null,
    computer,
    channel,
    eventId,
    recordId,
    time,
    file,
    offset,
    ...(recovery === undefined ? {} : { recovery }),
    ...(found.matches.some(({ borrowedTemplate }) => borrowedTemplate === true)
      ? { borrowedTemplate: true }
      : {}),
    fields: {
      ...Object.fromEntries(found.group.map(({ field, value }) => [field, value])),
      MatchCount: String(found.matchCount),
      FirstMatch: new Date(found.firstAtMs).toISOString(),
      LastMatch: new Date(found.lastAtMs).toISOString(),
      Servers: found.servers.join(', '),
      Rules: [...rules].join('; '),
    },
  }
}

import type { Finding, NameMap } from '@codedark/domain/triage'
import type { RulePack } from '@codedark/files'
import type { FindingsStore } from '@codedark/findings'
import { correlate, ruleKey } from '@codedark/sigma'
import type { BaseMatch, CorrelationFinding, CorrelationPlan, CorrelationRule } from '@codedark/sigma'
import { gatherRules } from '../rules/index.ts'
import type { LoadedRule } from './messages.ts'

/** What the second pass over the findings gave. */
export interface Correlated {
  /** The correlations that were run, as rules. */
  readonly rules: readonly LoadedRule[]
  /** One for each chain of matches: it stands at the last record of the chain, and its fields say what it stands on. */
  readonly findings: readonly Finding[]
  /** Matches that were given up, a sentence for each correlation. */
  readonly losses: readonly string[]
}

const NONE: Correlated = { rules: [], findings: [], losses: [] }

/**
 * Runs the correlations of the packs over the stored findings in order of time, of all files and servers together. A rule that a
 * correlation stands on is reported by itself too, whatever `generate` says: triage leaves no finding out.
 */
export function correlateFindings(
  packs: readonly RulePack[],
  store: FindingsStore,
  names: NameMap,
): Correlated {
  // Most packs have none, and then their rules need not be read here.
  if (!packs.some(mayCorrelate)) return NONE
  const gathered = gatherRules(packs)
  const plan = gathered.correlations
  if (plan.correlations.length === 0) return NONE
  const findings: Finding[] = []
  const running = correlate(plan, matchesIn(store, plan, names))
  let next = running.next()
  for (; next.done !== true; next = running.next()) {
    const made = findingOf(next.value)
    if (made !== null) findings.push(made)
  }
  return {
    rules: plan.correlations
      .filter(({ reported }) => reported)
      .map(({ rule }) => ({ ...headOf(rule), channels: [], pack: gathered.packOf(rule) })),
    findings,
    losses: next.value
      .filter(({ givenUp }) => givenUp > 0)
      .map(
        ({ rule, givenUp }) =>
          `${rule.title ?? rule.path}: ${givenUp} matches were given up for want of room, so a chain may be missing.`,
      ),
  }
}

const mayCorrelate = ({ files, bundle }: RulePack): boolean =>
  bundle?.includes('"kind":"correlation"') === true || files.some(({ text }) => /^correlation:/m.test(text))

function* matchesIn(
  store: FindingsStore,
  { needed }: CorrelationPlan,
  names: NameMap,
): Generator<BaseMatch<Finding>> {
  let lastMs = Number.NEGATIVE_INFINITY
  for (const finding of store.all({ ruleIds: [...needed].map((rule) => rule.id ?? rule.path) })) {
    const atMs = Date.parse(finding.time)
    // A record without a time has no place in an order of time.
    if (Number.isNaN(atMs)) continue
    // Findings come in the order of their times as texts; one written otherwise counts as of the one before it.
    lastMs = Math.max(lastMs, atMs)
    yield {
      rule: finding.rule.id,
      atMs: lastMs,
      server: names.serverOf(finding.computer) ?? finding.computer,
      record: JSON.stringify([finding.computer, finding.channel, finding.recordId, finding.time]),
      field: (name) => finding.fields[name],
      ref: finding,
    }
  }
}

const headOf = (rule: CorrelationRule): Finding['rule'] => ({
  id: ruleKey(rule),
  title: rule.title ?? rule.path,
  author: rule.author ?? '',
  level: rule.level ?? 'informational',
})

function findingOf(found: CorrelationFinding<Finding>): Finding | null {
  const last = found.matches.at(-1)
  if (last === undefined) return null
  const { computer, channel, eventId, recordId, time, file, offset } = last
  const rules = new Set(found.matches.map(({ rule }) => rule.title))
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

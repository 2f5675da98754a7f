import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { describeFileFault, loadRulePacks } from '@codedark/files'
import { gatherRules } from './gather-rules.ts'
import type { GatheredRules, GatherOptions } from './gather-rules.ts'
import { hiddenRules } from './hidden-rules.ts'

/** One rule, correlation or filter, and whether it is run. */
export interface ListedRule {
  readonly pack: string
  readonly path: string
  readonly line: number
  readonly id: string | null
  readonly title: string | null
  readonly author: string | null
  readonly level: string | null
  /** `runs`; `for-correlation`: only a correlation sees its matches; `refused`, with the reason. */
  readonly status: 'runs' | 'for-correlation' | 'refused'
  readonly reason: string | null
}

/** All rules of some packs, in order of pack and path. */
export interface RuleList {
  readonly rules: readonly ListedRule[]
  readonly faults: readonly string[]
}

/** Loads packs as triage does, with the same placeholders. Fault: none of them holds rules, as a sentence. */
export function openRules(
  paths: readonly string[],
  options: GatherOptions = {},
): Result<{ readonly gathered: GatheredRules; readonly faults: readonly string[] }, string> {
  const loaded = loadRulePacks(paths)
  const faults = loaded.faults.map(describeFileFault)
  if (loaded.packs.length === 0) return failed(faults.join(' ') || 'No rules were found.')
  return ok({ gathered: gatherRules(loaded.packs, options), faults })
}

/** Lists every rule of the packs with what becomes of it. */
export function listRules(paths: readonly string[], options: GatherOptions = {}): Result<RuleList, string> {
  const opened = openRules(paths, options)
  if (!opened.ok) return opened
  const { gathered, faults } = opened.value
  const { set, correlations, refused } = gathered
  const hidden = hiddenRules(correlations)
  const rules: ListedRule[] = []
  for (const rule of set.rules)
    rules.push({
      ...placeOf(gathered, rule),
      author: rule.author ?? null,
      level: rule.level ?? null,
      status: hidden.has(rule) ? 'for-correlation' : 'runs',
      reason: null,
    })
  for (const { rule, reported } of correlations.correlations)
    rules.push({
      ...placeOf(gathered, rule),
      author: rule.author ?? null,
      level: rule.level ?? null,
      status: reported ? 'runs' : 'for-correlation',
      reason: null,
    })
  for (const { pack, path, line, id, title, code, reason } of refused)
    rules.push({
      pack,
      path,
      line,
      id: id ?? null,
      title: title ?? null,
      author: null,
      level: null,
      status: 'refused',
      reason: `${code}: ${reason}`,
    })
  return ok({ rules: rules.sort(byPlace), faults })
}

function placeOf(
  gathered: GatheredRules,
  rule: Parameters<GatheredRules['packOf']>[0],
): Pick<ListedRule, 'pack' | 'path' | 'line' | 'id' | 'title'> {
  const { path, line } = rule
  return { pack: gathered.packOf(rule), path, line, id: rule.id ?? null, title: rule.title ?? null }
}

function byPlace(a: ListedRule, b: ListedRule): number {
  if (a.pack !== b.pack) return a.pack < b.pack ? -1 : 1
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return a.line - b.line
}

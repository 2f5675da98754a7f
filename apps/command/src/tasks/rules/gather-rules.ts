import { compileRuleSet, parseRules, planCorrelations, readBundle } from '@codedark/sigma'
import type {
  CompiledRuleSet,
  CorrelationPlan,
  CorrelationRule,
  FilterRule,
  Placeholders,
  Refusal,
  RuleOutcome,
  SigmaRule,
} from '@codedark/sigma'

/** A pack as its rules are gathered: texts, or what was made of them when it was imported. */
export interface PackTexts {
  readonly name: string
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly bundle?: string
}

/** A rule that is not run, and its pack. */
export interface PackRefusal extends Refusal {
  readonly pack: string
}

/** The rules of several packs, ready to be matched, and all that is not run, with the reason. */
export interface GatheredRules {
  readonly set: CompiledRuleSet
  readonly correlations: CorrelationPlan
  readonly filters: readonly FilterRule[]
  readonly refused: readonly PackRefusal[]
  packOf(rule: SigmaRule | CorrelationRule): string
}

/** How rules are gathered. */
export interface GatherOptions {
  /** Called after each file, for those who must show that they are alive. */
  readonly onFile?: () => void
  /** What the hospital puts in for `%name%`; a rule that needs one which is not there is refused. */
  readonly placeholders?: Placeholders
}

/**
 * Reads the rules of packs and compiles them. A bundle of another version of the program gives one refusal: the pack has to be
 * imported again.
 */
export function gatherRules(packs: readonly PackTexts[], options: GatherOptions = {}): GatheredRules {
  const rules: SigmaRule[] = []
  const correlations: CorrelationRule[] = []
  const filters: FilterRule[] = []
  const refused: PackRefusal[] = []
  const packNames = new Map<SigmaRule | CorrelationRule, string>()
  const byPath = new Map<string, string>()
  for (const pack of packs)
    for (const outcomes of outcomesOf(pack)) {
      for (const outcome of outcomes) {
        switch (outcome.kind) {
          case 'rule':
            rules.push(outcome.rule)
            packNames.set(outcome.rule, pack.name)
            byPath.set(outcome.rule.path, pack.name)
            break
          case 'correlation':
            correlations.push(outcome.correlation)
            packNames.set(outcome.correlation, pack.name)
            byPath.set(outcome.correlation.path, pack.name)
            break
          case 'filter':
            filters.push(outcome.filter)
            byPath.set(outcome.filter.path, pack.name)
            break
          case 'refused':
            refused.push({ ...outcome.refusal, pack: pack.name })
            break
        }
      }
      options.onFile?.()
    }
  const set = compileRuleSet(rules, {
    filters,
    ...(options.placeholders === undefined ? {} : { placeholders: options.placeholders }),
  })
  const plan = planCorrelations(correlations, set.rules)
  for (const refusal of [...set.refused, ...plan.refused])
    refused.push({ ...refusal, pack: byPath.get(refusal.path) ?? '' })
  return { set, correlations: plan, filters, refused, packOf: (rule) => packNames.get(rule) ?? '' }
}

function* outcomesOf(pack: PackTexts): Generator<readonly RuleOutcome[]> {
  if (pack.bundle !== undefined) {
    const outcomes = readBundle(pack.bundle)
    if (outcomes !== null) yield outcomes
    else
      yield [
        {
          kind: 'refused',
          refusal: {
            path: pack.name,
            line: 1,
            code: 'not-a-rule',
            reason: 'the pack was imported by another version of the program: import it again',
          },
        },
      ]
    return
  }
  for (const file of pack.files) yield parseRules(file.text, file.path)
}

import { CHAIN_MAX } from './limits.ts'
import { refusalOf } from './prepare.ts'
import type { CorrelationRule, Refusal, SigmaRule } from './rule.ts'

/** One rule that a correlation names, and what it is called there. */
export interface Source {
  /** As the correlation writes it: its id or name. */
  readonly called: string
  readonly of: SigmaRule | CorrelationRule
}

/** A correlation whose rules are all there. */
export interface PlannedCorrelation {
  readonly rule: CorrelationRule
  readonly sources: readonly Source[]
  /** Whether what it finds is reported: no other that names it leaves out `generate`. */
  readonly reported: boolean
}

/** What correlations need and give. */
export interface CorrelationPlan {
  /** Each after those that it stands on. */
  readonly correlations: readonly PlannedCorrelation[]
  readonly refused: readonly Refusal[]
  /** Rules whose matches have to be kept for a correlation. */
  readonly needed: ReadonlySet<SigmaRule>
  /**
   * Of these, the ones that are not to be reported by themselves: some correlation that names them says `generate: false`, the
   * default. Where several name one rule and do not agree, it is not reported, as pySigma has it.
   */
  readonly onlyForCorrelation: ReadonlySet<SigmaRule>
}

/**
 * Finds the rules that correlations name, by id or by name, among those that are run. A correlation is refused where one is not
 * there or not run, where correlations stand on each other in a circle, or more than `CHAIN_MAX` deep.
 */
export function planCorrelations(
  correlations: readonly CorrelationRule[],
  rules: readonly SigmaRule[],
): CorrelationPlan {
  const byName = new Map<string, SigmaRule | CorrelationRule>()
  for (const one of [...rules, ...correlations])
    for (const name of [one.name, one.id]) if (name !== undefined && !byName.has(name)) byName.set(name, one)
  const planner = new Planner(byName)
  for (const one of correlations) planner.plan(one, [])
  return planner.finish()
}

class Planner {
  readonly #byName: ReadonlyMap<string, SigmaRule | CorrelationRule>
  readonly #planned = new Map<CorrelationRule, readonly Source[]>()
  readonly #depths = new Map<CorrelationRule, number>()
  readonly #refused = new Map<CorrelationRule, Refusal>()

  constructor(byName: ReadonlyMap<string, SigmaRule | CorrelationRule>) {
    this.#byName = byName
  }

  /** Why a correlation cannot be run; null where it can. Those that stand above it, outermost first, are `above`. */
  plan(rule: CorrelationRule, above: readonly CorrelationRule[]): Refusal | null {
    const known = this.#refused.get(rule)
    if (known !== undefined) return known
    if (this.#planned.has(rule)) return null
    const refuse = (code: 'missing-rule' | 'bad-correlation', reason: string): Refusal => {
      const refusal = refusalOf(rule, { code, reason })
      this.#refused.set(rule, refusal)
      return refusal
    }
    if (above.includes(rule)) return refuse('bad-correlation', 'the correlation stands on itself')
    const tooDeep = `correlations stand on each other more than ${CHAIN_MAX} deep`
    if (above.length > 20 * CHAIN_MAX) return refuse('bad-correlation', tooDeep)
    const sources: Source[] = []
    let depth = 1
    for (const called of rule.rules) {
      const of = this.#byName.get(called)
      if (of === undefined)
        return refuse('missing-rule', `the rule ${called} is not among those that are run`)
      if ('type' in of && this.plan(of, [...above, rule]) !== null)
        return this.#refused.get(rule) ?? refuse('missing-rule', `the correlation ${called} is not run`)
      if ('type' in of) depth = Math.max(depth, 1 + (this.#depths.get(of) ?? 1))
      sources.push({ called, of })
    }
    if (depth > CHAIN_MAX) return refuse('bad-correlation', tooDeep)
    this.#depths.set(rule, depth)
    this.#planned.set(rule, sources)
    return null
  }

  finish(): CorrelationPlan {
    const named = new Set<SigmaRule | CorrelationRule>()
    const hidden = new Set<SigmaRule | CorrelationRule>()
    for (const [rule, sources] of this.#planned)
      for (const { of } of sources) {
        named.add(of)
        if (!rule.generate) hidden.add(of)
      }
    const isHidden = (one: SigmaRule | CorrelationRule): boolean => hidden.has(one)
    const needed = [...named].filter((one): one is SigmaRule => !('type' in one))
    return {
      correlations: [...this.#planned].map(([rule, sources]) => ({
        rule,
        sources,
        reported: !isHidden(rule),
      })),
      refused: [...this.#refused.values()],
      needed: new Set(needed),
      onlyForCorrelation: new Set(needed.filter(isHidden)),
    }
  }
}

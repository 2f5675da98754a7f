import type { ContactRole, RoleId } from '../../people/index.ts'
import type { DecisionDraft } from '../decision-draft.ts'
import type { ItemKind } from '../evidence/kinds.ts'
import type { RaiseNotice } from './commands.ts'
import { MAX_STEP_ROLES } from './limits.ts'
import type { NoticeRule, RuleName } from './policy.ts'
import type { NoticesState } from './state.ts'

/** The number of the next notice of a decision. */
function nextNotice(draft: DecisionDraft): string {
  const count = draft.state.notices.all.size + draft.count('NoticeRaised')
  return `n-${String(count + 1).padStart(3, '0')}`
}

/**
 * Raises a notice within a decision, under the rule that stands now for its subject: `statement` and `deadline` by their kind,
 * evidence by `rule`. It starts with the decision, so nothing that must be known is ever in the record without its notice.
 * `also`: roles that the first step asks besides those of the rule.
 */
export function raiseNotice(
  draft: DecisionDraft,
  { subject, hash, cause, first = [] }: Omit<RaiseNotice, 'type'>,
  rule: RuleName = subject.kind === 'evidence' ? 'urgent' : subject.kind,
  also: readonly RoleId[] = [],
): void {
  const set = draft.state.notices.policy.rules[rule]
  draft.event({
    type: 'NoticeRaised',
    notice: nextNotice(draft),
    subject,
    hash,
    cause,
    rule: also.length === 0 ? set : withRoles(set, also),
    first,
  })
}

/** Raises the notice that the policy wants for an item of this kind; none where it wants none. */
export function raiseForItem(
  draft: DecisionDraft,
  item: { readonly item: string; readonly hash: string; readonly kind: ItemKind },
  cause: 'filed' | 'kind-changed',
): void {
  const rule = draft.state.notices.policy.kinds[item.kind]
  if (rule === 'none') return
  raiseNotice(draft, { subject: { kind: 'evidence', id: item.item }, hash: item.hash, cause }, rule)
}

/**
 * Tells those who got the first notices of an item that it became less or was closed, whatever the policy says of its kind by
 * now: the roles of its own rules and everybody who was reached.
 */
export function raiseForChange(
  draft: DecisionDraft,
  item: { readonly item: string; readonly hash: string },
  cause: 'lowered' | 'closed',
): void {
  const { notices } = draft.state
  const before = noticesOfItem(notices, item.item)
  const first = before.flatMap(({ attempts, acknowledgements }) => [
    ...attempts.map(({ contact }) => contact),
    ...acknowledgements.flatMap(({ contact }) => contact ?? []),
  ])
  const told: Omit<RaiseNotice, 'type'> = {
    subject: { kind: 'evidence', id: item.item },
    hash: item.hash,
    cause,
    first: [...new Set(first)],
  }
  draft.event({
    type: 'NoticeRaised',
    notice: nextNotice(draft),
    ...told,
    first: told.first ?? [],
    rule: ruleAfter(draft, before),
  })
}

/** The rule for changes, whose first step asks at least the roles that the first notice asked first. */
function ruleAfter(draft: DecisionDraft, before: readonly { readonly rule: NoticeRule }[]): NoticeRule {
  const rule = draft.state.notices.policy.rules.changed
  return withRoles(
    rule,
    before.flatMap((one) => one.rule.steps[0]?.roles ?? []),
  )
}

/** The rule with more roles at its first step. */
function withRoles(rule: NoticeRule, also: readonly ContactRole[]): NoticeRule {
  const [first, ...rest] = rule.steps
  if (first === undefined) return rule
  const roles = [...new Set([...first.roles, ...also])].slice(0, MAX_STEP_ROLES)
  return { ...rule, steps: [{ ...first, roles }, ...rest] }
}

/** The notices about an item, in order. */
export const noticesOfItem = ({ all }: NoticesState, item: string) =>
  [...all.values()].filter(({ subject }) => subject.kind === 'evidence' && subject.id === item)

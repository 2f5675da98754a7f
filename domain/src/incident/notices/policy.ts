import { ROLES, isAuthorityRole, isContactRole, isOutsideRole, isRoleId } from '../../people/index.ts'
import type { ContactRole, RoleId } from '../../people/index.ts'
import { failed, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import { ITEM_KINDS } from '../evidence/kinds.ts'
import type { ItemKind } from '../evidence/kinds.ts'
import { isObject } from '../field-checks.ts'
import { MAX_STEPS, MAX_STEP_MINUTES, MAX_STEP_ROLES } from './limits.ts'

/** One step of a chain: who is asked, and how long after the step before. */
export interface NoticeStep {
  readonly roles: readonly ContactRole[]
  /** Whether their deputies are asked as well; from the second round on they always are. */
  readonly deputies: boolean
  /** Minutes after the step before; of the first step: after the notice was raised. */
  readonly afterMinutes: number
}

/** How one sort of notice climbs. A notice keeps the rule that stood when it was raised. */
export interface NoticeRule {
  /** People of the hospital. */
  readonly steps: readonly NoticeStep[]
  /** People outside, after all steps: they are told whom to call and never why. */
  readonly outside: readonly NoticeStep[]
  /** Each round waits this much longer than the one before, in per cent: 150 is half as long again. */
  readonly growthPercent: number
  /** However long the chain runs, no wait is longer, in minutes. */
  readonly longestMinutes: number
  /** How long an acknowledgement holds the chain, in minutes. */
  readonly ackMinutes: number
  /** Who may decide. IT alone never closes what management must know. */
  readonly decides: readonly RoleId[]
}

/** Names of the rules: `urgent` and `watch` for evidence, `changed` for an item that became less or was closed. */
export const RULE_NAMES = ['urgent', 'watch', 'changed', 'statement', 'deadline'] as const
/** Name of a rule. */
export type RuleName = (typeof RULE_NAMES)[number]

/** Set beforehand, as data. Every change of it is an entry. */
export interface NoticePolicy {
  readonly rules: Readonly<Record<RuleName, NoticeRule>>
  /** Which rule evidence of a kind follows; `none`: it makes no notice. */
  readonly kinds: Readonly<Record<ItemKind, 'urgent' | 'watch' | 'none'>>
  /** Whom people outside are asked to call: the first of these roles that has a mobile number. */
  readonly callBack: readonly RoleId[]
  /** Messages to one person after the first of a notice, which always goes. */
  readonly perQuarterHour: number
  readonly perHour: number
}

const step = (afterMinutes: number, deputies: boolean, ...roles: ContactRole[]): NoticeStep => ({
  roles,
  deputies,
  afterMinutes,
})

const OUTSIDE: readonly NoticeStep[] = [
  step(20, false, 'board-chair'),
  step(30, false, 'group-management', 'board-member', 'outside-counsel'),
]

const URGENT: NoticeRule = {
  steps: [
    step(0, false, 'incident-commander', 'management', 'it-commander'),
    step(10, true, 'incident-commander', 'management', 'medical-director'),
    step(15, true, 'medical-director', 'dpo', 'legal', 'press-officer'),
  ],
  outside: OUTSIDE,
  growthPercent: 150,
  longestMinutes: 120,
  ackMinutes: 30,
  decides: ['incident-commander', 'management'],
}

/** What holds where a hospital has set nothing. */
export const DEFAULT_POLICY: NoticePolicy = {
  rules: {
    urgent: URGENT,
    watch: {
      ...URGENT,
      steps: [
        step(0, false, 'it-commander', 'incident-commander'),
        step(20, true, 'it-commander', 'incident-commander', 'management'),
        step(20, true, 'management', 'medical-director', 'dpo'),
      ],
      decides: ['incident-commander', 'management', 'medical-director'],
    },
    changed: { ...URGENT, decides: ['incident-commander', 'management', 'medical-director', 'dpo'] },
    statement: {
      ...URGENT,
      steps: [
        step(0, false, 'press-officer', 'management', 'incident-commander'),
        step(10, true, 'press-officer', 'management', 'incident-commander'),
        step(15, true, 'medical-director', 'legal', 'dpo'),
      ],
    },
    deadline: {
      ...URGENT,
      steps: [
        step(0, false, 'dpo', 'legal', 'incident-commander'),
        step(15, true, 'dpo', 'legal', 'incident-commander'),
        step(15, true, 'management', 'medical-director'),
      ],
      decides: ['incident-commander', 'management', 'dpo', 'legal'],
    },
  },
  kinds: {
    demand: 'urgent',
    'threat-to-publish': 'urgent',
    'data-taken': 'urgent',
    encryption: 'urgent',
    'backup-hit': 'urgent',
    'wrongly-addressed': 'urgent',
    'contact-only': 'urgent',
    'third-party-claim': 'urgent',
    sighting: 'watch',
  },
  callBack: ['incident-commander', 'management', 'it-commander', 'switchboard'],
  perQuarterHour: 4,
  perHour: 8,
}

/** Why something is no policy: the place, dotted, and what it must be. */
export interface PolicyFault {
  readonly place: string
  readonly expected: string
}

/**
 * Reads a policy strictly. No authority may stand in it: nothing is ever written to one by itself; people outside stand in
 * `outside` only; each rule has somebody who decides, and somebody of them is asked at some step.
 */
export function parsePolicy(input: unknown): Result<NoticePolicy, PolicyFault> {
  const fault = policyFault(input)
  return fault === null ? ok(input as NoticePolicy) : failed(fault)
}

function policyFault(input: unknown): PolicyFault | null {
  if (!isObject(input)) return { place: 'policy', expected: 'an object' }
  const fields = ['rules', 'kinds', 'callBack', 'perQuarterHour', 'perHour']
  const strange = Object.keys(input).find((name) => !fields.includes(name))
  if (strange !== undefined) return { place: strange, expected: `one of ${fields.join(', ')}` }
  const { rules, kinds, callBack, perQuarterHour, perHour } = input
  if (!isObject(rules) || Object.keys(rules).length !== RULE_NAMES.length)
    return { place: 'rules', expected: `an object of ${RULE_NAMES.join(', ')}` }
  for (const name of RULE_NAMES) {
    const fault = ruleFault(rules[name])
    if (fault !== null) return { ...fault, place: `rules.${name}${fault.place}` }
  }
  if (!isObject(kinds) || Object.keys(kinds).length !== ITEM_KINDS.length)
    return { place: 'kinds', expected: `an object of ${ITEM_KINDS.join(', ')}` }
  for (const kind of ITEM_KINDS)
    if (!['urgent', 'watch', 'none'].includes(String(kinds[kind])))
      return { place: `kinds.${kind}`, expected: 'urgent, watch or none' }
  if (!Array.isArray(callBack) || callBack.length === 0 || !callBack.every(isRoleId))
    return { place: 'callBack', expected: `a list of ${ROLES.join(', ')}` }
  if (!whole(perQuarterHour, 1, 60))
    return { place: 'perQuarterHour', expected: 'a whole number from 1 to 60' }
  if (!whole(perHour, 1, 120)) return { place: 'perHour', expected: 'a whole number from 1 to 120' }
  return null
}

function ruleFault(rule: unknown): PolicyFault | null {
  if (!isObject(rule)) return { place: '', expected: 'an object' }
  const { steps, outside, growthPercent, longestMinutes, ackMinutes, decides, ...rest } = rule
  if (Object.keys(rest).length > 0) return { place: `.${Object.keys(rest)[0]}`, expected: 'no such field' }
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > MAX_STEPS)
    return { place: '.steps', expected: `1 to ${MAX_STEPS} steps` }
  if (!Array.isArray(outside) || outside.length > MAX_STEPS)
    return { place: '.outside', expected: `at most ${MAX_STEPS} steps` }
  for (const [index, one] of [...steps, ...outside].entries()) {
    const within = index < steps.length
    const place = within ? `.steps.${index}` : `.outside.${index - steps.length}`
    const expected = stepFault(one, within)
    if (expected !== null) return { place, expected }
  }
  if (!whole(growthPercent, 100, 300)) return { place: '.growthPercent', expected: 'from 100 to 300' }
  if (!whole(longestMinutes, 10, MAX_STEP_MINUTES))
    return { place: '.longestMinutes', expected: `from 10 to ${MAX_STEP_MINUTES}` }
  if (!whole(ackMinutes, 5, MAX_STEP_MINUTES))
    return { place: '.ackMinutes', expected: `from 5 to ${MAX_STEP_MINUTES}` }
  if (!Array.isArray(decides) || decides.length === 0 || !decides.every(isRoleId))
    return { place: '.decides', expected: `a list of ${ROLES.join(', ')}` }
  const asked = (steps as NoticeStep[]).flatMap(({ roles }) => roles)
  return decides.some((role) => asked.includes(role))
    ? null
    : { place: '.decides', expected: 'roles of which one at least is asked at some step' }
}

function stepFault(one: unknown, within: boolean): string | null {
  if (!isObject(one) || Object.keys(one).length !== 3) return 'an object of roles, deputies, afterMinutes'
  const { roles, deputies, afterMinutes } = one
  if (!Array.isArray(roles) || roles.length === 0 || roles.length > MAX_STEP_ROLES)
    return `one with 1 to ${MAX_STEP_ROLES} roles`
  if (roles.some(isAuthorityRole)) return 'without an authority: nothing is written to one by itself'
  if (!roles.every(isContactRole) || !roles.every((role) => (within ? isRoleId(role) : isOutsideRole(role))))
    return within ? 'of roles of the hospital' : 'of roles outside the hospital'
  if (typeof deputies !== 'boolean') return 'one that says whether deputies are asked'
  return whole(afterMinutes, 0, MAX_STEP_MINUTES) ? null : `after 0 to ${MAX_STEP_MINUTES} minutes`
}

function whole(value: unknown, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most
}

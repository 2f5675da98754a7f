import { ROLES } from './roles.ts'
import type { RoleId } from './roles.ts'

/**
 * What somebody may do, as data. Each route of both servers names the right it needs; a route that names none is refused.
 * Rights of the command server and of the care server share no name but those on accounts, so that an account of one server
 * is worth nothing on the other.
 */
export const RIGHTS = [
  // Command: the board.
  'wall.read',
  'situation.read',
  'evidence.read',
  'evidence.files',
  'evidence.write',
  'evidence.close',
  'log.read',
  'facts.write',
  'texts.take-out',
  'notices.read',
  'notices.answer',
  'notices.policy',
  'contacts.read',
  'searches.read',
  'searches.write',
  'statements.read',
  'statements.draft',
  'statements.release',
  'diversion.write',
  'links.read',
  'links.write',
  'links.reopen',
  'deadlines.read',
  'deadlines.write',
  'command.read',
  'command.write',
  'bundle.make',
  'checkpoints.read',
  'checkpoints.sign',
  // Care: the ward pages.
  'wards.read',
  'patients.read',
  'packets.write',
  'planned.write',
  'planned.decide',
  'calls.make',
  'wards.state',
  'census.write',
  // Both: accounts of that server.
  'people.manage',
] as const

/** What somebody may do. */
export type Right = (typeof RIGHTS)[number]

/** Which server. */
export type Side = 'command' | 'care'

/** What an account may be: a person's role, or the screen on a wall, which nobody works at. */
export type AccountRole = RoleId | 'wall-screen'

/** Every role that an account may have. */
export const ACCOUNT_ROLES: readonly AccountRole[] = [...ROLES, 'wall-screen']

/** Whether a text is the id of a role that an account may have. */
export function isAccountRole(value: unknown): value is AccountRole {
  return ACCOUNT_ROLES.some((id) => id === value)
}

const CARE_RIGHTS: ReadonlySet<Right> = new Set([
  ...(['wards.read', 'patients.read', 'packets.write', 'wards.state', 'census.write'] as const),
  ...(['planned.write', 'planned.decide', 'calls.make'] as const),
])

/** The servers on which a right means something. */
export function sidesOf(right: Right): readonly Side[] {
  if (right === 'people.manage') return ['command', 'care']
  return CARE_RIGHTS.has(right) ? ['care'] : ['command']
}

/** Everybody in the crisis organisation: the situation, own notices, own tasks, what the hospital has said. */
const EVERYBODY: readonly Right[] = [
  'wall.read',
  'situation.read',
  'notices.read',
  'notices.answer',
  'command.read',
  'statements.read',
  'links.read',
]

/** Who decides sees all of the record but no patient. */
const DECIDES: readonly Right[] = [
  ...EVERYBODY,
  'evidence.read',
  'evidence.files',
  'log.read',
  'facts.write',
  'contacts.read',
  'searches.read',
  'deadlines.read',
  'command.write',
  'checkpoints.read',
]

/** Who works on the systems. */
const WORKS_ON_SYSTEMS: readonly Right[] = [
  ...EVERYBODY,
  'evidence.read',
  'evidence.files',
  'evidence.write',
  'log.read',
  'facts.write',
  'searches.read',
  'searches.write',
  'links.write',
  'command.write',
]

/** Who keeps a section of the crisis organisation going. */
const RUNS_A_SECTION: readonly Right[] = [...EVERYBODY, 'facts.write', 'command.write', 'contacts.read']

/** Who treats patients: the downtime copy, and of command what is down. No evidence and no log. */
const TREATS: readonly Right[] = [
  'wall.read',
  'situation.read',
  'notices.read',
  'notices.answer',
  'command.read',
  'wards.read',
  'patients.read',
  'packets.write',
  'planned.write',
  'calls.make',
  'wards.state',
  'census.write',
]

const LAW: readonly Right[] = [
  ...DECIDES,
  'deadlines.write',
  'statements.draft',
  'texts.take-out',
  'bundle.make',
  'evidence.close',
]

/** The rights of each role. What is not here is refused. */
export const RIGHTS_BY_ROLE: Readonly<Record<AccountRole, readonly Right[]>> = {
  'incident-commander': [
    ...DECIDES,
    'evidence.close',
    'texts.take-out',
    'notices.policy',
    'searches.write',
    'statements.draft',
    'statements.release',
    'diversion.write',
    'links.write',
    'links.reopen',
    'deadlines.write',
    'bundle.make',
    'checkpoints.sign',
  ],
  'care-commander': [
    ...RUNS_A_SECTION,
    'diversion.write',
    'deadlines.read',
    'log.read',
    'links.write',
    'wards.read',
  ],
  'it-commander': [
    ...DECIDES,
    'evidence.write',
    'evidence.close',
    'texts.take-out',
    'searches.write',
    'links.write',
    'links.reopen',
    'bundle.make',
    'checkpoints.sign',
  ],
  management: [
    ...DECIDES,
    'evidence.close',
    'texts.take-out',
    'notices.policy',
    'statements.draft',
    'statements.release',
    'links.reopen',
    'deadlines.write',
    'checkpoints.sign',
  ],
  'medical-director': [
    ...TREATS,
    'diversion.write',
    'planned.decide',
    'facts.write',
    'contacts.read',
    'command.write',
    'statements.read',
    'links.read',
  ],
  'nursing-director': [
    ...TREATS,
    'facts.write',
    'contacts.read',
    'command.write',
    'statements.read',
    'links.read',
  ],
  dpo: [...LAW, 'checkpoints.sign'],
  // With the deadlines: what goes to authorities and what is said in public must not part.
  'press-officer': [
    ...EVERYBODY,
    'searches.read',
    'searches.write',
    'statements.draft',
    'deadlines.read',
    'contacts.read',
  ],
  'liaison-officer': [...RUNS_A_SECTION, 'diversion.write', 'links.write'],
  'safety-officer': RUNS_A_SECTION,
  legal: [...LAW, 'checkpoints.sign'],
  'it-response': WORKS_ON_SYSTEMS,
  investigator: [...WORKS_ON_SYSTEMS, 'bundle.make', 'checkpoints.read'],
  planning: [...RUNS_A_SECTION, 'deadlines.read', 'log.read'],
  documentation: [
    ...RUNS_A_SECTION,
    'evidence.read',
    'log.read',
    'deadlines.read',
    'searches.read',
    'searches.write',
    'checkpoints.read',
  ],
  logistics: RUNS_A_SECTION,
  finance: RUNS_A_SECTION,
  'ward-lead': [...TREATS, 'planned.decide'],
  pharmacist: TREATS,
  laboratory: TREATS,
  imaging: TREATS,
  // Phones patients: sees the block that it calls, and no other patient.
  switchboard: [
    ...EVERYBODY,
    'calls.make',
    'diversion.write',
    'contacts.read',
    'facts.write',
    'searches.write',
    'searches.read',
  ],
  witness: ['checkpoints.read', 'checkpoints.sign'],
  // Makes accounts and keeps the servers running; decides nothing and sees no patient.
  administrator: ['wall.read', 'situation.read', 'people.manage', 'checkpoints.read'],
  'wall-screen': ['wall.read'],
}

/** All rights of somebody with these roles, on one server. */
export function rightsOf(roles: readonly AccountRole[], side: Side): ReadonlySet<Right> {
  const rights = new Set<Right>()
  for (const role of roles)
    for (const right of RIGHTS_BY_ROLE[role]) if (sidesOf(right).includes(side)) rights.add(right)
  return rights
}

/** The servers on which somebody with these roles can do anything at all. */
export function sidesFor(roles: readonly AccountRole[]): readonly Side[] {
  return (['command', 'care'] as const).filter((side) => rightsOf(roles, side).size > 0)
}

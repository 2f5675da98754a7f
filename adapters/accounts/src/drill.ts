import { ACCOUNT_ROLES, ROLE_WORDS, sidesFor } from '@codedark/domain/people'
import type { AccountRole, Side } from '@codedark/domain/people'
import type { Accounts, NewAccount } from './accounts.ts'

/** The password of every account of a drill: it is published, since a drill holds nobody's data. */
export const DRILL_PASSWORD = 'drill drill drill drill'

/** The published accounts of one side of a drill: one for each role that may do something there, named as the role is. */
export function drillAccounts(side: Side): readonly NewAccount[] {
  return ACCOUNT_ROLES.filter((role) => sidesFor([role]).includes(side)).map((role) => ({
    id: `drill-${role}`,
    user: role,
    name: `${wordsOf(role)} (drill)`,
    roles: [role],
    password: DRILL_PASSWORD,
    secondFactor: null,
  }))
}

const wordsOf = (role: AccountRole): string => (role === 'wall-screen' ? 'Wall screen' : ROLE_WORDS[role].en)

/** Makes those of a drill's accounts that are not there. */
export async function addDrillAccounts(accounts: Accounts, side: Side): Promise<void> {
  const there = new Set(accounts.list().map(({ user }) => user))
  const missing = drillAccounts(side).filter(({ user }) => !there.has(user))
  if (missing.length === 0) return
  const added = await accounts.addAll(missing, DRILL_PASSWORD)
  if (!added.ok) throw new Error(`the drill's accounts could not be made: ${added.fault.code}`)
}

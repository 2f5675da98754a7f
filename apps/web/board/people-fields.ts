import type { PeopleView } from '@codedark/domain/board'
import { ACCOUNT_ROLES, ROLE_WORDS, rightsOf, type AccountRole } from '@codedark/domain/people'
import type { Field } from './entry-form.ts'

/** A role of an account in words. */
export const roleWords = (role: AccountRole): string =>
  role === 'wall-screen' ? 'Wall screen' : ROLE_WORDS[role].en

/** Roles that may do something on the board. */
const ON_BOARD = ACCOUNT_ROLES.filter((role) => rightsOf([role], 'command').size > 0)

const asOptions = (roles: readonly AccountRole[]) =>
  roles.map((role) => ({ value: role, label: roleWords(role) }))

const AGAIN: Field = {
  name: 'again',
  label: 'You, once more',
  kind: 'second',
  description: 'Sign in again: an open page that somebody left must make no accounts.',
}
const ROLES: Field = { name: 'roles', label: 'Roles', kind: 'ticks', options: asOptions(ON_BOARD) }

/** Of a new account. */
export const ADD_FIELDS: readonly Field[] = [
  { name: 'user', label: 'User name', kind: 'text', description: 'Small letters, digits, dot, hyphen' },
  { name: 'name', label: 'Name, as pages show it', kind: 'text' },
  ROLES,
  AGAIN,
]

/** Of a role card: never for who makes accounts, nor for a wall. */
export const CARD_FIELDS: readonly Field[] = [
  {
    ...{ name: 'role', label: 'Role', kind: 'choice' },
    options: asOptions(ON_BOARD.filter((role) => role !== 'administrator' && role !== 'wall-screen')),
  },
  AGAIN,
]

/** Whose account: those that may sign in. */
const whose = (accounts: PeopleView['accounts']): Field => ({
  ...{ name: 'user', label: 'Whose', kind: 'choice' },
  options: accounts
    .filter(({ removedAt }) => removedAt === null)
    .map(({ user, name }) => ({ value: user, label: `${user}, ${name}` })),
})

/** Of a reset and of a removal. */
export const accountFields = (accounts: PeopleView['accounts']): readonly Field[] => [whose(accounts), AGAIN]

/** Of other roles. */
export const rolesFields = (accounts: PeopleView['accounts']): readonly Field[] => [
  whose(accounts),
  ROLES,
  AGAIN,
]

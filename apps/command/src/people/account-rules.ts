import type { AccountFault, PrintedCard } from '@codedark/accounts'
import { ACCOUNT_ROLES, sidesFor, type AccountRole, type Side } from '@codedark/domain/people'
import type { SecretSheet } from '@codedark/paper'

const WITHOUT_CODE: readonly AccountRole[] = [
  'wall-screen',
  'ward-lead',
  'pharmacist',
  'laboratory',
  'imaging',
]

/** Roles that do more than read the wall or treat patients at a bedside, where no phone may be at hand: they need a second factor. */
export const needsCode = (roles: readonly AccountRole[]): boolean =>
  roles.some((role) => !WITHOUT_CODE.includes(role))

/** Whose cards are printed: a card must not make accounts, nor hang on a wall. */
export const rolesWithCard = (side: Side): readonly AccountRole[] =>
  ACCOUNT_ROLES.filter(
    (role) => role !== 'administrator' && role !== 'wall-screen' && sidesFor([role]).includes(side),
  )

/** What serials of a side's cards begin with. */
export const cardPrefix = (kind: 'real' | 'drill', side: Side): string =>
  `${kind === 'drill' ? 'DRILL-' : ''}CARD-${side === 'command' ? 'B' : 'W'}`

/** Role cards as sheets that are folded and sealed. */
export function cardSheets(cards: readonly PrintedCard[], side: Side): readonly SecretSheet[] {
  const where = side === 'command' ? 'the board' : 'the ward pages'
  return cards.map(({ serial, role, code }) => ({
    serial,
    title: role.replaceAll('-', ' '),
    outside: [
      `Role card for ${where}. It lets whoever takes this role in on the first night without an account.`,
      'Keep it sealed. Open it when you take the role, and sign below: the record says that it was opened, and when.',
    ],
    inside: [
      `Open ${where} and choose “I have a sealed role card”.`,
      'Type the code. It works once. You stay signed in for this shift.',
      'Write your name and the time on the outside, and hand the sheet to documentation.',
    ],
    secret: [code],
    qr: code,
  }))
}

/** Why an account could not be changed, as a sentence. */
export function describeAccountFault(fault: AccountFault): string {
  switch (fault.code) {
    case 'bad-user-name':
      return `${fault.user}: a user name has 2 to 32 small letters, digits, dots, hyphens or underscores, and begins with a letter.`
    case 'bad-password':
      return fault.reason
    case 'no-role':
      return 'At least one role is needed.'
    case 'name-missing':
      return 'The name is empty.'
    case 'user-exists':
      return `${fault.user}: this user name is taken, or was once.`
    case 'no-such-user':
      return `${fault.user}: nobody has this user name; codedark people list shows who there is.`
    case 'last-administrator':
      return `${fault.user} is the last administrator: make another one first.`
  }
}

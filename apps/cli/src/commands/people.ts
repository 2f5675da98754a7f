import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import {
  ACCOUNT_ROLES,
  describeAccountFault,
  needsCode,
  newId,
  newPassword,
  newSecondFactor,
  otpAddress,
  sidesFor,
  type Account,
  type AccountFault,
  type AccountRole,
  type Side,
} from '@codedark/command'
import { roleList, withBoth, type BothSides } from './both-sides.ts'
import { cardsCommand } from './cards.ts'
import { CommandFailure, EXIT, must } from '../exit.ts'
import { printJson, printTable } from '../terminal.ts'
import { DATA, JSON_OUT, PASSPHRASE, type DataOptions } from './options.ts'

const BY = ['--by <name>', 'who does it, as they say; it stands in the record'] as const
const PASSWORD_FILE = [
  '--password-file <file>',
  'a file with the password; else one is made and shown once',
] as const
const WITHOUT_CODE = [
  '--without-code',
  'no second factor: for accounts that only read the wall or a ward',
] as const

interface PeopleOptions extends DataOptions {
  readonly by?: string
  readonly passwordFile?: string
  /** commander's name for `--without-code`. */
  readonly withoutCode?: boolean
}

/** The commands on accounts. */
export function peopleCommand(program: Command): void {
  const people = program
    .command('people')
    .description('accounts of the board and of the ward pages: who may sign in, as what')
    .addHelpText('after', `\nRoles: ${ACCOUNT_ROLES.join(', ')}.`)
  people
    .command('add')
    .description('make an account on each server where its roles may do something')
    .argument('<user>', 'user name: small letters, digits, dot, hyphen')
    .requiredOption('--name <name>', 'the person’s name, as pages show it')
    .requiredOption('--roles <list>', 'roles, with commas between them', roleList)
    .option(...PASSWORD_FILE)
    .option(...WITHOUT_CODE)
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (user: string, options: PeopleOptions & { name: string; roles: readonly AccountRole[] }) =>
      withBoth(options, (both) => addPerson(both, user, options)),
    )
  cardsCommand(people)
  people
    .command('list')
    .description('list the accounts of both servers')
    .option(...DATA)
    .option(...PASSPHRASE)
    .option(...JSON_OUT)
    .action(async (options: PeopleOptions) => withBoth(options, async (both) => list(both, options)))
  people
    .command('roles')
    .description('give an account other roles; open sessions have them with their next page')
    .argument('<user>')
    .argument('<roles>', 'roles, with commas between them', roleList)
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (user: string, roles: readonly AccountRole[], options: PeopleOptions) =>
      withBoth(options, async (both) => setRoles(both, user, roles, options.by)),
    )
  people
    .command('reset')
    .description('give an account a new password and second factor; its sessions end')
    .argument('<user>')
    .option(...PASSWORD_FILE)
    .option(...WITHOUT_CODE)
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (user: string, options: PeopleOptions) =>
      withBoth(options, (both) => reset(both, user, options)),
    )
  people
    .command('remove')
    .description('let an account sign in no more; it stays listed, since entries name it')
    .argument('<user>')
    .option(...BY)
    .option(...DATA)
    .option(...PASSPHRASE)
    .action(async (user: string, options: PeopleOptions) =>
      withBoth(options, async (both) => remove(both, user, options.by)),
    )
}

/** Makes an account and says, once, how its owner comes in. */
export async function addPerson(
  both: BothSides,
  user: string,
  options: PeopleOptions & { readonly name: string; readonly roles: readonly AccountRole[] },
): Promise<void> {
  const { name, roles } = options
  const secret = secretsOf(roles, options)
  const id = newId('acc')
  const sides = sidesFor(roles)
  for (const side of sides) {
    const taken = both
      .accounts(side)
      .list()
      .find((one) => one.user === user)
    if (taken !== undefined) throw refused({ code: 'user-exists', user })
  }
  for (const side of sides) {
    const added = await both
      .accounts(side)
      .add({ id, user, name, roles, password: secret.password, secondFactor: secret.factor })
    if (!added.ok) throw refused(added.fault)
    must(both.command.record([{ type: 'AccountAdded', account: id, side, roles }], options.by))
  }
  console.log(`${user} (${name}) may sign in ${placesOf(sides)} as ${roles.join(', ')}.`)
  sayOnce(user, sides, secret)
}

async function list({ command, care }: BothSides, options: PeopleOptions): Promise<void> {
  const rows = (['command', 'care'] as const).flatMap((side) =>
    (side === 'command' ? command : care).accounts.list().map((account) => ({ side, ...account })),
  )
  if (options.json === true) return printJson(rows)
  printTable(
    ['SERVER', 'USER', 'NAME', 'ROLES', 'CODE', 'ACCOUNT', 'REMOVED'],
    rows.map((row) => [
      row.side,
      row.user,
      row.name,
      row.roles.join(', '),
      row.secondFactor ? 'yes' : 'no',
      row.id,
      row.removedAt ?? '',
    ]),
  )
}

async function setRoles(
  both: BothSides,
  user: string,
  roles: readonly AccountRole[],
  by: string | undefined,
): Promise<void> {
  for (const [side, account] of presentOn(both, user)) {
    if (!sidesFor(roles).includes(side))
      throw new CommandFailure(
        `${roles.join(', ')} may do nothing on ${side}: remove ${user} and add the account again.`,
        EXIT.wrongUse,
      )
    if (!account.secondFactor && needsCode(roles)) throw new CommandFailure(CODE_NEEDED(user), EXIT.wrongUse)
    const set = both.accounts(side).setRoles(user, roles)
    if (!set.ok) throw refused(set.fault)
    must(both.command.record([{ type: 'AccountRolesSet', account: account.id, side, roles }], by))
    console.log(`${user} is ${roles.join(', ')} on ${side} now.`)
  }
}

async function reset(both: BothSides, user: string, options: PeopleOptions): Promise<void> {
  const present = presentOn(both, user)
  const secret = secretsOf(
    present.flatMap(([, { roles }]) => roles),
    options,
  )
  for (const [side, account] of present) {
    const done = await both.accounts(side).reset(user, secret.password, secret.factor)
    if (!done.ok) throw refused(done.fault)
    must(both.command.record([{ type: 'AccountReset', account: account.id, side }], options.by))
  }
  const sides = present.map(([side]) => side)
  console.log(`${user} has a new password ${placesOf(sides)}; every session has ended.`)
  sayOnce(user, sides, secret)
}

async function remove(both: BothSides, user: string, by: string | undefined): Promise<void> {
  for (const [side, account] of presentOn(both, user)) {
    const done = both.accounts(side).remove(user, new Date().toISOString())
    if (!done.ok) throw refused(done.fault)
    must(both.command.record([{ type: 'AccountRemoved', account: account.id, side }], by))
    console.log(`${user} can sign in on ${side} no more.`)
  }
}

function presentOn(both: BothSides, user: string): readonly (readonly [Side, Account])[] {
  const found = (['command', 'care'] as const).flatMap((side) =>
    both
      .accounts(side)
      .list()
      .filter((one) => one.user === user && one.removedAt === null)
      .map((account) => [side, account] as const),
  )
  if (found.length === 0) throw refused({ code: 'no-such-user', user })
  return found
}

interface Secrets {
  readonly password: string
  /** The password was made here, so it has to be shown. */
  readonly made: boolean
  readonly factor: ReturnType<typeof newSecondFactor> | null
}

const CODE_NEEDED = (user: string): string =>
  `${user}: an account that decides, reads evidence or makes accounts needs a second factor.`

function secretsOf(roles: readonly AccountRole[], options: PeopleOptions): Secrets {
  if (options.withoutCode === true && needsCode(roles))
    throw new CommandFailure(CODE_NEEDED(roles.join(', ')), EXIT.wrongUse)
  const factor = options.withoutCode === true ? null : newSecondFactor()
  const { passwordFile } = options
  return passwordFile === undefined
    ? { password: newPassword(), made: true, factor }
    : { password: readFileSync(passwordFile, 'utf8').replace(/\r?\n$/, ''), made: false, factor }
}

function sayOnce(user: string, sides: readonly Side[], { password, made, factor }: Secrets): void {
  console.log('\nShown once; write it down or hand it over now.')
  if (made) console.log(`  Password:      ${password}`)
  if (factor === null) return
  console.log(`  Second factor: ${factor.secret}   (in any app for six-digit codes, SHA-1, 30 seconds)`)
  for (const side of sides) console.log(`                 ${otpAddress(user, side, factor.secret)}`)
  console.log(`  Backup codes:  ${factor.backupCodes.slice(0, 5).join('  ')}`)
  console.log(`                 ${factor.backupCodes.slice(5).join('  ')}`)
}

const placesOf = (sides: readonly Side[]): string =>
  sides.map((side) => (side === 'command' ? 'at the board' : 'at the ward pages')).join(' and ')

function refused(fault: AccountFault): CommandFailure {
  return new CommandFailure(describeAccountFault(fault), EXIT.wrongUse)
}

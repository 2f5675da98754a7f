import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { newId, newPassword, newSecondFactor, otpAddress, type Accounts } from '@codedark/accounts'
import { pageHeader, type CardMade, type PeopleView, type ShownOnce } from '@codedark/domain/board'
import type { AccessFact } from '@codedark/domain/incident'
import { isAccountRole, sidesFor, type AccountRole } from '@codedark/domain/people'
import { failed, ok, type Result } from '@codedark/domain/result'
import { confirmSecond, describeSignInFault, signedIn, type SlowTries } from '@codedark/http'
import { drawSecretSheets, openPrinter } from '@codedark/paper'
import type { Desk } from '../desk/desk.ts'
import {
  cardPrefix,
  cardSheets,
  describeAccountFault,
  needsCode,
  rolesWithCard,
} from '../people/account-rules.ts'
import type { TypedSecond } from './paths.ts'
import { secondBody } from './requests.ts'

const user = z.string().trim().min(1, 'a user name is needed').max(64)
const role = z.custom<AccountRole>(isAccountRole, 'a role is needed')
const roles = z.array(role).min(1, 'at least one role is needed').max(10)
/** Who asks signs in again: an open page that somebody left must make no accounts. */
const again = secondBody

const addBody = z.strictObject({
  ...{ user, roles, again },
  name: z.string().trim().min(1, 'a name is needed').max(200, 'at most 200 characters'),
})
const rolesBody = z.strictObject({ user, roles, again })
const userBody = z.strictObject({ user, again })
const cardBody = z.strictObject({ role, again })

/** What these routes need of the server around them. */
export interface PeopleRoutes {
  readonly kind: 'real' | 'drill'
  readonly signInTries: SlowTries
  readonly now: () => string
  desk(): Desk | null
  accounts(): Accounts | null
  body<Body>(context: Context, schema: z.ZodType<Body>): Promise<Result<Body, Refused>>
}

interface Refused {
  readonly error: string
  readonly place?: string
}

const LOCKED: Refused = { error: 'Locked: the passphrase is needed first.' }

type Done = Result<Readonly<Record<string, unknown>>, string>
type Doing = (accounts: Accounts, recorded: Recorder) => Promise<Done>
/** Records what was done; gives the number of the entry. */
type Recorder = (fact: AccessFact) => Result<number, string>

/** Accounts of the board's server: list, add, other roles, reset, remove, and a role card. Each change is an entry. */
export function peopleRoutes(app: Hono, routes: PeopleRoutes): void {
  app.get('/api/people', (context) => {
    const [desk, accounts] = [routes.desk(), routes.accounts()]
    if (desk === null || accounts === null) return context.json(LOCKED, 423)
    const view: PeopleView = {
      header: pageHeader(desk.input()),
      accounts: accounts.list(),
      cards: accounts.cards(),
    }
    return context.json(view)
  })
  change(app, routes, '/api/people', addBody, (body) => async (accounts, recorded) => {
    const made = secretsOf(body.user, body.roles)
    const id = newId('acc')
    if (!sidesFor(body.roles).includes('command')) return failed('These roles may do nothing on the board.')
    const added = await accounts.add({
      id,
      ...made.kept,
      user: body.user,
      name: body.name,
      roles: body.roles,
    })
    if (!added.ok) return failed(describeAccountFault(added.fault))
    return shown(
      recorded({ type: 'AccountAdded', account: id, side: 'command', roles: body.roles }),
      made.once,
    )
  })
  change(app, routes, '/api/people/resets', userBody, (body) => async (accounts, recorded) => {
    const found = accounts.list().find((one) => one.user === body.user && one.removedAt === null)
    const made = secretsOf(body.user, found?.roles ?? [])
    const { password, secondFactor } = made.kept
    const reset = await accounts.reset(body.user, password, secondFactor)
    if (!reset.ok) return failed(describeAccountFault(reset.fault))
    return shown(recorded({ type: 'AccountReset', account: reset.value.id, side: 'command' }), made.once)
  })
  change(app, routes, '/api/people/roles', rolesBody, (body) => async (accounts, recorded) => {
    const found = accounts.list().find((one) => one.user === body.user && one.removedAt === null)
    if (found !== undefined && !found.secondFactor && needsCode(body.roles) && routes.kind === 'real')
      return failed(`${body.user} has no second factor, and these roles need one: reset the account first.`)
    if (!sidesFor(body.roles).includes('command')) return failed('These roles may do nothing on the board.')
    const set = accounts.setRoles(body.user, body.roles)
    if (!set.ok) return failed(describeAccountFault(set.fault))
    const fact = {
      type: 'AccountRolesSet',
      account: set.value.id,
      side: 'command',
      roles: body.roles,
    } as const
    return entryOf(recorded(fact))
  })
  change(app, routes, '/api/people/removals', userBody, (body) => async (accounts, recorded) => {
    const removed = accounts.remove(body.user, routes.now())
    if (!removed.ok) return failed(describeAccountFault(removed.fault))
    return entryOf(recorded({ type: 'AccountRemoved', account: removed.value.id, side: 'command' }))
  })
  cardRoute(app, routes)
}

/** One sealed card, with its code on the sheet and nowhere else. */
function cardRoute(app: Hono, routes: PeopleRoutes): void {
  change(app, routes, '/api/people/cards', cardBody, (body) => async (accounts, recorded) => {
    if (!rolesWithCard('command').includes(body.role)) return failed('This role has no card.')
    const printedAt = routes.now()
    const cards = accounts.printCards([body.role], cardPrefix(routes.kind, 'command'), printedAt)
    const drawn = await drawSecretSheets(cardSheets(cards, 'command'), {
      printer: openPrinter(),
      kind: routes.kind,
      printedAt,
    })
    const said = cards.map((card) => ({ serial: card.serial, role: card.role }))
    const entry = recorded({ type: 'RoleCardsPrinted', side: 'command', cards: said })
    if (!entry.ok) return entry
    const made: CardMade = {
      entry: entry.value,
      serials: cards.map(({ serial }) => serial),
      pdf: Buffer.from(drawn.bytes).toString('base64'),
    }
    return ok({ ...made })
  })
}

/** A new password and second factor, and how their owner is told them once. */
function secretsOf(name: string, held: readonly AccountRole[]) {
  const password = newPassword()
  const factor = needsCode(held) ? newSecondFactor() : null
  const once: Omit<ShownOnce, 'entry'> = {
    ...{ user: name, password },
    secondFactor: factor && { ...factor, address: otpAddress(name, 'command', factor.secret) },
  }
  return { kept: { password, secondFactor: factor }, once }
}

const entryOf = (entry: Result<number, string>): Done => (entry.ok ? ok({ entry: entry.value }) : entry)

const shown = (entry: Result<number, string>, once: Omit<ShownOnce, 'entry'>): Done =>
  entry.ok ? ok({ entry: entry.value, ...once }) : entry

/** A change of accounts: who asks has signed in again within the form. */
function change<Body extends { readonly again: TypedSecond }>(
  app: Hono,
  routes: PeopleRoutes,
  path: string,
  schema: z.ZodType<Body>,
  doing: (body: Body) => Doing,
): void {
  app.post(path, async (context) => {
    const body = await routes.body(context, schema)
    if (!body.ok) return context.json(body.fault, 400)
    const [desk, accounts] = [routes.desk(), routes.accounts()]
    if (desk === null || accounts === null) return context.json(LOCKED, 423)
    const who = signedIn(context)
    const same = await confirmSecond(context, { tries: routes.signInTries }, accounts, body.value.again)
    const refused = (error: string) => context.json({ error: `Not done: ${error}`, place: 'again' }, 403)
    if (same === null) return refused('too many tries are waiting. Try again in a minute.')
    if (!same.ok) return refused(describeSignInFault(same.fault))
    if (same.value.account !== who.account) return refused(`this is not the account of ${who.name}.`)
    const recorded: Recorder = (fact) => {
      const put = desk.recordAccess([fact], who)
      return put.ok ? ok(desk.size()) : put
    }
    const done = await doing(body.value)(accounts, recorded)
    return done.ok ? context.json(done.value, 201) : context.json({ error: done.fault }, 409)
  })
}

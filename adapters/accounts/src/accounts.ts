import { hkdfSync } from 'node:crypto'
import type Database from 'better-sqlite3-multiple-ciphers'
import { isAccountRole, isUserName, passwordFault, sessionStands } from '@codedark/domain/people'
import type {
  AccountRole,
  AccountsPort,
  Credentials,
  Opened,
  Side,
  SignedIn,
  SignInFault,
} from '@codedark/domain/people'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { Auth } from './auth.ts'
import { listCards, newCards, takeCard, voidCards } from './cards.ts'
import type { PrintedCard, RoleCard } from './cards.ts'
import { newId } from './codes.ts'
import { openDatabase } from './database.ts'
import { SEEN_EVERY_MS } from './limits.ts'
import { hashPassword } from './password.ts'
import { backupCodeOf, setSecondFactor, useCode } from './second-factor.ts'
import type { SecondFactor } from './second-factor.ts'

/** An account as it is listed. */
export interface Account {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly roles: readonly AccountRole[]
  readonly secondFactor: boolean
  /** Null: it is not removed. A removed one stays listed, since entries name its id. */
  readonly removedAt: string | null
}

/** What an account is made from. */
export interface NewAccount {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly roles: readonly AccountRole[]
  readonly password: string
  readonly secondFactor: SecondFactor | null
}

/** Why accounts cannot be changed. */
export type AccountFault =
  | { readonly code: 'bad-user-name'; readonly user: string }
  | { readonly code: 'bad-password'; readonly reason: string }
  | { readonly code: 'no-role' }
  | { readonly code: 'name-missing' }
  | { readonly code: 'user-exists'; readonly user: string }
  | { readonly code: 'no-such-user'; readonly user: string }
  /** Nobody could make accounts any more. */
  | { readonly code: 'last-administrator'; readonly user: string }

/** The accounts of one server. */
export interface Accounts extends AccountsPort {
  list(): readonly Account[]
  add(account: NewAccount): Promise<Result<Account, AccountFault>>
  /** Several with one password, such as a drill's, whose password is published: it is stretched once. */
  addAll(accounts: readonly NewAccount[], password: string): Promise<Result<readonly Account[], AccountFault>>
  /** Sessions that are open have the new roles with their next request. */
  setRoles(user: string, roles: readonly AccountRole[]): Result<Account, AccountFault>
  /** A new password and second factor; every session ends. */
  reset(user: string, password: string, factor: SecondFactor | null): Promise<Result<Account, AccountFault>>
  /** It cannot sign in any more, and every session ends. */
  remove(user: string, now: string): Result<Account, AccountFault>
  cards(): readonly RoleCard[]
  printCards(roles: readonly AccountRole[], prefix: string, now: string): readonly PrintedCard[]
  voidCards(serials: readonly string[] | 'all', now: string): number
  close(): void
}

/** How a store is opened: `key` is of 32 bytes, `secure` says whether the server speaks TLS. */
export interface AccountsSettings {
  readonly path: string
  readonly key: Uint8Array
  readonly side: Side
  readonly secure: boolean
  readonly now: () => string
}

/** The key of a side's accounts, from the key of its stores: their file is opened by nothing else. */
export const accountsKey = (databaseKey: Uint8Array, side: Side): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', databaseKey, '', `codedark ${side} accounts v1`, 32))

/** Opens or makes the accounts of one server. Throws what SQLite throws when the file is damaged or the key is another. */
export async function openAccounts(settings: AccountsSettings): Promise<Accounts> {
  const db = openDatabase(settings.path, settings.key)
  const secret = Buffer.from(hkdfSync('sha256', settings.key, '', 'codedark sessions v1', 32)).toString('hex')
  // Loaded here only: the command line starts without it in half the time, and most of its commands need no account.
  const { openAuth } = await import('./auth.ts')
  const auth = await openAuth(db, { side: settings.side, secret, secure: settings.secure })
  return new LiveAccounts(db, auth, settings.now)
}

interface UserRow {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly roles: string
  readonly twoFactorEnabled: number | null
  readonly removedAt: string | null
}

type Tried = Result<{ readonly headers: Headers; readonly way: Opened['way'] }, SignInFault>

class LiveAccounts implements Accounts {
  readonly #db: Database.Database
  readonly #auth: Auth
  readonly #now: () => string

  constructor(db: Database.Database, auth: Auth, now: () => string) {
    this.#db = db
    this.#auth = auth
    this.#now = now
  }

  any(): boolean {
    return (
      this.list().some(({ removedAt }) => removedAt === null) ||
      this.cards().some(({ openedAt, voidAt }) => openedAt === null && voidAt === null)
    )
  }

  list(): readonly Account[] {
    return this.#db
      .prepare<[], UserRow>("SELECT * FROM user WHERE id NOT LIKE 'card-%' ORDER BY username")
      .all()
      .map(accountOf)
  }

  async add(account: NewAccount): Promise<Result<Account, AccountFault>> {
    const reason = passwordFault(account.password, account.user)
    if (reason !== null) return failed({ code: 'bad-password', reason })
    return this.#insert(account, await hashPassword(account.password))
  }

  async addAll(
    accounts: readonly NewAccount[],
    password: string,
  ): Promise<Result<readonly Account[], AccountFault>> {
    const kept = await hashPassword(password)
    const added: Account[] = []
    for (const account of accounts) {
      const one = await this.#insert(account, kept)
      if (!one.ok) return one
      added.push(one.value)
    }
    return ok(added)
  }

  setRoles(user: string, roles: readonly AccountRole[]): Result<Account, AccountFault> {
    const found = this.#find(user)
    if (found === null) return failed({ code: 'no-such-user', user })
    if (roles.length === 0) return failed({ code: 'no-role' })
    if (!roles.includes('administrator') && this.#isLastAdministrator(found))
      return failed({ code: 'last-administrator', user })
    this.#db.prepare('UPDATE user SET roles = ? WHERE id = ?').run(roles.join(','), found.id)
    return ok({ ...found, roles })
  }

  async reset(
    user: string,
    password: string,
    factor: SecondFactor | null,
  ): Promise<Result<Account, AccountFault>> {
    const found = this.#find(user)
    if (found === null) return failed({ code: 'no-such-user', user })
    const reason = passwordFault(password, user)
    if (reason !== null) return failed({ code: 'bad-password', reason })
    const kept = await hashPassword(password)
    this.#db.prepare('UPDATE account SET password = ? WHERE userId = ?').run(kept, found.id)
    await setSecondFactor(this.#db, this.#auth, found.id, factor)
    this.#endSessions(found.id)
    return ok({ ...found, secondFactor: factor !== null })
  }

  remove(user: string, now: string): Result<Account, AccountFault> {
    const found = this.#find(user)
    if (found === null) return failed({ code: 'no-such-user', user })
    if (this.#isLastAdministrator(found)) return failed({ code: 'last-administrator', user })
    this.#db
      .transaction(() => {
        this.#db.prepare('UPDATE user SET removedAt = ?, roles = ? WHERE id = ?').run(now, '', found.id)
        this.#db.prepare('DELETE FROM account WHERE userId = ?').run(found.id)
        this.#db.prepare('DELETE FROM twoFactor WHERE userId = ?').run(found.id)
        this.#endSessions(found.id)
      })
      .immediate()
    return ok({ ...found, removedAt: now })
  }

  cards(): readonly RoleCard[] {
    return listCards(this.#db)
  }

  printCards(roles: readonly AccountRole[], prefix: string, now: string): readonly PrintedCard[] {
    return newCards(this.#db, roles, prefix, now)
  }

  voidCards(serials: readonly string[] | 'all', now: string): number {
    return voidCards(this.#db, serials, now)
  }

  async signIn(credentials: Credentials): Promise<Result<Opened, SignInFault>> {
    const tried = await this.#try(credentials)
    return tried.ok ? this.#opened(tried.value.headers, tried.value.way) : tried
  }

  async confirm(credentials: Credentials): Promise<Result<SignedIn, SignInFault>> {
    const opened = await this.signIn(credentials)
    if (!opened.ok) return opened
    await this.signOut(cookieHeader(opened.value.cookies))
    return ok(opened.value.who)
  }

  async openCard(code: string): Promise<Result<Opened, SignInFault>> {
    const now = this.#now()
    const taken = takeCard(this.#db, code, now)
    if (taken === null) return failed({ code: 'card-unknown' })
    const { card, fresh } = taken
    if (!fresh) return failed({ code: 'card-used', openedAt: card.openedAt ?? card.voidAt ?? now })
    const id = `card-${card.serial.toLowerCase()}`
    this.#insertUser({ id, user: id, name: `Role card ${card.serial}`, roles: [card.role] })
    const { headers } = await this.#auth.api.sessionFor({ body: { userId: id }, returnHeaders: true })
    return this.#opened(headers, 'role-card')
  }

  async sessionOf(cookies: string): Promise<SignedIn | null> {
    if (!cookies.includes('session_token')) return null
    const found = await this.#auth.api.getSession({
      headers: new Headers({ cookie: cookies }),
      query: { disableRefresh: true, disableCookieCache: true },
    })
    if (found === null) return null
    const { user, session } = found
    const roles = rolesOf(user.roles)
    const since = session.createdAt.toISOString()
    const lastSeen = session.updatedAt.toISOString()
    const now = this.#now()
    if (user.removedAt || roles.length === 0 || !sessionStands({ since, lastSeen }, roles, now)) {
      this.#db.prepare('DELETE FROM session WHERE token = ?').run(session.token)
      return null
    }
    if (Date.parse(now) - Date.parse(lastSeen) >= SEEN_EVERY_MS)
      this.#db.prepare('UPDATE session SET updatedAt = ? WHERE token = ?').run(now, session.token)
    return { account: user.id, name: user.name, roles, card: user.id.startsWith('card-'), since }
  }

  async signOut(cookies: string): Promise<readonly string[]> {
    const out = await this.#auth.api.signOut({
      headers: new Headers({ cookie: cookies }),
      returnHeaders: true,
    })
    return out.headers.getSetCookie()
  }

  close(): void {
    this.#db.close()
  }

  async #try({ user, password, code }: Credentials): Promise<Tried> {
    const { api } = this.#auth
    const first = await quiet(() =>
      api.signInUsername({ body: { username: user.toLowerCase(), password }, returnHeaders: true }),
    )
    if (first === null) return failed({ code: 'wrong' })
    if (!('twoFactorRedirect' in first.response)) return ok({ headers: first.headers, way: 'password' })
    if (code === undefined || code.trim() === '') return failed({ code: 'code-needed' })
    return this.#secondFactor(user, code.trim(), cookieHeader(first.headers.getSetCookie()))
  }

  async #secondFactor(user: string, typed: string, cookie: string): Promise<Tried> {
    const { api } = this.#auth
    const headers = new Headers({ cookie })
    const digits = typed.replaceAll(/\s/gu, '')
    const isTotp = /^\d{6}$/u.test(digits)
    const code = isTotp ? digits : backupCodeOf(typed)
    if (code === null) return failed({ code: 'code-wrong' })
    const verified = await quiet(() =>
      isTotp
        ? api.verifyTOTP({ body: { code }, headers, returnHeaders: true })
        : api.verifyBackupCode({ body: { code }, headers, returnHeaders: true }),
    )
    if (verified === null) return failed({ code: 'code-wrong' })
    const account = this.#find(user.toLowerCase())?.id ?? ''
    if (!useCode(this.#db, account, code, Date.parse(this.#now()))) {
      await this.signOut(cookieHeader(verified.headers.getSetCookie()))
      return failed({ code: 'code-used' })
    }
    return ok({ headers: verified.headers, way: isTotp ? 'code' : 'backup-code' })
  }

  async #opened(headers: Headers, way: Opened['way']): Promise<Result<Opened, SignInFault>> {
    const cookies = headers.getSetCookie()
    const who = await this.sessionOf(cookieHeader(cookies))
    return who === null ? failed({ code: 'wrong' }) : ok({ who, way, cookies })
  }

  #find(user: string): Account | null {
    const row = this.#db
      .prepare<[string], UserRow>('SELECT * FROM user WHERE username = ? AND removedAt IS NULL')
      .get(user)
    return row === undefined ? null : accountOf(row)
  }

  #isLastAdministrator(account: Account): boolean {
    const others = this.list().filter(({ id, removedAt }) => id !== account.id && removedAt === null)
    return (
      account.roles.includes('administrator') && others.every(({ roles }) => !roles.includes('administrator'))
    )
  }

  async #insert(account: NewAccount, kept: string): Promise<Result<Account, AccountFault>> {
    const { id, user, roles } = account
    const name = account.name.normalize('NFC').replaceAll(/\p{C}/gu, '').trim().slice(0, 200)
    if (!isUserName(user)) return failed({ code: 'bad-user-name', user })
    if (roles.length === 0) return failed({ code: 'no-role' })
    if (name === '') return failed({ code: 'name-missing' })
    const taken = this.#db.prepare('SELECT 1 FROM user WHERE username = ? OR id = ?').get(user, id)
    if (taken !== undefined) return failed({ code: 'user-exists', user })
    this.#db
      .transaction(() => {
        this.#insertUser({ id, user, name, roles })
        const now = this.#now()
        this.#db
          .prepare(
            "INSERT INTO account (id, accountId, providerId, userId, password, createdAt, updatedAt) VALUES (?, ?, 'credential', ?, ?, ?, ?)",
          )
          .run(newId('p'), id, id, kept, now, now)
      })
      .immediate()
    if (account.secondFactor !== null) await setSecondFactor(this.#db, this.#auth, id, account.secondFactor)
    return ok({ id, user, name, roles, secondFactor: account.secondFactor !== null, removedAt: null })
  }

  /** The library wants an address of mail; this one leads nowhere (RFC 2606). */
  #insertUser({ id, user, name, roles }: Pick<Account, 'id' | 'user' | 'name' | 'roles'>): void {
    const now = this.#now()
    this.#db
      .prepare(
        `INSERT INTO user (id, name, email, emailVerified, createdAt, updatedAt, username, displayUsername, twoFactorEnabled, roles)
         VALUES (?, ?, ?, 1, ?, ?, ?, ?, 0, ?)`,
      )
      .run(id, name, `${id}@codedark.invalid`, now, now, user, user, roles.join(','))
  }

  #endSessions(account: string): void {
    this.#db.prepare('DELETE FROM session WHERE userId = ?').run(account)
  }
}

const rolesOf = (roles: string): readonly AccountRole[] => roles.split(',').filter(isAccountRole)

const accountOf = (row: UserRow): Account => ({
  id: row.id,
  user: row.username,
  name: row.name,
  roles: rolesOf(row.roles),
  secondFactor: row.twoFactorEnabled === 1,
  removedAt: row.removedAt,
})

/** Set-Cookie headers as the browser would send them back; what they take away is not sent. */
export const cookieHeader = (cookies: readonly string[]): string =>
  cookies
    .filter((cookie) => !/max-age=0/iu.test(cookie))
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ')

/** What the library throws for a refusal is null here; anything else is a bug or a broken disk. */
async function quiet<Value>(call: () => Promise<Value>): Promise<Value | null> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof Error && error.name === 'APIError') return null
    throw error
  }
}

import type Database from 'better-sqlite3-multiple-ciphers'
import type { AccountRole } from '@codedark/domain/people'
import { isAccountRole } from '@codedark/domain/people'
import { codeHash, newCardCode } from './codes.ts'

/** A sealed card for one role, as it is kept: not its code, which stands on the card only. */
export interface RoleCard {
  /** `CARD-0007`; a drill's begins with DRILL. */
  readonly serial: string
  readonly role: AccountRole
  readonly printedAt: string
  readonly openedAt: string | null
  /** When it was made worthless: lost, or printed anew. */
  readonly voidAt: string | null
}

/** A card with what is printed on it. */
export interface PrintedCard extends RoleCard {
  readonly code: string
}

interface CardRow {
  readonly serial: string
  readonly role: string
  readonly printed_at: string
  readonly opened_at: string | null
  readonly void_at: string | null
}

const SELECT = 'SELECT serial, role, printed_at, opened_at, void_at FROM role_card'

/** Every card that was ever printed, by serial. */
export function listCards(db: Database.Database): readonly RoleCard[] {
  return db.prepare<[], CardRow>(`${SELECT} ORDER BY serial`).all().map(cardOf)
}

/** Makes one card for each role; their codes are here and nowhere else. */
export function newCards(
  db: Database.Database,
  roles: readonly AccountRole[],
  prefix: string,
  now: string,
): readonly PrintedCard[] {
  return db
    .transaction(() => {
      const before = db.prepare<[], number>('SELECT count(*) FROM role_card').pluck().get() ?? 0
      return roles.map((role, index) => {
        const serial = `${prefix}${String(before + index + 1).padStart(4, '0')}`
        const code = newCardCode()
        db.prepare('INSERT INTO role_card (serial, role, code_sha256, printed_at) VALUES (?, ?, ?, ?)').run(
          serial,
          role,
          codeHash(code),
          now,
        )
        return { serial, role, code, printedAt: now, openedAt: null, voidAt: null }
      })
    })
    .immediate()
}

/** Makes unopened cards worthless: those of the serials, or all. Gives how many. */
export function voidCards(db: Database.Database, serials: readonly string[] | 'all', now: string): number {
  const where = serials === 'all' ? '' : `AND serial IN (${serials.map(() => '?').join(', ')})`
  const put = db.prepare(
    `UPDATE role_card SET void_at = ? WHERE opened_at IS NULL AND void_at IS NULL ${where}`,
  )
  return put.run(now, ...(serials === 'all' ? [] : serials)).changes
}

/** Marks the card of this code as opened. Null: no card has it. One that was opened or made void before comes back as it was. */
export function takeCard(
  db: Database.Database,
  code: string,
  now: string,
): { readonly card: RoleCard; readonly fresh: boolean } | null {
  return db
    .transaction(() => {
      const row = db.prepare<[string], CardRow>(`${SELECT} WHERE code_sha256 = ?`).get(codeHash(code))
      if (row === undefined) return null
      const fresh = row.opened_at === null && row.void_at === null
      if (fresh) db.prepare('UPDATE role_card SET opened_at = ? WHERE serial = ?').run(now, row.serial)
      return { card: cardOf(row), fresh }
    })
    .immediate()
}

function cardOf(row: CardRow): RoleCard {
  if (!isAccountRole(row.role)) throw new Error(`card ${row.serial} has no role: ${row.role}`)
  const { serial, role, printed_at: printedAt, opened_at: openedAt, void_at: voidAt } = row
  return { serial, role, printedAt, openedAt, voidAt }
}

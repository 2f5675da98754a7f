import type { AccountRole } from '../../people/index.ts'
import type { PageHeader } from './views.ts'

/** GET /api/people: the accounts of the board's server. Passwords and codes are nowhere in it. */
export interface PeopleView {
  readonly header: PageHeader
  readonly accounts: readonly {
    readonly id: string
    readonly user: string
    readonly name: string
    readonly roles: readonly AccountRole[]
    readonly secondFactor: boolean
    /** Null: it may sign in. A removed one stays listed, since entries name it. */
    readonly removedAt: string | null
  }[]
  /** Sealed role cards by serial. */
  readonly cards: readonly {
    readonly serial: string
    readonly role: AccountRole
    readonly printedAt: string
    readonly openedAt: string | null
    readonly voidAt: string | null
  }[]
}

/** What a person is given once, in the answer to the request that made it, and nowhere else. */
export interface ShownOnce {
  readonly entry: number
  readonly user: string
  readonly password: string
  /** Null: the account has no second factor. */
  readonly secondFactor: {
    readonly secret: string
    readonly address: string
    readonly backupCodes: readonly string[]
  } | null
}

/** A printed role card, in the answer to the request that made it: a PDF in base 64. */
export interface CardMade {
  readonly entry: number
  readonly serials: readonly string[]
  readonly pdf: string
}

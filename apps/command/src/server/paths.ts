import type { Context } from 'hono'
import type { z } from 'zod'
import type { Right } from '@codedark/domain/people'
import type { Result } from '@codedark/domain/result'
import type { Who } from '../desk/commands.ts'
import type { Desk } from '../desk/desk.ts'

type Recorded = Promise<Result<{ readonly entry: number }, string>>

/** What the second of two people types into the first one's form. */
export interface TypedSecond {
  readonly user: string
  readonly password: string
  readonly code?: string | undefined
}

/**
 * How an area puts its routes on the server: each path locked while the folder is, each record made by who signed in and
 * answered when it is synced.
 */
export interface Paths {
  read(path: string, answer: (desk: Desk, context: Context) => Response | Promise<Response>): void
  record<Body>(
    path: string,
    schema: z.ZodType<Body>,
    write: (desk: Desk, body: Body, who: Who) => Recorded,
  ): void
  /** As `record`, for what two people do: the second signs in within the form, is another account and holds `right` too. */
  recordByTwo<Body extends { readonly second: TypedSecond }>(
    path: string,
    schema: z.ZodType<Body>,
    right: Right,
    write: (desk: Desk, body: Omit<Body, 'second'>, who: Who, second: Who) => Recorded,
  ): void
}

import type { Context } from 'hono'
import type { z } from 'zod'
import type { Result } from '@codedark/domain/result'
import type { Desk } from '../desk/desk.ts'

/** How an area puts its routes on the server: each path locked while the folder is, each record answered when it is synced. */
export interface Paths {
  read(path: string, answer: (desk: Desk, context: Context) => Response | Promise<Response>): void
  record<Body>(
    path: string,
    schema: z.ZodType<Body>,
    write: (desk: Desk, body: Body) => Promise<Result<{ readonly entry: number }, string>>,
  ): void
}

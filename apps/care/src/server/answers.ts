import type { Context } from 'hono'
import type { CopySource } from '@codedark/domain/downtime'
import type { SignedIn } from '@codedark/domain/people'
import type { WardDesk } from './ward-desk.ts'

/** Where routes find the desk; null while the data folder is locked. */
export interface DeskHolder {
  desk(): WardDesk | null
}

/** Answered while the data folder is locked. */
export const LOCKED = { error: 'Locked: the passphrase is needed first.' }
/** Answered to a ward that is not in the copy. */
export const NO_WARD = 'There is no such ward in the copy.'

/** Who looks, as the vault notes it: a name, and the id of the account that no other has. */
export const byOf = ({ name, account }: SignedIn): string => `${name} (${account})`

/** Answers with the desk, or that the folder is locked. */
export function withDesk(
  context: Context,
  routes: DeskHolder,
  answer: (desk: WardDesk) => Response,
): Response {
  const desk = routes.desk()
  return desk === null ? context.json(LOCKED, 423) : answer(desk)
}

/** Answers with desk and source, or why not. */
export function withSource(
  context: Context,
  routes: DeskHolder,
  answer: (desk: WardDesk, source: CopySource) => Response,
): Response {
  return withDesk(context, routes, (desk) => {
    const source = desk.source()
    return source.ok ? answer(desk, source.value) : context.json({ error: source.fault }, 503)
  })
}

/** The body as JSON; null where it is none. */
export async function jsonOf(context: Context): Promise<unknown> {
  try {
    return await context.req.json()
  } catch {
    return null
  }
}

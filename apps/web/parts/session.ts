import { createContext, use } from 'react'
import type { AccountRole, Right } from '@codedark/domain/people'

/** Who is signed in at this page. */
export interface Who {
  readonly account: string
  readonly name: string
  readonly roles: readonly AccountRole[]
  /** By a sealed role card, so the name is the card's. */
  readonly card: boolean
  readonly rights: readonly Right[]
}

/** What the server answers to GET /api/session. */
export interface SessionView {
  readonly who: Who | null
  /** False: nobody has an account on this server yet. */
  readonly anybody: boolean
}

/** Who is signed in, for everything within the gate. */
export const SessionContext = createContext<Who | null>(null)

/** Who is signed in; the gate shows nothing while nobody is. */
export function useWho(): Who {
  const who = use(SessionContext)
  if (who === null) throw new Error('Nobody is signed in outside of the gate.')
  return who
}

/** Whether who is signed in has a right: what they may not do is not offered. The server decides all the same. */
export const useMay = (right: Right): boolean => useWho().rights.includes(right)

/** Told by a request that was refused since nobody is signed in any more. */
export const SIGNED_OUT = 'codedark-signed-out'

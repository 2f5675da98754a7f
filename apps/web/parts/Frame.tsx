import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type ReactElement, type ReactNode } from 'react'
import type { Side } from '@codedark/domain/people'
import { getJson, type LockView } from './api.ts'
import { timeOf } from './clock.ts'
import { DrillFrame } from './DrillFrame.tsx'
import { useChanges } from './live.ts'
import { Locked } from './Locked.tsx'
import { Mark } from './Mark.tsx'
import { styleNonce } from './nonce.ts'
import { SessionContext, SIGNED_OUT, type SessionView, type Who } from './session.ts'
import { SignIn } from './SignIn.tsx'
import { NoContact } from './Status.tsx'
import { NotRead } from './Unknown.tsx'
import type { Contact } from './contact.ts'

/**
 * Asks first whether the data folder is locked and who is signed in, and shows the pages only to somebody. When a session ends
 * the pages stay behind the sign-in, so that nothing typed is lost, until somebody else signs in.
 */
export function Gate(props: {
  readonly what: string
  readonly holds: string
  readonly side: Side
  readonly children: (contact: Contact) => ReactNode
}): ReactElement {
  const lock = useQuery({ queryKey: ['/api/lock'], queryFn: () => getJson<LockView>('/api/lock') })
  const open = lock.data?.locked === false
  const session = useQuery({
    queryKey: ['/api/session'],
    queryFn: () => getJson<SessionView>('/api/session'),
    enabled: open,
  })
  const who = session.data?.who ?? null
  const contact = useChanges(open && who !== null)
  const last = useLast(who)
  useSignedOut()
  if (lock.data === undefined || (open && session.data === undefined)) {
    const error = lock.error ?? session.error
    return (
      <main tabIndex={-1}>
        <h1>Codedark</h1>
        <NotRead what="whether the data folder is locked" error={error} />
      </main>
    )
  }
  const { what, side } = props
  const nonce = styleNonce()
  if (!open) return <Locked lock={lock.data} nonce={nonce} what={what} holds={props.holds} />
  const anybody = session.data?.anybody === true
  return (
    <>
      {who === null && <SignIn {...{ lock: lock.data, nonce, what, side, anybody }} ended={last !== null} />}
      {last !== null && (
        <SessionContext value={last} key={last.account}>
          <div className="page" hidden={who === null}>
            {lock.data.kind === 'drill' && <DrillFrame nonce={nonce} />}
            <a className="skip" href="#main">
              To the content
            </a>
            {props.children(contact)}
          </div>
        </SessionContext>
      )}
    </>
  )
}

/** Who is signed in, or was before the session ended. */
function useLast(who: Who | null): Who | null {
  const [last, setLast] = useState(who)
  if (who !== null && (last?.account !== who.account || last.rights.length !== who.rights.length))
    setLast(who)
  return who ?? last
}

/** A request that says that nobody is signed in any more makes the page ask who is. */
function useSignedOut(): void {
  const queries = useQueryClient()
  useEffect(() => {
    const ask = (): void => void queries.invalidateQueries({ queryKey: ['/api/session'] })
    window.addEventListener(SIGNED_OUT, ask)
    return () => window.removeEventListener(SIGNED_OUT, ask)
  }, [queries])
}

/** The strip while the server is not heard; nothing else. Times on the hospital's clock. */
export function ContactStrip(props: {
  readonly contact: Contact
  readonly server: string
  /** The server's clock, which stands still at the last contact. */
  readonly now: string
  readonly zone: string
}): ReactElement | null {
  if (!props.contact.lost) return null
  const since = timeOf(props.now, props.zone)
  return <NoContact server={props.server} since={since} />
}

/** What the hatch means, on every page. */
export function HatchKey({ words }: { readonly words: string }): ReactElement {
  return (
    <span>
      Hatched <Mark name="blind" /> means: {words}
    </span>
  )
}

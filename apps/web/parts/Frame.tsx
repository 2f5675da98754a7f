import { useQuery } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import { getJson, type LockView } from './api.ts'
import { timeOf } from './clock.ts'
import { DrillFrame } from './DrillFrame.tsx'
import { useChanges } from './live.ts'
import { Locked } from './Locked.tsx'
import { Mark } from './Mark.tsx'
import { styleNonce } from './nonce.ts'
import { NoContact } from './Status.tsx'
import { NotRead } from './Unknown.tsx'
import type { Contact } from './contact.ts'

/** Asks first whether the data folder is locked, and shows the pages only while it is not. */
export function Gate(props: {
  readonly what: string
  readonly holds: string
  readonly children: (contact: Contact) => ReactNode
}): ReactElement {
  const lock = useQuery({ queryKey: ['/api/lock'], queryFn: () => getJson<LockView>('/api/lock') })
  const open = lock.data?.locked === false
  const contact = useChanges(open)
  if (lock.data === undefined) {
    return (
      <main tabIndex={-1}>
        <h1>Codedark</h1>
        <NotRead what="whether the data folder is locked" error={lock.error} />
      </main>
    )
  }
  if (!open) return <Locked lock={lock.data} nonce={styleNonce()} what={props.what} holds={props.holds} />
  return (
    <div className="page">
      {lock.data.kind === 'drill' && <DrillFrame nonce={styleNonce()} />}
      <a className="skip" href="#main">
        To the content
      </a>
      {props.children(contact)}
    </div>
  )
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

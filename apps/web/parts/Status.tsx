import type { ReactElement } from 'react'
import { Mark } from './Mark.tsx'

/** The hatched strip on top while the server is not heard. */
export function NoContact(props: { readonly server: string; readonly since: string }): ReactElement {
  return (
    <div className="strip hatch" role="alert" data-hatched="true">
      <p className="plate">
        No contact with {props.server} since {props.since}. Everything on this page is as of {props.since}.
      </p>
    </div>
  )
}

/** The black label of every page while there is one copy only. */
export function OneCopy({ since }: { readonly since: string }): ReactElement {
  return (
    <span className="one-copy">
      <Mark name="one-copy" /> One copy only since {since}
    </span>
  )
}

/** The clock of the page; with the stale mark while it stands still. */
export function Clock({ time, frozen }: { readonly time: string; readonly frozen: boolean }): ReactElement {
  return (
    <span className="clock" aria-label={frozen ? `Clock stopped at ${time}` : `Clock ${time}`} role="timer">
      {frozen && <Mark name="stale" />} {time}
    </span>
  )
}

/** '● new 23:09' on a row that changed; that something changed is said once a page, by `Changed`. */
export function New({ time }: { readonly time: string }): ReactElement {
  return (
    <span className="new">
      <Mark name="context" /> new {time}
    </span>
  )
}

/** Says to a reader of the screen what came in since, without any movement. */
export function Changed({ words }: { readonly words: string }): ReactElement {
  return (
    <p className="only-read" role="status">
      {words}
    </p>
  )
}

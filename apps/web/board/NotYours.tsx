import type { ReactElement } from 'react'
import type { Right } from '@codedark/domain/people'
import { follow } from '../parts/route.ts'
import { useWho } from '../parts/session.ts'
import { titleOf } from './pages.ts'

/** A page that who is signed in may not read: it says so, and whom to ask. Not hatched: it is known, to others. */
export function NotYours({ path, needs }: { readonly path: string; readonly needs: Right }): ReactElement {
  const { name } = useWho()
  return (
    <>
      <h1>{titleOf(path)}</h1>
      <p className="answer-text">
        <b>This page is not for {name}.</b> It needs the right <code>{needs}</code>; the incident commander’s
        team reads it. What everybody may know is on the{' '}
        <a href="/" onClick={follow}>
          first page
        </a>
        .
      </p>
    </>
  )
}

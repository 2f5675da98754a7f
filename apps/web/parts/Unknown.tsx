import type { ReactElement, ReactNode } from 'react'
import { Mark } from './Mark.tsx'

/** A hatched area with one white plate of text: we do not know. */
export function Unknown({
  children,
  heading,
}: {
  readonly children: ReactNode
  readonly heading?: string
}): ReactElement {
  return (
    <div className="hatch area" data-hatched="true" data-state="unknown">
      <div className="plate">
        {heading !== undefined && <h2>{heading}</h2>}
        {children}
      </div>
    </div>
  )
}

/** A small thing that is not known: mark and word. */
export function NotKnown({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <span data-hatched="true" data-state="unknown">
      <Mark name="blind" /> <b>{children}</b>
    </span>
  )
}

/** A part whose request failed, hatched with the reason; or that is still being read. */
export function NotRead({
  what,
  error,
}: {
  readonly what: string
  readonly error: Error | null
}): ReactElement {
  return (
    <Unknown>
      {error === null ? (
        <p>Reading {what.charAt(0).toLowerCase() + what.slice(1)} …</p>
      ) : (
        <p role="alert">
          <b>{what} could not be read:</b> {error.message}
        </p>
      )}
    </Unknown>
  )
}

import type { ReactElement } from 'react'
import { dayOf, timeOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { travelTo } from '../parts/route.ts'
import { Unknown } from '../parts/Unknown.tsx'

/** Over every page that is not of now: on screen it stays in sight, on paper it stands on top. */
export function Past({ at, zone }: { readonly at: string; readonly zone: string }): ReactElement {
  return (
    <div className="past" role="status">
      <p>
        <Mark name="stale" /> THIS IS THE PAST: as the record stood {dayOf(at, zone)} at {timeOf(at, zone)}.
        What was recorded later is not shown; texts that were taken out since are not there.
      </p>
      <button type="button" className="plain no-print" onClick={() => travelTo(null)}>
        Back to now
      </button>
    </div>
  )
}

/** A page that cannot be shown as it stood: what it shows is not kept for each minute. */
export function NoPast({ title }: { readonly title: string }): ReactElement {
  return (
    <>
      <h1>{title}</h1>
      <Unknown>
        <p>
          <b>How this page stood then is not known here.</b> What it shows is kept as of now only.{' '}
          <button type="button" className="plain" onClick={() => travelTo(null)}>
            Show it as it is now
          </button>
        </p>
      </Unknown>
    </>
  )
}

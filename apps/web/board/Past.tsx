import type { ReactElement } from 'react'
import { dayOf, timeOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'

/** Over everything that is not of now. */
export function Past({ at, zone }: { readonly at: string; readonly zone: string }): ReactElement {
  return (
    <p className="past" role="status">
      <Mark name="stale" /> PAST: as the record stood {dayOf(at, zone)} at {timeOf(at, zone)}. What was
      recorded later is not shown; texts that were taken out since are not there.
    </p>
  )
}

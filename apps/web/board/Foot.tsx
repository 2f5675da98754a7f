import type { ReactElement } from 'react'
import { dayOf, timeOf } from '../parts/clock.ts'
import { HatchKey } from '../parts/Frame.tsx'
import { follow, travelTo } from '../parts/route.ts'
import { AtMinute } from './Report.tsx'

/** When this was shown or printed, by whom, and what hatching means. */
export function Foot(props: {
  readonly now: string
  readonly zone: string
  readonly you: string
  readonly note: string | null
  /** The minute of the past that the page shows; null: now. */
  readonly at: string | null
}): ReactElement {
  const { now, zone, you, note, at } = props
  return (
    <footer>
      <details className="no-print">
        <summary>As it stood at another minute</summary>
        <AtMinute now={at ?? now} zone={zone} onAt={travelTo} />
      </details>
      <span>
        Shown or printed {dayOf(now, zone)} {timeOf(now, zone)}
        {you === '' ? '' : `, by ${you}`}.
      </span>
      <HatchKey words="we do not know." />
      {note !== null && <b>{note}</b>}
      <a href="/keys" onClick={follow} className="no-print">
        Keys <kbd>?</kbd>
      </a>
    </footer>
  )
}

import type { ReactElement } from 'react'
import type { CopyHeader } from '@codedark/domain/downtime'
import { ageOf, dayOf, timeOf, whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { Clock, OneCopy } from '../parts/Status.tsx'
import { NotKnown } from '../parts/Unknown.tsx'

const FEEDS = [
  ['patients', 'Patients, beds'],
  ['orders', 'orders'],
  ['allergies', 'allergies'],
  ['administrations', 'given doses'],
  ['results', 'results'],
] as const

/** The black line and the age of each feed, above every ward page. */
export function CopyHead(props: {
  readonly header: CopyHeader
  readonly now: string
  readonly frozen: boolean
}): ReactElement {
  const { header, now } = props
  const zone = header.timeZone
  const asOf = header.asOf.patients
  return (
    <>
      <header className="head copy-head">
        <b>DOWNTIME COPY</b>
        <span>
          data as of {dayOf(asOf, zone)} <b>{timeOf(asOf, zone)}</b>, not live
        </span>
        <span>{header.hospital}</span>
        {header.oneCopyOnlySince !== null && <OneCopy since={whenOf(header.oneCopyOnlySince, now, zone)} />}
        <span className="you" />
        <Clock time={timeOf(now, zone)} frozen={props.frozen} />
      </header>
      <div className="asof">
        <Mark name="stale" />
        {FEEDS.map(([feed, words]) => {
          const at = header.asOf[feed]
          return at === null ? (
            <NotKnown key={feed}>{words}: not in this copy</NotKnown>
          ) : (
            <span key={feed}>
              {words} as of <b>{whenOf(at, now, zone)}</b>, {ageOf(at, now)}
            </span>
          )
        })}
      </div>
      {header.heldBack !== null && (
        <p className="strip">
          <Mark name="decide" /> <b>A newer copy is held back:</b> {header.heldBack}
        </p>
      )}
    </>
  )
}

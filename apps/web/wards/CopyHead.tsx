import type { ReactElement } from 'react'
import type { CopyHeader } from '@codedark/domain/downtime'
import { ageOf, dayOf, timeOf, whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { Clock, OneCopy } from '../parts/Status.tsx'
import { NotKnown } from '../parts/Unknown.tsx'
import { You } from '../parts/You.tsx'

const FEEDS = [
  ['patients', 'patients, beds'],
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
        {header.kind === 'drill' && <b>DRILL of {dayOf(now, zone)}</b>}
        <You />
        <Clock time={timeOf(now, zone)} frozen={props.frozen} />
      </header>
      <div className="asof">
        <Mark name="stale" />
        {feedGroups(header.asOf).map(({ at, words }) =>
          at === null ? (
            <NotKnown key={words}>{words}: not in this copy</NotKnown>
          ) : (
            <span key={words}>
              {words} as of <b>{whenOf(at, now, zone)}</b>, {ageOf(at, now)}
            </span>
          ),
        )}
      </div>
      {header.heldBack !== null && (
        <p className="strip">
          <Mark name="decide" /> <b>A newer copy is held back:</b> {header.heldBack}
        </p>
      )}
    </>
  )
}

/** Feeds of one instant stand together: their words are read as one. */
function feedGroups(
  asOf: CopyHeader['asOf'],
): readonly { readonly at: string | null; readonly words: string }[] {
  const groups = Map.groupBy(FEEDS, ([feed]) => asOf[feed])
  return [...groups].map(([at, feeds]) => {
    const words = feeds.map(([, said]) => said).join(', ')
    return { at, words: words.charAt(0).toUpperCase() + words.slice(1) }
  })
}

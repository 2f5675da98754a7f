import type { ReactElement } from 'react'
import type { ServerStory } from '@codedark/domain/board'
import { Mark } from '../parts/Mark.tsx'
import { AxisNote, axisLabels } from './AxisHead.tsx'
import { markPlace, type Axis } from './cover.ts'
import { lanesOf, type Lane } from './lanes.ts'

const percent = (part: number): string => `${Math.round(part * 10_000) / 100}%`

/** The night of one server as lanes: white searched, hatched not known, numbered marks as in the list below. */
export function Lanes(props: {
  readonly story: ServerStory
  readonly axis: Axis
  readonly now: string
}): ReactElement {
  const { story, axis } = props
  const zone = story.header.timeZone
  const verticals = [story.firstEvilAt, story.isolationAt].flatMap((at) => {
    const place = at === null ? null : markPlace(at, axis, 1)
    return place === null ? [] : [place]
  })
  return (
    <figure className="lanes" aria-label="The same as the list below, along the time">
      <div className="lane">
        <span />
        <div className="axis">
          {axisLabels(axis, story, { zone, wide: true }).map(({ at, text }) => (
            <span key={text} style={{ left: percent(at) }}>
              {text}
            </span>
          ))}
        </div>
      </div>
      {lanesOf(story, axis).map((lane) => (
        <LaneRow key={lane.name} lane={lane} verticals={verticals} />
      ))}
      <AxisNote axis={axis} now={props.now} zone={zone} />
    </figure>
  )
}

function LaneRow({
  lane,
  verticals,
}: {
  readonly lane: Lane
  readonly verticals: readonly number[]
}): ReactElement {
  const holes = lane.holes ?? []
  const widest = Math.max(0, ...holes.map(({ width }) => width))
  return (
    <div className="lane" data-state={holes.length > 0 ? 'unknown' : 'known'}>
      <span className="lane-name">{lane.name}</span>
      <div className={lane.holes === null ? 'track people' : 'track'}>
        {holes.map(({ x, width }) => (
          <div
            key={x}
            className="hatch hole"
            data-state="unknown"
            data-hatched="true"
            style={{ left: percent(x), width: percent(width) }}
          >
            {width === widest && width > 0.16 && lane.words !== null && (
              <span className="plate">{lane.words}</span>
            )}
          </div>
        ))}
        {verticals.map((at) => (
          <i key={at} className="vertical" style={{ left: percent(at) }} />
        ))}
        {lane.marks.map(({ at, mark, numbers }) => (
          <span
            key={numbers}
            className="lane-mark"
            style={{ left: percent(Math.min(0.988, Math.max(0.008, at))) }}
          >
            <b>{numbers}</b>
            <Mark name={mark} />
          </span>
        ))}
      </div>
    </div>
  )
}

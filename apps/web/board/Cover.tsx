import { memo, type ReactElement } from 'react'
import type { ServerRow } from '@codedark/domain/board'
import type { TimeSpan } from '@codedark/domain/triage'
import { hatchPath } from '../parts/hatch.ts'
import { notSearched, placeOf } from './cover.ts'

const WIDTH = 240
const BAR = 7
const STEP = 11

/** The bars of one server: white searched, hatched not searched, a tick for each piece of evidence. */
export const Cover = memo(function Cover(props: {
  readonly row: ServerRow
  readonly axis: TimeSpan | null
  readonly lines: readonly (string | null)[]
}): ReactElement {
  const { row, axis } = props
  const bars = row.coverage
  const received = bars.filter(({ covered }) => covered !== null).map(({ channel }) => channel)
  const height = bars.length * STEP
  return (
    <svg
      className="cover"
      viewBox={`-1 -1 ${WIDTH + 2} ${height + 1}`}
      role="img"
      aria-label={received.length === 0 ? 'No log received' : `Logs received: ${received.join(', ')}`}
    >
      {bars.map(({ channel, covered }, index) => {
        const y = index * STEP
        const holes = axis === null ? [{ x: 0, width: WIDTH }] : notSearched(covered, axis, WIDTH)
        return (
          <g key={channel}>
            <rect x={0} y={y} width={WIDTH} height={BAR} fill="#fff" stroke="var(--ink)" strokeWidth={1} />
            <path
              d={holes.map((hole) => hatchPath({ ...hole, y, height: BAR }, 6)).join('')}
              stroke="var(--unk)"
              strokeWidth={1.3}
              fill="none"
            />
            {row.marks
              .filter((mark) => mark.channel === channel)
              .map((mark) => {
                const x = axis === null ? null : placeOf(mark.at, axis, WIDTH)
                if (x === null) return null
                return mark.kind === 'hit' ? (
                  <rect key={`${mark.at} hit`} x={x - 1.5} y={y} width={3} height={BAR} fill="var(--bad)" />
                ) : (
                  <rect
                    key={`${mark.at} suspect`}
                    x={x - 1.5}
                    y={y + BAR / 2}
                    width={3}
                    height={BAR / 2}
                    fill="var(--half)"
                  />
                )
              })}
          </g>
        )
      })}
      {props.lines.map((at) => {
        const x = at === null || axis === null ? null : placeOf(at, axis, WIDTH)
        return x === null ? null : (
          <path key={at} d={`M${x} 0V${height}`} stroke="var(--ink)" strokeWidth={1} />
        )
      })}
    </svg>
  )
})

import { memo, type ReactElement } from 'react'
import type { ServerRow } from '@codedark/domain/board'
import { hatchPath } from '../parts/hatch.ts'
import { markPlace, notSearched, shortChannel, type Axis } from './cover.ts'

const WIDTH = 250
const BAR = 7
const STEP = 10

/**
 * The bars of one server: white searched, hatched not searched, a solid tick for evidence of a hit, a half one for suspect,
 * verticals at the first sign and the last isolation. Five paths, so that 300 of them are drawn quickly.
 */
export const Cover = memo(function Cover(props: {
  readonly row: ServerRow
  readonly axis: Axis | null
  readonly firstEvilAt: string | null
  readonly isolationAt: string | null
}): ReactElement {
  const { row, axis } = props
  const bars = row.coverage
  const height = bars.length * STEP - (STEP - BAR)
  const received = bars.filter(({ covered }) => covered !== null).map(({ channel }) => shortChannel(channel))
  const holes = bars.flatMap(({ covered }, index) =>
    (axis === null ? [{ x: 0, width: WIDTH }] : notSearched(covered, axis, WIDTH)).map((hole) =>
      hatchPath({ ...hole, y: index * STEP, height: BAR }, 6),
    ),
  )
  const tick = (kind: 'hit' | 'suspect', top: number): string =>
    row.marks
      .filter((mark) => mark.kind === kind)
      .map((mark) => {
        const index = bars.findIndex(({ channel }) => channel.toLowerCase() === mark.channel.toLowerCase())
        const x = axis === null || index === -1 ? null : markPlace(mark.at, axis, WIDTH)
        if (x === null) return ''
        const left = Math.min(WIDTH - 3.5, Math.max(0, x - 1.75))
        return `M${left} ${index * STEP + top}h3.5V${index * STEP + BAR}h-3.5z`
      })
      .join('')
  const lines = [props.firstEvilAt, props.isolationAt].map((at) => {
    const x = at === null || axis === null ? null : markPlace(at, axis, WIDTH)
    return x === null ? '' : `M${x} -1V${height + 1}`
  })
  return (
    <svg
      className="cover"
      viewBox={`-1 -1 ${WIDTH + 2} ${height + 2}`}
      role="img"
      data-state={received.length < bars.length ? 'unknown' : undefined}
      aria-label={received.length === 0 ? 'No log received' : `Logs received: ${received.join(', ')}`}
    >
      <path
        d={bars.map((_, index) => `M0 ${index * STEP}h${WIDTH}v${BAR}h${-WIDTH}z`).join('')}
        fill="#fff"
        stroke="var(--ink)"
        strokeWidth={1}
      />
      <path data-hatch d={holes.join('')} stroke="var(--unk)" strokeWidth={1.3} fill="none" />
      <path d={tick('hit', 0)} fill="var(--bad)" />
      <path d={tick('suspect', BAR / 2)} fill="var(--half)" />
      <path d={lines.join('')} stroke="var(--ink)" strokeWidth={1.2} />
    </svg>
  )
})

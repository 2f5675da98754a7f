import { type ReactElement } from 'react'
import { barInWords, layBar, type BarPart, type PlacedPart } from './bar-layout.ts'
import { hatchPath } from './hatch.ts'

const INK = 'var(--ink)'

/** An answer's bar: bad solid, half lower half, fine white, said dashed, unknown hatched. `width` in its own units. */
export function Bar(props: {
  readonly parts: readonly BarPart[]
  readonly width: number
  readonly height: number
}): ReactElement {
  const { width, height } = props
  const placed = layBar(props.parts, width)
  return (
    <svg
      className="bar"
      style={{ height: 'auto' }}
      viewBox={`-1 -1 ${width + 2} ${height + 2}`}
      role="img"
      aria-label={barInWords(props.parts)}
      data-unknown={placed.some(({ kind }) => kind === 'unknown')}
    >
      <rect x={0} y={0} width={width} height={height} fill="#fff" />
      {placed.map((part, index) => (
        // Parts stand in a fixed order and have no name of their own.
        <BarFill
          key={`${part.kind}-${part.x}`}
          part={part}
          height={height}
          afterBad={placed[index - 1]?.kind === 'bad'}
        />
      ))}
      <rect x={0} y={0} width={width} height={height} fill="none" stroke={INK} strokeWidth={1.5} />
    </svg>
  )
}

function BarFill({
  part,
  height,
  afterBad,
}: {
  part: PlacedPart
  height: number
  afterBad: boolean
}): ReactElement {
  const { x, width, kind } = part
  const edge =
    x > 0 ? (
      <path
        d={`M${x} 0V${height}`}
        stroke={afterBad && kind === 'bad' ? '#fff' : INK}
        strokeWidth={afterBad && kind === 'bad' ? 2.5 : 1.5}
      />
    ) : null
  const middle = height / 2
  return (
    <g>
      {kind === 'bad' && <rect x={x} y={0} width={width} height={height} fill="var(--bad)" />}
      {kind === 'half' && <rect x={x} y={middle} width={width} height={middle} fill="var(--half)" />}
      {kind === 'said' && (
        <path d={`M${x + 3} ${middle}H${x + width - 3}`} stroke={INK} strokeWidth={3} strokeDasharray="6 4" />
      )}
      {kind === 'unknown' && (
        <path
          data-hatch
          d={hatchPath({ x, y: 0, width, height }, 9)}
          stroke="var(--unk)"
          strokeWidth={1.6}
          fill="none"
        />
      )}
      {edge}
    </g>
  )
}

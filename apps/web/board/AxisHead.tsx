import type { ReactElement } from 'react'
import { dayOf, timeOf, whenOf } from '../parts/clock.ts'
import { labelsThatFit, placeOf, type Axis, type AxisLabel } from './cover.ts'

interface AxisWords {
  readonly firstEvilAt: string | null
  readonly isolationAt: string | null
}

/** '12 Jan': the day of an instant without its year. */
const shortDay = (at: string, zone: string): string => dayOf(at, zone).slice(0, -5)

/** The labels of an axis: first sign and last isolation before the ends, days last. `wide` adds words and the days between. */
export function axisLabels(
  axis: Axis,
  view: AxisWords,
  options: { readonly zone: string; readonly wide: boolean },
): readonly AxisLabel[] {
  const { zone, wide } = options
  const place = (at: string): number => placeOf(at, axis, 1) ?? 0
  const labels: AxisLabel[] = [
    { at: 0, text: shortDay(axis.from, zone), rank: 3 },
    {
      at: 1,
      text: axis.toNow ? (wide ? `${timeOf(axis.until, zone)} now` : 'now') : timeOf(axis.until, zone),
      rank: 2,
    },
  ]
  const add = (at: string | null, text: (when: string) => string, rank: number): void => {
    if (at !== null) labels.push({ at: place(at), text: text(at), rank })
  }
  add(view.firstEvilAt, (at) => timeOf(at, zone) + (wide ? ' first sign' : ''), 0)
  add(view.isolationAt, (at) => timeOf(at, zone) + (wide ? ' last pulled' : ''), 1)
  if (wide && axis.bend !== null) {
    add(axis.bend, (at) => `${shortDay(at, zone)} ${timeOf(at, zone)}`, 4)
    for (let ms = Date.parse(axis.from) + DAY_MS; ms < Date.parse(axis.bend); ms += DAY_MS)
      add(new Date(ms).toISOString(), (at) => shortDay(at, zone), 5)
  }
  return labelsThatFit(labels, wide ? 0.105 : 0.165)
}

const DAY_MS = 86_400_000

/** The axis above the bars of the table, and below it that the days are drawn narrower. */
export function AxisHead(props: {
  readonly axis: Axis | null
  readonly view: AxisWords
  readonly zone: string
}): ReactElement {
  const { axis, zone } = props
  if (axis === null) return <div className="axis">no time is known yet</div>
  return (
    <div className="axis">
      {axisLabels(axis, props.view, { zone, wide: false }).map(({ at, text }) => (
        <span key={text} className={endOf(at)} style={{ left: `${at * 100}%` }}>
          {text}
        </span>
      ))}
    </div>
  )
}

/** How a label stands at its place: at the left end after it, at the right end before it, else over it. */
export const endOf = (at: number): string => (at < 0.05 ? 'at-start' : at > 0.93 ? 'at-end' : 'at-middle')

/** Says how the axis was drawn: narrower days, and what is not drawn at all. */
export function AxisNote({
  axis,
  now,
  zone,
}: {
  readonly axis: Axis
  readonly now: string
  readonly zone: string
}): ReactElement {
  return (
    <p className="label">
      {axis.bend !== null &&
        `${whenOf(axis.from, now, zone)} to ${whenOf(axis.bend, now, zone)} is drawn narrower than the night. `}
      {!axis.toNow && `After ${whenOf(axis.until, now, zone)} nothing is drawn.`}
    </p>
  )
}

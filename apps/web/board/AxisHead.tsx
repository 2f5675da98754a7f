import type { ReactElement } from 'react'
import { dayOf, timeOf, whenOf } from '../parts/clock.ts'
import { labelSpan, labelsThatFit, markPlace, type Axis, type AxisLabel } from './cover.ts'

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
  const labels: AxisLabel[] = [
    { at: 0, text: shortDay(axis.from, zone), rank: 3 },
    {
      at: 1,
      text: axis.toNow ? (wide ? `${timeOf(axis.until, zone)} now` : 'now') : timeOf(axis.until, zone),
      rank: 2,
    },
  ]
  const add = (at: string | null, text: (when: string) => string, rank: number): void => {
    const place = at === null ? null : markPlace(at, axis, 1)
    if (at !== null && place !== null) labels.push({ at: place, text: text(at), rank })
  }
  // Among the days a time alone would be read as one of the night.
  const moment = (at: string): string =>
    axis.bend !== null && at < axis.bend ? `${shortDay(at, zone)} ${timeOf(at, zone)}` : timeOf(at, zone)
  add(view.firstEvilAt, (at) => moment(at) + (wide ? ' first sign' : ''), 0)
  add(view.isolationAt, (at) => moment(at) + (wide ? ' last pulled' : ''), 1)
  if (wide && axis.bend !== null) {
    add(axis.bend, (at) => `${shortDay(at, zone)} ${timeOf(at, zone)}`, 4)
    for (let ms = Date.parse(axis.from) + DAY_MS; ms < Date.parse(axis.bend); ms += DAY_MS)
      add(new Date(ms).toISOString(), (at) => shortDay(at, zone), 5)
  }
  const letter = wide ? LETTER_WIDE : LETTER_NARROW
  return labelsThatFit(labels, letter).map((label) => {
    const [left, right] = labelSpan(label, letter)
    return { ...label, at: (left + right) / 2 }
  })
}

const DAY_MS = 86_400_000
/** The width of a letter as a part of the axis: of the lanes, and of the bars of a table (15 rem). */
const LETTER_WIDE = 0.0075
const LETTER_NARROW = 0.033

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
        <span key={text} style={{ left: `${at * 100}%` }}>
          {text}
        </span>
      ))}
    </div>
  )
}

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

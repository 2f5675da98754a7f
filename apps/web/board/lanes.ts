import type { ServerStory, StoryLine } from '@codedark/domain/board'
import type { TimeSpan } from '@codedark/domain/triage'
import { markPlace, notSearched, shortChannel, type Axis, type Stretch } from './cover.ts'

/** A mark of a lane: one line of the list below, or several that stand too near. */
export interface LaneMark {
  /** 0 to 1 along the axis. */
  readonly at: number
  readonly mark: StoryLine['mark']
  /** Numbers of the list below: '4' or '4–7'. */
  readonly numbers: string
}

/** One lane: people, one log, or other servers' logs. */
export interface Lane {
  readonly name: string
  /** What is not known of it, 0 to 1; null for people, who are no log. */
  readonly holes: readonly Stretch[] | null
  /** Words on the largest hole, if any. */
  readonly words: string | null
  readonly marks: readonly LaneMark[]
}

/** A line of the list with its number; gaps and entries that nobody told have none. */
export interface NumberedLine {
  readonly line: StoryLine
  readonly number: number | null
}

/** Evidence, sightings and statements are numbered in the order of the list. */
export function numbered(lines: readonly StoryLine[]): readonly NumberedLine[] {
  let count = 0
  return lines.map((line) => {
    const counts = line.kind === 'evidence' || (line.kind !== 'gap' && line.lane !== 'Record')
    if (counts) count += 1
    return { line, number: counts ? count : null }
  })
}

/** Two marks nearer than this share one, as a part of the axis. */
const NEAR = 0.018

/** The lanes of a story, in their order on the page: people, the three logs, any other log, other servers' logs. */
export function lanesOf(story: ServerStory, axis: Axis): readonly Lane[] {
  const lines = numbered(story.lines)
  const channels = story.verdict?.channels ?? []
  const shown = story.row.coverage.map(({ channel, covered }) => ({ channel, covered }))
  const others = channels
    .filter(({ channel }) => !shown.some((one) => same(one.channel, channel)))
    .map((covered) => ({ channel: covered.channel, covered }))
  const logs = [...shown, ...others].map(({ channel, covered }): Lane => {
    const holes = notSearched(covered, axis, 1)
    const gap = covered?.gaps.at(-1)
    return {
      name: shortChannel(channel),
      holes,
      words: covered === null ? 'no log received' : gap === undefined ? null : GAP_WORDS[gap.kind],
      marks: marksOf(lines, axis, (lane) => same(lane, channel)),
    }
  })
  return [
    { name: 'People', holes: null, words: null, marks: marksOf(lines, axis, (lane) => lane === 'People') },
    ...logs,
    othersLane(
      story,
      axis,
      marksOf(lines, axis, (lane) => lane === OTHERS),
    ),
  ]
}

const GAP_WORDS = {
  cleared: 'cleared',
  'missing-records': 'records missing',
  unreadable: 'not readable',
  'rolled-over': 'rolled over',
} as const

const OTHERS = 'Others’ logs'

function othersLane(story: ServerStory, axis: Axis, marks: readonly LaneMark[]): Lane {
  const { others } = story
  const spans: readonly TimeSpan[] = others?.spans ?? []
  const words =
    others === null
      ? 'nobody has looked for it in other logs'
      : others.servers === 0
        ? 'no other log that was read names it'
        : `${others.servers} other ${others.servers === 1 ? 'server names' : 'servers name'} it`
  return { name: OTHERS, holes: notSearched({ spans }, axis, 1), words, marks }
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const WORST: readonly StoryLine['mark'][] = ['hit-seen', 'hit', 'suspect', 'tested', 'said-person', 'said']

function marksOf(
  lines: readonly NumberedLine[],
  axis: Axis,
  belongs: (lane: string) => boolean,
): readonly LaneMark[] {
  const placed = lines
    .flatMap(({ line, number }) => {
      const at =
        line.at === null || number === null || !belongs(line.lane) ? null : markPlace(line.at, axis, 1)
      return at === null || number === null ? [] : [{ at, number, mark: line.mark }]
    })
    .toSorted((a, b) => a.at - b.at)
  const groups: (typeof placed)[] = []
  for (const one of placed) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && one.at - last.at < NEAR) group.push(one)
    else groups.push([one])
  }
  return groups.map((group) => {
    const numbers = group.map(({ number }) => number)
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
    const worst = WORST.find((name) => group.some(({ mark }) => mark === name)) ?? 'context'
    const middle = ((group[0]?.at ?? 0) + (group.at(-1)?.at ?? 0)) / 2
    return { at: middle, mark: worst, numbers: low === high ? String(low) : `${low}–${high}` }
  })
}

import type { ServerStory, ServersView } from '@codedark/domain/board'
import { axisOf, type Axis } from './cover.ts'

/** One axis for the bars of all servers. */
export function axisOfServers(view: ServersView): Axis | null {
  const covered = view.rows.flatMap((row) => row.coverage.flatMap(({ covered: one }) => one ?? []))
  return axisOf({
    firstEvilAt: view.firstEvilAt,
    isolationAt: view.isolationAt,
    marks: view.rows.flatMap(({ marks }) => marks.map(({ at }) => at)),
    logs: covered.flatMap(({ firstAt, lastAt }) => [firstAt, lastAt]),
    now: view.header.now,
  })
}

/** The axis of one server's lanes. */
export function axisOfStory(story: ServerStory): Axis | null {
  const channels = story.verdict?.channels ?? []
  return axisOf({
    firstEvilAt: story.firstEvilAt,
    isolationAt: story.isolationAt,
    marks: story.lines.flatMap(({ at, kind, lane }) =>
      at !== null && (kind === 'evidence' || (kind !== 'gap' && lane !== 'Record')) ? [at] : [],
    ),
    logs: channels.flatMap(({ firstAt, lastAt }) => [firstAt, lastAt]),
    now: story.header.now,
  })
}

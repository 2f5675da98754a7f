import type { ReactElement } from 'react'
import type { ServerStory, StoryLine } from '@codedark/domain/board'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { follow } from '../parts/route.ts'
import { Unknown } from '../parts/Unknown.tsx'
import { shortChannel } from './cover.ts'
import { numbered } from './lanes.ts'

/** Evidence, gaps and what people told, in order of time. Enter on a finding opens it down to its record. */
export function StoryList({
  story,
  now,
}: {
  readonly story: ServerStory
  readonly now: string
}): ReactElement {
  const list = useRows<HTMLTableSectionElement>()
  if (story.lines.length === 0)
    return (
      <Unknown>
        <p>Nothing is held of this server: no log, no sighting, no statement.</p>
      </Unknown>
    )
  const zone = story.header.timeZone
  return (
    <table className="story-list">
      <thead className="only-read">
        <tr>
          <th>Number</th>
          <th>When</th>
          <th>What</th>
          <th>Where it stands</th>
        </tr>
      </thead>
      <tbody ref={list} data-rows>
        {numbered(story.lines).map(({ line, number }, index) => (
          // Two pieces of evidence may agree in every word.
          <tr key={`${index} ${line.source}`} data-state={line.kind === 'gap' ? 'unknown' : line.kind}>
            <td className={line.kind === 'gap' ? 'hatch gap' : 'numbered'} data-hatched={line.kind === 'gap'}>
              {number !== null && <span className="number-ring">{number}</span>}
            </td>
            <th scope="row">{spanOf(line, now, zone)}</th>
            <td>
              {line.kind === 'gap' ? (
                <>
                  <b>Not known.</b> {line.text} {line.ask}
                </>
              ) : (
                <>
                  <Mark name={line.mark} /> {line.text}
                </>
              )}
            </td>
            <td className="label">
              <Source line={line} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** When: an instant; of a gap 'to 17 Jan 04:10', 'from …', or 'at all times'. */
function spanOf(line: StoryLine, now: string, zone: string): string {
  if (line.kind !== 'gap') return whenOf(line.at, now, zone)
  const until = line.until === null ? null : whenOf(line.until, now, zone)
  if (line.at === null) return until === null ? 'at all times' : `to ${until}`
  const from = whenOf(line.at, now, zone)
  return until === null ? `from ${from}` : `${from} to ${until}`
}

function Source({ line }: { readonly line: StoryLine }): ReactElement {
  const where = line.source ?? `gap, ${shortChannel(line.lane)}`
  return (
    <>
      {line.findingId === null ? (
        where
      ) : (
        <a data-row tabIndex={-1} href={`/findings/${encodeURIComponent(line.findingId)}`} onClick={follow}>
          {where}
        </a>
      )}
      {line.rule !== null && `. Rule “${line.rule.title}” by ${line.rule.author}, ${line.rule.level}`}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { ServerStory } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { NotKnown, NotRead, Unknown } from '../parts/Unknown.tsx'
import { AnswerMark, Said } from './Hit.tsx'

/** One server: what we hold in order of time, gaps like evidence, and what is missing. */
export function Story({ id, now }: { readonly id: string; readonly now: string }): ReactElement {
  const path = `/api/servers/${encodeURIComponent(id)}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<ServerStory>(path) })
  if (read.data === undefined) return <NotRead what={`The story of ${id}`} error={read.error} />
  const story = read.data
  const { row } = story
  const never = row.coverage.filter(({ covered }) => covered === null)
  return (
    <>
      {read.error !== null && <NotRead what="The newest state of this server" error={read.error} />}
      <h1>{row.id}</h1>
      <p>
        {row.serviceName}, {row.site}.{' '}
        {story.aliases.length > 0 && `Also called ${story.aliases.join(', ')}. `}
        {story.ip}
      </p>
      <p>
        Encryption: <AnswerMark answer={row.encryption} seen={row.seenByPerson} /> · Intrusion:{' '}
        <AnswerMark answer={row.intrusion} seen={false} /> · <Said what="network" said={row.connection} /> ·{' '}
        <Said what="power" said={row.power} />
      </p>
      {story.verdict === null ? (
        <Unknown>
          <p>There is no verdict on this server: nobody has looked.</p>
        </Unknown>
      ) : (
        <ul className="list">
          {story.verdict.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <h2>What we hold, in order of time</h2>
      <ol className="list">
        {never.map(({ channel }) => (
          <li key={channel}>
            <NotKnown>{channel}: no log was ever received.</NotKnown> Collect it.
          </li>
        ))}
        {(story.verdict?.missing ?? []).map((missing) => (
          <li key={missing}>
            <NotKnown>Missing:</NotKnown> {missing}
          </li>
        ))}
        {story.lines.map((line, index) => (
          // Two pieces of evidence may agree in every word.
          <li key={`${index} ${line.source}`} data-hatched={line.kind === 'gap' ? 'true' : undefined}>
            <Mark name={line.kind === 'gap' ? 'blind' : line.mark} />{' '}
            <b>
              {whenOf(line.at, now, story.header.timeZone)}
              {line.until !== null && ` to ${whenOf(line.until, now, story.header.timeZone)}`}
            </b>{' '}
            {line.text}{' '}
            <span className="label">
              {line.lane}
              {line.source !== null && `, ${line.source}`}
              {line.rule !== null && `. Rule “${line.rule.title}” by ${line.rule.author}, ${line.rule.level}`}
            </span>
          </li>
        ))}
      </ol>
      <p>
        {story.linesLeftOut > 0 && `${story.linesLeftOut} more lines of evidence are not shown here. `}
        {story.contextFindings === null
          ? 'How many findings of context there are is not known here: findings.jsonl of the triage run has them.'
          : `${story.contextFindings} findings of context, which move no verdict.`}
      </p>
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { ServerStory } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { timeOf, whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { follow } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { answerWords } from './answer-words.ts'
import { axisOfStory } from './axis-of.ts'
import { Lanes } from './Lanes.tsx'
import { AnswerMark, Said } from './Marked.tsx'
import { More } from './VerdictMore.tsx'
import { StoryNotes } from './StoryNotes.tsx'
import { StoryList } from './StoryList.tsx'
import type { FormKind } from './forms.ts'

/** One server: what we hold in order of time, gaps like evidence, and what is missing. */
export function Story(props: {
  readonly id: string
  readonly now: string
  readonly onRecord: (form: FormKind, server: string) => void
}): ReactElement {
  const { id, now } = props
  const path = `/api/servers/${encodeURIComponent(id)}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<ServerStory>(path) })
  if (read.data === undefined) return <NotRead what={`The story of ${id}`} error={read.error} />
  const story = read.data
  const axis = axisOfStory(story)
  return (
    <div className="land">
      {read.error !== null && <NotRead what="The newest state of this server" error={read.error} />}
      <Title story={story} />
      <Verdict story={story} now={now} />
      <p className="no-print record-links">
        {FORMS.map(([form, words]) => (
          <button key={form} type="button" className="plain" onClick={() => props.onRecord(form, id)}>
            {words}
          </button>
        ))}
      </p>
      {axis !== null && <Lanes story={story} axis={axis} now={now} />}
      {story.verdict !== null && <More verdict={story.verdict} from={REASONS_FIRST} />}
      <StoryNotes story={story} now={now} />
      <h2>What we hold, in order of time</h2>
      <StoryList story={story} now={now} />
      <Context story={story} />
    </div>
  )
}

/** How many reasons stand above the lanes; the rest follow below them. */
const REASONS_FIRST = 3

const FORMS: readonly (readonly [FormKind, string])[] = [
  ['sighting', 'Record a sighting'],
  ['connection', 'Record the network'],
  ['power', 'Record the power'],
  ['comment', 'Add a remark'],
]

function Title({ story }: { readonly story: ServerStory }): ReactElement {
  const { row } = story
  const also = [...story.aliases, ...(story.ip === '' ? [] : [story.ip])]
  return (
    <>
      <p className="crumbs">
        <a href="/hit" onClick={follow}>
          Hit
        </a>{' '}
        / {row.serviceName}
        {row.site === '' ? '' : ` / site ${row.site}`}
      </p>
      <h1 className="server-title">
        {row.id}{' '}
        <span>
          {row.serviceName}
          {row.site === '' ? '' : `, site ${row.site}`}.
          {also.length > 0 && ` Also called ${also.join(', ')}.`}
        </span>
      </h1>
    </>
  )
}

function Verdict({ story, now }: { readonly story: ServerStory; readonly now: string }): ReactElement {
  const { row, verdict } = story
  const { mark, word } = answerWords(row.verdict, row.seenByPerson)
  const zone = story.header.timeZone
  if (verdict === null)
    return (
      <Unknown>
        <p className="answer-text">
          <b>Not known.</b> There is no verdict on this server: nobody has looked.
        </p>
        <p>
          <Said what="network" said={row.connection} /> · <Said what="power" said={row.power} />
        </p>
      </Unknown>
    )
  return (
    <div className="verdict">
      <p className="answer-text" data-state={mark === 'blind' ? 'unknown' : word}>
        <Mark name={mark} />{' '}
        <b>{word === 'no sign' ? 'No sign in what was searched.' : `${capital(word)}.`}</b> Encryption:{' '}
        <AnswerMark answer={row.encryption} seen={row.seenByPerson} />. Intrusion:{' '}
        <AnswerMark answer={row.intrusion} seen={false} />.
        {verdict.window !== null &&
          ` Window: ${whenOf(verdict.window.from, now, zone)} to ${whenOf(verdict.window.until, verdict.window.from, zone)}.`}
      </p>
      <p>
        <Said what="Network" said={row.connection} />
        <By said={row.connection} zone={zone} />. <Said what="Power" said={row.power} />
        <By said={row.power} zone={zone} />.
      </p>
      <ul className="reasons">
        {verdict.reasons.slice(0, REASONS_FIRST).map((reason) => (
          <li key={reason}>
            {/\bnot known\b/iu.test(reason) && <Mark name="blind" />} {reason}
          </li>
        ))}
        {verdict.missing.map((missing) => (
          <li key={missing} data-state="unknown">
            <Mark name="blind" /> <b>Not known:</b> {missing}
          </li>
        ))}
      </ul>
    </div>
  )
}

function By({
  said,
  zone,
}: {
  readonly said: ServerStory['row']['connection']
  readonly zone: string
}): ReactElement {
  return said.by === null ? (
    <></>
  ) : (
    <>
      {' '}
      {timeOf(said.at, zone)} ({said.by})
    </>
  )
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

function Context({ story }: { readonly story: ServerStory }): ReactElement {
  return (
    <p>
      {story.linesLeftOut > 0 &&
        `${story.linesLeftOut} more pieces of evidence are not shown here; findings.jsonl of the run has all. `}
      {story.contextFindings === null ? (
        <span data-state="unknown">
          <Mark name="blind" /> How many findings of context there are is not known here: findings.jsonl of
          the run has them.
        </span>
      ) : story.contextFindings === 0 ? (
        'No finding of context.'
      ) : (
        <a href={`/servers/${encodeURIComponent(story.row.id)}/context`} onClick={follow}>
          {story.contextFindings} findings of context, which move no verdict
        </a>
      )}
    </p>
  )
}

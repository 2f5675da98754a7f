import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { NoticePerson, NoticesPage, NoticeView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { dueOf, isNew, timeOf, whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { follow, useAt, viewAt } from '../parts/route.ts'
import { Changed, New } from '../parts/Status.tsx'
import { KnowsLinks } from './KnowsLinks.tsx'
import { useWho } from '../parts/session.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { ActPanel } from './ActPanel.tsx'
import { answerAct, sentWords } from './notice-acts.ts'

interface KnowsProps {
  readonly now: string
  readonly frozen: boolean
}

interface When {
  readonly now: string
  readonly zone: string
  readonly frozen: boolean
}

/** Question 5: every notice with its clock running, and of each person sent, read, acknowledged, decided. */
export function Knows(props: KnowsProps): ReactElement {
  const { now, frozen } = props
  const path = viewAt('/api/notices', useAt())
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<NoticesPage>(path) })
  const who = useWho()
  const [answering, setAnswering] = useState<string | null>(null)
  const list = useRows<HTMLDivElement>()
  if (read.data === undefined) return <NotRead what="The notices" error={read.error} />
  const view = read.data
  const when = { now, zone: view.header.timeZone, frozen }
  const open = view.notices.filter(({ state }) => state === 'climbs' || state === 'held')
  const answered = view.notices.find(({ notice }) => notice === answering)
  const fresh = view.notices.filter(({ raisedAt }) => isNew(raisedAt, now))
  return (
    <>
      {read.error !== null && <NotRead what="The newest state of the notices" error={read.error} />}
      <KnowsLinks here="/knows" />
      <h1>Who must know, and do they?</h1>
      <Changed words={fresh.length === 0 ? '' : `New: ${fresh.map(({ notice }) => notice).join(', ')}`} />
      <Standing view={view} open={open} when={when} />
      <div ref={list} data-rows>
        {view.notices.map((notice) => (
          <NoticeSection key={notice.notice} notice={notice} when={when} onAnswer={setAnswering} />
        ))}
      </div>
      {answered !== undefined && (
        <ActPanel
          key={answered.notice}
          act={answerAct(answered, { now, zone: when.zone }, who.roles)}
          lost={frozen}
          onClose={() => setAnswering(null)}
        />
      )}
    </>
  )
}

const CHANNELS = { sms: 'SMS', mail: 'mail', webhook: 'pager', paper: 'paper' } as const

function Standing(props: {
  readonly view: NoticesPage
  readonly open: readonly NoticeView[]
  readonly when: When
}): ReactElement {
  const { view, open, when } = props
  const { callTree, channels } = view
  return (
    <>
      {view.notices.length === 0 ? (
        <Unknown>
          <p className="answer-text">
            <b>Nothing was raised yet.</b> No evidence is filed, so nobody was told of any.{' '}
            <a href="/evidence" onClick={follow}>
              File evidence
            </a>
          </p>
        </Unknown>
      ) : (
        <p className="answer-text">
          <b>
            {open.length} of {view.notices.length} notices {open.length === 1 ? 'is' : 'are'} not decided.
          </b>{' '}
          Nothing closes by itself. What they are about:{' '}
          <a href="/evidence" onClick={follow}>
            evidence
          </a>
        </p>
      )}
      {callTree.importedAt === null ? (
        <p data-state="unknown">
          <Mark name="blind" /> <b>No call tree is imported:</b> notices reach nobody but this board.
        </p>
      ) : (
        <p className="label">
          Call tree of {whenOf(callTree.importedAt, when.now, when.zone)}, {callTree.people} people. Ways:
          this board, {[...channels.map((one) => CHANNELS[one]), 'paper'].join(', ')}.
        </p>
      )}
      {callTree.misfit && (
        <p className="error" role="alert">
          The names and numbers that are kept are not those of the last import: import the call tree again.
        </p>
      )}
    </>
  )
}

function NoticeSection(props: {
  readonly notice: NoticeView
  readonly when: When
  readonly onAnswer: (notice: string) => void
}): ReactElement {
  const { notice, when, onAnswer } = props
  const { decided, subject } = notice
  const done = decided !== null
  const past = useAt() !== null
  return (
    <section className="notice" data-state={notice.state}>
      <h2>
        <Mark name={done ? 'decided' : 'decide'} /> {notice.notice}{' '}
        {subject.kind === 'evidence' ? (
          <a href={`/evidence/${subject.id}`} onClick={follow}>
            {notice.about}
          </a>
        ) : (
          notice.about
        )}{' '}
        {isNew(notice.raisedAt, when.now) && <New time={timeOf(notice.raisedAt, when.zone)} />}
      </h2>
      <p>
        <NextStep notice={notice} when={when} />
      </p>
      {notice.emptySteps > 0 && !done && (
        <p data-state="unknown">
          <Mark name="blind" /> {notice.emptySteps} {notice.emptySteps === 1 ? 'step was' : 'steps were'}{' '}
          empty: nobody is listed for them.
        </p>
      )}
      <People notice={notice} when={when} />
      {notice.state !== 'closed' && !past && (
        <Button
          variant="default"
          className="no-print"
          data-row
          tabIndex={-1}
          onClick={() => onAnswer(notice.notice)}
        >
          Answer {notice.notice}
        </Button>
      )}
    </section>
  )
}

function NextStep({ notice, when }: { readonly notice: NoticeView; readonly when: When }): ReactElement {
  const { next, decided } = notice
  const { now, zone } = when
  if (decided !== null)
    return (
      <>
        <b>
          Decided {whenOf(decided.at, now, zone)} by {decided.role}
          {decided.by === null ? '' : `, ${decided.by}`}:
        </b>{' '}
        {decided.text}
        {notice.closedEntry !== null && <span className="label"> Put away, #{notice.closedEntry}.</span>}
      </>
    )
  if (next === null) return <>No step is left.</>
  return (
    <>
      <b>
        Next step up {timeOf(next.at, zone)} ({dueOf(next.at, now, zone, when.frozen)}):
      </b>{' '}
      {next.roles.join(', ')}
      {next.outside ? ', outside the hospital: only whom to call' : ''}.
      {next.heldBy !== null && ` Held by ${next.heldBy} until then.`}
    </>
  )
}

function People(props: { readonly notice: NoticeView; readonly when: When }): ReactElement {
  const { notice, when } = props
  if (notice.people.length === 0)
    return (
      <p data-state="unknown">
        <Mark name="blind" /> Nobody was asked yet.
      </p>
    )
  return (
    <div className="scroll" role="region" tabIndex={0} aria-label={`People of ${notice.notice}`}>
      <table className="blocks people-asked">
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">Sent</th>
            <th scope="col">Read</th>
            <th scope="col">Acknowledged</th>
            <th scope="col">Decided</th>
          </tr>
        </thead>
        <tbody>
          {notice.people.map((person) => (
            <Person key={`${person.role} ${person.contact}`} {...props} person={person} when={when} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Person(props: {
  readonly notice: NoticeView
  readonly person: NoticePerson
  readonly when: When
}): ReactElement {
  const { person, when, notice } = props
  const time = (at: string): string => whenOf(at, when.now, when.zone)
  const { acknowledged } = person
  const form = person.contact === null ? null : `/api/notices/${notice.notice}/form?to=${person.contact}`
  return (
    <tr>
      <th scope="row" data-l="Who">
        {person.roleName}
        {person.name === null ? '' : `, ${person.name}`}
        {person.outside && <span className="label"> outside</span>}
      </th>
      <td data-l="Sent" data-state={person.sent === null ? 'unknown' : 'known'}>
        <Mark name={person.sent === null ? 'blind' : person.sent.channel === 'paper' ? 'tested' : 'said'} />{' '}
        {sentWords(person, time)}{' '}
        {form !== null && person.onPaper && (
          <a href={form} download className="no-print">
            form 213
          </a>
        )}
      </td>
      <Stage label="Read" at={person.readAt} time={time} />
      <td data-l="Acknowledged" data-state={acknowledged === null ? 'unknown' : 'known'}>
        {acknowledged === null ? (
          <>
            <Mark name="blind" /> not known
          </>
        ) : (
          <>
            <Mark name={acknowledged.expired ? 'stale' : 'tested'} /> {time(acknowledged.at)}{' '}
            <span className="label">
              {acknowledged.expired ? 'ran out' : 'until'} {time(acknowledged.until)}
            </span>
          </>
        )}
      </td>
      <Stage label="Decided" at={person.decidedAt} time={time} />
    </tr>
  )
}

function Stage(props: {
  readonly label: string
  readonly at: string | null
  readonly time: (at: string) => string
}): ReactElement {
  return (
    <td data-l={props.label} data-state={props.at === null ? 'unknown' : 'known'}>
      {props.at === null ? (
        <>
          <Mark name="blind" /> not known
        </>
      ) : (
        <>
          <Mark name="tested" /> {props.time(props.at)}
        </>
      )}
    </td>
  )
}

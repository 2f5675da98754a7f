import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { FiveNumbers, SaidOrTested, ServerRow, ServersView } from '@codedark/domain/board'
import type { Answer, TimeSpan } from '@codedark/domain/triage'
import { getJson } from '../parts/api.ts'
import { Bar } from '../parts/Bar.tsx'
import { isNew, timeOf, whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { follow } from '../parts/route.ts'
import { New } from '../parts/Status.tsx'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { answerWords } from './answer-words.ts'
import { axisOf } from './cover.ts'
import { Cover } from './Cover.tsx'

/** Page 1: what is hit, in five numbers that add up, and every server with why. */
export function Hit({ now }: { readonly now: string }): ReactElement {
  const read = useQuery({ queryKey: ['/api/servers'], queryFn: () => getJson<ServersView>('/api/servers') })
  if (read.data === undefined) return <NotRead what="The list of servers" error={read.error} />
  const view = read.data
  return (
    <>
      <h1 className="only-read">What is hit, since when, how?</h1>
      {read.error !== null && <NotRead what="The newest state of the servers" error={read.error} />}
      <Numbers numbers={view.numbers} />
      {view.mayBeOpen !== null && (
        <p>
          <Mark name="decide" /> <b>Volumes on {view.mayBeOpen.servers.length} servers may still be open:</b>{' '}
          {view.mayBeOpen.servers.join(', ')}. Check at the console before anything is switched off.
        </p>
      )}
      <div className="cols">
        <Servers view={view} now={now} />
        <Side view={view} now={now} />
      </div>
    </>
  )
}

function Numbers({ numbers }: { readonly numbers: FiveNumbers }): ReactElement {
  const five = [
    ['hit-seen', numbers.seenByPerson, 'hit, seen by a person', 'bad'],
    ['hit', numbers.hitByLog, 'hit, by log', 'bad'],
    ['suspect', numbers.suspect, 'suspect', 'half'],
    ['no-sign', numbers.noSign, 'no sign in what was searched', 'fine'],
    ['blind', numbers.notKnown, 'not known', 'unknown'],
  ] as const
  return (
    <>
      <div className="numbers">
        {five.map(([mark, count, words]) => (
          <div key={mark} className="number">
            <Mark name={mark} /> <b>{count}</b>
            <br />
            {words}
          </div>
        ))}
        <div>
          together <b>{numbers.total}</b> servers
        </div>
      </div>
      <Bar parts={five.map(([, count, label, kind]) => ({ kind, count, label }))} width={1300} height={20} />
    </>
  )
}

function Servers({ view, now }: { readonly view: ServersView; readonly now: string }): ReactElement {
  const [words, setWords] = useState('')
  const [only, setOnly] = useState<Answer | 'all'>('all')
  const zone = view.header.timeZone
  const wanted = words.trim().toLowerCase()
  const shown = view.rows.filter(
    (row) =>
      (only === 'all' || row.verdict === only) &&
      `${row.id} ${row.serviceName} ${row.site}`.toLowerCase().includes(wanted),
  )
  const axis = axisOf(
    [
      view.firstEvilAt,
      ...view.rows.flatMap((row) => row.coverage.map(({ covered }) => covered?.firstAt ?? null)),
    ],
    view.header.now,
  )
  const lines = [view.firstEvilAt, view.isolationAt]
  return (
    <div>
      <div className="tools">
        <input
          type="search"
          className="find"
          aria-label="Find a server"
          placeholder="Find a server ( / )"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <fieldset className="choose">
          <legend className="only-read">Which servers</legend>
          {(['all', 'hit', 'suspect', 'blind', 'no-sign'] as const).map((choice) => (
            <label key={choice}>
              <input type="radio" name="which" checked={only === choice} onChange={() => setOnly(choice)} />
              {choice === 'all' ? 'all' : <AnswerMark answer={choice} seen={false} />}
            </label>
          ))}
        </fieldset>
        <span role="status">{shown.length} shown</span>
      </div>
      {view.rows.length === 0 ? (
        <Unknown>
          <p>No server is on the list yet. What is not on it is not known.</p>
        </Unknown>
      ) : (
        <table className="blocks">
          <thead>
            <tr>
              <th>Server</th>
              <th>Encryption</th>
              <th>Intrusion</th>
              <th>What the logs cover{axis === null ? '' : `, ${whenOf(axis.from, now, zone)} to now`}</th>
              <th>Why</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row key={row.id} row={row} axis={axis} lines={lines} now={now} zone={zone} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function Row(props: {
  readonly row: ServerRow
  readonly axis: TimeSpan | null
  readonly lines: readonly (string | null)[]
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { row, now, zone } = props
  const noLog = row.coverage.every(({ covered }) => covered === null)
  return (
    <tr>
      <th scope="row">
        <a data-row href={`/servers/${encodeURIComponent(row.id)}`} onClick={follow}>
          {row.id}
        </a>{' '}
        {isNew(row.changedAt, now) && <New time={timeOf(row.changedAt, zone)} />}
        <div className="under">
          {row.serviceName}, {row.site}. <Said what="network" said={row.connection} />
        </div>
      </th>
      <td data-l="Encryption">
        <AnswerMark answer={row.encryption} seen={row.seenByPerson} />
      </td>
      <td data-l="Intrusion">
        <AnswerMark answer={row.intrusion} seen={false} />
      </td>
      <td data-l="Logs">
        <Cover row={row} axis={props.axis} lines={props.lines} />
      </td>
      <td data-l="Why">
        {noLog && 'No log received. '}
        {row.why}
      </td>
    </tr>
  )
}

/** An answer: mark and word. */
export function AnswerMark(props: { readonly answer: Answer; readonly seen: boolean }): ReactElement {
  const { mark, word } = answerWords(props.answer, props.seen)
  return (
    <span className="nowrap">
      <Mark name={mark} /> {word}
    </span>
  )
}

/** What was said or tested of a server's network or power; hatched where nobody said anything. */
export function Said(props: { readonly what: string; readonly said: SaidOrTested }): ReactElement {
  const { confidence, state } = props.said
  if (state === 'unknown' || (confidence !== 'said' && confidence !== 'tested')) {
    return (
      <span className="nowrap">
        <Mark name="blind" /> {props.what} not known
      </span>
    )
  }
  return (
    <span className="nowrap">
      <Mark name={confidence} /> {props.what} {confidence} {state}
    </span>
  )
}

function Side({ view, now }: { readonly view: ServersView; readonly now: string }): ReactElement {
  return (
    <div className="side">
      <section>
        <div className="side-head">
          <h2>Collect next</h2>
          <b>
            {view.collectNext.length} of {view.numbers.notKnown}
          </b>
        </div>
        <ol className="list">
          {view.collectNext.map((item) => (
            <li key={item.server}>
              <b>{item.server}</b>, {item.service}
              <div className="label">{item.reason}</div>
            </li>
          ))}
        </ol>
      </section>
      {view.unassigned.length > 0 && (
        <section>
          <div className="side-head">
            <h2>Logs of no server on the list</h2>
            <b>{view.unassigned.length}</b>
          </div>
          <ul className="list">
            {view.unassigned.map((item) => (
              <li key={item.computer}>
                <Mark name="blind" /> <b>{item.computer}</b>, {item.files} files. {item.reason}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>Reading the bars</h2>
        <p>
          System, BitLocker, Security. White: searched. Hatched: not searched. Solid tick: evidence of a hit;
          half tick: suspect.{' '}
          {view.triagedAt === null
            ? 'Triage never ran.'
            : `Triage last ran ${whenOf(view.triagedAt, now, view.header.timeZone)}.`}
        </p>
      </section>
    </div>
  )
}

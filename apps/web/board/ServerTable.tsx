import { memo, useMemo, useState, type ReactElement, type ReactNode } from 'react'
import type { ServerRow, ServersView } from '@codedark/domain/board'
import type { Answer } from '@codedark/domain/triage'
import { isNew, timeOf } from '../parts/clock.ts'
import { useRows } from '../parts/page-keys.ts'
import { follow } from '../parts/route.ts'
import { Changed, New } from '../parts/Status.tsx'
import { Unknown } from '../parts/Unknown.tsx'
import { AxisHead } from './AxisHead.tsx'
import { axisOfServers } from './axis-of.ts'
import type { Axis } from './cover.ts'
import { Cover } from './Cover.tsx'
import { AnswerMark, Said } from './Marked.tsx'
import { useGradually } from './gradually.ts'

/** More rows than this are not marked one by one as new: after a run of triage all of them are, and the mark says nothing. */
const MARKED_MAX = 40

const CHOICES = ['all', 'hit', 'suspect', 'blind', 'no-sign'] as const
type Choice = (typeof CHOICES)[number]

/** All servers, worst first, with find and filters. The rows are one tab stop; J, K and the arrows walk them. */
export function ServerTable({
  view,
  now,
}: {
  readonly view: ServersView
  readonly now: string
}): ReactElement {
  const [words, setWords] = useState('')
  const [only, setOnly] = useState<Choice>('all')
  const [bySpread, setBySpread] = useState(false)
  const list = useRows<HTMLTableSectionElement>()
  const axis = useMemo(() => axisOfServers(view), [view])
  const wanted = words.trim().toLowerCase()
  const rows = bySpread ? inSpreadOrder(view.rows) : view.rows
  const shown = rows.filter((row) => (only === 'all' || row.verdict === only) && fits(row, wanted))
  const drawn = useGradually(shown.length)
  const fresh = view.rows.filter((row) => isNew(row.changedAt, now)).length
  const single = fresh <= MARKED_MAX
  const zone = view.header.timeZone
  return (
    <div>
      <Tools {...{ view, words, only, bySpread }} onWords={setWords} onOnly={setOnly} onSpread={setBySpread}>
        {shown.length} shown{single ? '' : `, ${fresh} new`}
      </Tools>
      <Changed words={fresh === 0 || !single ? '' : `${fresh} servers changed in the last 30 minutes`} />
      {view.rows.length === 0 ? (
        <Unknown>
          <p>No server is on the list yet. What is not on it is not known.</p>
        </Unknown>
      ) : (
        <table className="blocks servers">
          <thead>
            <tr>
              <th>Server</th>
              <th>Encryption</th>
              <th>Intrusion</th>
              <th className="cover-head">
                What the logs cover
                <AxisHead axis={axis} view={view} zone={zone} />
              </th>
              <th>Why</th>
            </tr>
          </thead>
          <tbody ref={list} data-rows>
            {shown.slice(0, drawn).map((row) => (
              <Row
                key={row.id}
                row={row}
                axis={axis}
                firstEvilAt={view.firstEvilAt}
                isolationAt={view.isolationAt}
                fresh={single && isNew(row.changedAt, now) ? timeOf(row.changedAt, zone) : null}
              />
            ))}
          </tbody>
        </table>
      )}
      {shown.length === 0 && view.rows.length > 0 && <p>No server on the list fits.</p>}
    </div>
  )
}

function Tools(props: {
  readonly view: ServersView
  readonly words: string
  readonly only: Choice
  readonly bySpread: boolean
  readonly onWords: (words: string) => void
  readonly onOnly: (only: Choice) => void
  readonly onSpread: (bySpread: boolean) => void
  readonly children: ReactNode
}): ReactElement {
  return (
    <div className="tools no-print">
      <input
        type="search"
        className="find"
        aria-label="Find a server, service, site, name or address"
        placeholder="Find a server ( / )"
        value={props.words}
        onChange={(event) => props.onWords(event.currentTarget.value)}
      />
      <Choose view={props.view} only={props.only} onChoose={props.onOnly} />
      <label className="spread">
        <input
          type="checkbox"
          checked={props.bySpread}
          onChange={(event) => props.onSpread(event.currentTarget.checked)}
        />{' '}
        in order of spread
      </label>
      <span role="status">{props.children}</span>
    </div>
  )
}

/** Only servers with evidence that has a time, the first hit first. */
const inSpreadOrder = (rows: readonly ServerRow[]): readonly ServerRow[] =>
  rows
    .filter(({ spreadOrder }) => spreadOrder !== null)
    .toSorted((a, b) => (a.spreadOrder ?? 0) - (b.spreadOrder ?? 0))

const fits = (row: ServerRow, wanted: string): boolean =>
  wanted === '' ||
  [row.id, row.serviceName, row.site, ...row.names].some((name) => name.toLowerCase().includes(wanted))

function Choose(props: {
  readonly view: ServersView
  readonly only: Choice
  readonly onChoose: (choice: Choice) => void
}): ReactElement {
  return (
    <fieldset className="choose">
      <legend className="only-read">Which servers</legend>
      {CHOICES.map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name="which"
            className="only-read"
            checked={props.only === choice}
            onChange={() => props.onChoose(choice)}
          />
          {choice === 'all' ? `all ${props.view.numbers.total}` : <AnswerMark answer={choice} seen={false} />}
        </label>
      ))}
    </fieldset>
  )
}

interface RowProps {
  readonly row: ServerRow
  readonly axis: Axis | null
  readonly firstEvilAt: string | null
  readonly isolationAt: string | null
  /** When it changed, if that was in the last 30 minutes. */
  readonly fresh: string | null
}

const Row = memo(function Row(props: RowProps): ReactElement {
  const { row } = props
  const noLog = row.coverage.every(({ covered }) => covered === null)
  const listed: readonly Answer[] = ['blind', 'no-sign']
  return (
    <tr className={listed.includes(row.verdict) ? 'no-print' : ''}>
      <th scope="row">
        <a data-row tabIndex={-1} href={`/servers/${encodeURIComponent(row.id)}`} onClick={follow}>
          {row.id}
        </a>{' '}
        {props.fresh !== null && <New time={props.fresh} />}
        <div className="under">
          {row.serviceName}
          {row.site === '' ? '' : `, ${row.site}`}. <Said what="network" said={row.connection} />
        </div>
      </th>
      <td data-l="Encryption">
        <AnswerMark answer={row.encryption} seen={row.seenByPerson} />
      </td>
      <td data-l="Intrusion">
        <AnswerMark answer={row.intrusion} seen={false} />
      </td>
      <td data-l="Logs">
        <Cover row={row} axis={props.axis} firstEvilAt={props.firstEvilAt} isolationAt={props.isolationAt} />
      </td>
      <td data-l="Why">
        {noLog && !/no log/i.test(row.why) && <b>No log received. </b>}
        {row.why}
      </td>
    </tr>
  )
})

/** On paper the servers that are not known, and those without a sign, are lists of names: in rows they would be 20 pages. */
export function NameLists({ view }: { readonly view: ServersView }): ReactElement {
  return (
    <div className="only-print">
      {(['blind', 'no-sign'] as const).map((answer) => {
        const rows = view.rows.filter(({ verdict }) => verdict === answer)
        const byService = [...Map.groupBy(rows, ({ serviceName }) => serviceName)]
        return (
          <section key={answer} className="name-list">
            <h2>
              <AnswerMark answer={answer} seen={false} />
              {answer === 'no-sign' ? ' in what was searched' : ''}: {rows.length} servers
            </h2>
            <p>
              {byService.map(([service, servers]) => (
                <span key={service} className="names-of">
                  <b>{service}:</b> {servers.map(({ id }) => id).join(', ')}.{' '}
                </span>
              ))}
            </p>
          </section>
        )
      })}
    </div>
  )
}

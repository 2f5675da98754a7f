import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { DeadlineRow, DeadlinesView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { dayOf, spanOf, timeOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { follow, useAt, viewAt } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { EntryForm } from './EntryForm.tsx'
import { KnowsLinks } from './KnowsLinks.tsx'

const WORDS: Readonly<Record<DeadlineRow['standing'], { readonly mark: string; readonly word: string }>> = {
  overdue: { mark: 'hit', word: 'overdue' },
  soon: { mark: 'suspect', word: 'soon' },
  running: { mark: 'no-sign', word: 'runs' },
  'without-delay': { mark: 'suspect', word: 'without undue delay' },
  'not-decided': { mark: 'blind', word: 'whether it applies is not decided' },
  waiting: { mark: 'blind', word: 'waits' },
  submitted: { mark: 'tested', word: 'submitted' },
  'does-not-apply': { mark: 'decided', word: 'does not apply' },
}

const WAITS: Readonly<Record<NonNullable<DeadlineRow['waitsFor']>, string>> = {
  awareness: 'for the decision since when the hospital is aware',
  request: 'for a request',
  submission: 'for the submission of the notification',
  handling: 'for the end of the incident; until then the progress report',
}

interface When {
  readonly now: string
  readonly zone: string
}

/** Clocks set by law and by the hospital, the nearest end first. */
export function Deadlines(props: { readonly now: string; readonly frozen: boolean }): ReactElement {
  const path = viewAt('/api/deadlines', useAt())
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<DeadlinesView>(path) })
  const list = useRows<HTMLTableSectionElement>()
  if (read.data === undefined) return <NotRead what="The deadlines" error={read.error} />
  const view = read.data
  const when = { now: props.now, zone: view.header.timeZone }
  // The record may be ahead of the clock: then it is counted by the record.
  const counted = Date.parse(view.countedNow) > Date.parse(props.now) ? view.countedNow : props.now
  return (
    <>
      <KnowsLinks here="/deadlines" />
      <h1>What must be submitted, and by when?</h1>
      {read.error !== null && <NotRead what="The newest state of the deadlines" error={read.error} />}
      <Awareness view={view} when={when} />
      {view.clockNote !== null && <Notice text={view.clockNote} />}
      {view.replay !== null && <Notice text={view.replay} />}
      <table className="blocks deadlines">
        <thead>
          <tr>
            <th>What, to whom</th>
            <th>Standing</th>
            <th>Act by</th>
            <th>Regulation 1182/71, one reading</th>
            <th>Draft, for DPO and counsel</th>
          </tr>
        </thead>
        <tbody ref={list} data-rows>
          {view.rows.map((row) => (
            <Row key={row.id} row={row} counted={counted} frozen={props.frozen} zone={when.zone} />
          ))}
        </tbody>
      </table>
      <Forms view={view} when={when} />
      <p className="label">
        Codedark submits nothing itself. A submission is what somebody recorded as submitted.
      </p>
    </>
  )
}

const Notice = ({ text }: { readonly text: string }): ReactElement => (
  <p className="answer-text" role="alert" data-state="unknown">
    <Mark name="blind" /> <b>{text}</b>
  </p>
)

const instantWords = (at: string, zone: string): string => `${dayOf(at, zone)} ${timeOf(at, zone)}`

function Awareness({ view, when }: { readonly view: DeadlinesView; readonly when: When }): ReactElement {
  const { awareness, handled } = view
  if (awareness === null)
    return (
      <Unknown>
        <p className="answer-text">
          <b>No clock runs.</b> Since when the hospital is aware, nobody has decided yet.
        </p>
      </Unknown>
    )
  return (
    <p className="answer-text">
      <b>Aware since {instantWords(awareness.at, when.zone)}</b>, decided by {awareness.by}:{' '}
      {awareness.reason} #{awareness.entry}
      {awareness.corrected.length > 0 &&
        `, corrects ${awareness.corrected.map((one) => `#${one}`).join(', ')}`}
      .
      {handled !== null && ` Handled since ${instantWords(handled.at, when.zone)}, decided by ${handled.by}.`}
    </p>
  )
}

/** The clock running: what is left, or by how much it is over; nothing while the server is not heard. */
function leftOf(exact: string, counted: string, frozen: boolean): string {
  const left = Date.parse(exact) - Date.parse(counted)
  if (frozen) return 'the clock stands: no contact'
  return left < 0 ? `${spanOf(-left)} over` : `in ${spanOf(left)}`
}

/** Why there is no instant to act by: an empty cell would say that there is nothing to do. */
const noInstant = ({ standing }: DeadlineRow): string =>
  standing === 'waiting' ? 'does not run yet' : 'no number of hours is set'

function Row(props: {
  readonly row: DeadlineRow
  readonly counted: string
  readonly frozen: boolean
  readonly zone: string
}): ReactElement {
  const { row, counted, zone, frozen } = props
  const { mark, word } = WORDS[row.standing]
  const hatched =
    row.standing === 'not-decided' || (row.standing === 'waiting' && row.waitsFor === 'awareness')
  const open = row.standing === 'running' || row.standing === 'soon' || row.standing === 'overdue'
  return (
    <tr>
      <th scope="row">
        <a href={`/deadlines/${row.id}`} onClick={follow} data-row tabIndex={-1}>
          {row.title}
        </a>
        <div className="label">
          {row.law === 'own' ? '' : `${row.law}, `}
          {row.ref}. To: {row.to === '' ? 'not known' : row.to}
        </div>
        {row.caution !== null && <div className="label">{row.caution}</div>}
      </th>
      <td
        data-l="Standing"
        className={hatched ? 'hatch care-unknown' : ''}
        data-state={hatched ? 'unknown' : row.standing}
        data-hatched={hatched}
      >
        <div className={hatched ? 'plate' : ''}>
          <Mark name={mark} /> <b>{word}</b>
          {row.waitsFor !== null && row.standing === 'waiting' && ` ${WAITS[row.waitsFor]}`}
        </div>
        {row.submitted !== null && (
          <div>
            {instantWords(row.submitted.at, zone)}
            {row.late && <b> (late)</b>}, by {row.submitted.by}, {row.submitted.reference} #
            {row.submitted.entry}
          </div>
        )}
        {row.scope !== null && (
          <div>
            {row.scope.applies ? 'Applies' : 'Does not apply'}: {row.scope.by}, {row.scope.reason}
          </div>
        )}
      </td>
      <td data-l="Act by">
        {row.exact !== null && <b className="nowrap">{instantWords(row.exact, zone)}</b>}
        {row.exact === null && <span className="label">{noInstant(row)}</span>}
        {row.exact !== null && open && <div>{leftOf(row.exact, counted, frozen)}</div>}
        {row.dayOff !== null && <div className="label">falls on: {row.dayOff}</div>}
      </td>
      <td data-l="1182/71">
        {row.reading !== null && <span className="nowrap">{instantWords(row.reading, zone)}</span>}
        {row.passedOver.length > 0 && (
          <div className="label">
            past {row.passedOver.map(({ day, why }) => `${day} (${why})`).join(', ')}
          </div>
        )}
      </td>
      <td data-l="Draft">
        <a href={`/api/deadlines/${row.id}/draft.pdf`} target="_blank" rel="noreferrer">
          PDF
        </a>
      </td>
    </tr>
  )
}

const DECIDED = [
  { name: 'decidedBy', label: 'Decided by', kind: 'text', description: 'Name and role' },
  { name: 'reason', label: 'Reason', kind: 'words' },
] as const

function Forms({ view, when }: { readonly view: DeadlinesView; readonly when: When }): ReactElement {
  const of = (test: (row: DeadlineRow) => boolean) => ({
    ...{ name: 'deadline', label: 'Which', kind: 'choice' as const },
    options: view.rows.filter(test).map(({ id, title }) => ({ value: id, label: title })),
  })
  const yesNo = [
    { value: 'yes', label: 'It applies' },
    { value: 'no', label: 'It does not apply' },
  ]
  return (
    <div className="row">
      <EntryForm
        title={view.awareness === null ? 'Decide since when we are aware' : 'Correct since when we are aware'}
        path="/api/deadlines/awareness"
        fields={[{ name: 'awareAt', label: 'Aware since', kind: 'instant' }, ...DECIDED]}
        {...when}
      />
      <EntryForm
        title="Record a submission"
        path="/api/deadlines/submissions"
        fields={[
          of(() => true),
          { name: 'submittedAt', label: 'Submitted at', kind: 'instant' },
          { name: 'submittedBy', label: 'Submitted by', kind: 'text' },
          { name: 'reference', label: 'Reference', kind: 'text', description: 'Number or receipt' },
        ]}
        {...when}
      />
      <EntryForm
        title="Decide whether one applies"
        path="/api/deadlines/scopes"
        fields={[
          of(() => true),
          { name: 'applies', label: 'Here', kind: 'choice', options: yesNo },
          ...DECIDED,
        ]}
        {...when}
      />
      <EntryForm
        title="Record a request of an authority"
        path="/api/deadlines/requests"
        fields={[
          of(({ onRequest }) => onRequest),
          { name: 'requestedAt', label: 'Asked at', kind: 'instant' },
          { name: 'requestedBy', label: 'Asked by', kind: 'text' },
        ]}
        {...when}
      />
      <EntryForm
        title="Decide that the incident is handled"
        path="/api/deadlines/handled"
        fields={[{ name: 'handledAt', label: 'Handled since', kind: 'instant' }, ...DECIDED]}
        {...when}
      />
    </div>
  )
}

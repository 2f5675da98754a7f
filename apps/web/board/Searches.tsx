import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { SearchesView, SearchRow } from '@codedark/domain/board'
import {
  SEARCH_ANSWER_WORDS,
  SEARCH_ANSWERS,
  SEARCH_CHANNEL_WORDS,
  SEARCH_CHANNELS,
  SEARCH_METHOD_WORDS,
  SEARCH_METHODS,
  type SearchAnswer,
} from '@codedark/domain/incident'
import { getJson } from '../parts/api.ts'
import { Bar } from '../parts/Bar.tsx'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { follow, useAt, viewAt } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import type { Field } from './entry-form.ts'
import { EntryForm } from './EntryForm.tsx'
import { useGradually } from './gradually.ts'
import { KnowsLinks } from './KnowsLinks.tsx'

const MARKS: Readonly<Record<SearchAnswer, string>> = {
  found: 'hit-seen',
  nothing: 'no-sign',
  cannot: 'blind',
  'not-searched': 'blind',
}

const choices = <Value extends string>(values: readonly Value[], words: Readonly<Record<Value, string>>) =>
  values.map((value) => ({ value, label: words[value] }))

const FIELDS: readonly Field[] = [
  {
    ...{ name: 'answer', label: 'What came of it', kind: 'choice' },
    options: choices(SEARCH_ANSWERS, SEARCH_ANSWER_WORDS),
  },
  {
    ...{ name: 'method', label: 'How', kind: 'choice' },
    options: choices(SEARCH_METHODS, SEARCH_METHOD_WORDS),
  },
  { name: 'searchedBy', label: 'Searched by', kind: 'text', description: 'Name and role' },
  { name: 'searchedAt', label: 'Searched at', kind: 'instant' },
  { name: 'coversFrom', label: 'Could be read back to', kind: 'instant', optional: true },
  { name: 'text', label: 'In words', kind: 'words', description: 'No patient names here', optional: true },
]

/** Where was looked for notes and demands: every server, hit or not, and every way in; what nobody searched is hatched. */
export function Searches({ now }: { readonly now: string }): ReactElement {
  const path = viewAt('/api/searches', useAt())
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<SearchesView>(path) })
  const list = useRows<HTMLTableSectionElement>()
  const drawn = useGradually(read.data?.servers.length ?? 0)
  if (read.data === undefined) return <NotRead what="The searches" error={read.error} />
  const { counts, channels, servers, header } = read.data
  const when = { now, zone: header.timeZone }
  return (
    <>
      <KnowsLinks here="/searches" />
      <h1>Where was looked for notes and demands?</h1>
      {read.error !== null && <NotRead what="The newest state of the searches" error={read.error} />}
      <Numbers counts={counts} />
      <div className="row">
        <EntryForm
          title="Record a search of a server"
          path="/api/searches"
          fields={[{ name: 'server', label: 'Server', kind: 'text' }, ...FIELDS]}
          {...when}
        />
        <EntryForm
          title="Record a search of a way in"
          path="/api/searches"
          fields={[
            {
              ...{ name: 'channel', label: 'Which', kind: 'choice' },
              options: choices(SEARCH_CHANNELS, SEARCH_CHANNEL_WORDS),
            },
            ...FIELDS,
          ]}
          {...when}
        />
      </div>
      <h2>Ways in, and what left the network</h2>
      <Table>
        <tbody>
          {channels.map((row) => (
            <Row key={row.channel} row={row} name={row.name} {...when} />
          ))}
        </tbody>
      </Table>
      <h2>Servers</h2>
      {servers.length === 0 ? (
        <Unknown>
          <p>No server is known: nothing was searched.</p>
        </Unknown>
      ) : (
        <Table>
          <tbody ref={list} data-rows>
            {servers.slice(0, drawn).map((row) => (
              <Row
                key={row.id}
                row={row}
                name={row.id}
                listed={row.answer === 'not-searched'}
                href={`/servers/${encodeURIComponent(row.id)}`}
                note={row.listed ? row.because : 'Only a log or a person names it; it is not on the list.'}
                {...when}
              />
            ))}
          </tbody>
        </Table>
      )}
      <NotSearched servers={servers} />
    </>
  )
}

/** On paper the servers that nobody searched are a list of names: in rows they would be 20 pages. */
function NotSearched({ servers }: { readonly servers: SearchesView['servers'] }): ReactElement | null {
  const names = servers.filter(({ answer }) => answer === 'not-searched').map(({ id }) => id)
  if (names.length === 0) return null
  return (
    <section className="only-print name-list" data-state="unknown" data-hatched="true">
      <h2>
        <Mark name="blind" /> not searched: {names.length} servers
      </h2>
      <p>{names.join(', ')}.</p>
    </section>
  )
}

function Numbers({ counts }: { readonly counts: SearchesView['counts'] }): ReactElement {
  const parts = [
    { kind: 'bad', answer: 'found' },
    { kind: 'fine', answer: 'nothing' },
    { kind: 'unknown', answer: 'cannot' },
    { kind: 'unknown', answer: 'not-searched' },
  ] as const
  return (
    <>
      <p className="answer-text">
        {parts.map(({ answer }, index) => (
          <span key={answer}>
            {index > 0 && ' · '}
            <Mark name={MARKS[answer]} /> <b>{counts[answer]}</b> {SEARCH_ANSWER_WORDS[answer]}
          </span>
        ))}{' '}
        = <b>{counts.total}</b> servers
      </p>
      <Bar
        parts={parts.map(({ kind, answer }) => ({
          ...{ kind, count: counts[answer], label: SEARCH_ANSWER_WORDS[answer] },
        }))}
        width={1300}
        height={20}
      />
    </>
  )
}

function Table({ children }: { readonly children: ReactElement }): ReactElement {
  return (
    <table className="blocks searches">
      <thead>
        <tr>
          <th>Where</th>
          <th>Answer</th>
          <th>By, how</th>
          <th>When, reaching back to</th>
          <th>What there is to say</th>
        </tr>
      </thead>
      {children}
    </table>
  )
}

function Row(props: {
  readonly row: SearchRow
  readonly name: string
  readonly href?: string
  readonly note?: string | null
  /** On paper it stands in the list of names below. */
  readonly listed?: boolean
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { row, name, href, note = null, now, zone } = props
  const unknown = row.answer === 'not-searched' || row.answer === 'cannot'
  const by = row.by ?? (row.byTriage ? 'Triage' : '')
  return (
    <tr className={props.listed === true ? 'no-print' : ''}>
      <th scope="row">
        {href === undefined ? (
          name
        ) : (
          <a href={href} onClick={follow} data-row tabIndex={-1}>
            {name}
          </a>
        )}
      </th>
      <td
        data-l="Answer"
        className={unknown ? 'hatch care-unknown' : ''}
        data-state={unknown ? 'unknown' : row.answer}
        data-hatched={unknown}
      >
        <div className={unknown ? 'plate' : ''}>
          <Mark name={MARKS[row.answer]} /> <b>{SEARCH_ANSWER_WORDS[row.answer]}</b>
        </div>
      </td>
      <td data-l="By, how">
        {by}
        {row.method === null ? '' : `, ${SEARCH_METHOD_WORDS[row.method]}`}
      </td>
      <td data-l="When">
        {row.at === null ? '' : whenOf(row.at, now, zone)}
        {row.coversFrom === null ? '' : `, back to ${whenOf(row.coversFrom, now, zone)}`}
        {row.entry === null ? '' : ` #${row.entry}`}
      </td>
      <td data-l="Says">
        {row.onlyBefore && 'Searched before the attack only. '}
        {row.text ?? note ?? ''}
      </td>
    </tr>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState, type ReactElement } from 'react'
import type { LogLine, LogView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { useRows } from '../parts/page-keys.ts'
import { follow, goTo, useAddress } from '../parts/route.ts'
import { NotKnown, NotRead } from '../parts/Unknown.tsx'
import { EMPTY_FILTER, KIND_GROUPS, logPath, type LogFilter } from './log-filter.ts'
import { Past } from './Past.tsx'
import { AtMinute } from './Report.tsx'

/** Key L: every entry of the record, newest first, with filters, and as it stood at any minute. */
export function Log({ now }: { readonly now: string }): ReactElement {
  const asOf = useAddress().searchParams.get('asOf')
  const [before, setBefore] = useState<number | null>(null)
  const [filter, setFilter] = useState<LogFilter>(EMPTY_FILTER)
  const path = logPath(useDeferredValue(filter), before, asOf)
  const read = useQuery({
    queryKey: [path],
    queryFn: () => getJson<LogView>(path),
    placeholderData: (earlier) => earlier,
  })
  const list = useRows<HTMLTableSectionElement>()
  const change = (part: Partial<LogFilter>): void => {
    setBefore(null)
    setFilter((held) => ({ ...held, ...part }))
  }
  if (read.data === undefined) return <NotRead what="The log" error={read.error} />
  const view = read.data
  const { timeZone } = view.header
  return (
    <>
      {read.error !== null && <NotRead what="The newest entries" error={read.error} />}
      <h1>Log</h1>
      {asOf !== null && <Past at={asOf} zone={timeZone} />}
      <p>
        {view.size} entries. An entry cannot be changed, only added to.
        {asOf === null && (
          <>
            {' '}
            Root <code>{view.root === '' ? 'none yet' : view.root}</code>
          </>
        )}
      </p>
      <Filters filter={filter} onChange={change} shown={view.lines.length} size={view.size} />
      <AtMinute
        now={asOf ?? now}
        zone={timeZone}
        onAt={(at) => {
          setBefore(null)
          goTo(at === null ? '/log' : `/log?asOf=${at}`)
        }}
      />
      {view.lines.length === 0 ? (
        <p>
          {view.size === 0
            ? 'Nothing is recorded yet. The first entry opens the incident.'
            : 'No entry fits.'}
        </p>
      ) : (
        <table className="blocks log">
          <thead>
            <tr>
              <th>Entry</th>
              <th>Recorded</th>
              <th>What</th>
              <th>By</th>
            </tr>
          </thead>
          <tbody ref={list} data-rows>
            {view.lines.map((line) => (
              <Entry key={line.number} line={line} when={whenOf(line.at, now, timeZone)} />
            ))}
          </tbody>
        </table>
      )}
      <Paging view={view} before={before} onBefore={setBefore} />
    </>
  )
}

function Paging(props: {
  readonly view: LogView
  readonly before: number | null
  readonly onBefore: (before: number | null) => void
}): ReactElement {
  const { view, before, onBefore } = props
  const next = view.searchedTo ?? view.lines.at(-1)?.number
  return (
    <p className="no-print">
      {view.more && next !== undefined && (
        <>
          Looked at down to #{next}.{' '}
          <button type="button" className="plain" onClick={() => onBefore(next)}>
            Older entries
          </button>
        </>
      )}{' '}
      {before !== null && (
        <button type="button" className="plain" onClick={() => onBefore(null)}>
          Newest entries
        </button>
      )}
    </p>
  )
}

function Filters(props: {
  readonly filter: LogFilter
  readonly onChange: (part: Partial<LogFilter>) => void
  readonly shown: number
  readonly size: number
}): ReactElement {
  const { filter, onChange } = props
  return (
    <div className="tools no-print">
      <input
        type="search"
        className="find"
        aria-label="Find words in the entries"
        placeholder="Find words ( / )"
        value={filter.words}
        onChange={(event) => onChange({ words: event.currentTarget.value })}
      />
      <label>
        Kind{' '}
        <select value={filter.group} onChange={(event) => onChange({ group: event.currentTarget.value })}>
          <option value="">all</option>
          {KIND_GROUPS.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Server{' '}
        <input
          className="find short"
          value={filter.server}
          onChange={(event) => onChange({ server: event.currentTarget.value })}
        />
      </label>
      <span role="status">
        {props.shown} of {props.size} shown
      </span>
    </div>
  )
}

function Entry({ line, when }: { readonly line: LogLine; readonly when: string }): ReactElement {
  return (
    <tr>
      <th scope="row" className="nowrap">
        #{line.number}
      </th>
      <td data-l="Recorded" className="nowrap">
        {when}
      </td>
      <td data-l="What">
        <Words line={line} /> <TextState line={line} />
      </td>
      <td data-l="By">{line.by}</td>
    </tr>
  )
}

/** The words of an entry; the server's name in them is the link to its story, or stands after them. */
function Words({ line }: { readonly line: LogLine }): ReactElement {
  if (line.server === null) return <>{line.text}</>
  const at = line.text.indexOf(line.server)
  const [before, after] =
    at === -1 ? [`${line.text} `, ''] : [line.text.slice(0, at), line.text.slice(at + line.server.length)]
  return (
    <>
      {before}
      <a data-row tabIndex={-1} href={`/servers/${encodeURIComponent(line.server)}`} onClick={follow}>
        {line.server}
      </a>
      {after}
    </>
  )
}

function TextState({ line }: { readonly line: LogLine }): ReactElement | null {
  if (line.textState === 'missing') return <NotKnown>its text is missing: a fault</NotKnown>
  if (typeof line.textState === 'object') return <>text taken out by #{line.textState.takenOutBy}</>
  return null
}

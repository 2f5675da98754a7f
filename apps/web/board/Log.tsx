import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { LogLine, LogView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { useRows } from '../parts/page-keys.ts'
import { follow } from '../parts/route.ts'
import { NotKnown, NotRead } from '../parts/Unknown.tsx'

const LIMIT = 200

/** Key L: every entry of the record, newest first. */
export function Log({ now }: { readonly now: string }): ReactElement {
  const [before, setBefore] = useState<number | null>(null)
  const [words, setWords] = useState('')
  const path = `/api/log?limit=${LIMIT}${before === null ? '' : `&before=${before}`}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<LogView>(path) })
  const list = useRows<HTMLTableSectionElement>()
  if (read.data === undefined) return <NotRead what="The log" error={read.error} />
  const view = read.data
  const wanted = words.trim().toLowerCase()
  const shown = view.lines.filter(({ text, by, server }) =>
    `${text} ${by} ${server ?? ''}`.toLowerCase().includes(wanted),
  )
  const last = view.lines.at(-1)?.number
  return (
    <>
      {read.error !== null && <NotRead what="The newest entries" error={read.error} />}
      <h1>Log</h1>
      <p>
        {view.size} entries. An entry cannot be changed, only added to. Root{' '}
        <code>{view.root === '' ? 'none yet' : view.root}</code>
      </p>
      <div className="tools no-print">
        <input
          type="search"
          className="find"
          aria-label="Find in these entries"
          placeholder="Find in these ( / )"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <span role="status">
          {shown.length} of {view.size} shown
        </span>
      </div>
      {view.lines.length === 0 ? (
        <p>Nothing is recorded yet. The first entry opens the incident.</p>
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
            {shown.map((line) => (
              <Entry key={line.number} line={line} when={whenOf(line.at, now, view.header.timeZone)} />
            ))}
          </tbody>
        </table>
      )}
      <p className="no-print">
        {view.more && last !== undefined && (
          <button type="button" className="plain" onClick={() => setBefore(last)}>
            Older entries
          </button>
        )}{' '}
        {before !== null && (
          <button type="button" className="plain" onClick={() => setBefore(null)}>
            Newest entries
          </button>
        )}
      </p>
    </>
  )
}

function Entry({ line, when }: { readonly line: LogLine; readonly when: string }): ReactElement {
  return (
    <tr>
      <th scope="row">#{line.number}</th>
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

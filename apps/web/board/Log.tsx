import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { LogLine, LogView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { goTo } from '../parts/route.ts'
import { NotKnown, NotRead } from '../parts/Unknown.tsx'

const LIMIT = 200

/** Every entry of the record, newest first. */
export function Log({ now }: { readonly now: string }): ReactElement {
  const [before, setBefore] = useState<number | null>(null)
  const path = `/api/log?limit=${LIMIT}${before === null ? '' : `&before=${before}`}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<LogView>(path) })
  if (read.data === undefined) return <NotRead what="The log" error={read.error} />
  const view = read.data
  const last = view.lines.at(-1)?.number
  return (
    <>
      {read.error !== null && <NotRead what="The newest entries" error={read.error} />}
      <h1>Log</h1>
      <p>
        {view.size} entries. Root <code>{view.root}</code>
      </p>
      {view.lines.length === 0 && <p>Nothing is recorded yet.</p>}
      <ol className="list">
        {view.lines.map((line) => (
          <li key={line.number}>
            <b>#{line.number}</b> {whenOf(line.at, now, view.header.timeZone)} <b>{line.by}</b> {line.text}{' '}
            {line.server} <TextState line={line} />
          </li>
        ))}
      </ol>
      {view.more && last !== undefined && (
        <button type="button" className="plain" onClick={() => setBefore(last)}>
          Older entries
        </button>
      )}{' '}
      {before !== null && (
        <button
          type="button"
          className="plain"
          onClick={() => {
            setBefore(null)
            goTo('/log')
          }}
        >
          Newest entries
        </button>
      )}
    </>
  )
}

function TextState({ line }: { readonly line: LogLine }): ReactElement | null {
  if (line.textState === 'missing') return <NotKnown>its text is missing: a fault</NotKnown>
  if (typeof line.textState === 'object') return <>text taken out by #{line.textState.takenOutBy}</>
  return null
}

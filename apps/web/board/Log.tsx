import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState, type ReactElement } from 'react'
import type { LogView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { travelTo, useAddress } from '../parts/route.ts'
import { NotRead } from '../parts/Unknown.tsx'
import { EMPTY_FILTER, logPath, type LogFilter } from './log-filter.ts'
import { LogEntries } from './LogEntries.tsx'
import { Filters } from './LogFilters.tsx'
import { Past } from './Past.tsx'
import { AtMinute } from './Report.tsx'
import { TakeOut } from './TakeOut.tsx'

/** Key L: every entry of the record, newest first, with filters, and as it stood at any minute. */
export function Log({ now }: { readonly now: string }): ReactElement {
  const asOf = useAddress().searchParams.get('at')
  const [before, setBefore] = useState<number | null>(null)
  const [filter, setFilter] = useState<LogFilter>(EMPTY_FILTER)
  const path = logPath(useDeferredValue(filter), before, asOf)
  const read = useQuery({
    queryKey: [path],
    queryFn: () => getJson<LogView>(path),
    placeholderData: (earlier) => earlier,
  })
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
      <Filters filter={filter} onChange={change} shown={view.lines.length} size={view.size} zone={timeZone} />
      <AtMinute
        now={asOf ?? now}
        zone={timeZone}
        onAt={(at) => {
          setBefore(null)
          travelTo(at)
        }}
      />
      {view.lines.length === 0 ? (
        <p>
          {view.size === 0
            ? 'Nothing is recorded yet. The first entry opens the incident.'
            : 'No entry fits.'}
        </p>
      ) : (
        <LogEntries lines={view.lines} now={now} zone={timeZone} />
      )}
      <Paging view={view} before={before} onBefore={setBefore} />
      {asOf === null && <TakeOut now={now} zone={timeZone} />}
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

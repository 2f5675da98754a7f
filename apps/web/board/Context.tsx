import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { ContextView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { follow } from '../parts/route.ts'
import { NotRead } from '../parts/Unknown.tsx'

/** The findings of one server that move no verdict, in order of time, a page at a time. */
export function Context({ server, now }: { readonly server: string; readonly now: string }): ReactElement {
  const [after, setAfter] = useState<string | null>(null)
  const base = `/api/servers/${encodeURIComponent(server)}/context`
  const path = after === null ? base : `${base}?after=${encodeURIComponent(after)}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<ContextView>(path) })
  const list = useRows<HTMLUListElement>()
  if (read.data === undefined)
    return <NotRead what={`The findings of context of ${server}`} error={read.error} />
  const view = read.data
  const next = view.next ?? null
  return (
    <>
      <p className="crumbs">
        <a href={`/servers/${encodeURIComponent(server)}`} onClick={follow}>
          {server}
        </a>{' '}
        / context
      </p>
      <h1>{view.total} findings of context</h1>
      <p>
        They move no verdict: ordinary computers have such findings too. {view.findings.length} of{' '}
        {view.total} are on this page.
      </p>
      <ul className="list" ref={list} data-rows>
        {view.findings.map(({ id, finding }) => (
          <li key={id}>
            <Mark name="context" /> <b>{whenOf(finding.time, now, view.header.timeZone)}</b>{' '}
            <a data-row tabIndex={-1} href={`/findings/${encodeURIComponent(id)}`} onClick={follow}>
              {finding.rule.title}
            </a>
            .{' '}
            <span className="label">
              {finding.channel} {finding.eventId}, record {finding.recordId}. By {finding.rule.author},{' '}
              {finding.rule.level}
            </span>
          </li>
        ))}
      </ul>
      <p className="no-print">
        {next !== null && (
          <button type="button" className="plain" onClick={() => setAfter(next)}>
            Later findings
          </button>
        )}{' '}
        {after !== null && (
          <button type="button" className="plain" onClick={() => setAfter(null)}>
            From the first
          </button>
        )}
      </p>
    </>
  )
}

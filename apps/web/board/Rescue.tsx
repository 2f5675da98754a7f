import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { ServersView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { follow } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { Said } from './Marked.tsx'

/** Standing orders of the rescue sheet. Source: issue "Triage", part 5. */
const ORDERS = [
  'Network cable out. Power stays on.',
  'No restart. Cancel pending shutdown tasks.',
  'No command before the response lead decides. To pause or to power off is that person’s call.',
  'A data volume locks without a restart. A memory snapshot of a virtual machine keeps its keys.',
]

/** The rescue sheet: servers whose volumes may still be open, with boxes for what the console says. */
export function Rescue({ now }: { readonly now: string }): ReactElement {
  const read = useQuery({ queryKey: ['/api/servers'], queryFn: () => getJson<ServersView>('/api/servers') })
  const list = useRows<HTMLTableSectionElement>()
  if (read.data === undefined) return <NotRead what="The rescue sheet" error={read.error} />
  const view = read.data
  const open = new Set(view.mayBeOpen?.servers ?? [])
  const rows = view.rows.filter(({ id }) => open.has(id))
  const zone = view.header.timeZone
  return (
    <div className="land">
      <p className="crumbs">
        <a href="/hit" onClick={follow}>
          Hit
        </a>{' '}
        / rescue sheet
      </p>
      <h1>Rescue sheet: volumes that may still be open</h1>
      <ol className="orders">
        {ORDERS.map((order) => (
          <li key={order}>
            <b>{order}</b>
          </li>
        ))}
      </ol>
      <Unknown>
        <p>
          Not on this page yet: each volume with its restarts, locks and key protectors. The sheet that triage
          writes has them; here stand the servers.
        </p>
      </Unknown>
      {rows.length === 0 && (
        <p>No server with encryption by log is on the list. That says nothing of servers without logs.</p>
      )}
      <table className="blocks rescue">
        <thead>
          <tr>
            <th>Server</th>
            <th>Last evidence</th>
            <th>Power</th>
            <th>Console: manage-bde -status</th>
            <th>Memory snapshot</th>
            <th>Who, when</th>
          </tr>
        </thead>
        <tbody ref={list} data-rows>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Mark name="decide" />{' '}
                <a data-row tabIndex={-1} href={`/servers/${encodeURIComponent(row.id)}`} onClick={follow}>
                  {row.id}
                </a>{' '}
                <div className="under">
                  {row.serviceName}, {row.site}
                </div>
              </th>
              <td data-l="Last evidence">{whenOf(row.marks.at(-1)?.at ?? row.firstAt, now, zone)}</td>
              <td data-l="Power">
                <Said what="power" said={row.power} />
              </td>
              <td data-l="Console" className="write-in" />
              <td data-l="Snapshot" className="write-in" />
              <td data-l="Who, when" className="write-in" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

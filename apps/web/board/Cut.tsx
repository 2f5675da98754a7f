import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { ServerRow, ServersView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { Bar } from '../parts/Bar.tsx'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { follow, useAt, viewAt } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { cutGroups, type CutGroup } from './cut.ts'
import { Links } from './Links.tsx'
import { Said } from './Marked.tsx'
import { useGradually } from './gradually.ts'

/** Page 6: which links and servers are cut, who says so and who tested it; said but not tested on top. Links come first. */
export function Cut({ now }: { readonly now: string }): ReactElement {
  const path = viewAt('/api/servers', useAt())
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<ServersView>(path) })
  if (read.data === undefined) return <NotRead what="The list of servers" error={read.error} />
  const view = read.data
  const groups = cutGroups(view.rows)
  return (
    <>
      <h1>What is cut, and when may it open again?</h1>
      {read.error !== null && <NotRead what="The newest state of the connections" error={read.error} />}
      <Links now={now} />
      <h2>Servers</h2>
      {view.rows.length === 0 ? (
        <Unknown>
          <p>No list of servers was imported: which are cut is not known.</p>
        </Unknown>
      ) : (
        <>
          <p className="answer-text">
            {groups.map(({ word, rows }, index) => (
              <span key={word}>
                {index > 0 && ', '}
                {rows.length > 0 && MARKS[word] !== undefined && <Mark name={MARKS[word]} />}{' '}
                <b>{rows.length}</b> {word}
              </span>
            ))}
            , of {view.rows.length}. When one may reconnect, two people sign.
          </p>
          <Bar
            parts={groups.map(({ bar, rows, word }) => ({ kind: bar, count: rows.length, label: word }))}
            width={1300}
            height={20}
          />
          <NameLists groups={groups} />
          <Table groups={groups} now={now} zone={view.header.timeZone} />
        </>
      )}
    </>
  )
}

const MARKS: Readonly<Record<string, string>> = {
  'not known': 'blind',
  'said cut, not tested': 'said',
  'cut and tested': 'tested',
}

/** On paper the servers are lists of names by state and by who said so: in rows they would be 20 pages. */
function NameLists({ groups }: { readonly groups: readonly CutGroup[] }): ReactElement {
  const rows = groups.flatMap((group) => group.rows)
  return (
    <div className="only-print">
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ word, rows }) => (
          <section key={word} className="name-list" data-hatched="true">
            <h3>
              {MARKS[word] !== undefined && <Mark name={MARKS[word]} />} {word}: {rows.length} servers
            </h3>
            {[...Map.groupBy(rows, ({ connection }) => connection.by ?? 'nobody named')].map(([by, of]) => (
              <p key={by}>
                <b>{by}:</b> {of.map(({ id }) => id).join(', ')}.
              </p>
            ))}
          </section>
        ))}
      <section className="name-list" data-hatched="true">
        <h3>Power</h3>
        {[...Map.groupBy(rows, ({ power }) => powerWords(power))].map(([words, of]) => (
          <p key={words}>
            {words === NO_POWER && <Mark name="blind" />} <b>{words}:</b>{' '}
            {of.length === rows.length ? `all ${of.length}` : of.map(({ id }) => id).join(', ')}.
          </p>
        ))}
      </section>
    </div>
  )
}

const NO_POWER = 'not known'

const powerWords = ({ state, confidence }: ServerRow['power']): string =>
  state === 'unknown' || confidence === 'unknown' ? NO_POWER : `${state}, ${confidence}`

function Table(props: {
  readonly groups: readonly CutGroup[]
  readonly now: string
  readonly zone: string
}): ReactElement {
  const list = useRows<HTMLTableSectionElement>()
  const rows = props.groups.flatMap((group) => group.rows.map((row) => ({ row, word: group.word })))
  const drawn = useGradually(rows.length)
  return (
    <table className="blocks no-print cut">
      <thead>
        <tr>
          <th>Server</th>
          <th>Network</th>
          <th>By, when</th>
          <th>Power</th>
        </tr>
      </thead>
      <tbody ref={list} data-rows>
        {rows.slice(0, drawn).map(({ row }) => (
          <Row key={row.id} row={row} now={props.now} zone={props.zone} />
        ))}
      </tbody>
    </table>
  )
}

function Row({
  row,
  now,
  zone,
}: {
  readonly row: ServerRow
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { by, at } = row.connection
  return (
    <tr>
      <th scope="row">
        <a data-row tabIndex={-1} href={`/servers/${encodeURIComponent(row.id)}`} onClick={follow}>
          {row.id}
        </a>{' '}
        <span className="under">{row.serviceName}</span>
      </th>
      <td data-l="Network">
        <Said what="" said={row.connection} />
      </td>
      <td data-l="By, when">{by === null || at === null ? '' : `${by}, ${whenOf(at, now, zone)}`}</td>
      <td data-l="Power">
        <Said what="" said={row.power} />
      </td>
    </tr>
  )
}

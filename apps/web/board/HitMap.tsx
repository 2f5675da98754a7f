import type { ReactElement } from 'react'
import type { ServerRow, ServersView } from '@codedark/domain/board'
import { Bar } from '../parts/Bar.tsx'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { follow } from '../parts/route.ts'
import { Unknown } from '../parts/Unknown.tsx'
import { answerWords } from './answer-words.ts'

/** Key M: every server as one mark, by group and service. The wall shows groups only, a bar each. */
export function HitMap({ view, wall }: { readonly view: ServersView; readonly wall: boolean }): ReactElement {
  const list = useRows<HTMLDivElement>()
  const rows = new Map(view.rows.map((row) => [row.id, row]))
  if (view.groups.length === 0)
    return (
      <Unknown>
        <p>No list of services was imported: which server runs what is not known.</p>
      </Unknown>
    )
  if (wall) return <WallGroups view={view} rows={rows} />
  return (
    <div className="map" ref={list} data-rows>
      {view.groups.map((group) => (
        <section key={group.name} className="map-group">
          <h2>
            {group.name} <span className="count">{count(group)}</span>
          </h2>
          {group.services.map((service) => (
            <div key={service.id} className="map-service">
              <span>{service.name}</span>
              <span>
                {service.servers.map((id) => (
                  <MapMark key={id} id={id} row={rows.get(id)} />
                ))}
              </span>
            </div>
          ))}
        </section>
      ))}
    </div>
  )
}

type Group = ServersView['groups'][number]

const count = (group: Group): number => group.services.reduce((sum, { servers }) => sum + servers.length, 0)

function MapMark({ id, row }: { readonly id: string; readonly row: ServerRow | undefined }): ReactElement {
  const { mark, word } = answerWords(row?.verdict ?? 'blind', row?.seenByPerson ?? false)
  return (
    <a
      data-row
      tabIndex={-1}
      className="map-mark"
      href={`/servers/${encodeURIComponent(id)}`}
      onClick={follow}
      title={`${id}: ${word}`}
      data-state={mark === 'blind' ? 'unknown' : word}
    >
      <Mark name={mark} />
      <span className="only-read">
        {id}: {word}
      </span>
    </a>
  )
}

function WallGroups({
  view,
  rows,
}: {
  readonly view: ServersView
  readonly rows: ReadonlyMap<string, ServerRow>
}): ReactElement {
  return (
    <div className="wall-groups">
      {view.groups.map((group) => {
        const servers = group.services.flatMap((service) => service.servers)
        const of = (test: (row: ServerRow) => boolean): number =>
          servers.filter((id) => {
            const row = rows.get(id)
            return row !== undefined && test(row)
          }).length
        const hit = of(({ verdict }) => verdict === 'hit')
        const suspect = of(({ verdict }) => verdict === 'suspect')
        const noSign = of(({ verdict }) => verdict === 'no-sign')
        const unknown = servers.length - hit - suspect - noSign
        return (
          <div key={group.name} className="wall-group" data-state={unknown > 0 ? 'unknown' : 'known'}>
            <h2>{group.name}</h2>
            <p>
              <b>
                {hit} of {servers.length} hit,
              </b>{' '}
              {unknown} not known
            </p>
            <Bar
              parts={[
                { kind: 'bad', count: hit, label: 'hit' },
                { kind: 'half', count: suspect, label: 'suspect' },
                { kind: 'fine', count: noSign, label: 'no sign in what was searched' },
                { kind: 'unknown', count: unknown, label: 'not known' },
              ]}
              width={500}
              height={16}
            />
          </div>
        )
      })}
    </div>
  )
}

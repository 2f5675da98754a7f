import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { RescueView } from '@codedark/domain/board'
import { GROUP_TITLES, RESCUE_GROUPS, type RescueLine } from '@codedark/domain/triage'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { follow } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { commonNotes, protectorWords, told, type Moment } from './rescue.ts'

/** The rescue sheet: a line per volume in four groups, with boxes for what only the console tells. Prints landscape. */
export function Rescue({ now }: { readonly now: string }): ReactElement {
  const read = useQuery({ queryKey: ['/api/rescue'], queryFn: () => getJson<RescueView>('/api/rescue') })
  const list = useRows<HTMLDivElement>()
  if (read.data === undefined) return <NotRead what="The rescue sheet" error={read.error} />
  const { sheet, searched, searchedAt, header } = read.data
  const when: Moment = (at) => whenOf(at, now, header.timeZone)
  return (
    <div className="land">
      {read.error !== null && <NotRead what="The newest rescue sheet" error={read.error} />}
      <p className="crumbs">
        <a href="/hit" onClick={follow}>
          Hit
        </a>{' '}
        / rescue sheet
      </p>
      <h1>Rescue sheet: volumes that may still be open</h1>
      <ol className="orders">
        {sheet.orders.map((order) => (
          <li key={order}>
            <b>{order}</b>
          </li>
        ))}
      </ol>
      {searched ? (
        <p className="answer-text">
          <b>
            {sheet.mayBeOpen.volumes} volumes on {sheet.mayBeOpen.servers.length} servers may still be open
          </b>
          , by logs searched {when(searchedAt)}. Whether one is, only the console tells.
        </p>
      ) : (
        <Unknown>
          <p>
            <b>Which volumes may still be open is not known:</b> no log was searched for volumes yet.
          </p>
        </Unknown>
      )}
      <div ref={list} data-rows>
        {RESCUE_GROUPS.map((group) => (
          <Group
            key={group}
            title={GROUP_TITLES[group]}
            lines={sheet.lines.filter((line) => line.group === group)}
            when={when}
          />
        ))}
      </div>
      <WithoutRecords view={read.data} />
      <h2>What to know when reading this</h2>
      <ul className="facts-read">
        {sheet.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </div>
  )
}

interface GroupProps {
  readonly title: string
  readonly lines: readonly RescueLine[]
  readonly when: Moment
}

function Group({ title, lines, when }: GroupProps): ReactElement | null {
  if (lines.length === 0) return null
  const common = commonNotes(lines)
  return (
    <section>
      <h2>
        {title} <span className="count">{lines.length}</span>
      </h2>
      {common.map(({ text, inference }) => (
        <p key={text}>
          {text}
          {inference ? ' (inferred)' : ''}
        </p>
      ))}
      <table className="blocks rescue">
        <thead>
          <tr>
            <th>Server, volume</th>
            <th>VM, power</th>
            <th>Protectors and what became of each</th>
            <th>Seen</th>
            <th>Console: manage-bde -status</th>
            <th>Memory snapshot</th>
            <th>Who, when</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line
              key={`${line.server} ${line.volume} ${line.mountPoint}`}
              line={{
                ...line,
                notes: line.notes.filter(({ text }) => !common.some((one) => one.text === text)),
              }}
              when={when}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ line, when }: { readonly line: RescueLine; readonly when: Moment }): ReactElement {
  return (
    <tr>
      <th scope="row">
        {line.mayBeOpen && !line.beforeFirstEvil && <Mark name="decide" />}{' '}
        {line.assigned ? (
          <a data-row tabIndex={-1} href={`/servers/${encodeURIComponent(line.server)}`} onClick={follow}>
            {line.server}
          </a>
        ) : (
          `${line.server} (on no list)`
        )}
        <div className="under">{line.mountPoint === '' ? line.volume : line.mountPoint}</div>
        {line.beforeFirstEvil && <div className="under">from before the night: its owner’s, probably</div>}
      </th>
      <td data-l="VM, power">
        <Power line={line} when={when} />
      </td>
      <td data-l="Protectors">
        {line.protectors.length === 0 ? (
          <span data-state="unknown">
            <Mark name="blind" /> not known
          </span>
        ) : (
          line.protectors.map((one) => <div key={`${one.type} ${one.id}`}>{protectorWords(one, when)}</div>)
        )}
      </td>
      <td data-l="Seen">
        <Seen line={line} when={when} />
      </td>
      <td data-l="Console" className="write-in" />
      <td data-l="Snapshot" className="write-in" />
      <td data-l="Who, when" className="write-in" />
    </tr>
  )
}

function Power({ line, when }: { readonly line: RescueLine; readonly when: Moment }): ReactElement {
  return (
    <>
      {line.vmHost === 'not known' ? (
        <div data-state="unknown">
          <Mark name="blind" /> VM or not: not known
        </div>
      ) : (
        <div>{line.vmHost}</div>
      )}
      {line.power === null || line.power.state === 'unknown' ? (
        <div data-state="unknown">
          <Mark name="blind" /> power not known
        </div>
      ) : (
        <div>
          <Mark name="said" /> power said {line.power.state} {when(line.power.at)}
        </div>
      )}
    </>
  )
}

function Seen({ line, when }: { readonly line: RescueLine; readonly when: Moment }): ReactElement {
  return (
    <>
      {line.startedAt !== null && <div>started {when(line.startedAt)}</div>}
      {line.finishedAt !== null && <div>finished {when(line.finishedAt)}</div>}
      {line.seenUpTo !== null && told(line, when(line.seenUpTo)) ? null : line.seenUpTo === null ? (
        <div data-state="unknown">
          <Mark name="blind" /> a restart would not have been seen: not known
        </div>
      ) : (
        <div>our last record {when(line.seenUpTo)}</div>
      )}
      {line.notes.map(({ text, inference }) => (
        <div key={text} className="note">
          {text}
          {inference ? ' (inferred)' : ''}
        </div>
      ))}
    </>
  )
}

function WithoutRecords({ view }: { readonly view: RescueView }): ReactElement {
  const { withoutRecords, notSearched } = view.sheet
  return (
    <>
      {withoutRecords.length > 0 && (
        <section>
          <h2>
            Hit, but no record tells of their volumes <span className="count">{withoutRecords.length}</span>
          </h2>
          <ul className="list">
            {withoutRecords.map(({ server, why }) => (
              <li key={server} data-state="unknown">
                <Mark name="blind" />{' '}
                <a href={`/servers/${encodeURIComponent(server)}`} onClick={follow}>
                  {server}
                </a>
                : {why}
              </li>
            ))}
          </ul>
        </section>
      )}
      {notSearched.length > 0 && (
        <section>
          <h2>
            <Mark name="blind" /> Nobody has looked <span className="count">{notSearched.length}</span>
          </h2>
          <p data-state="unknown">
            <Mark name="blind" /> Of these servers nothing is known, so neither of their volumes:{' '}
            {notSearched.join(', ')}.
          </p>
        </section>
      )}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { FiveNumbers, ServersView } from '@codedark/domain/board'
import type { Answer } from '@codedark/domain/triage'
import { getJson } from '../parts/api.ts'
import { Bar } from '../parts/Bar.tsx'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { follow, useAt, viewAt } from '../parts/route.ts'
import { NotRead } from '../parts/Unknown.tsx'
import { answerWords } from './answer-words.ts'
import { HitMap } from './HitMap.tsx'
import { NameLists, ServerTable } from './ServerTable.tsx'

/** Page 1: what is hit, in five numbers that add up; every server with why, or as a map of marks. */
export function Hit(props: {
  readonly now: string
  readonly map: boolean
  readonly wall: boolean
}): ReactElement {
  const { now } = props
  const path = viewAt('/api/servers', useAt())
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<ServersView>(path) })
  if (read.data === undefined) return <NotRead what="The list of servers" error={read.error} />
  const view = read.data
  const map = props.map || props.wall
  return (
    <div className="land">
      <h1 className="only-read">What is hit, since when, how?</h1>
      {read.error !== null && <NotRead what="The newest state of the servers" error={read.error} />}
      <Numbers numbers={view.numbers} />
      <MayBeOpen view={view} />
      {map ? (
        <HitMap view={view} wall={props.wall} />
      ) : (
        <>
          <div className="cols narrow">
            <ServerTable view={view} now={now} />
            <Side view={view} now={now} />
          </div>
          <NameLists view={view} />
        </>
      )}
    </div>
  )
}

function Numbers({ numbers }: { readonly numbers: FiveNumbers }): ReactElement {
  const five = [
    ['hit-seen', numbers.seenByPerson, 'hit, seen by a person', 'bad'],
    ['hit', numbers.hitByLog, 'hit, by log', 'bad'],
    ['suspect', numbers.suspect, 'suspect', 'half'],
    ['no-sign', numbers.noSign, 'no sign in what was searched', 'fine'],
    ['blind', numbers.notKnown, 'not known', 'unknown'],
  ] as const
  return (
    <>
      <div className="numbers">
        {five.map(([mark, count, words]) => (
          <div key={mark} className="number" data-state={mark === 'blind' ? 'unknown' : mark}>
            <Mark name={mark} /> <b>{count}</b>
            <div>{words}</div>
          </div>
        ))}
        <div className="together">
          together <b>{numbers.total}</b> servers
        </div>
      </div>
      <div className="screen-bar">
        <Bar
          parts={five.map(([, count, label, kind]) => ({ kind, count, label }))}
          width={1300}
          height={20}
        />
      </div>
    </>
  )
}

function MayBeOpen({ view }: { readonly view: ServersView }): ReactElement | null {
  const open = view.mayBeOpen?.servers ?? []
  if (open.length === 0) return null
  return (
    <p className="may-be-open">
      <Mark name="decide" />{' '}
      <b>
        Volumes on {open.length} {open.length === 1 ? 'server' : 'servers'} may still be open.
      </b>{' '}
      Check at the console before anything is switched off.{' '}
      <a href="/rescue" onClick={follow}>
        Rescue sheet
      </a>
    </p>
  )
}

function Side({ view, now }: { readonly view: ServersView; readonly now: string }): ReactElement {
  return (
    <div className="side">
      <section>
        <div className="side-head">
          <h2>Collect next</h2>
          <b>
            {view.collectNext.length} of {view.numbers.notKnown}
          </b>
        </div>
        {view.collectNext.length === 0 && <p>No server on the list waits for its logs.</p>}
        <ol className="list counted">
          {view.collectNext.map((item, index) => (
            <li key={item.server}>
              <b>{index + 1}</b>
              <span>
                <a href={`/servers/${encodeURIComponent(item.server)}`} onClick={follow}>
                  {item.server}
                </a>
                , {item.service}
                <span className="label block">{item.reason}</span>
              </span>
            </li>
          ))}
        </ol>
      </section>
      <ChangedByRun view={view} now={now} />
      <Unassigned view={view} />
      <section>
        <h2>Lists by themselves</h2>
        <p>
          <a href="/rescue" onClick={follow}>
            Rescue sheet
          </a>{' '}
          ·{' '}
          <a href="/notes" onClick={follow}>
            Ransom notes
          </a>
        </p>
      </section>
      <section>
        <h2>Reading the bars</h2>
        <p>
          Three logs a row: System, BitLocker, Security. White: searched. Hatched: not searched. Solid tick:
          evidence of a hit; half tick: suspect. Lines: first sign, last server pulled.{' '}
          {view.triagedAt === null
            ? 'No log was searched yet.'
            : `Logs last searched ${whenOf(view.triagedAt, now, view.header.timeZone)} with ${view.packs.map(({ name, rules }) => `${name} (${rules} rules)`).join(', ')}.`}
        </p>
      </section>
    </div>
  )
}

/** Changed verdicts that are listed; every one is an entry of the log. */
const CHANGED_SHOWN = 12

/** What the last run of triage made another verdict than before. */
function ChangedByRun({
  view,
  now,
}: {
  readonly view: ServersView
  readonly now: string
}): ReactElement | null {
  const { changed, triagedAt, header } = view
  if (changed === null || triagedAt === null) return null
  const more = changed.length - CHANGED_SHOWN
  return (
    <section>
      <div className="side-head">
        <h2>Changed by the last run</h2>
        <b>{changed.length}</b>
      </div>
      <p className="label">
        Logs searched {whenOf(triagedAt, now, header.timeZone)}, against what was held before.
      </p>
      {changed.length === 0 && <p>No verdict is another than before.</p>}
      <ul className="list">
        {changed.slice(0, CHANGED_SHOWN).map(({ server, was, is }) => (
          <li key={server}>
            <a href={`/servers/${encodeURIComponent(server)}`} onClick={follow}>
              {server}
            </a>{' '}
            {changeWords(was)} → {changeWords(is)}
          </li>
        ))}
      </ul>
      {more > 0 && <p>and {more} more: the log has an entry for each.</p>}
    </section>
  )
}

const changeWords = (answer: Answer | null): string =>
  answer === null ? 'not on the list' : answerWords(answer, false).word

function Unassigned({ view }: { readonly view: ServersView }): ReactElement | null {
  if (view.unassigned.length === 0) return null
  return (
    <section>
      <div className="side-head">
        <h2>Logs of no server on the list</h2>
        <b>{view.unassigned.length}</b>
      </div>
      <ul className="list">
        {view.unassigned.map((item) => (
          <li key={item.computer} data-state="unknown">
            <Mark name="blind" /> <b>{item.computer}</b>, {item.files} files. {item.reason}
          </li>
        ))}
      </ul>
    </section>
  )
}

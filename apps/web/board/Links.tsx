import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { LinkRow, LinksView, ReleaseRow } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { Bar } from '../parts/Bar.tsx'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { follow, useAt, viewAt } from '../parts/route.ts'
import { NotKnown, NotRead, Unknown } from '../parts/Unknown.tsx'
import { EntryForm } from './EntryForm.tsx'
import { PROBE_FIELDS, RELEASE_FIELDS, WITHDRAW_FIELDS } from './link-fields.ts'

interface LinksProps {
  readonly now: string
}

/** Links to the outside, what to look at first on top, and the servers that two people let reconnect. */
export function Links({ now }: LinksProps): ReactElement {
  const path = viewAt('/api/links', useAt())
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<LinksView>(path) })
  if (read.data === undefined) return <NotRead what="The register of links" error={read.error} />
  const view = read.data
  return (
    <>
      {read.error !== null && <NotRead what="The newest state of the links" error={read.error} />}
      <h2>Links to the outside</h2>
      {view.register === null ? (
        <Unknown>
          <p>
            No register of links was imported: of no link anything is known.{' '}
            <code>codedark links import links.csv</code> takes one in. Until then keep it on paper: each link,
            who cut it, who tested that it is cut, which care suffers, on what condition it may open.
          </p>
        </Unknown>
      ) : (
        <Register view={view} now={now} />
      )}
      <h2>Servers that may reconnect</h2>
      <Releases view={view} now={now} />
    </>
  )
}

function Register({ view, now }: { readonly view: LinksView; readonly now: string }): ReactElement {
  const list = useRows<HTMLTableSectionElement>()
  const { counts, register } = view
  const zone = view.header.timeZone
  return (
    <>
      <p className="answer-text">
        <Mark name="tested" /> <b>{counts.testedCut}</b> of {counts.total} cut and tested,{' '}
        <Mark name="said" /> <b>{counts.saidCut}</b> said cut and not tested, <Mark name="hit" />{' '}
        <b>{counts.open}</b> open
        {counts.contradicted > 0 && <b> ({counts.contradicted} although reported cut)</b>},{' '}
        <Mark name="blind" /> <b>{counts.notLooked}</b> nobody looked at, <Mark name="suspect" />{' '}
        <b>{counts.reopened}</b> reopened.
      </p>
      <Bar
        parts={[
          { kind: 'bad', count: counts.open, label: 'open' },
          { kind: 'said', count: counts.saidCut, label: 'said cut, not tested' },
          { kind: 'unknown', count: counts.notLooked, label: 'nobody has looked' },
          { kind: 'half', count: counts.reopened, label: 'reopened' },
          { kind: 'fine', count: counts.testedCut, label: 'cut and tested' },
        ]}
        width={1300}
        height={20}
      />
      <table className="blocks links">
        <thead>
          <tr>
            <th>Link</th>
            <th>State</th>
            <th>Care that suffers</th>
            <th>Owner, phone</th>
          </tr>
        </thead>
        <tbody ref={list} data-rows>
          {view.rows.map((row) => (
            <Row key={row.id} row={row} now={now} zone={zone} />
          ))}
        </tbody>
      </table>
      <p className="label">
        Register of {whenOf(register?.importedAt ?? null, now, zone)}
        {register !== null && register.faults > 0 && (
          <>
            , <b>{register.faults} faults in it</b>
          </>
        )}
        . What nobody wrote down in it is not in it.
      </p>
      <EntryForm
        title="Try all addresses from here"
        path="/api/links/probes"
        fields={PROBE_FIELDS}
        now={now}
        zone={zone}
      />
    </>
  )
}

function Row({
  row,
  now,
  zone,
}: {
  readonly row: LinkRow
  readonly now: string
  readonly zone: string
}): ReactElement {
  return (
    <tr>
      <th scope="row">
        <a data-row tabIndex={-1} href={`/links/${encodeURIComponent(row.id)}`} onClick={follow}>
          {row.id}
        </a>{' '}
        <span className="under">
          {row.partner}
          {!row.listed && ' (not in the register any more)'}
        </span>
      </th>
      <td data-l="State" {...(row.looked ? {} : { 'data-state': 'unknown', 'data-hatched': 'true' })}>
        <Mark name={row.mark} /> <b>{row.words}</b>
        {row.because !== '' && <span className="under"> {row.because}</span>}
        {row.alarm !== null && (
          <p className="alarm">
            <Mark name="decide" /> <b>{row.alarm}</b>
          </p>
        )}
        {row.watch !== null && (
          <p>
            Watched until <b>{whenOf(row.watch.until, now, zone)}</b>; {row.watch.closer} closes it again.
          </p>
        )}
      </td>
      <td data-l="Care that suffers">
        {row.care.length === 0 ? <NotKnown>not said</NotKnown> : row.care.join(', ')}
        {row.workaround !== '' && <span className="under"> {row.workaround}</span>}
      </td>
      <td data-l="Owner, phone">
        {row.owner === '' ? <NotKnown>nobody named</NotKnown> : `${row.owner} ${row.phone}`}
      </td>
    </tr>
  )
}

function Releases({ view, now }: { readonly view: LinksView; readonly now: string }): ReactElement {
  const zone = view.header.timeZone
  return (
    <>
      {view.releases.length === 0 ? (
        <p>Of no server have two people signed that it may reconnect. No verdict does that.</p>
      ) : (
        <table className="blocks">
          <thead>
            <tr>
              <th>Server</th>
              <th>May reconnect</th>
              <th>Watched until</th>
            </tr>
          </thead>
          <tbody>
            {view.releases.map((one) => (
              <ReleaseLine key={one.server} one={one} now={now} zone={zone} />
            ))}
          </tbody>
        </table>
      )}
      <EntryForm
        title="Let a server reconnect"
        path="/api/releases"
        fields={RELEASE_FIELDS}
        now={now}
        zone={zone}
      />
      <EntryForm
        title="Take a release back"
        path="/api/releases/withdrawals"
        fields={WITHDRAW_FIELDS}
        now={now}
        zone={zone}
      />
    </>
  )
}

function ReleaseLine(props: {
  readonly one: ReleaseRow
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { one, now, zone } = props
  return (
    <tr>
      <th scope="row">
        <a href={`/servers/${encodeURIComponent(one.server)}`} onClick={follow}>
          {one.server}
        </a>
      </th>
      <td data-l="May reconnect">
        <Mark name={one.stands ? 'suspect' : 'hit'} /> <b>{one.stands ? 'released' : 'withdrawn'}</b>{' '}
        {one.because}
        {one.alarm !== null && (
          <p className="alarm">
            <Mark name="decide" /> <b>{one.alarm}</b>
          </p>
        )}
      </td>
      <td data-l="Watched until">
        {whenOf(one.watchUntil, now, zone)}
        {one.stands && one.watchOver && <b> over</b>}
      </td>
    </tr>
  )
}

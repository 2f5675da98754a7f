import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { DiversionCell, DiversionView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useMay } from '../parts/session.ts'
import { NotKnown, NotRead, Unknown } from '../parts/Unknown.tsx'
import { EntryForm } from './EntryForm.tsx'
import { askFields, confirmFields, SERVICE_NAMES, WANT_NAMES } from './diversion-fields.ts'

/** Question 4, the part of command: what was asked of the dispatcher, and what is confirmed. No patient is here. */
export function Diversion({ now }: { readonly now: string }): ReactElement {
  const read = useQuery({
    queryKey: ['/api/diversion'],
    queryFn: () => getJson<DiversionView>('/api/diversion'),
  })
  const mayWrite = useMay('diversion.write')
  if (read.data === undefined) return <NotRead what="Where patients are sent" error={read.error} />
  const view = read.data
  const zone = view.header.timeZone
  const asked = view.cells.filter(({ asked: entry }) => entry !== null)
  return (
    <>
      <h1>Whom do we send elsewhere, postpone, phone?</h1>
      {read.error !== null && <NotRead what="The newest state" error={read.error} />}
      <p className="answer-text">
        <Mark name="tested" /> <b>{view.counts.confirmed}</b> confirmed by the dispatcher,{' '}
        <Mark name="said" /> <b>{view.counts.asked}</b> only asked, <Mark name="stale" />{' '}
        <b>{view.counts['not-confirmed-since']}</b> not confirmed since, <Mark name="blind" />{' '}
        <b>{view.counts['not-declared']}</b> not declared, which is not open.
      </p>
      {view.sites.length === 0 ? (
        <Unknown>
          <p>No list of care was imported and nothing was asked: no site is known here.</p>
        </Unknown>
      ) : (
        <Table view={view} now={now} zone={zone} />
      )}
      {mayWrite && (
        <>
          <EntryForm
            title="Ask the dispatcher"
            path="/api/diversion/asks"
            fields={askFields(view.sites)}
            now={now}
            zone={zone}
          />
          {asked.map((cell) => (
            <EntryForm
              key={`${cell.site} ${cell.service} ${cell.asked ?? 0} ${cell.confirmedAt ?? ''}`}
              title={`Confirmed: ${cell.site}, ${SERVICE_NAMES[cell.service]}, ${cell.wanted === null ? '' : WANT_NAMES[cell.wanted]}`}
              path="/api/diversion/confirmations"
              fields={confirmFields}
              fixed={{ site: cell.site, service: cell.service, asked: (cell.asked ?? 0) + 1 }}
              now={now}
              zone={zone}
            />
          ))}
        </>
      )}
      <Words view={view} />
      <h2>Theatre list, clinics and call lists</h2>
      <p>They name patients, so they are on the ward pages, for those with the right to see them.</p>
    </>
  )
}

/** What is read to the dispatcher, and the same to take away. */
function Words({ view }: { readonly view: DiversionView }): ReactElement {
  return (
    <>
      <h2>To read aloud, and on paper</h2>
      <p>
        <a href="/api/diversion.csv" download>
          Table (CSV)
        </a>
      </p>
      {view.sites.map((site) => (
        <section key={site}>
          <h3>
            {site} <a href={`/api/diversion/sheets/${encodeURIComponent(site)}`}>one sheet (PDF)</a>
          </h3>
          {view.words
            .filter((one) => one.site === site)
            .map(({ language, text }) => (
              <p key={language} lang={language}>
                <b>{language.toUpperCase()}</b> {text}
              </p>
            ))}
        </section>
      ))}
    </>
  )
}

function Table(props: {
  readonly view: DiversionView
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { view, now, zone } = props
  const services = [...new Set(view.cells.map(({ service }) => service))]
  return (
    <div className="scroll" role="region" aria-label="Services by site" tabIndex={0}>
      <table className="blocks">
        <thead>
          <tr>
            <th>What</th>
            {view.sites.map((site) => (
              <th key={site}>{site}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {services.map((service) => (
            <tr key={service}>
              <th scope="row">{SERVICE_NAMES[service]}</th>
              {view.cells
                .filter((cell) => cell.service === service)
                .map((cell) => (
                  <td key={cell.site} data-l={cell.site}>
                    <Cell cell={cell} now={now} zone={zone} />
                  </td>
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({
  cell,
  now,
  zone,
}: {
  readonly cell: DiversionCell
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { word, wanted } = cell
  if (word === 'not-declared' || wanted === null) return <NotKnown>not declared</NotKnown>
  const want = WANT_NAMES[wanted]
  const again = `look again ${whenOf(cell.reviewAt, now, zone)}`
  if (word === 'asked')
    return (
      <>
        <Mark name="said" /> <b>{want}</b>: asked by {cell.askedBy} {whenOf(cell.askedAt, now, zone)}, not
        confirmed; {cell.overdue ? <b>{again}, over</b> : again}
        {cell.before !== null && (
          <div>
            The dispatcher works by “{WANT_NAMES[cell.before.wanted]}”, confirmed{' '}
            {whenOf(cell.before.at, now, zone)}.
          </div>
        )}
      </>
    )
  const by = `${cell.dispatcher ?? ''} ${whenOf(cell.confirmedAt, now, zone)}`
  if (word === 'confirmed')
    return (
      <>
        <Mark name="tested" /> <b>{want}</b>: confirmed by {by}; {again}
      </>
    )
  return (
    <NotKnown>
      {want}: confirmed by {by}, not since
    </NotKnown>
  )
}

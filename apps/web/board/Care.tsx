import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { CareCell, CareView, WhatIfView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { ageOf, dayOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { Panel } from '../parts/Panel.tsx'
import { useAt, viewAt } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { careWords } from './answer-words.ts'
import { WhatIf } from './WhatIf.tsx'

/** Page 2: care by site, and what one more plug pulled would take down. */
export function Care({ now }: { readonly now: string }): ReactElement {
  const at = useAt()
  const path = viewAt('/api/care', at)
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<CareView>(path) })
  const [whatIf, setWhatIf] = useState<WhatIfView | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  if (read.data === undefined) return <NotRead what="Care by site" error={read.error} />
  const view = read.data
  const { counts } = view
  const total = counts.down + counts.limited + counts['on paper'] + counts.works + counts.unknown
  const row = view.rows.find(({ care }) => care === open)
  return (
    <div className="land">
      {read.error !== null && <NotRead what="The newest state of care" error={read.error} />}
      <div className="title-line">
        <h1>Care by site</h1>
        <p>
          {counts.down} down, {counts.limited} limited, {counts['on paper']} on paper, {counts.works} work,{' '}
          {counts.unknown > 0 && <Mark name="blind" />} <b>{counts.unknown} not known</b> of {total}
        </p>
      </div>
      {view.rows.length === 0 ? (
        <Unknown>
          <p>No list of care and services was imported: what care is down is not known.</p>
        </Unknown>
      ) : (
        <div className="cols narrow">
          <Grid view={view} whatIf={whatIf} onOpen={setOpen} />
          <div className="side ruled">
            {at === null && <WhatIf plugs={view.plugs} whatIf={whatIf} onAnswer={setWhatIf} />}
            <p>
              <Mark name="stale" /> Reckoned from the list of dependencies of{' '}
              {dayOf(view.listImportedAt, view.header.timeZone)} ({ageOf(view.listImportedAt, now)}). What
              nobody wrote down is not in it.
            </p>
            <AtRisk view={view} />
          </div>
        </div>
      )}
      {row !== undefined && <Causes row={row} onClose={() => setOpen(null)} />}
    </div>
  )
}

type CareRow = CareView['rows'][number]

function Grid(props: {
  readonly view: CareView
  readonly whatIf: WhatIfView | null
  readonly onOpen: (care: string) => void
}): ReactElement {
  const { view } = props
  const list = useRows<HTMLTableSectionElement>()
  return (
    <div className="scroll" role="region" aria-label="Care by site" tabIndex={0}>
      <table className="care">
        <thead>
          <tr>
            <th>Care, phone</th>
            {view.sites.map((site) => (
              <th key={site}>{site}</th>
            ))}
          </tr>
        </thead>
        <tbody ref={list} data-rows>
          {view.rows.map((row) => (
            <tr key={row.care}>
              <th scope="row">
                <button
                  type="button"
                  className="plain row-button"
                  data-row
                  tabIndex={-1}
                  aria-label={`${row.care}, phone ${row.phone === '' ? 'not known' : row.phone}: all causes`}
                  onClick={() => props.onOpen(row.care)}
                >
                  {row.care}
                </button>{' '}
                <span className="phone">
                  {row.phone === '' ? (
                    <span data-state="unknown">
                      <Mark name="blind" /> phone not known
                    </span>
                  ) : (
                    row.phone
                  )}
                </span>
              </th>
              {row.cells.map((cell) => (
                <Cell key={cell.site} cell={cell} whatIf={props.whatIf} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const MARKS = { limited: 'suspect', 'on paper': 'paper' } as const

function Cell({
  cell,
  whatIf,
}: {
  readonly cell: CareCell
  readonly whatIf: WhatIfView | null
}): ReactElement {
  const { impact } = cell
  const then = whatIf?.changes.find(({ care, site }) => care === cell.care && site === cell.site)?.after
  const after = then === undefined ? null : <b className="block">then: {careWords(then)}</b>
  const framed = then === undefined ? '' : ' then'
  if (impact?.state === 'down') {
    return (
      <td className={`down${framed}`} data-state="down">
        <b>down</b>
        <Because cell={cell} />
        {after}
      </td>
    )
  }
  if (impact?.state === 'works' || impact?.state === 'limited' || impact?.state === 'on paper') {
    return (
      <td className={framed.trim()} data-state={impact.state}>
        {impact.state !== 'works' && <Mark name={MARKS[impact.state]} />} <b>{impact.state}</b>
        {impact.state === 'on paper' && impact.workaround !== '' && <div>{impact.workaround}</div>}
        <Because cell={cell} />
        {after}
      </td>
    )
  }
  return (
    <td className={`hatch care-unknown${framed}`} data-state="unknown" data-hatched="true">
      <div className="plate">
        {impact === null ? 'not on the list' : <b>not known</b>}
        <Because cell={cell} />
        {after}
      </div>
    </td>
  )
}

/** The nearest cause in few words; how many more there are, which the row's panel lists. */
function Because({ cell }: { readonly cell: CareCell }): ReactElement | null {
  const [first, ...more] = cell.because
  if (first === undefined) return null
  return (
    <div className="because">
      {first}
      {more.length > 0 && `, and ${more.length} more ${more.length === 1 ? 'cause' : 'causes'}`}
    </div>
  )
}

function Causes({ row, onClose }: { readonly row: CareRow; readonly onClose: () => void }): ReactElement {
  return (
    <Panel title={`${row.care}: all causes`} typed={false} onClose={onClose}>
      {row.cells.map(({ site, impact }) => (
        <section key={site} className="causes">
          <h3>
            {site}: {impact === null ? 'not on the list' : careWords(impact.state)}
          </h3>
          {impact !== null && impact.workaround !== '' && <p>Work without it: {impact.workaround}.</p>}
          <ul className="list">
            {(impact?.causes ?? []).map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      ))}
      <button type="button" className="plain" data-first onClick={onClose}>
        Close (Esc)
      </button>
    </Panel>
  )
}

function AtRisk({ view }: { readonly view: CareView }): ReactElement {
  const risky = view.services.filter(({ atRisk }) => atRisk)
  return (
    <section>
      <div className="side-head">
        <h2>At risk: one more loss takes it down</h2>
        <b>{risky.length}</b>
      </div>
      {risky.length === 0 && (
        <p>No service that is known to run stands on its last server, as far as the list tells.</p>
      )}
      <ul className="list">
        {risky.map((service) => (
          <li key={service.service}>
            {service.name}: {service.membersUp} known to run,{' '}
            {service.membersUnknown > 0 && <Mark name="blind" />} {service.membersUnknown} not known
          </li>
        ))}
      </ul>
    </section>
  )
}

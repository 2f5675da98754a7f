import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { CareCell, CareView, WhatIfView } from '@codedark/domain/board'
import type { CareImpact } from '@codedark/domain/estate'
import { getJson, postJson } from '../parts/api.ts'
import { ageOf, dayOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { NotKnown, NotRead } from '../parts/Unknown.tsx'

/** Page 2: care by site, and what one more server off would take down. */
export function Care({ now }: { readonly now: string }): ReactElement {
  const read = useQuery({ queryKey: ['/api/care'], queryFn: () => getJson<CareView>('/api/care') })
  const [whatIf, setWhatIf] = useState<WhatIfView | null>(null)
  if (read.data === undefined) return <NotRead what="Care by site" error={read.error} />
  const view = read.data
  const { counts } = view
  const total = counts.down + counts.limited + counts['on paper'] + counts.works + counts.unknown
  return (
    <>
      {read.error !== null && <NotRead what="The newest state of care" error={read.error} />}
      <h1>Care by site</h1>
      <p>
        {counts.down} down, {counts.limited} limited, {counts['on paper']} on paper, {counts.works} work,{' '}
        <b>{counts.unknown} not known</b> of {total}
      </p>
      <div className="cols">
        <div className="scroll" role="region" aria-label="Care by site" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th>Care, phone</th>
                {view.sites.map((site) => (
                  <th key={site}>{site}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {view.rows.map((row) => (
                <tr key={row.care}>
                  <th scope="row">
                    {row.care} <span className="label">{row.phone}</span>
                  </th>
                  {row.cells.map((cell) => (
                    <Cell key={cell.site} cell={cell} whatIf={whatIf} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className="side">
          <WhatIf servers={view.servers} whatIf={whatIf} onAnswer={setWhatIf} />
          <p>
            <Mark name="stale" /> Reckoned from the list of dependencies of{' '}
            {dayOf(view.listImportedAt, view.header.timeZone)} ({ageOf(view.listImportedAt, now)}). What
            nobody wrote down is not in it.
          </p>
        </div>
      </div>
    </>
  )
}

const words = (state: string): string => (state === 'unknown' ? 'not known' : state)

const causesOf = (impact: CareImpact): string =>
  [
    // The first cause is the nearest; all of them would fill the page.
    ...impact.causes.slice(0, 1).map(({ text }) => text),
    ...(impact.causes.length > 1 ? [`And ${impact.causes.length - 1} more causes.`] : []),
    ...(impact.state === 'on paper' ? [impact.workaround] : []),
  ].join(' ')

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
  const after = then === undefined ? null : <b>then: {words(then)}</b>
  if (impact?.state === 'down') {
    return (
      <td className="down">
        <b>down</b>
        <div>{causesOf(impact)}</div>
      </td>
    )
  }
  if (impact?.state === 'works' || impact?.state === 'limited' || impact?.state === 'on paper') {
    return (
      <td>
        {impact.state !== 'works' && <Mark name={MARKS[impact.state]} />} <b>{impact.state}</b>
        <div>{causesOf(impact)}</div>
        {after}
      </td>
    )
  }
  return (
    <td className="hatch care-unknown" data-hatched="true">
      <div className="plate">
        <b>not known</b> {impact === null ? 'not on the list' : causesOf(impact)} {after}
      </div>
    </td>
  )
}

function WhatIf(props: {
  readonly servers: readonly string[]
  readonly whatIf: WhatIfView | null
  readonly onAnswer: (answer: WhatIfView | null) => void
}): ReactElement {
  const { whatIf, onAnswer } = props
  const [error, setError] = useState<string | null>(null)
  const ask = async (server: string): Promise<void> => {
    setError(null)
    onAnswer(null)
    if (server === '') return
    try {
      onAnswer(await postJson<WhatIfView>('/api/what-if', { off: [server] }))
    } catch (fault) {
      setError((fault as Error).message)
    }
  }
  return (
    <section>
      <h2>If we pull this plug</h2>
      <NativeSelect
        label="Server"
        data={[{ value: '', label: 'none' }, ...props.servers]}
        value={whatIf?.off[0] ?? ''}
        onChange={(event) => void ask(event.currentTarget.value)}
      />
      {error !== null && (
        <p role="alert">
          <NotKnown>Not reckoned:</NotKnown> {error}
        </p>
      )}
      {whatIf !== null && (
        <>
          <p role="status">
            <b>{whatIf.sentence.strong}</b> {whatIf.sentence.rest}
          </p>
          <ul className="list">
            {whatIf.changes.map((change) => (
              <li key={`${change.care} ${change.site}`}>
                <b>{change.care}</b>, {change.site}: {words(change.before)} <b>then {words(change.after)}</b>,{' '}
                {change.because}
              </li>
            ))}
          </ul>
          <Button variant="default" onClick={() => onAnswer(null)}>
            Clear
          </Button>
        </>
      )}
    </section>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { CutCostView, LinkRow, LinksView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { follow } from '../parts/route.ts'
import { NotKnown, NotRead, Unknown } from '../parts/Unknown.tsx'
import { careWords } from './answer-words.ts'
import { EntryForm } from './EntryForm.tsx'
import {
  AGREE_FIELDS,
  conditionFields,
  PROBE_FIELDS,
  REOPEN_FIELDS,
  REPORT_FIELDS,
  WATCH_FIELDS,
} from './link-fields.ts'

/** One link: its state, what its cut costs, the conditions to open it again, and the forms for all of it. */
export function Link({ id, now }: { readonly id: string; readonly now: string }): ReactElement {
  const read = useQuery({ queryKey: ['/api/links'], queryFn: () => getJson<LinksView>('/api/links') })
  if (read.data === undefined) return <NotRead what="The register of links" error={read.error} />
  const row = read.data.rows.find((one) => one.id === id)
  if (row === undefined)
    return (
      <>
        <h1>Link {id}</h1>
        <Unknown>
          <p>It is not in the register of links.</p>
        </Unknown>
      </>
    )
  return <Known row={row} now={now} zone={read.data.header.timeZone} />
}

interface KnownProps {
  readonly row: LinkRow
  readonly now: string
  readonly zone: string
}

function Known({ row, now, zone }: KnownProps): ReactElement {
  const cut = row.state === 'said-cut' || row.state === 'tested-cut'
  const fixed = { link: row.id }
  const form = { now, zone, fixed }
  return (
    <>
      <p className="no-print">
        <a href="/cut" onClick={follow}>
          All links
        </a>
      </p>
      <h1>
        Link {row.id}: {row.partner}
      </h1>
      <p className="answer-text">
        <Mark name={row.mark} /> <b>{row.words}</b>
        {row.because === '' ? '.' : `: ${row.because}.`}
      </p>
      {row.alarm !== null && (
        <p className="alarm answer-text">
          <Mark name="decide" /> <b>{row.alarm}</b>
        </p>
      )}
      {row.probe !== null && <p>{row.probe}</p>}
      <Facts row={row} />
      <EntryForm {...form} title="Record its state" path="/api/links/reports" fields={REPORT_FIELDS} />
      {row.addresses.length > 0 && (
        <EntryForm
          title="Try its addresses from here"
          path="/api/links/probes"
          fixed={{ links: [row.id] }}
          fields={PROBE_FIELDS}
          now={now}
          zone={zone}
        />
      )}
      <h2>{cut ? 'What the cut costs' : 'Before a cut'}</h2>
      <Cost id={row.id} />
      <p>{row.agreed ?? 'Nobody has agreed to a cut, as far as the record knows.'}</p>
      <EntryForm {...form} title="Record who agrees" path="/api/links/agreements" fields={AGREE_FIELDS} />
      <h2>Before it opens again</h2>
      <Conditions row={row} />
      <EntryForm
        {...form}
        title="Tick a condition"
        path="/api/links/conditions"
        fixed={{ ...fixed, met: true }}
        fields={conditionFields(row.conditions)}
      />
      <EntryForm
        {...form}
        title="Take a tick back"
        path="/api/links/conditions"
        fixed={{ ...fixed, met: false }}
        fields={conditionFields(row.conditions)}
      />
      {cut && (
        <EntryForm
          {...form}
          title="Open it again, two sign"
          path="/api/links/reopenings"
          fields={REOPEN_FIELDS}
        />
      )}
      <Watch {...{ row, now, zone }} />
    </>
  )
}

/** After a reopening: who signed, the watch, and the form that ends it. */
function Watch({ row, now, zone }: KnownProps): ReactElement {
  const form = { now, zone, fixed: { link: row.id } }
  return (
    <>
      {row.reopened !== null && <p>{row.reopened}</p>}
      {row.watch !== null && (
        <>
          <p>
            {row.watch.over ? 'The watch is over since' : 'Watched until'}{' '}
            <b>{whenOf(row.watch.until, now, zone)}</b>.
          </p>
          <EntryForm {...form} title="The watch was quiet" path="/api/links/watches" fields={WATCH_FIELDS} />
        </>
      )}
    </>
  )
}

function Facts({ row }: { readonly row: LinkRow }): ReactElement {
  const lines: readonly (readonly [string, string])[] = [
    ['For', row.purpose],
    ['Made of', row.kind],
    ['Care that suffers', row.care.join(', ')],
    ['Without it', row.workaround],
    ['Owner, phone', `${row.owner} ${row.phone}`.trim()],
    ['Addresses', row.addresses.join(', ')],
  ]
  return (
    <dl className="facts">
      {lines.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text === '' ? <NotKnown>not said</NotKnown> : text}</dd>
        </div>
      ))}
    </dl>
  )
}

function Cost({ id }: { readonly id: string }): ReactElement {
  const path = `/api/links/${encodeURIComponent(id)}/cost`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<CutCostView>(path) })
  if (read.data === undefined) return <NotRead what="What its cut costs" error={read.error} />
  const { cost, sentence } = read.data
  const words = (
    <p>
      <b>{sentence.strong}</b> {sentence.rest}
    </p>
  )
  if (cost === null) return <Unknown>{words}</Unknown>
  return (
    <>
      {words}
      <ul className="list">
        {cost.changes.map((change) => (
          <li key={`${change.care} ${change.site}`}>
            <b>{change.care}</b>, {change.site}: {careWords(change.before)}{' '}
            <b>then {careWords(change.after)}</b>. {change.because}
          </li>
        ))}
      </ul>
    </>
  )
}

function Conditions({ row }: { readonly row: LinkRow }): ReactElement {
  return (
    <table className="blocks">
      <thead>
        <tr>
          <th>Condition</th>
          <th>Met</th>
          <th>By, when</th>
        </tr>
      </thead>
      <tbody>
        {row.conditions.map(({ id, words, state, because }) => (
          <tr key={id}>
            <th scope="row">{words}</th>
            <td data-l="Met">
              {state === 'not said' ? (
                <NotKnown>not said</NotKnown>
              ) : (
                <>
                  <Mark name={state === 'met' ? 'tested' : 'hit'} /> <b>{state}</b>
                </>
              )}
            </td>
            <td data-l="By, when">{because}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { EvidenceItemPage, EvidenceItemView, EvidencePage, FileTextView } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { isNew, timeOf, whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { follow } from '../parts/route.ts'
import { New } from '../parts/Status.tsx'
import { NotKnown, NotRead, Unknown } from '../parts/Unknown.tsx'
import { ActPanel } from './ActPanel.tsx'
import { fileAct, itemAct } from './evidence-acts.ts'

interface EvidenceProps {
  readonly now: string
  readonly frozen: boolean
}

/** Every item of evidence, open ones first; texts of others are shown as text and nothing more. */
export function Evidence(props: EvidenceProps): ReactElement {
  const { now, frozen } = props
  const read = useQuery({
    queryKey: ['/api/evidence'],
    queryFn: () => getJson<EvidencePage>('/api/evidence'),
  })
  const [filing, setFiling] = useState(false)
  const list = useRows<HTMLTableSectionElement>()
  if (read.data === undefined) return <NotRead what="The evidence" error={read.error} />
  const { items, otherFiles, header } = read.data
  const zone = header.timeZone
  return (
    <>
      {read.error !== null && <NotRead what="The newest evidence" error={read.error} />}
      <p className="crumbs">
        <a href="/knows" onClick={follow}>
          Who knows
        </a>{' '}
        / evidence
      </p>
      <h1>Evidence</h1>
      <div className="tools no-print">
        <Button variant="default" onClick={() => setFiling(true)}>
          File evidence
        </Button>
      </div>
      {items.length === 0 ? (
        <Unknown>
          <p className="answer-text">
            <b>Nothing is filed.</b> That nobody filed anything does not say that there is nothing.
          </p>
        </Unknown>
      ) : (
        <div className="scroll" role="region" tabIndex={0} aria-label="Items of evidence">
          <table className="blocks evidence">
            <thead>
              <tr>
                <th scope="col">Item</th>
                <th scope="col">Shows</th>
                <th scope="col">From</th>
                <th scope="col">Found or said by</th>
                <th scope="col">In words</th>
                <th scope="col">Notices</th>
              </tr>
            </thead>
            <tbody ref={list} data-rows>
              {items.map((item) => (
                <ItemRow key={item.item} item={item} now={now} zone={zone} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {otherFiles > 0 && (
        <p className="label">
          {otherFiles} more {otherFiles === 1 ? 'file is' : 'files are'} kept that nobody filed as an item.
        </p>
      )}
      {filing && <ActPanel act={fileAct({ now, zone })} lost={frozen} onClose={() => setFiling(false)} />}
    </>
  )
}

/** Characters of a text that a row shows; the item's page has all. */
const ROW_CHARS = 160

function ItemRow(props: {
  readonly item: EvidenceItemView
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { item, now, zone } = props
  const { text, servers, closedEntry } = item
  return (
    <tr>
      <th scope="row" data-l="Item">
        <a href={`/evidence/${item.item}`} data-row tabIndex={-1} onClick={follow}>
          {item.item}
        </a>{' '}
        {isNew(item.at, now) && <New time={timeOf(item.at, zone)} />}
      </th>
      <td data-l="Shows">
        <b>{item.kindName}</b>
        {closedEntry !== null && <span className="label"> closed, #{closedEntry}</span>}
        {item.staysOut && <span className="label"> may show patients: in no bundle</span>}
      </td>
      <td data-l="From">
        {servers[0] ?? <NotKnown>not known</NotKnown>}
        {servers.length > 1 && ` and ${servers.length - 1} more`}
      </td>
      <td data-l="By">
        {item.seenBy ?? 'without a name'}{' '}
        <span className="label">{whenOf(item.seenAt ?? item.at, now, zone)}</span>
      </td>
      <td data-l="In words">
        {text === null
          ? (item.fileName ?? '')
          : text.length > ROW_CHARS
            ? `${text.slice(0, ROW_CHARS)} …`
            : text}
      </td>
      <td data-l="Notices">{item.notices.length === 0 ? 'none' : item.notices.join(', ')}</td>
    </tr>
  )
}

/** One item: what it is, its text, and every hand it passed through. */
export function EvidenceItem(props: EvidenceProps & { readonly id: string }): ReactElement {
  const { id, now, frozen } = props
  const path = `/api/evidence/${id}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<EvidenceItemPage>(path) })
  const [acting, setActing] = useState(false)
  if (read.data === undefined)
    return (
      <>
        <h1>{id}</h1>
        <NotRead what="The item" error={read.error} />
      </>
    )
  const { item, header } = read.data
  const zone = header.timeZone
  return (
    <>
      {read.error !== null && <NotRead what="The newest state of the item" error={read.error} />}
      <p className="crumbs">
        <a href="/evidence" onClick={follow}>
          Evidence
        </a>{' '}
        / {item.item}
      </p>
      <h1>
        {item.item}, {item.kindName}
      </h1>
      <Facts item={item} now={now} zone={zone} />
      {item.text !== null && (
        <pre className="raw" tabIndex={0} aria-label="What was written, by others">
          {item.text}
        </pre>
      )}
      {item.hasFile && <KeptFile item={item} />}
      <div className="tools no-print">
        <Button variant="default" data-row onClick={() => setActing(true)}>
          Change, close, mark or release
        </Button>
      </div>
      <Followed page={read.data} now={now} />
      {acting && <ActPanel act={itemAct(item)} lost={frozen} onClose={() => setActing(false)} />}
    </>
  )
}

/** What followed from an item: its notices, and every hand it passed through. */
function Followed({ page, now }: { readonly page: EvidenceItemPage; readonly now: string }): ReactElement {
  const { notices, handling, header } = page
  const zone = header.timeZone
  return (
    <>
      <h2>Notices</h2>
      {notices.length === 0 && <p>None: the policy wants none for this kind.</p>}
      <ul className="list">
        {notices.map((notice) => (
          <li key={notice.notice}>
            <a href="/knows" onClick={follow}>
              {notice.notice}
            </a>{' '}
            {notice.about}:{' '}
            {notice.decided === null
              ? `not decided, next step up ${whenOf(notice.next?.at ?? null, now, zone)}`
              : `decided by ${notice.decided.role}`}
          </li>
        ))}
      </ul>
      <h2>Handling record</h2>
      <p className="label">Of a copy that was hashed when it came in. It is no chain of custody.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Who</th>
            <th scope="col">Entry</th>
          </tr>
        </thead>
        <tbody>
          {handling.map((line) => (
            <tr key={line.entry}>
              <td data-l="When">{whenOf(line.at, now, zone)}</td>
              <td data-l="What">{line.act.replaceAll('-', ' ')}</td>
              <td data-l="Who">
                {line.who}
                {line.other === null ? '' : `, ${line.other}`}
              </td>
              <td data-l="Entry">#{line.entry}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Facts(props: {
  readonly item: EvidenceItemView
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { item, now, zone } = props
  const facts: readonly (readonly [string, string | null])[] = [
    ['Found on', item.servers.length === 0 ? null : item.servers.join(', ')],
    ['Found or said by', item.seenBy ?? 'somebody without a name'],
    ['At', item.seenAt === null ? null : whenOf(item.seenAt, now, zone)],
    ['Came in', `${whenOf(item.at, now, zone)}, #${item.entry}, ${item.source.replace('-', ' ')}`],
    [
      'File',
      item.hasFile
        ? `${item.fileName ?? 'name not there'}, ${item.bytes?.toLocaleString('en-GB') ?? '?'} bytes`
        : 'none, words only',
    ],
    ['SHA-256 or commitment', item.hash],
    [
      'Patients',
      item.staysOut ? 'may show some: in no bundle until a person releases it' : 'none, as people say',
    ],
    ['State', item.closedEntry === null ? 'open' : `closed by two people, #${item.closedEntry}`],
  ]
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          {value === null ? (
            <dd data-state="unknown">
              <Mark name="blind" /> not known
            </dd>
          ) : (
            <dd>{value}</dd>
          )}
        </div>
      ))}
    </dl>
  )
}

/** The kept file as text, when somebody asks: that they looked is an entry. It is never drawn and never run. */
function KeptFile({ item }: { readonly item: EvidenceItemView }): ReactElement {
  const [shown, setShown] = useState<FileTextView | null>(null)
  const [error, setError] = useState<string | null>(null)
  const look = async (): Promise<void> => {
    try {
      setShown(await getJson<FileTextView>(`/api/evidence/${item.item}/text`))
      setError(null)
    } catch (fault) {
      setError((fault as Error).message)
    }
  }
  return (
    <section className="no-print">
      <h2>The file</h2>
      <p className="label">Looking at it and taking it out are lines of its handling record.</p>
      <div className="tools">
        <Button variant="default" onClick={() => void look()}>
          Look at it as text
        </Button>
        <a href={`/api/evidence/${item.item}/file`} download>
          Take it out as a file
        </a>
      </div>
      {error !== null && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
      {shown !== null && (
        <>
          <p className="label">
            {shown.shown.toLocaleString('en-GB')} of {shown.bytes.toLocaleString('en-GB')} bytes, as text.
          </p>
          <pre className="raw" tabIndex={0} aria-label="The file as text, written by others">
            {shown.text}
          </pre>
        </>
      )}
    </section>
  )
}

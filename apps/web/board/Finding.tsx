import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { FindingView, RecordView } from '@codedark/domain/board'
import { sayRecovery } from '@codedark/domain/triage'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { follow } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'

type Kept = FindingView['finding']

/** One finding down to its raw record. All of it was written by the logs: it is shown as text, never as anything else. */
export function Finding({ id, now }: { readonly id: string; readonly now: string }): ReactElement {
  const path = `/api/findings/${encodeURIComponent(id)}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<FindingView>(path) })
  if (read.data === undefined) return <NotRead what="The finding" error={read.error} />
  const view = read.data
  const { finding } = view
  const { rule } = finding
  return (
    <>
      <p className="crumbs">
        {finding.server === null ? (
          'A log of no server on the list'
        ) : (
          <a href={`/servers/${encodeURIComponent(finding.server)}`} onClick={follow}>
            {finding.server}
          </a>
        )}{' '}
        / finding
      </p>
      <h1>{rule.title}</h1>
      <p className="answer-text">
        {view.moves === null ? (
          <>
            <Mark name="context" /> <b>Context:</b> it moves no verdict.
          </>
        ) : (
          <>
            <Mark name={view.moves.to} /> <b>Moves the verdict to {view.moves.to}:</b> {view.moves.because}.
          </>
        )}
      </p>
      <Facts view={view} now={now} />
      <h2>Fields</h2>
      <dl className="facts">
        {Object.entries(finding.fields).map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
      <h2>The record as it stands in the file</h2>
      <RawRecord id={id} finding={finding} />
    </>
  )
}

/** Read again from its file when the page is opened, which may take seconds: the file is looked through whether it is the same. */
function RawRecord({ id, finding }: { readonly id: string; readonly finding: Kept }): ReactElement {
  const path = `/api/findings/${encodeURIComponent(id)}/record`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<RecordView>(path) })
  const { file, recordId } = finding
  if (read.data === undefined) return <NotRead what="The record in its file" error={read.error} />
  const { record, recordFault } = read.data
  return (
    <>
      {record === null ? (
        <Unknown>
          <p>
            <b>Not known:</b> {recordFault ?? 'the record could not be read again.'}
          </p>
        </Unknown>
      ) : (
        <>
          <p>Read again just now. The file has the very bytes that triage read (SHA-256).</p>
          <pre className="raw" tabIndex={0} aria-label="The raw record">
            {record}
          </pre>
        </>
      )}
      {recordId > 0 && !file.includes('!') && (
        <p className="label">
          By hand: <code>{`codedark logs show "${file}" --xml --record ${recordId}`}</code>
        </p>
      )}
    </>
  )
}

function Fact(props: {
  readonly name: string
  readonly value: string
  readonly more?: string
}): ReactElement {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        {props.value} {props.more !== undefined && <span className="label">{props.more}</span>}
      </dd>
    </div>
  )
}

/** What record it is, of which log, and how it was found. */
function Facts({ view, now }: { readonly view: FindingView; readonly now: string }): ReactElement {
  const { finding } = view
  const { rule } = finding
  const recovery = sayRecovery(finding)
  const places = finding.places ?? [{ file: finding.file, offset: finding.offset }]
  return (
    <dl className="facts">
      <Fact
        name="When"
        value={whenOf(finding.time, now, view.header.timeZone)}
        more={`${finding.time} in the log`}
      />
      <Fact name="Record" value={`${finding.channel} ${finding.eventId}, record ${finding.recordId}`} />
      <Fact name="Computer in the log" value={finding.computer} />
      <Fact name="Rule" value={`“${rule.title}” by ${rule.author}, ${rule.level}`} more={rule.id} />
      {recovery === null ? null : <Fact name="How it was found" value={recovery} />}
      {places.map(({ file, offset, ...label }) => (
        <Fact
          key={`${file} ${offset}`}
          name="File"
          value={`${file}, at byte ${offset}`}
          {...(sayRecovery(label) === null ? {} : { more: sayRecovery(label) ?? '' })}
        />
      ))}
    </dl>
  )
}

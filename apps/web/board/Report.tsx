import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactElement } from 'react'
import type { PageHeader, SituationReport } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { dayOf, formDay, instantOf, timeOf } from '../parts/clock.ts'
import { travelTo, useAddress } from '../parts/route.ts'
import { Mark } from '../parts/Mark.tsx'
import { NotKnown, NotRead } from '../parts/Unknown.tsx'
import { Past } from './Past.tsx'

interface ReportView {
  readonly header: PageHeader
  readonly past: boolean
  readonly report: SituationReport
}

/** The situation as the record stood at any minute: what was typed in later is not in it. */
export function Report({ now, zone }: { readonly now: string; readonly zone: string }): ReactElement {
  const at = useAddress().searchParams.get('at')
  const path = `/api/report${at === null ? '' : `?at=${encodeURIComponent(at)}`}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<ReportView>(path) })
  return (
    <>
      <h1>Situation report</h1>
      <AtMinute now={at ?? now} zone={zone} onAt={travelTo} />
      {read.data === undefined ? (
        <NotRead what="The report" error={read.error} />
      ) : (
        <>
          {read.data.past && <Past at={read.data.report.at} zone={zone} />}
          <p className="no-print">
            <a
              href={`/api/forms/report.pdf${at === null ? '' : `?at=${encodeURIComponent(at)}`}`}
              target="_blank"
              rel="noreferrer"
            >
              On paper (A4)
            </a>
          </p>
          {read.data.report.sections.map(({ title, lines }) => (
            <section key={title}>
              <h2>{title}</h2>
              <ul className="list">
                {lines.map((line) => (
                  <li key={line}>
                    {isUnknown(line) && <Mark name="blind" />} {line}
                  </li>
                ))}
              </ul>
            </section>
          ))}
          <p className="label">
            {read.data.report.entries} entries, as of {dayOf(read.data.report.at, zone)}{' '}
            {timeOf(read.data.report.at, zone)}.
          </p>
        </>
      )}
    </>
  )
}

/** A line that says that something is not known, or that nobody has looked. */
const isUnknown = (line: string): boolean =>
  /not known|nobody (?:has )?looked/iu.test(line.replaceAll(/\b0 (?:not known|nobody looked at)\b/giu, ''))

/** Asks for a day and a minute of the past; null leads back to now. */
export function AtMinute(props: {
  readonly now: string
  readonly zone: string
  readonly onAt: (at: string | null) => void
}): ReactElement {
  const { now, zone, onAt } = props
  const [day, setDay] = useState(() => formDay(now, zone))
  const [time, setTime] = useState(() => timeOf(now, zone))
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const at = instantOf(day, time, zone)
    setWrong(at === null)
    // The whole of that minute belongs to it.
    if (at !== null) onAt(new Date(Date.parse(at) + 59_999).toISOString())
  }
  return (
    <form onSubmit={submit} className="tools no-print at-minute">
      <label>
        As it stood on{' '}
        <input className="find" value={day} onChange={(event) => setDay(event.currentTarget.value)} />
      </label>
      <label>
        at <input className="find" value={time} onChange={(event) => setTime(event.currentTarget.value)} />
      </label>
      <button type="submit" className="plain">
        Show
      </button>
      <button type="button" className="plain" onClick={() => onAt(null)}>
        Now
      </button>
      {wrong && <NotKnown>no day and time</NotKnown>}
    </form>
  )
}

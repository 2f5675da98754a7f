import { useState, type ReactElement } from 'react'
import { instantOf } from '../parts/clock.ts'
import { NotKnown } from '../parts/Unknown.tsx'
import { KIND_GROUPS, type LogFilter } from './log-filter.ts'

/** What of the log is shown: words, area, server, who, from when until when. */
export function Filters(props: {
  readonly filter: LogFilter
  readonly onChange: (part: Partial<LogFilter>) => void
  readonly shown: number
  readonly size: number
  readonly zone: string
}): ReactElement {
  const { filter, onChange } = props
  return (
    <div className="tools no-print">
      <input
        type="search"
        className="find"
        aria-label="Find words in the entries"
        placeholder="Find words ( / )"
        value={filter.words}
        onChange={(event) => onChange({ words: event.currentTarget.value })}
      />
      <label>
        Kind{' '}
        <select value={filter.group} onChange={(event) => onChange({ group: event.currentTarget.value })}>
          <option value="">all</option>
          {KIND_GROUPS.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Server{' '}
        <input
          className="find short"
          value={filter.server}
          onChange={(event) => onChange({ server: event.currentTarget.value })}
        />
      </label>
      <label>
        Who{' '}
        <input
          className="find short"
          value={filter.who}
          onChange={(event) => onChange({ who: event.currentTarget.value })}
        />
      </label>
      <When name="From" zone={props.zone} onChange={(from) => onChange({ from })} />
      <When name="Until" zone={props.zone} onChange={(until) => onChange({ until })} end />
      <span role="status">
        {props.shown} of {props.size} shown
      </span>
    </div>
  )
}

/** A day and time, typed as one: '2021-01-17 22:12'. While it is none, nothing is left out, and the field says so. */
function When(props: {
  readonly name: string
  readonly zone: string
  readonly end?: boolean
  readonly onChange: (at: string | null) => void
}): ReactElement {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const change = (text: string): void => {
    setTyped(text)
    const [day = '', time = ''] = text.trim().split(/\s+/u)
    const at = text.trim() === '' ? null : instantOf(day, time, props.zone)
    setWrong(text.trim() !== '' && at === null)
    // The whole of the last minute belongs to it.
    props.onChange(at === null || props.end !== true ? at : new Date(Date.parse(at) + 59_999).toISOString())
  }
  return (
    <label>
      {props.name}{' '}
      <input
        className="find short"
        placeholder="2021-01-17 22:12"
        value={typed}
        aria-invalid={wrong}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {wrong && <NotKnown>no day and time</NotKnown>}
    </label>
  )
}

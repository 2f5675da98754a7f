import type { ReactElement } from 'react'
import { clockWords, sightWords } from '@codedark/domain/triage'
import type { ServerVerdict } from '@codedark/domain/triage'
import { Mark } from '../parts/Mark.tsx'

/** What else triage holds of one server: how it got there, techniques, order of spread, clock, what its logs could have shown. */
export function More(props: { readonly verdict: ServerVerdict; readonly from: number }): ReactElement {
  const { verdict } = props
  const { arrival, techniques, spreadOrder, clock, sight, shows } = verdict
  const evidence = verdict.firstAt !== null
  return (
    <ul className="reasons">
      {verdict.reasons.slice(props.from).map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
      {shows != null && <li>What its logs do show: {shows}</li>}
      {arrival != null
        ? !verdict.reasons.includes(arrival.text) && (
            <li>
              <b>How it got there{arrival.basis === 'inferred' ? ' (inferred)' : ''}:</b> {arrival.text}
            </li>
          )
        : evidence && (
            <li data-state="unknown">
              <Mark name="blind" /> <b>How it got there: not known.</b>
            </li>
          )}
      {spreadOrder != null && <li>Number {spreadOrder} in the order of spread over all servers.</li>}
      {techniques !== undefined && techniques.length > 0 && (
        <li>Techniques (MITRE ATT&CK): {techniques.join(', ')}.</li>
      )}
      {clock !== undefined && (
        <li data-state={clock.skewMs === null ? 'unknown' : 'known'}>
          {clock.skewMs === null && <Mark name="blind" />} {clockWords(clock)}
        </li>
      )}
      {sight != null && <li>{sightWords(sight)}</li>}
    </ul>
  )
}

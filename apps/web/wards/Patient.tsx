import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { MedicationLine, PatientView } from '@codedark/domain/downtime'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { follow } from '../parts/route.ts'
import { NotKnown, NotRead, Unknown } from '../parts/Unknown.tsx'
import { AllergyBox } from './Allergies.tsx'
import { Born } from './Census.tsx'

/** One patient: who, allergies, medication with the hatched span in which given doses are not known. */
export function Patient({ id, now }: { readonly id: string; readonly now: string }): ReactElement {
  const path = `/api/patients/${encodeURIComponent(id)}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<PatientView>(path) })
  if (read.data === undefined) return <NotRead what="The patient" error={read.error} />
  const view = read.data
  const { patient } = view
  const when = (at: string | null): string => whenOf(at, now, view.header.timeZone)
  return (
    <>
      {read.error !== null && <NotRead what="The newest state of the patient" error={read.error} />}
      <h1>
        {patient.familyName}, {patient.givenNames}
      </h1>
      {view.nameAlert.length > 0 && (
        <p className="box">
          <b>NAME ALERT: {view.nameAlert.join(', ')}</b>
        </p>
      )}
      {patient.deceased && <p className="box known">Recorded as deceased</p>}
      <p className="facts">
        <span>
          Born <Born bornOn={patient.bornOn} ageYears={view.ageYears} sex={patient.sex} />
        </span>
        <span>
          Number <b>{patient.number}</b>
        </span>
        <span>
          Ward{' '}
          {view.ward === null ? (
            <NotKnown>not in this copy</NotKnown>
          ) : (
            <a href={`/wards/${encodeURIComponent(view.ward.id)}`} onClick={follow}>
              {view.ward.name}
            </a>
          )}
        </span>
        <Fact label="Bed" value={view.bed} />
        <Fact label="Doctor" value={patient.doctor} />
        <Fact label="Weight" value={patient.weight} />
        <Fact label="Resuscitation" value={patient.codeStatus} />
        {patient.alerts === null ? (
          <NotKnown>alerts not in this copy</NotKnown>
        ) : (
          <b>{patient.alerts.join(' · ')}</b>
        )}
      </p>
      <AllergyBox allergies={patient.allergies} />
      <Medication view={view} when={when} />
      <Unknown
        heading={
          view.header.asOf.results === null
            ? 'Results are not in this copy'
            : `Results after ${when(view.header.asOf.results)} are not in this copy`
        }
      >
        <p>Phone the laboratory.</p>
      </Unknown>
      {patient.results.length > 0 && (
        <ul className="list">
          {patient.results.map((result, index) => (
            <li key={`${index} ${result.name}`}>
              {result.name}: <b>{result.value}</b> {result.flag} {result.preliminary && <b>preliminary</b>}{' '}
              <span className="label">{when(result.at)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Fact(props: { readonly label: string; readonly value: string | null }): ReactElement {
  return (
    <span>
      {props.label} {props.value === null ? <NotKnown>not in this copy</NotKnown> : <b>{props.value}</b>}
    </span>
  )
}

type When = (at: string | null) => string

function Medication({ view, when }: { readonly view: PatientView; readonly when: When }): ReactElement {
  const { unknown, lines } = view
  const span = unknown.from === null ? 'all given doses' : `${when(unknown.from)} to ${when(unknown.until)}`
  if (lines.length === 0) {
    return (
      <Unknown heading="Medication">
        <p>
          {view.header.asOf.orders === null
            ? 'Orders are not in this copy. Ask.'
            : `No order is in this copy as of ${when(view.header.asOf.orders)}. What was ordered since is not known.`}
        </p>
      </Unknown>
    )
  }
  return (
    <section>
      <h2>Medication</h2>
      <p>As received, nothing converted.</p>
      <div className="scroll" role="region" aria-label="Medication" tabIndex={0}>
        <table className="grid">
          <thead>
            <tr>
              <th>Drug</th>
              <th>Dose</th>
              <th>How, how often</th>
              <th>Last given, as far as known</th>
              <th>
                <NotKnown>UNKNOWN {span}: ask, look, then give</NotKnown>
              </th>
              {view.columns.map((at) => (
                <th key={at}>{when(at)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line key={line.order.id} line={line} columns={view.columns} when={when} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Line(props: {
  readonly line: MedicationLine
  readonly columns: readonly string[]
  readonly when: When
}): ReactElement {
  const { line, when } = props
  const { order } = line
  // A dash says 'not due then'; an order whose times cannot be told must not say it.
  const timesNotTold =
    (order.kind === 'scheduled' || order.kind === 'once') &&
    order.dueTimes.length === 0 &&
    line.due.length === 0
  return (
    <tr>
      <th scope="row">
        {order.drug}
        <div>{order.kind === 'stopped' ? 'STOPPED' : order.status}</div>
      </th>
      {order.dose === null ? (
        <td className="hatch" data-hatched="true">
          <b className="plate">DOSE NOT IN COPY</b>
        </td>
      ) : (
        <td>
          <b>{order.dose}</b>
        </td>
      )}
      <td>
        {order.route ?? <NotKnown>route not in copy</NotKnown>},{' '}
        {order.frequency ?? <NotKnown>frequency not in copy</NotKnown>}
        <div>
          {order.highAlert === 'yes' && <b>HIGH ALERT. </b>}
          {order.highAlert === 'not-checked' && 'High alert not checked. '}
          {order.instructions} {line.nextInWords !== null && <b>{line.nextInWords}</b>}
        </div>
      </td>
      <td>
        {order.lastGiven === null ? (
          <NotKnown>not in this copy</NotKnown>
        ) : (
          `${when(order.lastGiven.at)} ${order.lastGiven.dose ?? ''} ${order.lastSite ?? ''}`
        )}
      </td>
      <td className="hatch" data-hatched="true">
        {line.dueInUnknown.length > 0 && (
          <b className="plate">due {line.dueInUnknown.map(when).join(', ')}</b>
        )}
      </td>
      {props.columns.map((at) => (
        <td key={at}>
          {timesNotTold ? <NotKnown>not told: ask</NotKnown> : line.due.includes(at) ? <b>due</b> : '–'}
        </td>
      ))}
    </tr>
  )
}

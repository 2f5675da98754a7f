import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { CensusPatient, WardView } from '@codedark/domain/downtime'
import { getJson } from '../parts/api.ts'
import { timeOf } from '../parts/clock.ts'
import { follow } from '../parts/route.ts'
import { NotKnown, NotRead } from '../parts/Unknown.tsx'
import { Allergies } from './Allergies.tsx'
import { Arrival } from './Arrival.tsx'
import { BedCheck } from './BedCheck.tsx'
import { Packet } from './Packet.tsx'
import { SayStanding, Standing } from './Standing.tsx'
import { SaidLines } from './Whereabouts.tsx'
import { patientName } from './patient-name.ts'

/** The beds of one ward in walking order. */
export function Census({ id, now }: { readonly id: string; readonly now: string }): ReactElement {
  const path = `/api/wards/${encodeURIComponent(id)}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<WardView>(path) })
  if (read.data === undefined) return <NotRead what="The ward" error={read.error} />
  const view = read.data
  const zone = view.header.timeZone
  const asOf = timeOf(view.header.asOf.patients, zone)
  return (
    <>
      {read.error !== null && <NotRead what="The newest state of the ward" error={read.error} />}
      <div className="tools">
        <h1>{view.ward.name}, in walking order</h1>
        <span>Site {view.ward.site}.</span>
        <Standing standing={view.standing} now={now} zone={zone} />
        <Packet
          ward={id}
          packet={view.packet}
          generation={view.header.generation}
          paper={view.standing?.state === 'paper'}
          now={now}
          zone={zone}
        />
      </div>
      <SayStanding ward={id} standing={view.standing} />
      <BedCheck view={view} now={now} />
      <Arrival ward={id} />
      <div className="scroll" role="region" aria-label="Census" tabIndex={0}>
        <table className="blocks wards land">
          <thead>
            <tr>
              <th>Bed</th>
              <th>Patient</th>
              <th>Born, age, sex</th>
              <th>Number</th>
              <th>Allergies</th>
              <th>Resuscitation</th>
              <th>Mind</th>
            </tr>
          </thead>
          <tbody>
            {view.rows.map((row) =>
              row.patient === null ? (
                <tr key={row.bed}>
                  <th scope="row" className="nowrap">
                    {row.bed}
                  </th>
                  <td colSpan={6}>Bed empty at {asOf}</td>
                </tr>
              ) : (
                <PatientRow key={row.bed} bed={row.bed} patient={row.patient} now={now} zone={zone} />
              ),
            )}
            {view.withoutBed.map((patient) => (
              <PatientRow key={patient.id} bed={null} patient={patient} now={now} zone={zone} />
            ))}
          </tbody>
        </table>
      </div>
      <Left view={view} now={now} />
    </>
  )
}

/** Who was on this ward in the copy and is not any more, as was said. */
function Left({ view, now }: { readonly view: WardView; readonly now: string }): ReactElement | null {
  if (view.left.length === 0) return null
  return (
    <section>
      <h2>Left since the copy</h2>
      <ul className="list">
        {view.left.map(({ patient, line }) => (
          <li key={patient.id}>
            <a data-row href={`/patients/${encodeURIComponent(patient.id)}`} onClick={follow}>
              <b>{patientName(patient)}</b>
            </a>{' '}
            no. {patient.number}
            <SaidLines said={[line]} now={now} zone={view.header.timeZone} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function PatientRow(props: {
  readonly bed: string | null
  readonly patient: CensusPatient
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { patient } = props
  return (
    <tr>
      <th scope="row" className="nowrap">
        {props.bed ??
          (patient.said === undefined ? (
            <NotKnown>bed not in copy</NotKnown>
          ) : (
            <NotKnown>no bed said</NotKnown>
          ))}
      </th>
      <td data-l="Patient">
        <a data-row href={`/patients/${encodeURIComponent(patient.id)}`} onClick={follow}>
          <b>{patientName(patient)}</b>
        </a>
        {patient.notInCopy === true && <b> CAME SINCE</b>}
        <SaidLines said={patient.said} now={props.now} zone={props.zone} />
      </td>
      <td data-l="Born">
        <Born bornOn={patient.bornOn} ageYears={patient.ageYears} sex={patient.sex} />
      </td>
      <td data-l="Number" className="nowrap">
        {patient.number}
      </td>
      <td data-l="Allergies">
        <Allergies allergies={patient.allergies} />
      </td>
      <td data-l="Resuscitation">{patient.codeStatus ?? <NotKnown>not in this copy</NotKnown>}</td>
      <td data-l="Mind">
        {patient.nameAlert.length > 0 && <b>NAME ALERT: {patient.nameAlert.join(', ')}. </b>}
        {[...(patient.alerts ?? []), ...(patient.diet ?? [])].join('. ')}{' '}
        {patient.alerts === null && <NotKnown>alerts not in this copy</NotKnown>}{' '}
        {patient.diet === null && <NotKnown>diet not in this copy</NotKnown>}
      </td>
    </tr>
  )
}

/** Born, age, sex; each part says when it is not known. */
export function Born(props: {
  readonly bornOn: string | null
  readonly ageYears: number | null
  readonly sex: CensusPatient['sex']
}): ReactElement {
  const age = props.ageYears === null ? <NotKnown>age not known</NotKnown> : `${props.ageYears} y`
  const sex = props.sex === 'unknown' ? <NotKnown>sex not known</NotKnown> : props.sex
  return (
    <>
      <span className="nowrap">{props.bornOn ?? <NotKnown>not known</NotKnown>}</span>{' '}
      <span className="nowrap">
        ({age}, {sex})
      </span>
    </>
  )
}

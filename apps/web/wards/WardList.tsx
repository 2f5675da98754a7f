import type { ReactElement } from 'react'
import type { CensusPatient, HospitalView, WardLine } from '@codedark/domain/downtime'
import { whenOf } from '../parts/clock.ts'
import { follow } from '../parts/route.ts'
import { NotKnown, Unknown } from '../parts/Unknown.tsx'
import { Standing } from './Standing.tsx'
import { patientName } from './patient-name.ts'

/** All wards of the copy, each with its packet. */
export function WardList(props: { readonly hospital: HospitalView; readonly now: string }): ReactElement {
  const { hospital, now } = props
  const { faults } = hospital
  return (
    <>
      <h1>Wards</h1>
      <p>
        {hospital.inpatients} inpatients on {hospital.wards.length} wards.{' '}
        {faults > 0 && (
          <NotKnown>
            {faults === 1 ? '1 thing' : `${faults} things`} received could not be read or did not fit; what
            was in it is not in this copy
          </NotKnown>
        )}
      </p>
      {hospital.wards.length === 0 ? (
        <Unknown>
          <p>No ward is in this copy. Nothing was received, or nothing of it could be read.</p>
        </Unknown>
      ) : (
        <table className="blocks">
          <thead>
            <tr>
              <th>Ward</th>
              <th>Site</th>
              <th>Patients</th>
              <th>Beds empty</th>
              <th>Works from</th>
              <th>Packet</th>
            </tr>
          </thead>
          <tbody>
            {hospital.wards.map((ward) => (
              <WardRow key={ward.id} ward={ward} header={hospital.header} now={now} />
            ))}
          </tbody>
        </table>
      )}
      <WithoutWard patients={hospital.withoutWard} />
    </>
  )
}

function WardRow(props: {
  readonly ward: WardLine
  readonly header: HospitalView['header']
  readonly now: string
}): ReactElement {
  const { ward, header } = props
  const { packet } = ward
  return (
    <tr>
      <th scope="row">
        <a data-row href={`/wards/${encodeURIComponent(ward.id)}`} onClick={follow}>
          {ward.name}
        </a>
      </th>
      <td data-l="Site">{ward.site}</td>
      <td data-l="Patients">{ward.patients}</td>
      <td data-l="Beds empty">{ward.emptyBeds}</td>
      <td data-l="Works from">
        <Standing standing={ward.standing} now={props.now} zone={header.timeZone} />
      </td>
      <td data-l="Packet">
        {packet === null ? (
          'No packet written'
        ) : (
          <a href={packet.href} download>
            Written {whenOf(packet.at, props.now, header.timeZone)}, {packet.sheets} sheets
          </a>
        )}
        {packet !== null && packet.generation !== header.generation && <b> of an older copy</b>}
      </td>
    </tr>
  )
}

/** Inpatients whom no ward of the copy holds: on no census and in no packet, so they must be seen here. */
function WithoutWard({ patients }: { readonly patients: readonly CensusPatient[] }): ReactElement | null {
  if (patients.length === 0) return null
  return (
    <section className="lost">
      <h2>
        <NotKnown>Inpatients whose ward is not in this copy: in no packet. Find out where they lie.</NotKnown>
      </h2>
      <ul className="list">
        {patients.map((patient) => (
          <li key={patient.id}>
            <a data-row href={`/patients/${encodeURIComponent(patient.id)}`} onClick={follow}>
              <b>{patientName(patient)}</b>
            </a>{' '}
            number {patient.number}
          </li>
        ))}
      </ul>
    </section>
  )
}

import type { ReactElement } from 'react'
import type { HospitalView } from '@codedark/domain/downtime'
import { whenOf } from '../parts/clock.ts'
import { follow } from '../parts/route.ts'
import { NotKnown, Unknown } from '../parts/Unknown.tsx'

/** All wards of the copy, each with its packet. */
export function WardList(props: { readonly hospital: HospitalView; readonly now: string }): ReactElement {
  const { hospital, now } = props
  const zone = hospital.header.timeZone
  return (
    <>
      <h1>Wards</h1>
      <p>
        {hospital.inpatients} inpatients on {hospital.wards.length} wards.{' '}
        {hospital.faults > 0 && (
          <NotKnown>{hospital.faults} things received could not be read; they are not in this copy</NotKnown>
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
              <th>Packet</th>
            </tr>
          </thead>
          <tbody>
            {hospital.wards.map((ward) => (
              <tr key={ward.id}>
                <th scope="row">
                  <a data-row href={`/wards/${encodeURIComponent(ward.id)}`} onClick={follow}>
                    {ward.name}
                  </a>
                </th>
                <td data-l="Site">{ward.site}</td>
                <td data-l="Patients">{ward.patients}</td>
                <td data-l="Beds empty">{ward.emptyBeds}</td>
                <td data-l="Packet">
                  {ward.packet === null
                    ? 'No packet written'
                    : `Written ${whenOf(ward.packet.at, now, zone)}, ${ward.packet.sheets} sheets`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

import type { ReactElement } from 'react'
import type { BoardView, WardsPart } from '@codedark/domain/board'
import { ageOf, whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { Unknown } from '../parts/Unknown.tsx'

/** Page 3: what the wards work from, as far as care handed it over: counts and serials, never a patient. */
export function Wards({ board, now }: { readonly board: BoardView; readonly now: string }): ReactElement {
  const { wards } = board
  const zone = board.header.timeZone
  return (
    <>
      <h1>What do the wards work from?</h1>
      {wards.copy === null ? (
        <Unknown heading="The downtime copy is not known">
          <p>Care has handed nothing over: whether there is a copy, and as of when, is not known here.</p>
        </Unknown>
      ) : (
        <Copy copy={wards.copy} now={now} zone={zone} />
      )}
      <Packets wards={wards} now={now} zone={zone} />
      <p className="label">
        Written is not handed over: that a ward holds its packet, somebody on that ward must say. The ward
        pages are served apart, from the care server; no patient is named on this board.
      </p>
    </>
  )
}

interface Timed {
  readonly now: string
  readonly zone: string
}

function Copy({ copy, now, zone }: Timed & { readonly copy: NonNullable<WardsPart['copy']> }): ReactElement {
  return (
    <p className="answer-text">
      <Mark name="stale" /> <b>Downtime copy as of {whenOf(copy.asOf, now, zone)}</b>, {ageOf(copy.asOf, now)}
      : {copy.inpatients} inpatients on {copy.wards} wards. Taken in {whenOf(copy.takenAt, now, zone)}.{' '}
      {copy.faults === null ? (
        <span data-state="unknown">
          <Mark name="blind" /> How much of it could not be read is not known.
        </span>
      ) : (
        `${copy.faults} items could not be read.`
      )}
    </p>
  )
}

function Packets({ wards, now, zone }: Timed & { readonly wards: WardsPart }): ReactElement {
  if (wards.wards.length === 0)
    return (
      <Unknown>
        <p>
          Of no ward is it known that a packet is written.
          {wards.copy !== null && ` ${wards.copy.wards} wards are in the copy.`}
        </p>
      </Unknown>
    )
  return (
    <table className="blocks">
      <thead>
        <tr>
          <th>Ward</th>
          <th>Packet</th>
          <th>Sheets</th>
          <th>Patients</th>
          <th>Serials</th>
          <th>Handed over</th>
        </tr>
      </thead>
      <tbody>
        {wards.wards.map((ward) => (
          <tr key={ward.ward}>
            <th scope="row">{ward.ward}</th>
            <td data-l="Packet" data-state="said">
              <Mark name="said" /> written {whenOf(ward.writtenAt, now, zone)}
              {ward.older === true && (
                <>
                  , <Mark name="stale" /> from an older copy
                </>
              )}
            </td>
            <td data-l="Sheets">{ward.sheets}</td>
            <td data-l="Patients">{ward.patients ?? <UnknownWord />}</td>
            <td data-l="Serials">{ward.serials ?? <UnknownWord />}</td>
            <td data-l="Handed over">
              <UnknownWord />
            </td>
          </tr>
        ))}
        {wards.without > 0 && (
          <tr>
            <th scope="row">
              {wards.without} more {wards.without === 1 ? 'ward' : 'wards'}
            </th>
            <td colSpan={5} className="hatch care-unknown" data-state="unknown" data-hatched="true">
              <div className="plate">not known: no packet of them is written that we know of</div>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

const UnknownWord = (): ReactElement => (
  <span data-state="unknown">
    <Mark name="blind" /> not known
  </span>
)

import { Button, Checkbox } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import type { CensusPatient, WardView } from '@codedark/domain/downtime'
import { whenOf } from '../parts/clock.ts'
import { useMay } from '../parts/session.ts'
import { NotKnown } from '../parts/Unknown.tsx'
import { patientName } from './patient-name.ts'
import { useSay } from './use-say.ts'

interface Timed {
  readonly view: WardView
  readonly now: string
}

/** What the last walk from bed to bed found, and the form for the next one. */
export function BedCheck({ view, now }: Timed): ReactElement {
  const may = useMay('census.write')
  const here = [...view.rows.flatMap(({ patient }) => patient ?? []), ...view.withoutBed]
  return (
    <>
      <p className="check">
        <Checked view={view} now={now} /> {view.left.length} left, {view.arrived} new since the copy.
      </p>
      {may && here.length > 0 && (
        <details className="no-print">
          <summary>Bed check</summary>
          <Form key={here.map(({ id }) => id).join(' ')} ward={view.ward.id} here={here} />
        </details>
      )}
    </>
  )
}

function Checked({ view, now }: Timed): ReactElement {
  const { check } = view
  if (check === null) return <NotKnown>Beds not checked yet: nobody walked them with this census.</NotKnown>
  return (
    <>
      Bed check {whenOf(check.at, now, view.header.timeZone)} by {check.by}:{' '}
      <b>
        {check.confirmed} of {check.of} confirmed
      </b>
      {check.missing.length > 0 && <b>, NOT FOUND: {check.missing.join('; ')}</b>}
      {check.older && <b>. The census changed after it</b>}.
    </>
  )
}

function Form(props: { readonly ward: string; readonly here: readonly CensusPatient[] }): ReactElement {
  const { here } = props
  const [found, setFound] = useState<ReadonlySet<string>>(new Set())
  const { said, submit } = useSay(
    () => ({
      path: `/api/wards/${encodeURIComponent(props.ward)}/check`,
      body: {
        here: here.map(({ id }) => id).filter((id) => found.has(id)),
        missing: here.map(({ id }) => id).filter((id) => !found.has(id)),
      },
    }),
    () => 'Kept.',
  )
  const toggle = (id: string): void => {
    const next = new Set(found)
    if (!next.delete(id)) next.add(id)
    setFound(next)
  }
  return (
    <form aria-label="Bed check" onSubmit={submit}>
      <p>Tick who lies here. Who is not ticked counts as not found.</p>
      {here.map((patient) => (
        <Checkbox
          key={patient.id}
          size="md"
          mb="sm"
          label={`${patientName(patient)}, no. ${patient.number}`}
          checked={found.has(patient.id)}
          onChange={() => toggle(patient.id)}
        />
      ))}
      <Button type="submit">
        {found.size} of {here.length} are here
      </Button>{' '}
      <span role="status">{said}</span>
    </form>
  )
}

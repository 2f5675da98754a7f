import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { HospitalView, PatientView, SaidLine } from '@codedark/domain/downtime'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { useMay } from '../parts/session.ts'
import { orNull, SEX } from './Arrival.tsx'
import { useSay } from './use-say.ts'

/** What was said of a patient since the copy: what, by whom, when. */
export function SaidLines(props: {
  readonly said: readonly SaidLine[] | undefined
  readonly now: string
  readonly zone: string
}): ReactElement | null {
  if (props.said === undefined) return null
  return (
    <ul className="list said">
      {props.said.map((line) => (
        <li key={line.n}>
          Said {whenOf(line.at, props.now, props.zone)} by {line.by}: <b>{line.text}</b>
          {line.overtaken && ', before this copy: the copy counts'}
        </li>
      ))}
    </ul>
  )
}

/** The forms by which somebody says where a patient is; nothing for who may not. */
export function Whereabouts({ view }: { readonly view: PatientView }): ReactElement | null {
  const hospital = useQuery({
    queryKey: ['/api/hospital'],
    queryFn: () => getJson<HospitalView>('/api/hospital'),
  })
  if (!useMay('census.write') || hospital.data === undefined) return null
  return (
    <details className="no-print">
      <summary>Moved, discharged, died{view.notInCopy === true && ', known better'}</summary>
      <Move view={view} wards={hospital.data.wards} />
      <Leave id={view.patient.id} />
      {view.notInCopy === true && <Name view={view} />}
    </details>
  )
}

const pathOf = (id: string, step: string): string => `/api/patients/${encodeURIComponent(id)}/${step}`

function Move(props: { readonly view: PatientView; readonly wards: HospitalView['wards'] }): ReactElement {
  const { view, wards } = props
  const [ward, setWard] = useState(view.ward?.id ?? wards[0]?.id ?? '')
  const [bed, setBed] = useState('')
  const { said, submit } = useSay(
    () => ({ path: pathOf(view.patient.id, 'move'), body: { ward, bed: orNull(bed) } }),
    () => 'Kept.',
  )
  return (
    <form className="say" aria-label="Moved" onSubmit={submit}>
      <NativeSelect
        label="Moved to"
        value={ward}
        onChange={(event) => setWard(event.currentTarget.value)}
        data={wards.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextInput
        label="Bed (empty: none yet)"
        maxLength={100}
        value={bed}
        onChange={(event) => setBed(event.currentTarget.value)}
      />
      <Button type="submit">Say moved</Button> <span role="status">{said}</span>
    </form>
  )
}

const WAYS = [
  { value: 'discharged', label: 'discharged' },
  { value: 'sent-elsewhere', label: 'sent elsewhere' },
  { value: 'died', label: 'died' },
]

function Leave({ id }: { readonly id: string }): ReactElement {
  const [how, setHow] = useState('discharged')
  const [to, setTo] = useState('')
  const { said, submit } = useSay(
    () => ({ path: pathOf(id, 'leave'), body: { how, to: orNull(to) } }),
    () => 'Kept.',
  )
  return (
    <form className="say" aria-label="Left" onSubmit={submit}>
      <NativeSelect
        label="Left"
        value={how}
        onChange={(event) => setHow(event.currentTarget.value)}
        data={WAYS}
      />
      <TextInput
        label="To"
        maxLength={300}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button type="submit">Say left</Button> <span role="status">{said}</span>
    </form>
  )
}

function Name({ view }: { readonly view: PatientView }): ReactElement {
  const { patient } = view
  const [words, setWords] = useState<
    Readonly<Record<'familyName' | 'givenNames' | 'bornOn' | 'sex', string>>
  >({
    ...{ familyName: patient.familyName, givenNames: patient.givenNames },
    ...{ bornOn: patient.bornOn ?? '', sex: patient.sex },
  })
  const { said, submit } = useSay(
    () => ({ path: pathOf(patient.id, 'name'), body: { ...words, bornOn: orNull(words.bornOn) } }),
    () => 'Kept. The downtime number stays.',
  )
  const field = (name: 'familyName' | 'givenNames' | 'bornOn', label: string): ReactElement => (
    <TextInput
      label={label}
      maxLength={300}
      value={words[name]}
      onChange={(event) => setWords({ ...words, [name]: event.currentTarget.value })}
    />
  )
  return (
    <form className="say" aria-label="Known better" onSubmit={submit}>
      {field('familyName', 'Family name')}
      {field('givenNames', 'Given names')}
      {field('bornOn', 'Born')}
      <NativeSelect
        label="Sex"
        data={SEX}
        value={words.sex}
        onChange={(event) => setWords({ ...words, sex: event.currentTarget.value })}
      />
      <Button type="submit">Say who it is</Button> <span role="status">{said}</span>
    </form>
  )
}

import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactElement } from 'react'
import type { PlannedRow } from '@codedark/domain/downtime'
import { postJson } from '../parts/api.ts'
import { Panel } from '../parts/Panel.tsx'
import { useMay } from '../parts/session.ts'
import { patientName } from './patient-name.ts'

/** What was said of one planned item, in a panel beside the list: the decision, the steps, how its needs stand. */
export function PlannedForms(props: {
  readonly row: PlannedRow
  readonly now: string
  readonly onClose: () => void
}): ReactElement {
  const { row, onClose } = props
  const [typed, setTyped] = useState(false)
  const mayDecide = useMay('planned.decide')
  const { patient, what } = row.item
  return (
    <Panel
      title={`${what}${patient === null ? '' : `, ${patientName(patient)}`}`}
      typed={typed}
      onClose={onClose}
    >
      <div onChange={() => setTyped(true)}>
        {mayDecide ? (
          <DecisionForm row={row} />
        ) : (
          <p>A decision is taken by a named clinician with the right to decide.</p>
        )}
        <StepForm row={row} />
        {row.needs.length > 0 && <NeedForm row={row} />}
      </div>
      <Button onClick={onClose} variant="default">
        Close
      </Button>
    </Panel>
  )
}

type Send = (path: string, body: unknown, done: string) => Promise<void>
type Said = { readonly error: boolean; readonly text: string } | null

/** Sends a form; what was typed stays when it was not kept. */
function useSend(): { readonly said: Said; readonly send: Send } {
  const queries = useQueryClient()
  const [said, setSaid] = useState<Said>(null)
  const send = async (path: string, body: unknown, done: string): Promise<void> => {
    try {
      await postJson(path, body)
      setSaid({ error: false, text: done })
    } catch (fault) {
      return setSaid({ error: true, text: `Not kept: ${(fault as Error).message}` })
    }
    await queries.invalidateQueries()
  }
  return { said, send }
}

function Answer({ said }: { readonly said: Said }): ReactElement | null {
  if (said === null) return null
  return (
    <p className={said.error ? 'error' : 'answer-text'} role={said.error ? 'alert' : 'status'}>
      {said.text}
    </p>
  )
}

const wordsOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

function DecisionForm({ row }: { readonly row: PlannedRow }): ReactElement {
  const { said, send } = useSend()
  const { decision } = row
  const [choice, setChoice] = useState<string>(decision?.choice ?? 'postpone')
  const [clinician, setClinician] = useState(decision?.clinician ?? '')
  const [reason, setReason] = useState(decision?.reason ?? '')
  const [latest, setLatest] = useState(decision?.latestSafe ?? row.latestByPriority ?? '')
  const [to, setTo] = useState(decision?.to ?? '')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const body = { item: row.item.id, choice, clinician, reason }
    const rest = { latestSafe: wordsOrNull(latest), to: wordsOrNull(to) }
    void send('/api/planned/decision', { ...body, ...rest }, 'The decision is kept.')
  }
  return (
    <form onSubmit={submit}>
      <NativeSelect
        label="Decision"
        data={['go', 'postpone', 'transfer']}
        value={choice}
        onChange={(event) => setChoice(event.currentTarget.value)}
        data-first
      />
      <TextInput
        label="Clinician who decides"
        value={clinician}
        autoComplete="off"
        onChange={(event) => setClinician(event.currentTarget.value)}
      />
      <Textarea label="Reason" value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      {choice !== 'go' && (
        <TextInput
          label="Latest safe date (2021-02-14)"
          description={
            row.latestByPriority === null
              ? 'The priority sets none, or is not told: the clinician names it.'
              : `By its priority ${row.latestByPriority}.`
          }
          value={latest}
          autoComplete="off"
          onChange={(event) => setLatest(event.currentTarget.value)}
        />
      )}
      {choice === 'transfer' && (
        <TextInput
          label="To which hospital"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      )}
      <Button type="submit">Keep the decision</Button>
      <Answer said={said} />
    </form>
  )
}

const STEPS = [
  { value: 'told', label: 'Patient told' },
  { value: 'fasting-ended', label: 'Fasting ended' },
  { value: 'held-drugs-restarted', label: 'Held drugs restarted' },
  { value: 'blood-released', label: 'Blood released' },
  { value: 'implant-released', label: 'Implant released' },
] as const

function StepForm({ row }: { readonly row: PlannedRow }): ReactElement {
  const { said, send } = useSend()
  const open = STEPS.filter(({ value }) => row.steps[value] === null)
  const [step, setStep] = useState<string>(open[0]?.value ?? 'told')
  const [by, setBy] = useState('')
  if (open.length === 0) return <p>All that is easily forgotten is done.</p>
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const body = { item: row.item.id, step, doneBy: by, doneAt: null }
    void send('/api/planned/step', body, 'Noted, as of now.')
  }
  return (
    <form onSubmit={submit}>
      <NativeSelect
        label="Done"
        data={[...open]}
        value={step}
        onChange={(event) => setStep(event.currentTarget.value)}
      />
      <TextInput
        label="By whom"
        value={by}
        autoComplete="off"
        onChange={(event) => setBy(event.currentTarget.value)}
      />
      <Button type="submit">Note it</Button>
      <Answer said={said} />
    </form>
  )
}

function NeedForm({ row }: { readonly row: PlannedRow }): ReactElement {
  const { said, send } = useSend()
  const [need, setNeed] = useState(row.needs[0]?.need ?? '')
  const [state, setState] = useState('down')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void send('/api/planned/need', { need, site: row.item.site, state }, 'Noted under your name.')
  }
  return (
    <form onSubmit={submit}>
      <NativeSelect
        label={`How a need stands at ${row.item.site ?? 'this site'}`}
        description="Where the record of the incident knows it too, the worse of the two counts."
        data={row.needs.map((one) => one.need)}
        value={need}
        onChange={(event) => setNeed(event.currentTarget.value)}
      />
      <NativeSelect
        label="It"
        data={[
          { value: 'works', label: 'works' },
          { value: 'limited', label: 'is limited' },
          { value: 'on paper', label: 'goes on paper' },
          { value: 'down', label: 'is down' },
          { value: 'unknown', label: 'is not known' },
        ]}
        value={state}
        onChange={(event) => setState(event.currentTarget.value)}
      />
      <Button type="submit">Say so</Button>
      <Answer said={said} />
    </form>
  )
}

import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactElement } from 'react'
import type { WardStanding } from '@codedark/domain/downtime'
import { postJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { useMay, useWho } from '../parts/session.ts'

/** What a ward works from. */
export function Standing(props: {
  readonly standing: WardStanding | null
  readonly now: string
  readonly zone: string
}): ReactElement {
  const { standing } = props
  if (standing === null) return <span className="standing">On screen</span>
  const since = whenOf(standing.since, props.now, props.zone)
  if (standing.state === 'paper')
    return (
      <b className="standing paper">
        PAPER IS THE RECORD since {since}, signed {standing.signedBy}
      </b>
    )
  if (standing.state === 'packet-out')
    return (
      <span className="standing">
        <b>Packet out</b> since {since}, in the hands of {standing.signedBy}
        {standing.firstSerial !== null && ` (from ${standing.firstSerial})`}
      </span>
    )
  return (
    <span className="standing">
      Back on screen since {since}, signed {standing.signedBy}
    </span>
  )
}

const STEPS = [
  ['packet-out', 'the packet is handed over'],
  ['paper', 'paper is the record'],
  ['screen', 'back on screen'],
] as const
type Step = (typeof STEPS)[number][0]

/** The step that a ward usually takes next. */
const nextOf = (standing: WardStanding | null): Step =>
  standing?.state === 'packet-out' ? 'paper' : standing?.state === 'paper' ? 'screen' : 'packet-out'

/** The form by which a ward says what it works from; nothing for who may not. */
export function SayStanding(props: {
  readonly ward: string
  readonly standing: WardStanding | null
}): ReactElement | null {
  // Said anew: the form begins with the next step.
  return useMay('wards.state') ? <Form key={props.standing?.entry ?? 0} {...props} /> : null
}

function Form(props: { readonly ward: string; readonly standing: WardStanding | null }): ReactElement {
  const queries = useQueryClient()
  const who = useWho()
  const [step, setStep] = useState<Step>(nextOf(props.standing))
  const [name, setName] = useState(who.name)
  const [since, setSince] = useState('')
  const [said, setSaid] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const say = async (): Promise<void> => {
    setBusy(true)
    try {
      const body =
        step === 'packet-out'
          ? { step, receivedBy: name }
          : { step, signedBy: name, since: since.trim() === '' ? null : since }
      await postJson(`/api/wards/${encodeURIComponent(props.ward)}/state`, body)
      setSaid('Kept.')
      await queries.invalidateQueries()
    } catch (fault) {
      setSaid(`Not kept: ${(fault as Error).message}`)
    }
    setBusy(false)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!busy) void say()
  }
  return (
    <form className="say no-print" aria-label="What the ward works from" onSubmit={submit}>
      <NativeSelect
        label="This ward says"
        value={step}
        onChange={(event) => {
          const chosen = STEPS.find(([value]) => value === event.currentTarget.value)
          if (chosen !== undefined) setStep(chosen[0])
        }}
        data={STEPS.map(([value, label]) => ({ value, label }))}
      />
      <TextInput
        label={step === 'packet-out' ? 'Received by' : 'Signed by'}
        maxLength={200}
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {step !== 'packet-out' && (
        <TextInput
          label="Since (empty: now)"
          placeholder="22:40"
          maxLength={40}
          value={since}
          onChange={(event) => setSince(event.currentTarget.value)}
        />
      )}
      <Button type="submit">Say so</Button> <span role="status">{said}</span>
    </form>
  )
}

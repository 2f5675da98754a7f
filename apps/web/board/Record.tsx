import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactElement } from 'react'
import type { RecordSightingBody } from '@codedark/domain/board'
import { postJson } from '../parts/api.ts'
import { formDay, instantOf, timeOf } from '../parts/clock.ts'
import { Panel } from '../parts/Panel.tsx'

const KINDS: { readonly value: RecordSightingBody['kind']; readonly label: string }[] = [
  { value: 'recovery-screen', label: 'Recovery screen' },
  { value: 'locked-volume', label: 'Locked volume' },
  { value: 'ransom-note', label: 'Ransom note' },
  { value: 'files-unreadable', label: 'Files unreadable' },
  { value: 'unknown-account', label: 'Unknown account' },
  { value: 'other', label: 'Something else' },
]

/** The panel that records what a named person saw at a server. What was typed stays when it could not be recorded. */
export function Record(props: {
  readonly now: string
  readonly zone: string
  readonly onClose: () => void
}): ReactElement {
  const { zone, onClose } = props
  const queries = useQueryClient()
  const [server, setServer] = useState('')
  const [kind, setKind] = useState<RecordSightingBody['kind']>('recovery-screen')
  const [seenBy, setSeenBy] = useState('')
  const [recordedBy, setRecordedBy] = useState('')
  const [day, setDay] = useState(() => formDay(props.now, zone))
  const [time, setTime] = useState(() => timeOf(props.now, zone))
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const send = async (): Promise<void> => {
    const seenAt = instantOf(day, time, zone)
    if (seenAt === null) return setError('Not recorded: the day and time are no day and time.')
    const words = text.trim()
    const body: RecordSightingBody = { server, kind, seenBy, seenAt, recordedBy }
    try {
      await postJson('/api/sightings', words === '' ? body : { ...body, text: words })
    } catch (fault) {
      return setError(`Not recorded: ${(fault as Error).message}`)
    }
    await queries.invalidateQueries()
    onClose()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void send()
  }
  const typed = [server, seenBy, recordedBy, text].some((words) => words !== '')
  return (
    <Panel title="Record what I saw" typed={typed} onClose={onClose}>
      <form onSubmit={submit}>
        <TextInput label="Server" value={server} onChange={(e) => setServer(e.currentTarget.value)} />
        <NativeSelect
          label="What was seen"
          data={KINDS}
          value={kind}
          onChange={(e) =>
            setKind(KINDS.find(({ value }) => value === e.currentTarget.value)?.value ?? 'other')
          }
        />
        <TextInput label="Seen by" value={seenBy} onChange={(e) => setSeenBy(e.currentTarget.value)} />
        <TextInput label="Day (2021-01-17)" value={day} onChange={(e) => setDay(e.currentTarget.value)} />
        <TextInput label="Time (22:12)" value={time} onChange={(e) => setTime(e.currentTarget.value)} />
        <Textarea label="In words" value={text} onChange={(e) => setText(e.currentTarget.value)} />
        <TextInput
          label="Your name"
          value={recordedBy}
          onChange={(e) => setRecordedBy(e.currentTarget.value)}
        />
        <div className="row">
          <Button type="submit">Record</Button>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
        </div>
        {error !== null && (
          <p className="error" role="alert">
            {error}
          </p>
        )}
      </form>
    </Panel>
  )
}

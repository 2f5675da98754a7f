import { Button, NativeSelect } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type Dispatch, type FormEvent, type ReactElement, type SetStateAction } from 'react'
import type { ServersView } from '@codedark/domain/board'
import { getJson, postJson } from '../parts/api.ts'
import { formDay, instantOf, timeOf } from '../parts/clock.ts'
import { Panel } from '../parts/Panel.tsx'
import { isTyped, requestOf, serverOf, type Draft, type FormKind } from './forms.ts'
import { Fields } from './RecordFields.tsx'

const TITLES: Readonly<Record<FormKind, string>> = {
  sighting: 'What I saw',
  connection: 'Network of a server',
  power: 'Power of a server',
  comment: 'A remark',
}
const KINDS = Object.keys(TITLES) as readonly FormKind[]

interface RecordProps {
  readonly now: string
  readonly zone: string
  readonly form: FormKind
  readonly server: string
  readonly lost: boolean
  readonly onClose: () => void
}

/** The record panel: a sighting, a connection, a power state, a remark. What was typed stays when it could not be recorded. */
export function Record(props: RecordProps): ReactElement {
  const { onClose } = props
  const [kind, setKind] = useState(props.form)
  const { start, draft, setDraft, rows, error, entry, setEntry, send } = useRecording(kind, props)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void send()
  }
  const more = (): void => {
    setEntry(null)
    setDraft(start)
  }
  if (entry !== null) return <Recorded entry={entry} onClose={onClose} onMore={more} />
  return (
    <Panel title="Record" typed={isTyped(draft, start)} onClose={onClose}>
      <p className="label">An entry cannot be changed, only added to.</p>
      <form onSubmit={submit}>
        <NativeSelect
          label="What to record"
          data={KINDS.map((value) => ({ value, label: TITLES[value] }))}
          value={kind}
          onChange={(event) => setKind(KINDS.find((one) => one === event.currentTarget.value) ?? 'comment')}
        />
        <Fields
          kind={kind}
          draft={draft}
          rows={rows}
          onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        />
        <div className="row">
          <Button type="submit">Record</Button>
          <Button variant="default" onClick={onClose}>
            Do not record
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

interface Recording {
  readonly start: Draft
  readonly draft: Draft
  readonly setDraft: Dispatch<SetStateAction<Draft>>
  readonly rows: ServersView['rows']
  readonly error: string | null
  /** The number of the entry, once it is recorded. */
  readonly entry: number | null
  readonly setEntry: (entry: number | null) => void
  readonly send: () => Promise<void>
}

/** The draft, and its way to the record: it is kept as it is until the server has said the entry's number. */
function useRecording(kind: FormKind, props: RecordProps): Recording {
  const queries = useQueryClient()
  const servers = useQuery({
    queryKey: ['/api/servers'],
    queryFn: () => getJson<ServersView>('/api/servers'),
  })
  const rows = servers.data?.rows ?? []
  const [start] = useState(() => startOf(props))
  const [draft, setDraft] = useState(start)
  const [error, setError] = useState<string | null>(null)
  const [entry, setEntry] = useState<number | null>(null)
  const send = async (): Promise<void> => {
    const at = instantOf(draft.day, draft.time, props.zone)
    const request = requestOf(kind, draft, { server: serverOf(draft.server, rows), at })
    if (typeof request === 'string') return setError(`Not recorded: ${request}`)
    if (props.lost)
      return setError('Not recorded: no contact with the board’s server. What you typed stays here.')
    try {
      const done = await postJson<{ entry: number }>(request.path, request.body)
      setError(null)
      setEntry(done.entry)
    } catch (fault) {
      return setError(sentence((fault as Error).message))
    }
    await queries.invalidateQueries()
  }
  return { start, draft, setDraft, rows, error, entry, setEntry, send }
}

function startOf(props: { readonly now: string; readonly zone: string; readonly server: string }): Draft {
  return {
    server: props.server,
    sighting: 'recovery-screen',
    connection: 'off',
    power: 'running',
    confidence: 'said',
    who: '',
    day: formDay(props.now, props.zone),
    time: timeOf(props.now, props.zone),
    text: '',
  }
}

/** The server says 'Not recorded: …' of what it refused; of a request that failed the page says it. */
const sentence = (message: string): string =>
  message.startsWith('Not recorded') ? message : `Not recorded: ${message}`

function Recorded(props: {
  readonly entry: number
  readonly onClose: () => void
  readonly onMore: () => void
}): ReactElement {
  return (
    <Panel title="Recorded" typed={false} onClose={props.onClose}>
      <p role="status" className="answer-text">
        Recorded as entry <b>#{props.entry}</b>.
      </p>
      <div className="row">
        <Button data-first autoFocus onClick={props.onClose}>
          Close
        </Button>
        <Button variant="default" onClick={props.onMore}>
          Record another
        </Button>
      </div>
    </Panel>
  )
}

import { Button, Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactElement } from 'react'
import { postJson, ReadFault } from '../parts/api.ts'
import { Panel } from '../parts/Panel.tsx'
import type { Act, ActDraft, ActField } from './act-form.ts'

interface ActPanelProps {
  readonly act: Act
  readonly lost: boolean
  readonly onClose: () => void
}

/** One thing to do, in a panel beside the page. What was typed stays when it could not be recorded. */
export function ActPanel({ act, lost, onClose }: ActPanelProps): ReactElement {
  const queries = useQueryClient()
  const [draft, setDraft] = useState<ActDraft>(act.start)
  const [file, setFile] = useState<File | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (lost) return setError('Not recorded: no contact with the board’s server. What you typed stays here.')
    try {
      let whole = draft
      if (file !== null && act.upload !== undefined) {
        setSaid(`Sending ${file.name}, ${file.size.toLocaleString('en-GB')} bytes …`)
        const kept = await sendFile(act.upload(draft, file), file)
        whole = { ...draft, sha256: kept.sha256 }
        setDraft(whole)
        setFile(null)
      }
      const request = act.request(whole)
      setSaid(null)
      if (typeof request === 'string') return setError(`Not recorded: ${request}`)
      await postJson(request.path, request.body)
      await queries.invalidateQueries()
      onClose()
    } catch (fault) {
      const { message } = fault as Error
      setSaid(null)
      setError(message.startsWith('Not recorded') ? message : `Not recorded: ${message}`)
    }
  }
  const typed =
    Object.entries(draft).some(([name, text]) => text !== (act.start[name] ?? '')) || file !== null
  return (
    <Panel title={act.title} typed={typed} onClose={onClose}>
      {act.note !== undefined && <p className="label">{act.note}</p>}
      <form onSubmit={(event) => void send(event)}>
        {act.fields
          .filter((field) => field.when?.(draft) ?? true)
          .map((field) => (
            <Field
              key={field.name}
              field={field}
              value={draft[field.name] ?? ''}
              onChange={(text) => setDraft((before) => ({ ...before, [field.name]: text }))}
              onFile={setFile}
            />
          ))}
        <div className="row">
          <Button type="submit">{act.send}</Button>
          <Button variant="default" onClick={onClose}>
            Do not record
          </Button>
        </div>
        {said !== null && <p role="status">{said}</p>}
        {error !== null && (
          <p className="error" role="alert">
            {error}
          </p>
        )}
      </form>
    </Panel>
  )
}

interface FieldProps {
  readonly field: ActField
  readonly value: string
  readonly onChange: (text: string) => void
  readonly onFile: (file: File | null) => void
}

function Field({ field, value, onChange, onFile }: FieldProps): ReactElement {
  const shared = {
    label: field.label,
    ...(field.description === undefined ? {} : { description: field.description }),
  }
  switch (field.kind) {
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          data={[...(field.options ?? [])]}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'tick':
      return (
        <Checkbox
          {...shared}
          checked={value === 'yes'}
          onChange={(event) => onChange(event.currentTarget.checked ? 'yes' : '')}
        />
      )
    case 'lines':
      return (
        <Textarea
          {...shared}
          autosize={false}
          rows={3}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'file':
      return (
        <label className="file-field">
          <span>{field.label}</span>
          {field.description !== undefined && <span className="label">{field.description}</span>}
          <input type="file" onChange={(event) => onFile(event.currentTarget.files?.[0] ?? null)} />
        </label>
      )
    case 'secret':
      return (
        <PasswordInput
          {...shared}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'line':
      return (
        <TextInput
          {...shared}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}

/** The file goes as it is, in one stream: the browser never holds it whole. */
async function sendFile(path: string, file: File): Promise<{ readonly sha256: string }> {
  let response: Response
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file,
    })
  } catch {
    throw new ReadFault('the server does not answer; nothing of the file was kept.', 0, null)
  }
  const body = (await response.json().catch(() => null)) as { error?: string; sha256?: string } | null
  if (response.ok && typeof body?.sha256 === 'string') return { sha256: body.sha256 }
  throw new ReadFault(body?.error ?? `the server answered ${response.status}.`, response.status, null)
}

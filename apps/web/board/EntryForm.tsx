import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactElement } from 'react'
import { postJson } from '../parts/api.ts'
import { formDay, timeOf } from '../parts/clock.ts'
import { useAt } from '../parts/route.ts'
import { useWho } from '../parts/session.ts'
import { FORM_RIGHTS } from './page-rights.ts'
import { bodyOf, type Field, type Typed } from './entry-form.ts'

interface EntryFormProps<Done extends { readonly entry: number }> {
  /** What the button does, in words. */
  readonly title: string
  readonly path: string
  readonly fields: readonly Field[]
  /** Goes into the body as it is. */
  readonly fixed?: Readonly<Record<string, unknown>>
  readonly now: string
  readonly zone: string
  readonly onRecorded?: (done: Done) => void
}

/**
 * A form that makes one entry: closed until it is asked for; what was typed stays when it could not be recorded. Who may not make
 * the entry is not offered it.
 */
export function EntryForm<Done extends { readonly entry: number } = { readonly entry: number }>(
  props: EntryFormProps<Done>,
): ReactElement | null {
  const { rights } = useWho()
  const needs = FORM_RIGHTS[props.path]
  // Nothing is recorded from a page of the past: it would be an entry of now.
  if (useAt() !== null) return null
  return needs === undefined || rights.includes(needs) ? <OpenForm {...props} /> : null
}

function OpenForm<Done extends { readonly entry: number }>(props: EntryFormProps<Done>): ReactElement {
  const { title, path, fields, fixed, now, zone } = props
  const queries = useQueryClient()
  const [typed, setTyped] = useState<Typed>(() => startOf(fields, now, zone))
  const [said, setSaid] = useState<{ readonly error: boolean; readonly text: string } | null>(null)
  const refuse = (text: string): void =>
    setSaid({ error: true, text: text.startsWith('Not ') ? text : `Not recorded: ${text}` })
  const send = async (): Promise<void> => {
    const body = bodyOf(fields, typed, zone)
    if (typeof body === 'string') return refuse(body)
    try {
      const done = await postJson<Done>(path, { ...fixed, ...body })
      setSaid({ error: false, text: `Recorded as entry #${done.entry}.` })
      setTyped(startOf(fields, now, zone))
      props.onRecorded?.(done)
    } catch (fault) {
      return refuse((fault as Error).message)
    }
    await queries.invalidateQueries()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void send()
  }
  return (
    <details className="entry-form no-print">
      <summary>{title}</summary>
      <form onSubmit={submit}>
        {fields.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            typed={typed}
            onChange={(part) => setTyped((before) => ({ ...before, ...part }))}
          />
        ))}
        <div className="row">
          <Button type="submit">{title}</Button>
        </div>
      </form>
      {said !== null && (
        <p className={said.error ? 'error' : 'answer-text'} role={said.error ? 'alert' : 'status'}>
          {said.text}
        </p>
      )}
    </details>
  )
}

function startOf(fields: readonly Field[], now: string, zone: string): Typed {
  const typed: Record<string, string> = {}
  for (const { name, kind, options, optional } of fields) {
    if (kind === 'choice') typed[name] = options?.[0]?.value ?? ''
    if (kind !== 'instant' || optional === true) continue
    typed[`${name} day`] = formDay(now, zone)
    typed[`${name} time`] = timeOf(now, zone)
  }
  return typed
}

interface InputProps {
  readonly field: Field
  readonly typed: Typed
  readonly onChange: (part: Typed) => void
}

function FieldInput({ field, typed, onChange }: InputProps): ReactElement {
  const { name, label, description, options = [] } = field
  const shared = { label: field.optional === true ? `${label} (if any)` : label, description }
  switch (field.kind) {
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          data={[...options]}
          value={typed[name] ?? ''}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
        />
      )
    case 'words':
      return (
        <Textarea
          {...shared}
          autosize={false}
          rows={3}
          value={typed[name] ?? ''}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
        />
      )
    case 'instant':
      return <InstantInput field={field} typed={typed} onChange={onChange} />
    case 'ticks':
      return (
        <fieldset>
          <legend>{label}</legend>
          {options.map((option) => (
            <Checkbox
              key={option.value}
              label={option.label}
              checked={typed[`${name} ${option.value}`] === 'yes'}
              onChange={(event) =>
                onChange({ [`${name} ${option.value}`]: event.currentTarget.checked ? 'yes' : '' })
              }
            />
          ))}
        </fieldset>
      )
    case 'second':
      return <SecondPerson field={field} typed={typed} onChange={onChange} />
    case 'text':
    case 'number':
      return (
        <TextInput
          {...shared}
          autoComplete="off"
          value={typed[name] ?? ''}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
        />
      )
  }
}

/** Two people, one form: the second signs in beside the first. */
function SecondPerson({ field, typed, onChange }: InputProps): ReactElement {
  const { name, label, description } = field
  const parts = [
    ['user', 'User name', 'text'],
    ['password', 'Password', 'password'],
    ['code', 'Code (if they have one)', 'text'],
  ] as const
  return (
    <fieldset>
      <legend>{label}</legend>
      <p className="label">{description}</p>
      {parts.map(([part, words, type]) => (
        <TextInput
          key={part}
          label={words}
          type={type}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={typed[`${name} ${part}`] ?? ''}
          onChange={(event) => onChange({ [`${name} ${part}`]: event.currentTarget.value })}
        />
      ))}
    </fieldset>
  )
}

function InstantInput({ field, typed, onChange }: InputProps): ReactElement {
  const { name, label } = field
  return (
    <div className="pair">
      <TextInput
        label={`${label}, day`}
        description="2021-01-17"
        value={typed[`${name} day`] ?? ''}
        onChange={(event) => onChange({ [`${name} day`]: event.currentTarget.value })}
      />
      <TextInput
        label={`${label}, time`}
        description="22:12"
        value={typed[`${name} time`] ?? ''}
        onChange={(event) => onChange({ [`${name} time`]: event.currentTarget.value })}
      />
    </div>
  )
}

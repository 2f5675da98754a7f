import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useId, type ReactElement } from 'react'
import type { ServersView } from '@codedark/domain/board'
import { CONNECTIONS, POWERS, serverOf, SIGHTINGS, type Draft, type FormKind } from './forms.ts'

/** What the panel shows of a draft. */
export interface FieldsProps {
  readonly kind: FormKind
  readonly draft: Draft
  readonly rows: ServersView['rows']
  readonly onChange: (part: Partial<Draft>) => void
}

/** The fields of the record panel, as the kind of record needs them. */
export function Fields({ kind, draft, rows, onChange }: FieldsProps): ReactElement {
  const list = useId()
  const told = kind === 'connection' || kind === 'power'
  const who = kind === 'sighting' ? 'Seen by' : draft.confidence === 'tested' ? 'Tested by' : 'Said by'
  const found = serverOf(draft.server, rows)
  return (
    <>
      <TextInput
        label={kind === 'comment' ? 'Server, if it is about one' : 'Server'}
        description={
          found !== null && found !== draft.server.trim() ? `This is ${found}` : 'Name, address or old name'
        }
        data-first
        list={list}
        autoComplete="off"
        value={draft.server}
        onChange={(event) => onChange({ server: event.currentTarget.value })}
      />
      <datalist id={list}>
        {rows.map(({ id }) => (
          <option key={id} value={id} />
        ))}
      </datalist>
      <Choice kind={kind} draft={draft} onChange={onChange} />
      {told && (
        <NativeSelect
          label="How do we know"
          data={[
            { value: 'said', label: 'Somebody says so' },
            { value: 'tested', label: 'Somebody tested it' },
          ]}
          value={draft.confidence}
          onChange={(event) =>
            onChange({ confidence: event.currentTarget.value === 'tested' ? 'tested' : 'said' })
          }
        />
      )}
      {kind !== 'comment' && <WhoWhen who={who} draft={draft} onChange={onChange} />}
      {!told && (
        <Textarea
          label="In words"
          description="No patient names here"
          autosize={false}
          rows={3}
          value={draft.text}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      )}
    </>
  )
}

function Choice({ kind, draft, onChange }: Omit<FieldsProps, 'rows'>): ReactElement | null {
  if (kind === 'comment') return null
  if (kind === 'sighting')
    return (
      <NativeSelect
        label="What was seen"
        data={[...SIGHTINGS]}
        value={draft.sighting}
        onChange={(event) =>
          onChange({
            sighting: SIGHTINGS.find(({ value }) => value === event.currentTarget.value)?.value ?? 'other',
          })
        }
      />
    )
  if (kind === 'connection')
    return (
      <NativeSelect
        label="The network is"
        data={[...CONNECTIONS]}
        value={draft.connection}
        onChange={(event) =>
          onChange({
            connection:
              CONNECTIONS.find(({ value }) => value === event.currentTarget.value)?.value ?? 'unknown',
          })
        }
      />
    )
  return (
    <NativeSelect
      label="The power is"
      data={[...POWERS]}
      value={draft.power}
      onChange={(event) =>
        onChange({
          power: POWERS.find(({ value }) => value === event.currentTarget.value)?.value ?? 'unknown',
        })
      }
    />
  )
}

function WhoWhen(props: {
  readonly who: string
  readonly draft: Draft
  readonly onChange: FieldsProps['onChange']
}): ReactElement {
  const { who, draft, onChange } = props
  return (
    <>
      <TextInput
        label={who}
        description="Name and role"
        value={draft.who}
        onChange={(event) => onChange({ who: event.currentTarget.value })}
      />
      <div className="pair">
        <TextInput
          label="Day"
          description="2021-01-17"
          value={draft.day}
          onChange={(event) => onChange({ day: event.currentTarget.value })}
        />
        <TextInput
          label="Time"
          description="22:12, on the wall clock"
          value={draft.time}
          onChange={(event) => onChange({ time: event.currentTarget.value })}
        />
      </div>
    </>
  )
}

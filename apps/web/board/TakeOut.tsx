import type { ReactElement } from 'react'
import { REMOVAL_REASONS, type RemovalReason } from '@codedark/domain/incident'
import type { Field } from './entry-form.ts'
import { EntryForm } from './EntryForm.tsx'

const REMOVAL_WORDS: Readonly<Record<RemovalReason, string>> = {
  'patient-named': 'It names a patient',
  privileged: 'It is privileged: between the hospital and its counsel',
  law: 'The law asks for it',
  'typed-by-mistake': 'It was typed by mistake',
}

/** Text and salt go from every copy that we hold; the entry and every proof stay. */
const REMOVAL_FIELDS: readonly Field[] = [
  {
    ...{ name: 'entry', label: 'Number of the entry', kind: 'number' },
    description: 'Its text goes from every copy that we hold, for good. The entry stays, and says so.',
  },
  {
    ...{ name: 'reason', label: 'Why', kind: 'choice' },
    options: REMOVAL_REASONS.map((value) => ({ value, label: REMOVAL_WORDS[value] })),
  },
  {
    ...{ name: 'second', label: 'Second person', kind: 'second' },
    description: 'Somebody else, with the same right.',
  },
]

/** Two people take a text out of the record; the number of its entry is in the log. */
export function TakeOut(props: { readonly now: string; readonly zone: string }): ReactElement {
  return (
    <EntryForm
      title="Take a text out, two people sign"
      path="/api/removals"
      fields={REMOVAL_FIELDS}
      {...props}
    />
  )
}

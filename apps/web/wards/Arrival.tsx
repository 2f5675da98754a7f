import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useMay } from '../parts/session.ts'
import { useSay } from './use-say.ts'

const HOW = [
  { value: 'admitted', label: 'Admitted' },
  { value: 'newborn', label: 'Newborn' },
  { value: 'unknown-person', label: 'Identity unknown' },
]
/** Words for sex in the lists of forms. */
export const SEX = [
  { value: 'unknown', label: 'unknown' },
  { value: 'F', label: 'F' },
  { value: 'M', label: 'M' },
  { value: 'other', label: 'other' },
]
const ALLERGIES = [
  { value: 'not-recorded', label: 'not asked yet' },
  { value: 'none-known', label: 'none known (asked)' },
  { value: 'known', label: 'known:' },
]
const EMPTY = {
  ...{ how: 'admitted', familyName: '', givenNames: '', bornOn: '', sex: 'unknown', bed: '', mother: '' },
  ...{ allergyState: 'not-recorded', allergies: '', codeStatus: '' },
}
type Words = typeof EMPTY

/** Takes somebody in who is not in the copy, under a downtime number; nothing for who may not. */
export function Arrival({ ward }: { readonly ward: string }): ReactElement | null {
  return useMay('census.write') ? (
    <details className="no-print">
      <summary>Take a patient in</summary>
      <Form ward={ward} />
    </details>
  ) : null
}

/** Empty text as null. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

function Form({ ward }: { readonly ward: string }): ReactElement {
  const [words, setWords] = useState<Words>(EMPTY)
  const set = (more: Partial<Words>): void => setWords({ ...words, ...more })
  const { said, submit } = useSay(
    () => ({
      path: `/api/wards/${encodeURIComponent(ward)}/patients`,
      body: {
        ...{ how: words.how, sex: words.sex, allergyState: words.allergyState },
        ...{ familyName: familyOf(words), givenNames: words.givenNames, bornOn: orNull(words.bornOn) },
        ...{ bed: orNull(words.bed), codeStatus: orNull(words.codeStatus) },
        allergies: words.allergyState === 'known' ? orNull(words.allergies) : null,
        mother: words.how === 'newborn' ? orNull(words.mother) : null,
      },
    }),
    ({ patient }) => {
      setWords(EMPTY)
      return `Taken in under ${patient ?? 'a number that is not told'}. Write it on the wristband.`
    },
  )
  const text = (
    name: keyof Words,
    label: string,
    more: { readonly placeholder?: string } = {},
  ): ReactElement => (
    <TextInput
      {...more}
      label={label}
      maxLength={300}
      autoComplete="off"
      value={words[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  )
  const select = (name: keyof Words, label: string, data: typeof SEX): ReactElement => (
    <NativeSelect
      label={label}
      data={data}
      value={words[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  )
  return (
    <form className="say" aria-label="Take a patient in" onSubmit={submit}>
      {select('how', 'How', HOW)}
      {text(
        'familyName',
        'Family name',
        words.how === 'unknown-person' ? { placeholder: unknownName(words) } : {},
      )}
      {text('givenNames', 'Given names')}
      {text('bornOn', 'Born', { placeholder: '1984-07-12' })}
      {select('sex', 'Sex', SEX)}
      {text('bed', 'Bed')}
      {words.how === 'newborn' && text('mother', 'Number of the mother')}
      {select('allergyState', 'Allergies', ALLERGIES)}
      {words.allergyState === 'known' && text('allergies', 'Which allergies')}
      {text('codeStatus', 'Resuscitation')}
      <Button type="submit">Take in</Button> <span role="status">{said}</span>
    </form>
  )
}

const familyOf = (words: Words): string =>
  words.how === 'unknown-person' && words.familyName.trim() === '' ? unknownName(words) : words.familyName

const unknownName = ({ sex }: Words): string =>
  sex === 'M' ? 'UNKNOWN MAN' : sex === 'F' ? 'UNKNOWN WOMAN' : 'UNKNOWN PERSON'

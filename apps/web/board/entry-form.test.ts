import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyOf, type Field } from './entry-form.ts'

const FIELDS: readonly Field[] = [
  { name: 'who', label: 'By whom', kind: 'text' },
  { name: 'at', label: 'When', kind: 'instant' },
  { name: 'note', label: 'In words', kind: 'words', optional: true },
  { name: 'done', label: 'What was done', kind: 'ticks', options: [{ value: 'a', label: 'A' }] },
]

test('a form gives a body of what is typed, with instants in UTC and without what is left empty', () => {
  const typed = { who: ' Ada ', 'at day': '2021-01-17', 'at time': '20:46', note: ' ', 'done a': 'yes' }
  assert.deepEqual(bodyOf(FIELDS, typed, 'Europe/Brussels'), {
    who: 'Ada',
    at: '2021-01-17T19:46:00.000Z',
    done: ['a'],
  })
})

test('what is missing is named as the form names it', () => {
  const typed = { who: 'Ada', 'at day': '2021-01-17', 'at time': '20:46', 'done a': 'yes' }
  assert.equal(bodyOf(FIELDS, { ...typed, who: ' ' }, 'UTC'), 'by whom: is empty.')
  assert.equal(bodyOf(FIELDS, { ...typed, 'at time': '25:00' }, 'UTC'), 'when: is no day and time.')
  assert.equal(bodyOf(FIELDS, { ...typed, 'done a': '' }, 'UTC'), 'what was done: nothing is ticked.')
})

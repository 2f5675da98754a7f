import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildCopy, findPatients } from './index.ts'
import type { CopySource, FhirResource } from './index.ts'

const at = '2021-01-17T19:31:00.000Z'
const asOf = { patients: at, orders: at, administrations: at, allergies: at, results: at }

interface Person {
  readonly id: string
  readonly family: string
  readonly given: string
  readonly number: string
  readonly born: string
  readonly other?: string
}

const PEOPLE: readonly Person[] = [
  { id: 'a', family: 'Ångström', given: 'Zoë', number: '00412345', born: '1950-03-07' },
  { id: 'b', family: "O'Brien-Łuk", given: 'Jean-Pierre', number: 'N-77/123', born: '1981-12-31' },
  { id: 'c', family: 'Ivanov', given: 'Ivan', number: '412345', born: '1950-07-03', other: 'Иванов' },
]

function sourceOf(people: readonly Person[]): CopySource {
  const resources = people.flatMap(({ id, family, given, number, born, other }): FhirResource[] => [
    {
      ...{ resourceType: 'Patient', id, identifier: [{ value: number }], birthDate: born },
      name: [{ family, given: [given] }, ...(other === undefined ? [] : [{ use: 'usual', family: other }])],
    },
    {
      ...{ resourceType: 'Encounter', id: `e-${id}`, status: 'in-progress', class: { code: 'IMP' } },
      subject: { reference: `Patient/${id}` },
    },
  ])
  const { copy } = buildCopy(resources, { feedTimes: asOf, whereOf: () => null })
  assert.equal(copy.patients.length, people.length)
  return {
    copy,
    header: {
      ...{ kind: 'drill', hospital: 'Invented', timeZone: 'Europe/Brussels', generation: 1, now: at },
      ...{ takenAt: at, asOf, oneCopyOnlySince: null, heldBack: null },
    },
    packets: new Map(),
    faults: 0,
  }
}

const source = sourceOf(PEOPLE)
const found = (query: string): readonly string[] => findPatients(source, query).rows.map(({ id }) => id)

test('a name is found without its accents, with them, in parts, and in its own script', () => {
  for (const query of ['angstrom', 'ÅNGSTRÖM', 'zoe ang', 'Zoë']) assert.deepEqual(found(query), ['a'], query)
  for (const query of [
    "o'brien",
    'o’brien',
    'obrien',
    'brien luk',
    'jean pierre',
    'Jean-Pierre',
    'jeanpierre',
  ])
    assert.deepEqual(found(query), ['b'], query)
  assert.deepEqual(found('иванов'), ['c'])
})

test('a birth date is found in the ways in which people write one, day before month', () => {
  const ways = [
    '1950-03-07',
    '07/03/1950',
    '7/3/1950',
    '7.3.1950',
    '07031950',
    '19500307',
    '7 March 1950',
    '7 mars 1950',
    '7 maart 1950',
    '7 März 1950',
  ]
  for (const query of ways) assert.deepEqual(found(query), ['a'], query)
  assert.deepEqual(found('3/7/1950'), ['c'])
})

test('a number that is whole or scanned from a wristband stands before those that hold it as a part', () => {
  assert.deepEqual(found('412345'), ['c', 'a'])
  assert.deepEqual(found(']C1412345\r'), ['c', 'a'])
  assert.deepEqual(found('00412345'), ['a'])
  assert.deepEqual(found('77123'), ['b'])
  assert.deepEqual(found('n-77'), ['b'])
})

test('an empty query finds nobody', () => {
  for (const query of ['', '  ', '\t']) assert.deepEqual(found(query), [])
})

test('whoever is in the copy is found by the whole name and number, whatever they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), (family) => {
      if (family.trim() === '') return
      const one = sourceOf([{ id: 'p', family, given: 'X', number: '1', born: '2000-01-01' }])
      const { familyName } = one.copy.patients[0] ?? { familyName: '' }
      assert.equal(findPatients(one, `${familyName} 1`).rows.length, 1)
    }),
    { numRuns: 100 },
  )
})

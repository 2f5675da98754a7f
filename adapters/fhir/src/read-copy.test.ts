import assert from 'node:assert/strict'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCopy } from './index.ts'
import type { ReadCopy } from './index.ts'

const AT = '2021-01-17T19:31:00Z'
const times = { patients: AT, orders: AT, administrations: AT, allergies: AT, results: AT }

function inFolder<Value>(files: Readonly<Record<string, string>>, read: (folder: string) => Value): Value {
  const folder = mkdtempSync(join(tmpdir(), 'fhir-copy-'))
  try {
    for (const [name, words] of Object.entries(files)) writeFileSync(join(folder, name), words)
    return read(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const reading = (files: Readonly<Record<string, string>>): ReadCopy =>
  inFolder(files, (folder) => readCopy(folder, { feedTimes: times }))
const lines = (...resources: readonly object[]): string =>
  resources.map((one) => `${JSON.stringify(one)}\n`).join('')
const faultsOf = ({ faults }: ReadCopy): readonly string[] =>
  faults.map(({ code, file, line, resource }) =>
    [code, file, line, resource].filter((one) => one !== null).join(' '),
  )

const ward = [
  { resourceType: 'Location', id: 'w', name: 'W', physicalType: { coding: [{ code: 'wa' }] } },
  {
    resourceType: 'Location',
    id: 'b',
    name: 'B1',
    physicalType: { coding: [{ code: 'bd' }] },
    partOf: { reference: 'Location/w' },
  },
]
const patient = (id: string, more: object = {}): object => ({
  ...{ resourceType: 'Patient', id, name: [{ family: `F${id}` }], birthDate: '1950-01-01' },
  ...more,
})
const stay = (id: string, subject: string, more: object = {}): object => ({
  ...{ resourceType: 'Encounter', id: `e${id}`, status: 'in-progress', class: { code: 'IMP' } },
  subject: { reference: subject },
  location: [{ location: { reference: 'Location/b' } }],
  ...more,
})
const order = (id: string, subject: string, drug: string): object => ({
  ...{
    resourceType: 'MedicationRequest',
    id,
    status: 'active',
    intent: 'order',
    subject: { reference: subject },
  },
  ...{ medicationCodeableConcept: { text: drug } },
})
const about = [
  {
    resourceType: 'MedicationAdministration',
    id: 'm',
    status: 'completed',
    subject: { reference: 'Patient/1' },
  },
  {
    resourceType: 'AllergyIntolerance',
    id: 'a',
    patient: { reference: 'Patient/1' },
    code: { text: 'latex' },
  },
  {
    resourceType: 'Observation',
    id: 'o',
    status: 'final',
    subject: { reference: 'Patient/1' },
    code: { text: 'K' },
  },
]
const given = {
  ...about[0],
  effectiveDateTime: '2021-01-17T18:00:00+01:00',
  medicationCodeableConcept: { text: 'x' },
}
const frame = lines(...ward, patient('1'), stay('1', 'Patient/1'))

test('a whole folder reads without a fault', () => {
  const read = reading({
    'a.ndjson': frame,
    'b.ndjson': lines(order('r', 'Patient/1', 'd'), given, ...about.slice(1)),
  })
  assert.deepEqual(faultsOf(read), [])
  assert.equal(read.copy.patients[0]?.medications[0]?.drug, 'd')
  assert.equal(read.copy.patients[0]?.looseDoses.length, 1)
})

test('each thing that cannot be read is a fault with file, line and resource, and the rest goes on', () => {
  const read = reading({
    'a.ndjson': frame,
    'b.ndjson': `${lines(order('r1', 'urn:uuid:nobody', 'lost drug'), order('r2', 'Patient/1', 'good drug'), {
      ...order('r3', 'Patient/1', ''),
      medicationCodeableConcept: undefined,
      medication: { concept: { text: 'R5' } },
    })}{"resourceType":"MedicationRequest", broken\n${lines(
      { ...given, request: { reference: 'MedicationRequest/gone' } },
      { resourceType: 'MedicationOrder', id: 'old', patient: { reference: 'Patient/1' } },
      ...about.slice(1),
    )}`,
  })
  assert.deepEqual(faultsOf(read), [
    'not-json b.ndjson 4',
    'not-r4 b.ndjson 6 MedicationOrder/old',
    'not-r4 b.ndjson 3 MedicationRequest/r3',
    'dose-without-order b.ndjson 5 MedicationAdministration/m',
    'reference-not-in-copy b.ndjson 1 MedicationRequest/r1',
  ])
  assert.ok(read.faults.every((one) => one.expected.length > 5))
  const [one] = read.copy.patients
  assert.deepEqual(
    one?.medications.map(({ drug }) => drug),
    ['good drug', 'DRUG NOT IN COPY'],
  )
  assert.deepEqual(one?.warnings, ["COULD NOT BE READ IN FULL: 2 of this patient's entries. Ask"])
})

test('the same identifier on two patients is a fault, names neither of them, and both say so', () => {
  const identifier = [{ system: 'urn:n', value: '7' }]
  const read = reading({
    'a.ndjson': lines(
      ...ward,
      patient('1', { identifier }),
      patient('2', { identifier }),
      stay('1', 'Patient/1'),
      stay('2', 'Patient/2', { location: [] }),
      order('r', 'Patient?identifier=urn:n|7', 'whose'),
      ...about,
    ),
  })
  const told = faultsOf(read)
  assert.ok(told.some((one) => one.startsWith('same-identifier-on-two-patients')))
  assert.ok(told.includes('reference-means-two a.ndjson 7 MedicationRequest/r'))
  assert.deepEqual(
    read.copy.patients.flatMap((one) => one.medications),
    [],
  )
  for (const one of read.copy.patients) assert.match(one.warnings.join(), /SAME NUMBER ON TWO PATIENTS/)
})

test('places and merges that run in a circle end, with a fault', () => {
  const circle = [{ ...ward[0], partOf: { reference: 'Location/b' } }, { ...ward[1] }]
  const merged = (id: string, other: string): object =>
    patient(id, { link: [{ type: 'replaced-by', other: { reference: `Patient/${other}` } }] })
  const read = reading({
    'a.ndjson': lines(...circle, merged('1', '2'), merged('2', '1'), stay('1', 'Patient/1'), ...about),
  })
  const told = faultsOf(read).join('\n')
  assert.match(told, /place-in-a-circle a\.ndjson/)
  assert.match(told, /merge-in-a-circle a\.ndjson 3 Patient\/1/)
  assert.equal(read.copy.patients[0]?.ward, 'w')
})

test('what was recorded of a number that was merged stands with the one that it became', () => {
  const identifier = [{ value: 'old-7' }]
  const link = [{ type: 'replaced-by', other: { reference: 'Patient/2' } }]
  const read = reading({
    'a.ndjson': lines(
      ...ward,
      patient('1', { link, identifier }),
      patient('2'),
      stay('2', 'Patient/2'),
      order('r', 'Patient/1', 'd'),
      ...about,
    ),
  })
  const [one] = read.copy.patients
  assert.deepEqual(
    [one?.id, one?.formerNumbers, one?.allergies.list[0]?.substance],
    ['2', ['old-7'], 'latex'],
  )
  assert.equal(one?.medications[0]?.drug, 'd')
})

test('dates of the year 0001 give no age and no last dose, and say so', () => {
  const first = '0001-01-01T00:00:00Z'
  const read = reading({
    'a.ndjson': lines(
      ...ward,
      patient('1', { birthDate: '0001-01-01' }),
      stay('1', 'Patient/1'),
      order('r', 'Patient/1', 'd'),
      {
        ...given,
        effectiveDateTime: first,
        request: { reference: 'MedicationRequest/r' },
      },
    ),
  })
  assert.deepEqual(
    faultsOf(read).filter((one) => !one.startsWith('feed')),
    ['time-not-told a.ndjson 6 MedicationAdministration/m', 'date-not-plausible a.ndjson 3 Patient/1'],
  )
  const [one] = read.copy.patients
  assert.deepEqual(
    [one?.bornOn, one?.medications[0]?.lastGiven, one?.looseDoses.length],
    ['0001-01-01', null, 1],
  )
})

test('a feed of which the folder holds nothing is not in the copy, whatever time it claims', () => {
  const read = reading({ 'a.ndjson': frame })
  assert.deepEqual(read.copy.asOf, {
    ...times,
    orders: null,
    administrations: null,
    allergies: null,
    results: null,
    patients: AT,
  })
  assert.equal(read.copy.patients[0]?.allergies.state, 'not-in-copy')
  assert.equal(read.faults.filter(({ code }) => code === 'feed-not-in-copy').length, 4)
})

test('a resource of 100 MB is passed over with its size, in little memory, and the next line is read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fhir-long-'))
  try {
    const open = openSync(join(folder, 'a.ndjson'), 'w')
    writeSync(open, `${frame}{"resourceType":"MedicationRequest","id":"huge","note":"`)
    const piece = 'x'.repeat(1 << 20)
    for (let count = 0; count < 100; count += 1) writeSync(open, piece)
    writeSync(open, `"}\n${lines(order('r', 'Patient/1', 'd'))}`)
    closeSync(open)
    const before = process.memoryUsage().rss
    const read = readCopy(folder, { feedTimes: times })
    const long = read.faults.find(({ code }) => code === 'line-too-long')
    assert.deepEqual([long?.line, /here are 10485\d+/.test(long?.expected ?? '')], [5, true])
    assert.equal(read.copy.patients[0]?.medications[0]?.drug, 'd')
    assert.ok(process.memoryUsage().rss - before < 80e6, `${(process.memoryUsage().rss - before) / 1e6} MB`)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('an export that broke off is told by its manifest, and the manifest gives each feed its time', () => {
  const manifest = JSON.stringify({
    transactionTime: AT,
    output: [
      { type: 'Patient', url: 'https://ehr.example/out/a.ndjson', count: 9 },
      { type: 'Flag', url: 'Flag.ndjson', count: 1 },
    ],
    extension: { 'https://h.example/as-of': { patients: '2021-01-17T18:00:00Z' } },
  })
  inFolder({ 'a.ndjson': frame, 'manifest.json': manifest }, (folder) => {
    const read = readCopy(folder)
    assert.deepEqual(
      faultsOf(read).filter((one) => !one.startsWith('feed')),
      ['count-differs a.ndjson', 'file-not-there Flag.ndjson'],
    )
    assert.equal(read.copy.asOf.patients, '2021-01-17T18:00:00.000Z')
  })
})

test('entries of a Bundle find each other by fullUrl, with an id of their own or without', () => {
  const entry = [
    ...ward.map((resource) => ({ resource })),
    { fullUrl: 'urn:uuid:u-1', resource: patient('1') },
    { fullUrl: 'urn:uuid:u-2', resource: { ...stay('1', 'urn:uuid:u-1'), id: undefined } },
    { fullUrl: 'urn:uuid:u-3', resource: order('r', 'urn:uuid:u-1', 'd') },
    ...about.map((resource) => ({ resource })),
  ]
  const read = reading({ 'b.json': JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }) })
  assert.equal(read.copy.patients[0]?.medications[0]?.drug, 'd')
})

test('whatever stands where a resource should, reading ends with a copy and no throw', () => {
  const keys = fc.constantFrom(
    'resourceType',
    'id',
    'subject',
    'status',
    'class',
    'location',
    'dosageInstruction',
    'timing',
    'repeat',
    'timeOfDay',
    'period',
    'name',
    'code',
    'coding',
    'partOf',
    'reference',
    'link',
    'identifier',
    'value',
  )
  const values = fc.constantFrom<unknown>(
    'MedicationRequest',
    'Patient',
    'Encounter',
    'Location',
    'Patient/1',
    'IMP',
    'in-progress',
    '1',
    8,
    -1e9,
    1e300,
    null,
    true,
    [],
    {},
    '25:99',
    '0001-01-01',
  )
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      values,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
    ),
  }))
  const types = fc.constantFrom(
    'Patient',
    'Encounter',
    'Location',
    'MedicationRequest',
    'MedicationAdministration',
    'Observation',
    'AllergyIntolerance',
    'Flag',
    'Consent',
    'NutritionOrder',
  )
  const resource = fc
    .tuple(types, fc.constantFrom('1', '2', 'b', 'w'), fc.dictionary(keys, tree, { maxKeys: 6 }))
    .map(([resourceType, id, more]) => ({ ...more, resourceType, id, subject: { reference: 'Patient/1' } }))
  fc.assert(
    fc.property(fc.array(resource, { maxLength: 8 }), (hostile) => {
      const read = reading({ 'a.ndjson': frame + lines(...hostile) })
      assert.ok(Array.isArray(read.copy.patients))
    }),
    { numRuns: 300 },
  )
})

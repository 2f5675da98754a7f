import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inventHospital } from '../hospital.ts'
import { randomOf } from '../random.ts'
import { patientFiles } from './index.ts'
import { breaksOf } from './testing/r4-shape.ts'
import type { PatientTruth } from './truth.ts'

type Resource = Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string }

const SEED = 2021
const files = [
  ...patientFiles(inventHospital(randomOf(SEED).split('hospital')), {
    seed: SEED,
    random: randomOf(SEED).split('patients'),
  }),
]
const resources = files
  .filter(({ path }) => path.endsWith('.ndjson'))
  .flatMap(({ content }) => content.trim().split('\n'))
  .map((line) => JSON.parse(line) as Resource)
const ofType = (type: string): readonly Resource[] => resources.filter((one) => one.resourceType === type)
const truth = JSON.parse(files.find(({ path }) => path === 'downtime-truth.json')?.content ?? '') as {
  asOf: Readonly<Record<string, string>>
  patients: PatientTruth[]
}
const why = (words: string): PatientTruth => {
  const found = truth.patients.find((one) => one.why?.includes(words))
  assert.ok(found, words)
  return found
}

test('every resource keeps to FHIR R4: known elements, required ones, types and codes', () => {
  assert.deepEqual(resources.flatMap(breaksOf), [])
  assert.ok(breaksOf({ resourceType: 'Patient', id: 'a', gender: 'f', nme: 1 }).length === 2)
  assert.ok(breaksOf({ resourceType: 'Encounter', id: 'a', status: 'in-progress' })[0]?.includes('class'))
})

test('every reference finds its resource, but for the two beds that are not exported on purpose', () => {
  const known = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`))
  assert.equal(known.size, resources.length)
  const open = [...JSON.stringify(resources).matchAll(/"reference":"([^"]+)"/g)].flatMap(([, one = '']) =>
    known.has(one) ? [] : one,
  )
  assert.deepEqual(open.sort(), ['Location/bed-not-exported-3', 'Location/bed-not-exported-7'])
})

test('20 wards over three sites hold some 400 inpatients, each in a bed of their own', () => {
  const kinds = Map.groupBy(
    ofType('Location'),
    (one) => JSON.stringify(one['physicalType']).match(/"code":"(\w+)"/)?.[1],
  )
  assert.deepEqual([kinds.get('si')?.length, kinds.get('wa')?.length], [3, 20])
  assert.ok(truth.patients.length > 380 && truth.patients.length < 430, String(truth.patients.length))
  assert.ok((kinds.get('bd')?.length ?? 0) > truth.patients.length, 'no empty bed')
  const beds = truth.patients.flatMap((one) => one.bed ?? [])
  assert.equal(new Set(beds).size, beds.length)
  assert.equal(new Set(truth.patients.map((one) => one.number)).size, truth.patients.length)
})

test('nothing in the copy is from after its as-of time, and doses end before the rest', () => {
  const latest = (list: readonly Resource[], key: string): string =>
    list
      .flatMap((one) => JSON.stringify(one[key] ?? '').match(/\d{4}-\d\d-\d\dT[\d:]+\+01:00/g) ?? [])
      .map((at) => new Date(at).toISOString())
      .sort()
      .at(-1) ?? ''
  const given = ofType('MedicationAdministration')
  assert.ok(latest(given, 'effectiveDateTime') < (truth.asOf['administrations'] ?? ''))
  assert.ok(latest(ofType('Observation'), 'effectiveDateTime') < (truth.asOf['results'] ?? ''))
  assert.ok(latest(ofType('MedicationRequest'), 'authoredOn') < (truth.asOf['orders'] ?? ''))
  assert.ok((truth.asOf['administrations'] ?? '') < (truth.asOf['orders'] ?? ''))
  assert.equal(truth.asOf['orders'], '2021-01-17T19:31:00.000Z')
})

test('orders are of every kind and status that a sheet must tell apart', () => {
  const drugs = truth.patients.flatMap((one) => one.drugs)
  const kinds = new Set(drugs.map((one) => one.kind))
  assert.deepEqual([...kinds].sort(), [
    'as-needed',
    'hours',
    'meal',
    'once',
    'rate',
    'times',
    'week',
    'words',
  ])
  assert.deepEqual([...new Set(drugs.map((one) => one.status))].sort(), ['active', 'on-hold', 'stopped'])
  assert.ok(drugs.filter((one) => one.dose === null && one.rate === null).length > 20, 'some without a dose')
  assert.ok(drugs.some((one) => one.text === null))
  assert.ok(drugs.some((one) => one.lastGivenAt === null))
  assert.ok(ofType('MedicationRequest').some((one) => one['status'] === 'entered-in-error'))
})

test('allergies are known, none known, not recorded, taken back and contradictory', () => {
  const states = Map.groupBy(truth.patients, (one) => one.allergies.state)
  for (const state of ['known', 'none-known', 'not-recorded', 'contradiction'] as const)
    assert.ok((states.get(state)?.length ?? 0) > 5, state)
  const taken = ofType('AllergyIntolerance').map(
    (one) => JSON.stringify(one['verificationStatus']) ?? 'none stated',
  )
  for (const word of ['refuted', 'entered-in-error', 'unconfirmed', 'none stated'])
    assert.ok(
      taken.some((one) => one.includes(word)),
      word,
    )
})

test('the awkward patients are there', () => {
  const twins = truth.patients.filter((one) => one.why === 'twin, beside the other')
  assert.deepEqual(
    twins.map((one) => [one.family, one.bed]),
    [
      ['Sartfontève', 'G301-1'],
      ['Sartfontève', 'G301-2'],
    ],
  )
  const long = why('200 characters')
  assert.equal(`${long.family} ${long.given.join(' ')}`.length, 200)
  assert.equal(why('60 drugs').drugs.length > 55, true)
  assert.deepEqual(
    [why('unknown man').family, why('unknown man').text],
    [null, 'Onbekende man 1 (17/01 spoed)'],
  )
  assert.deepEqual(why('newborn').given, [])
  assert.deepEqual([why('bed is not in the copy').bed, why('bed is not in the copy').ward], [null, 'ward-n8'])
  assert.equal(why('ward and bed').ward, null)
  assert.match(why('Arabic script only').family ?? '', /^\p{Script=Arabic}+$/u)
  assert.equal(why('none known beside').allergies.state, 'contradiction')
  assert.equal(why('without an order').givenWithoutOrder.length, 1)
})

test('the manifest states each file with its count', () => {
  const manifest = JSON.parse(files.find(({ path }) => path === 'downtime/manifest.json')?.content ?? '') as {
    output: { type: string; url: string; count: number }[]
  }
  for (const { url, count } of manifest.output) {
    const lines = files
      .find(({ path }) => path === `downtime/${url}`)
      ?.content.trim()
      .split('\n')
    assert.equal(lines?.length, count, url)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCopy, findPatients, hospitalView, patientView, wardPacket, wardView } from './index.ts'
import type { CopyHeader, CopySource, FeedTimes, FhirResource } from './index.ts'

const AT = '2026-01-18T02:00:00.000Z'
const feedTimes: FeedTimes = { patients: AT, orders: AT, administrations: AT, allergies: AT, results: null }
const header: CopyHeader = {
  ...{ kind: 'drill', hospital: 'Test', timeZone: 'Europe/Brussels', now: '2026-01-18T08:30:00.000Z' },
  ...{ generation: 1, takenAt: AT, asOf: feedTimes, oneCopyOnlySince: null, heldBack: null },
}
const ref = (reference: string) => ({ reference })
const place = (id: string, kind: string, partOf?: string): FhirResource => ({
  ...{ resourceType: 'Location', id, name: id.toUpperCase(), physicalType: { coding: [{ code: kind }] } },
  ...(partOf === undefined ? {} : { partOf: ref(`Location/${partOf}`) }),
})
const patient = (id: string, family: string): FhirResource => ({
  ...{ resourceType: 'Patient', id, name: [{ family, given: ['Ann'] }], birthDate: '1950-01-19' },
  identifier: [{ system: 'urn:n', value: `N-${id}` }],
})
const stay = (id: string, who: string, bed?: string): FhirResource => ({
  ...{ resourceType: 'Encounter', id, status: 'in-progress', class: { code: 'IMP' }, subject: ref(who) },
  ...(bed === undefined ? {} : { location: [{ location: ref(bed) }] }),
})
const order = (id: string, dosage: object): FhirResource => ({
  ...{ resourceType: 'MedicationRequest', id, status: 'active', subject: ref('Patient/p1') },
  ...{ medicationCodeableConcept: { text: id }, dosageInstruction: [dosage] },
})
const allergy = (who: string, code: object, status = 'confirmed'): FhirResource => ({
  ...{ resourceType: 'AllergyIntolerance', id: `a-${who}-${status}`, patient: ref(`Patient/${who}`), code },
  verificationStatus: { coding: [{ code: status }] },
})
const resources: readonly FhirResource[] = [
  ...[
    place('s', 'si'),
    place('w', 'wa', 's'),
    place('r', 'ro', 'w'),
    place('b1', 'bd', 'r'),
    place('b2', 'bd', 'r'),
  ],
  ...[place('b3', 'bd', 'r'), patient('p1', 'Maes'), patient('p2', 'Maas'), patient('p3', 'Peeters')],
  ...[stay('e1', 'Patient/p1', 'Location/b1'), stay('e2', 'urn:uuid:p2', 'https://h.example/Location/b2')],
  ...[stay('e3', 'Patient?identifier=urn:n|N-p3'), stay('e4', 'Patient/nobody')],
  order('scheduled drug', {
    doseAndRate: [{ doseQuantity: { value: 5, unit: 'mg' } }],
    timing: { repeat: { timeOfDay: ['08:00:00', '20:00:00'] } },
  }),
  order('infused drug', { doseAndRate: [{ rateQuantity: { value: 2, unit: 'mL/h' } }] }),
  order('weekly drug', { timing: { repeat: { timeOfDay: ['09:00:00'], dayOfWeek: ['tue'] } } }),
  {
    ...{ resourceType: 'MedicationAdministration', id: 'g', status: 'completed', subject: ref('Patient/p1') },
    ...{ request: ref('MedicationRequest/scheduled drug'), effectiveDateTime: '2026-01-17T20:05:00+01:00' },
  },
  allergy('p1', { text: 'penicillin' }, 'unconfirmed'),
  allergy('p1', { text: 'latex' }, 'refuted'),
  allergy('p2', { coding: [{ code: '716186003' }] }),
]
const built = buildCopy(resources, { feedTimes })
const source: CopySource = { copy: built.copy, header, packets: new Map(), faults: built.faults.length }

test('references by type, absolute, urn:uuid and identifier all find their patient', () => {
  assert.deepEqual(
    built.copy.patients.map((one) => one.id),
    ['p1', 'p2', 'p3'],
  )
  assert.deepEqual(built.faults, [
    { code: 'place-not-in-copy', stay: 'e3' },
    { code: 'stay-without-patient', stay: 'e4' },
  ])
})

test('the four states of allergy knowledge stay apart', () => {
  assert.deepEqual(
    built.copy.patients.map((one) => one.allergies.state),
    ['known', 'none-known', 'not-recorded'],
  )
  assert.equal(built.copy.patients[0]?.allergies.list.length, 1)
  const without = buildCopy(resources, { feedTimes: { ...feedTimes, allergies: null } })
  assert.equal(without.copy.patients[1]?.allergies.state, 'not-in-copy')
})

test('a kind of data that is nowhere in the copy is null, not an empty list', () => {
  const { problems, alerts, diet, contacts, pending } = built.copy.patients[0] ?? {}
  assert.deepEqual([problems, alerts, diet, contacts, pending], [null, null, null, null, null])
})

test('the ward shows empty beds and warns of names alike', () => {
  const view = wardView(source, 'w')
  assert.deepEqual(
    view?.rows.map((row) => row.patient?.familyName ?? null),
    ['Maes', 'Maas', null],
  )
  assert.deepEqual(view?.rows[0]?.patient?.nameAlert, ['MAAS Ann'])
  assert.equal(view?.rows[0]?.patient?.ageYears, 75)
  assert.equal(wardView(source, 'none'), null)
})

test('a patient whose ward is not in the copy is listed with the hospital', () => {
  const view = hospitalView(source)
  assert.deepEqual(
    view.withoutWard.map((one) => one.id),
    ['p3'],
  )
  assert.deepEqual([view.inpatients, view.wards[0]?.patients, view.wards[0]?.emptyBeds], [3, 2, 1])
})

test('medication lines go infusion first and carry due instants in hospital time', () => {
  const lines = patientView(source, 'p1')?.lines ?? []
  assert.deepEqual(
    lines.map((line) => [line.order.drug, line.order.dose]),
    [
      ['infused drug', '2 mL/h'],
      ['scheduled drug', '5 mg'],
      ['weekly drug', null],
    ],
  )
  assert.deepEqual(lines[1]?.due, ['2026-01-18T19:00:00.000Z', '2026-01-19T07:00:00.000Z'])
  assert.deepEqual(lines[1]?.dueInUnknown, ['2026-01-18T07:00:00.000Z'])
  assert.deepEqual(lines[1]?.order.lastGiven, { at: '2026-01-17T19:05:00.000Z', dose: null })
  assert.equal(lines[2]?.nextInWords, 'Next: Tuesday 20 January')
})

test('finds by part of name or number, and nobody for an empty query', () => {
  assert.equal(findPatients(source, 'maes n-p1').rows[0]?.bed, 'B1')
  assert.equal(findPatients(source, ' ').rows.length, 0)
})

test('the packet holds the patients in walking order', () => {
  const packet = wardPacket(source, 'w', { printedAt: header.now, serialPrefix: 'DRILL-', firstSerial: 1 })
  assert.deepEqual(
    packet?.patients.map((one) => one.patient.id),
    ['p1', 'p2'],
  )
})

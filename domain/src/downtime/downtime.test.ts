import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { localClock } from './local-clock.ts'
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
  assert.deepEqual(
    built.faults.map(({ code, resource, patient: who }) => [code, resource, who]),
    [
      ['stay-without-patient', 'Encounter/e4', null],
      ['place-not-in-copy', 'Encounter/e3', 'p3'],
    ],
  )
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

const timed = (timing: object): FhirResource => order('timed', { timing })
const lineOf = (timing: object) => {
  const { copy } = buildCopy([...resources, timed(timing)], { feedTimes })
  return patientView({ ...source, copy }, 'p1')?.lines.find((one) => one.order.id === 'timed')
}

test('due times come only from an order that gives them by the clock; all others are said in words', () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ repeat: { frequency: 1, period: 8, periodUnit: 'h' } }, 'every 8 hours'],
    [{ repeat: { frequency: 3, period: 1, periodUnit: 'd' } }, '3 times per day'],
    [{ repeat: { period: 2, periodUnit: 'd', timeOfDay: ['18:00:00'] } }, 'every 2 days, at 18:00'],
    [{ repeat: { timeOfDay: ['18:00:00'], period: 1, periodUnit: 'wk' } }, 'once per week, at 18:00'],
    [{ repeat: { when: ['AC'], frequency: 3, period: 1, periodUnit: 'd' } }, '3 times per day, before meals'],
    [{ repeat: { timeOfDay: ['25:00'] } }, 'at 25:00'],
    [{ repeat: { frequency: 1, period: 4, periodMax: 6, periodUnit: 'h' } }, 'every 4 to 6 hours'],
    [{ code: { text: 'volgens schema' } }, 'volgens schema'],
    [{}, 'how often is not in copy'],
  ]
  for (const [timing, said] of cases) {
    const line = lineOf(timing)
    assert.deepEqual([line?.due, line?.dueInUnknown], [[], []], said)
    assert.equal(line?.dueInWords, `${said}: no clock time in this copy`)
  }
})

test('moments that an order lists one by one are due then, and a single dose by time of day is not due each day', () => {
  assert.deepEqual(lineOf({ event: ['2026-01-18T12:00:00+01:00', '2026-01-25T12:00:00+01:00'] })?.due, [
    '2026-01-18T11:00:00.000Z',
  ])
  assert.deepEqual(lineOf({ repeat: { count: 1, timeOfDay: ['12:00:00'] } })?.due, [])
})

test('a time that the clocks show twice is due once, and one that they skip is due after the gap', () => {
  const clock = localClock('Europe/Brussels')
  assert.equal(new Date(clock.instantOf('2021-10-31', '02:30')).toISOString(), '2021-10-31T00:30:00.000Z')
  assert.equal(new Date(clock.instantOf('2021-03-28', '02:30')).toISOString(), '2021-03-28T01:30:00.000Z')
  assert.equal(new Date(clock.instantOf('2021-03-28', '08:00')).toISOString(), '2021-03-28T06:00:00.000Z')
  assert.equal(new Date(clock.instantOf('2021-01-17', '20:46')).toISOString(), '2021-01-17T19:46:00.000Z')
  assert.equal(clock.dayOf(Date.parse('2021-01-17T23:30:00Z')), '2021-01-18')
})

test('each wall clock time of a year has one instant, which shows that time on that day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 364 }),
      fc.integer({ min: 3, max: 23 }),
      fc.constantFrom('Europe/Brussels', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'),
      (days, hour, timeZone) => {
        const clock = localClock(timeZone)
        const day = new Date(Date.UTC(2021, 0, 1 + days)).toISOString().slice(0, 10)
        const at = clock.instantOf(day, `${String(hour).padStart(2, '0')}:45`)
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone,
          dateStyle: 'short',
          timeStyle: 'short',
        }).format(at)
        assert.equal(shown, `${day} ${String(hour).padStart(2, '0')}:45`)
      },
    ),
    { numRuns: 200 },
  )
})

test('the code status is known by its code or by words of four languages, and is no alert', () => {
  const flag = (id: string, code: object, more: object = {}): FhirResource => ({
    ...{ resourceType: 'Flag', id, status: 'active', subject: ref('Patient/p1'), code, ...more },
  })
  const said = (...flags: readonly FhirResource[]) =>
    buildCopy([...resources, ...flags], { feedTimes }).copy.patients[0]
  for (const text of ['Niet reanimeren', 'Ne pas réanimer', 'Keine Wiederbelebung', 'NTBR', 'DNR 2'])
    assert.equal(said(flag('f', { text }))?.codeStatus, text)
  const coded = said(
    flag('f', { coding: [{ system: 'http://snomed.info/sct', code: '304253006' }], text: 'code 3' }),
    flag(
      'g',
      { text: 'volgens wilsverklaring' },
      { category: [{ coding: [{ code: 'advance-directive' }] }] },
    ),
    flag('h', { text: 'Valrisico' }),
  )
  assert.equal(coded?.codeStatus, 'code 3 / volgens wilsverklaring')
  assert.deepEqual(coded?.alerts, ['Valrisico'])
  assert.equal(said(flag('f', { text: 'Valrisico' }))?.codeStatus, null)
})

test('none known beside an allergy is a contradiction, and none of one kind is not none', () => {
  const of = (...more: readonly FhirResource[]) =>
    buildCopy([...resources, ...more], { feedTimes }).copy.patients
  const none = { ...allergy('p1', { coding: [{ code: '716186003' }] }), id: 'none' }
  assert.deepEqual([of(none)[0]?.allergies.state, of(none)[0]?.allergies.contradiction], ['known', true])
  const drugs = {
    ...allergy('p3', { coding: [{ code: '409137002' }], text: 'No known drug allergy' }),
    id: 'drugs',
  }
  assert.deepEqual(
    [of(drugs)[2]?.allergies.state, of(drugs)[2]?.allergies.noneKnownOf],
    ['not-recorded', ['No known drug allergy']],
  )
})

test('high alert is told by ATC code alone: a drug in words was not checked', () => {
  const of = (code: string, system = 'http://www.whocc.no/atc') =>
    buildCopy(
      [...resources, { ...order('x', {}), medicationCodeableConcept: { coding: [{ system, code }] } }],
      { feedTimes },
    ).copy.patients[0]?.medications.find((one) => one.id === 'x')?.highAlert
  assert.deepEqual(
    [of('A10AB05'), of('A02BC02'), of('A10'), of('308136', 'rxnorm')],
    ['yes', 'no', 'not-checked', 'not-checked'],
  )
})

test('all that an order says stands on its line: instructions, most, reason, home medication, an order not to give', () => {
  const [one] =
    buildCopy(
      [
        ...resources,
        {
          ...order('x', {
            ...{
              text: 'bij pijn',
              patientInstruction: 'met water',
              additionalInstruction: [{ text: 'niet kauwen' }],
            },
            ...{
              asNeededCodeableConcept: { text: 'pijn' },
              doseAndRate: [{ doseQuantity: { value: 0.0000001, unit: 'g' } }],
            },
            maxDosePerPeriod: { numerator: { value: 4, unit: 'g' }, denominator: { value: 24, unit: 'h' } },
          }),
          ...{ doNotPerform: true, intent: 'plan', category: [{ coding: [{ code: 'community' }] }] },
        },
      ],
      { feedTimes, decimalSign: ',' },
    ).copy.patients[0]?.medications.filter(({ id }) => id === 'x') ?? []
  assert.deepEqual(
    [one?.instructions, one?.most, one?.asNeededFor, one?.dose],
    ['bij pijn | met water | niet kauwen', 'max 4 g per 24 h', 'pijn', '0,0000001 g'],
  )
  assert.deepEqual(one?.notes, [
    'DO NOT GIVE: the order forbids it',
    'NOT AN ORDER YET: plan',
    'NOT FOR THIS STAY AS RECORDED: ask',
  ])
})

test('a blood group is on no sheet but the blood bank’s', () => {
  const group = (id: string, code: object): FhirResource => ({
    ...{ resourceType: 'Observation', id, status: 'final', subject: ref('Patient/p1'), code },
    ...{ category: [{ coding: [{ code: 'laboratory' }] }], valueString: 'O neg' },
  })
  const { copy } = buildCopy(
    [
      ...resources,
      group('g', { coding: [{ code: '882-1' }], text: 'ABO+Rh' }),
      group('h', { text: 'Bloedgroep' }),
      group('k', { text: 'K' }),
    ],
    { feedTimes: { ...feedTimes, results: AT } },
  )
  assert.deepEqual(
    copy.patients[0]?.results.map(({ name }) => name),
    ['K'],
  )
})

test('an instruction stands as the dose only where it names an amount that is not the most', () => {
  const doseOf = (text: string) =>
    buildCopy([...resources, order('x', { text })], { feedTimes }).copy.patients[0]?.medications.find(
      ({ id }) => id === 'x',
    )?.dose
  assert.equal(doseOf('1 tablet 2 x per dag'), '1 tablet 2 x per dag')
  assert.equal(doseOf('500 mg bij pijn, max 3 g'), '500 mg bij pijn, max 3 g')
  for (const none of ['PO 1 x per dag', 'SC ZO NODIG (pijn), max 15 mg per 24 u', 'volgens schema'])
    assert.equal(doseOf(none), null)
})

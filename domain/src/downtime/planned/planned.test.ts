import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { array, assert as property, constantFrom, property as forAll, record } from 'fast-check'
import type { CareStanding, CareState } from '../../handover/index.ts'
import { parseCareStanding } from '../../handover/index.ts'
import { buildCopy } from '../build-copy.ts'
import type { CopySource } from '../copy-views.ts'
import type { FhirResource } from '../fhir-json.ts'
import { EMPTY_PLANNED, evolvePlanned } from '../log/planned.ts'
import type { NeedState, PlannedEvent, PlannedState } from '../log/planned.ts'
import { decidePlanned, doneStep } from './decide-planned.ts'
import { nextPlannedDay, plannedView } from './planned-view.ts'

const AS_OF = '2021-01-17T19:31:00.000Z'
const NOW = '2021-01-17T20:10:00.000Z'
const TIMES = { patients: AS_OF, orders: AS_OF, administrations: AS_OF, allergies: AS_OF, results: AS_OF }

const patient = (id: string, more: FhirResource = {}): FhirResource => ({
  ...{ resourceType: 'Patient', id, identifier: [{ value: `n-${id}` }], name: [{ family: `Family ${id}` }] },
  ...more,
})
const frame: readonly FhirResource[] = [
  { resourceType: 'Location', id: 's', name: 'North', physicalType: { coding: [{ code: 'si' }] } },
  { resourceType: 'Location', id: 'r', name: 'Room 1', partOf: { reference: 'Location/s' } },
  { resourceType: 'HealthcareService', id: 'img', name: 'Imaging' },
  { resourceType: 'HealthcareService', id: 'dia', name: 'Dialysis' },
]
interface Plan {
  readonly id: string
  readonly patients?: readonly string[]
  readonly needs?: readonly string[]
  readonly start?: string
  readonly status?: string
  readonly priority?: string
}
function appointment({ id, patients = ['p'], needs = [], start, status = 'booked', priority }: Plan) {
  const request: FhirResource[] =
    priority === undefined
      ? []
      : [
          {
            ...{ resourceType: 'ServiceRequest', id: `req-${id}`, status: 'active', intent: 'order' },
            category: [{ coding: [{ code: '387713003' }] }],
            orderDetail: [{ coding: [{ code: priority }] }],
            subject: { reference: `Patient/${patients[0]}` },
            authoredOn: '2021-01-17T08:00:00Z',
            code: { text: 'Knee' },
          },
        ]
  const actors = [
    ...patients.map((one) => `Patient/${one}`),
    'Location/r',
    ...needs.map((one) => `HealthcareService/${one}`),
  ]
  const booked: FhirResource = {
    ...{ resourceType: 'Appointment', id, status },
    ...(priority === undefined
      ? { description: 'Visit' }
      : { basedOn: [{ reference: `ServiceRequest/req-${id}` }] }),
    ...(start === undefined ? {} : { start }),
    participant: actors.map((reference) => ({ actor: { reference }, status: 'accepted' })),
  }
  return [...request, booked]
}
function sourceOf(resources: readonly FhirResource[]): CopySource {
  const { copy } = buildCopy([...frame, ...resources], { feedTimes: TIMES })
  return {
    copy,
    header: {
      ...{ kind: 'drill', hospital: 'Invented', timeZone: 'Europe/Brussels', now: NOW, generation: 1 },
      ...{ takenAt: AS_OF, asOf: TIMES, oneCopyOnlySince: null, heldBack: null },
    },
    packets: new Map(),
    faults: 0,
  }
}
const MONDAY = '2021-01-18T07:00:00Z'
const standing = (state: CareState, at = NOW): CareStanding => ({
  ...{ kind: 'care-standing', at },
  care: [{ care: 'imaging', site: 'NORTH', state, workaround: 'read at the scanner', phone: '4160' }],
})
const rowsOf = (source: CopySource, told: CareStanding | null, state: PlannedState = EMPTY_PLANNED) =>
  plannedView(source, { state, standing: told }, '2021-01-18').rows
const after = (...events: readonly PlannedEvent[]): PlannedState =>
  events.reduce((state, event, n) => evolvePlanned(state, event, { n: n + 1, at: NOW }), EMPTY_PLANNED)

describe('planned care in the copy', () => {
  test('an appointment of a surgical request is an operation with its priority; one of nobody is an event', () => {
    const { copy } = sourceOf([
      patient('p', { telecom: [{ system: 'phone', value: '0400 1' }] }),
      {
        ...{ resourceType: 'RelatedPerson', id: 'k', patient: { reference: 'Patient/p' } },
        ...{ relationship: [{ text: 'partner' }], telecom: [{ system: 'phone', value: '0400 2' }] },
      },
      ...appointment({ id: 'a', start: MONDAY, priority: '1b', needs: ['img'] }),
      ...appointment({ id: 'e', start: MONDAY, patients: [] }),
    ])
    const [operation, event] = copy.planned
    assert.deepEqual(
      [operation?.kind, operation?.what, operation?.code, operation?.site, operation?.place],
      ['operation', 'Knee', '1b', 'North', 'Room 1'],
    )
    assert.deepEqual(operation?.needs, ['Imaging'])
    assert.deepEqual(operation?.patient?.phones, ['0400 1', '0400 2 (partner)'])
    assert.deepEqual([event?.kind, event?.patient, event?.withoutPatient], ['event', null, false])
  })

  test('what was cancelled or lies after thirty days is not kept; what has no time is', () => {
    const { copy } = sourceOf([
      patient('p'),
      ...appointment({ id: 'a', start: MONDAY, status: 'cancelled' }),
      ...appointment({ id: 'b', start: '2021-03-18T07:00:00Z' }),
      ...appointment({ id: 'c' }),
    ])
    assert.deepEqual(
      copy.planned.map(({ id }) => id),
      ['Appointment/c'],
    )
  })

  test('a patient who is not in the copy is said, and never shown as for nobody', () => {
    const { copy } = sourceOf(appointment({ id: 'a', start: MONDAY, patients: ['gone'] }))
    assert.deepEqual([copy.planned[0]?.kind, copy.planned[0]?.withoutPatient], ['visit', true])
  })

  test('a request for surgery with a day and no appointment is planned too, once', () => {
    const request = { ...appointment({ id: 'a', priority: '2' })[0], occurrenceDateTime: MONDAY }
    const booked = appointment({ id: 'b', start: MONDAY, priority: '2' })
    const { copy } = sourceOf([patient('p'), request, ...booked])
    assert.deepEqual(
      copy.planned.map(({ id }) => id),
      ['Appointment/b', 'ServiceRequest/req-a'],
    )
  })
})

describe('how needs stand', () => {
  const source = sourceOf([patient('p'), ...appointment({ id: 'a', start: MONDAY, needs: ['img'] })])
  const stateOf = (told: CareStanding | null, said?: NeedState, site: string | null = 'North') =>
    rowsOf(
      source,
      told,
      said === undefined
        ? EMPTY_PLANNED
        : after({ type: 'NeedSaid', need: 'Imaging', site, state: said, saidBy: 'N' }),
    )[0]

  test('without a word of command every need is not known, and nothing runs on', () => {
    assert.deepEqual([stateOf(null)?.worst, stateOf(null)?.runsOn], ['unknown', false])
  })

  test('an item whose needs the record does not tell is not known either, not unaffected', () => {
    const [row] = rowsOf(
      sourceOf([patient('p'), ...appointment({ id: 'a', start: MONDAY })]),
      standing('works'),
    )
    assert.deepEqual([row?.worst, row?.runsOn], ['unknown', false])
  })

  test('names match whatever their case; a good word that is hours old is not known any more', () => {
    assert.equal(stateOf(standing('works'))?.runsOn, true)
    assert.equal(stateOf(standing('works', '2021-01-17T17:00:00Z'))?.worst, 'unknown')
    assert.equal(stateOf(standing('down', '2021-01-17T17:00:00Z'))?.worst, 'down')
  })

  test('a person is believed where the record does not know, and where they say worse; never better', () => {
    assert.equal(stateOf(standing('unknown'), 'works')?.worst, 'works')
    assert.equal(stateOf(null, 'works', null)?.worst, 'works')
    assert.equal(stateOf(standing('works'), 'down')?.worst, 'down')
    assert.equal(stateOf(standing('down'), 'works')?.worst, 'down')
    assert.equal(stateOf(standing('down'), 'works')?.needs[0]?.saidBy, null)
  })
})

describe('the order of the list', () => {
  test('what cannot wait is on top whatever its needs, in every order of arrival', () => {
    const plan = record({
      priority: constantFrom('1a', '1b', '2', '3', '4', undefined),
      needs: constantFrom<readonly string[]>([], ['img'], ['dia']),
    })
    property(
      forAll(
        array(plan, { maxLength: 12 }),
        constantFrom<CareState>('works', 'down', 'unknown'),
        (plans, state) => {
          const resources = plans.flatMap(({ priority, needs }, index) =>
            appointment({
              ...{ id: `a${index}`, start: MONDAY, needs },
              ...(priority === undefined ? {} : { priority }),
            }),
          )
          const rows = rowsOf(sourceOf([patient('p'), ...resources]), standing(state))
          assert.equal(rows.length, plans.length)
          const waits = rows.map(({ cannotWait }) => Number(cannotWait === null))
          assert.deepEqual(
            waits,
            waits.toSorted((one, other) => one - other),
          )
          for (const { item, cannotWait } of rows)
            if (item.code === '1a' || item.code === '1b' || item.needs.includes('Dialysis'))
              assert.notEqual(cannotWait, null)
        },
      ),
    )
  })

  test('the page opens with the next day that has anything, and an item without time is on every day', () => {
    const source = sourceOf([
      patient('p'),
      ...appointment({ id: 'a', start: '2021-01-20T07:00:00Z' }),
      ...appointment({ id: 'b' }),
    ])
    assert.equal(nextPlannedDay(source), '2021-01-20')
    assert.deepEqual(
      rowsOf(source, null).map(({ item }) => item.id),
      ['Appointment/b'],
    )
  })
})

describe('what a clinician decides', () => {
  const source = sourceOf([patient('p'), ...appointment({ id: 'a', start: MONDAY, priority: '2' })])
  const item = 'Appointment/a'
  const said = { item, clinician: 'Dr. A', reason: 'no imaging', to: null }
  const { planned } = source.copy

  test('a postponement needs its latest safe date, not in the past; a transfer needs where to', () => {
    const codes = [
      decidePlanned(planned, { ...said, choice: 'postpone', latestSafe: null }, '2021-01-17'),
      decidePlanned(planned, { ...said, choice: 'postpone', latestSafe: '2021-01-16' }, '2021-01-17'),
      decidePlanned(planned, { ...said, choice: 'transfer', latestSafe: null }, '2021-01-17'),
      decidePlanned(
        planned,
        { ...said, item: 'Appointment/x', choice: 'go', latestSafe: null },
        '2021-01-17',
      ),
    ].map((one) => (one.ok ? 'taken' : one.fault.code))
    assert.deepEqual(codes, [
      'latest-safe-date-missing',
      'latest-safe-date-past',
      'destination-missing',
      'no-such-item',
    ])
  })

  test('a date later than the priority allows is taken and shown as later', () => {
    const decided = decidePlanned(
      planned,
      { ...said, choice: 'postpone', latestSafe: '2021-06-01' },
      '2021-01-17',
    )
    assert.ok(decided.ok)
    const [row] = rowsOf(source, null, after(decided.value))
    assert.deepEqual([row?.latestByPriority, row?.laterThanPriority], ['2021-02-14', true])
    assert.equal(row?.decision?.clinician, 'Dr. A')
  })

  test('a step is done once, and the first who did it stays', () => {
    const step = { item, step: 'told', doneBy: 'N', doneAt: NOW } as const
    const done = doneStep(planned, EMPTY_PLANNED, step, NOW)
    assert.ok(done.ok)
    const state = after(done.value, { ...done.value, doneBy: 'M' })
    assert.equal(state.steps.get(item)?.told?.by, 'N')
    const again = doneStep(planned, state, step, NOW)
    assert.equal(again.ok || again.fault.code, 'already-done')
    const early = doneStep(planned, EMPTY_PLANNED, { ...step, doneAt: '2021-01-17T21:00:00Z' }, NOW)
    assert.equal(early.ok || early.fault.code, 'in-the-future')
  })
})

test('a standing with any other field, such as a cause that names a server, is refused', () => {
  const good = standing('down')
  assert.deepEqual(parseCareStanding(good), { ok: true, value: good })
  const [line] = good.care
  const leaking = { ...good, care: [{ ...line, causes: ['srv-img-01'] }] }
  assert.equal(parseCareStanding(leaking).ok, false)
  assert.equal(parseCareStanding({ ...good, at: 'today' }).ok, false)
})

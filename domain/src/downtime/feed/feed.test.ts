import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { buildCopy } from '../build-copy.ts'
import { DELETED, applyMessage, emptyFeedState, resourcesOf } from './index.ts'
import type {
  FeedDrugOrder,
  FeedEvent,
  FeedNumber,
  FeedPatient,
  FeedPerson,
  FeedPlace,
  FeedState,
  FeedVisit,
  VisitStep,
} from './index.ts'

const AT = '2021-01-17T20:00:00.000Z'
const number = (value: string): FeedNumber => ({ value, authority: 'H', type: 'MR' })
const person = (value: string, more: Partial<FeedPerson> = {}): FeedPerson => ({
  numbers: [number(value)],
  family: `Name${value}`,
  given: 'A',
  bornOn: '1950-01-01',
  sex: 'F',
  language: null,
  deceased: null,
  ...more,
})
const place = (ward: string, bed: string): FeedPlace => ({ ward, room: bed, bed, site: 'S' })
const visit = (stay: string | null, where: FeedPlace | null, patientClass = 'I'): FeedVisit => ({
  number: stay === null ? null : { value: stay, authority: 'H', type: 'VN' },
  patientClass,
  place: where,
  doctor: null,
  admittedAt: null,
  dischargedAt: null,
})
const step = (what: VisitStep, who: string, at: FeedVisit | null): FeedEvent => ({
  kind: 'visit',
  step: what,
  person: person(who),
  visit: at,
  allergies: [],
})
const order = (id: string, control: string, more: Partial<FeedDrugOrder> = {}): FeedDrugOrder => ({
  number: id,
  control,
  drug: 'Bisoprolol',
  amount: '2.5',
  amountMost: null,
  unit: 'mg',
  route: 'PO',
  repeat: 'Q24H',
  instructions: null,
  startAt: null,
  stopAt: null,
  prescriber: null,
  ...more,
})
const orders = (who: string, ...list: readonly FeedDrugOrder[]): FeedEvent => ({
  kind: 'orders',
  person: person(who),
  visit: null,
  orders: list,
})
const merge = (survivor: string, ...retired: readonly string[]): FeedEvent => ({
  kind: 'merge',
  pairs: [{ survivor: person(survivor), retired: retired.map(number) }],
})
const allergic = (who: string, substance: string, action: 'A' | 'D' = 'A'): FeedEvent => ({
  kind: 'person',
  person: person(who),
  allergies: [{ substance, reaction: null, severity: null, action }],
})

function after(...events: readonly FeedEvent[]): FeedState {
  const state = emptyFeedState()
  for (const event of events) applyMessage(state, { receivedAt: AT, occurredAt: null, event })
  return state
}

function patient(state: FeedState, value: string): FeedPatient {
  const found = state.patients.get(`H|${value}`)
  assert.ok(found, value)
  return found
}

const bedOf = (state: FeedState, value: string): string | undefined => patient(state, value).visit?.place?.bed
const codes = (state: FeedState): readonly string[] => state.notes.map(({ code }) => code)
const copyOf = (state: FeedState): ReturnType<typeof buildCopy> =>
  buildCopy(resourcesOf(state), {
    feedTimes: { patients: AT, orders: AT, administrations: AT, allergies: AT, results: AT },
  })

describe('the state of a feed', () => {
  const admitted = step('admit', '1', visit('V1', place('MED', '1')))
  it('follows a stay from bed to bed and back', () => {
    const moved = [admitted, step('transfer', '1', visit('V1', place('MED', '2')))]
    assert.equal(bedOf(after(...moved), '1'), '2')
    const back = after(...moved, step('cancel-transfer', '1', visit('V1', place('MED', '1'))))
    assert.equal(bedOf(back, '1'), '1')
    // The place that is restored counts, also where it is not the one that we knew.
    const elsewhere = after(...moved, step('cancel-transfer', '1', visit('V1', place('CHIR', '9'))))
    assert.equal(bedOf(elsewhere, '1'), '9')
    assert.deepEqual(codes(elsewhere), ['prior-place-differs'])
    assert.equal(bedOf(after(...moved, step('cancel-transfer', '1', visit('V1', null))), '1'), '1')
  })
  it('ends a stay, and reopens it where the discharge is cancelled, with its orders ended and saying so', () => {
    const ended = [
      admitted,
      orders('1', order('R1', 'NW')),
      step('discharge', '1', visit('V1', place('MED', '1'))),
    ]
    assert.equal(patient(after(...ended), '1').visit, null)
    const again = after(...ended, step('cancel-discharge', '1', visit('V1', place('MED', '1'))))
    assert.equal(bedOf(again, '1'), '1')
    const [line] = copyOf(again).copy.patients[0]?.medications ?? []
    assert.equal(line?.kind, 'stopped')
    assert.match(line?.instructions ?? '', /discharge/u)
  })
  it('does not begin an ended stay anew because a late result names it', () => {
    const late: FeedEvent = {
      kind: 'results',
      person: person('1'),
      visit: visit('V1', place('MED', '1')),
      results: [],
    }
    const state = after(admitted, step('discharge', '1', visit('V1', null)), late)
    assert.equal(patient(state, '1').visit, null)
  })
  it('takes up a stay that began before the feed did, and says so', () => {
    const state = after(step('update', '1', visit('V1', place('MED', '4'))))
    assert.equal(bedOf(state, '1'), '4')
    assert.deepEqual(codes(state), ['stay-not-begun-here'])
  })
  it('voids a cancelled admission with its orders', () => {
    const state = after(
      admitted,
      orders('1', order('R1', 'NW')),
      step('cancel-admit', '1', visit('V1', null)),
    )
    assert.equal(patient(state, '1').visit, null)
    assert.equal(patient(state, '1').orders.size, 0)
  })
  it('the cancel of another admission cancels nothing', () => {
    const state = after(admitted, step('cancel-admit', '1', visit('V9', null)))
    assert.equal(bedOf(state, '1'), '1')
    assert.deepEqual(codes(state), ['nothing-to-cancel'])
  })
  it('somebody who is expected does not lie in the bed yet, and does once they are admitted', () => {
    const expected = after(step('expect', '1', visit('V1', place('MED', '1'), 'P')))
    assert.deepEqual(copyOf(expected).copy.patients, [])
    const here = after(step('expect', '1', visit('V1', place('MED', '1'), 'P')), admitted)
    assert.equal(copyOf(here).copy.patients.length, 1)
  })
  it('an empty field changes nothing, two quotes delete', () => {
    const state = after(
      { kind: 'person', person: person('1', { language: 'fr' }), allergies: [] },
      { kind: 'person', person: person('1', { family: null, language: DELETED }), allergies: [] },
    )
    assert.equal(patient(state, '1').family, 'Name1')
    assert.equal(patient(state, '1').language, null)
  })
  it('a snapshot without allergies takes none away, only a deletion does', () => {
    const state = [allergic('1', 'Penicillin'), admitted, step('update', '1', visit('V1', place('MED', '1')))]
    assert.equal(patient(after(...state), '1').allergies.size, 1)
    assert.equal(patient(after(...state, allergic('1', 'PENICILLIN', 'D')), '1').allergies.size, 0)
  })
  it('a change of an order keeps what it does not name, and a stop does not overwrite the dose', () => {
    const state = after(
      admitted,
      orders('1', order('R1', 'NW')),
      orders('1', order('R1', 'XO', { amount: '5', drug: null, unit: null })),
      orders('1', order('R1', 'DC', { amount: '0' })),
    )
    const held = patient(state, '1').orders.get('R1')
    assert.deepEqual([held?.status, held?.order.amount, held?.order.drug], ['stopped', '5', 'Bisoprolol'])
  })
  it('a dose stands on the sheet as it was sent', () => {
    const dose = (amount: string, unit: string | null): string | null | undefined =>
      copyOf(after(admitted, orders('1', order('R1', 'NW', { amount, unit })))).copy.patients[0]
        ?.medications[0]?.dose
    assert.equal(dose('2.5', 'mg'), '2.5 mg')
    assert.equal(dose('2.50', 'mg'), '2.50 mg')
    assert.equal(dose('2,5', 'mg'), '2,5 mg')
    assert.equal(dose('12', 'UI'), '12 UI')
    assert.equal(dose('1e3', 'mg'), '1e3 mg')
  })
  it('a refused dose is no dose given', () => {
    const state = after(admitted, orders('1', order('R1', 'NW')), {
      kind: 'doses',
      person: person('1'),
      visit: null,
      doses: [
        {
          order: 'R1',
          drug: 'Bisoprolol',
          at: AT,
          amount: '2.5',
          unit: 'mg',
          route: null,
          site: null,
          completion: 'RE',
          reason: 'asleep',
          action: 'A',
        },
      ],
    })
    const [line] = copyOf(state).copy.patients[0]?.medications ?? []
    assert.equal(line?.lastGiven, null)
    assert.equal(line?.lastNotGiven?.dose, 'not given: asleep')
  })
  it('a corrected result replaces, a withdrawn one is shown no more, a final one answers its request', () => {
    const result = (value: string, status: string): FeedEvent => ({
      kind: 'results',
      person: person('1'),
      visit: null,
      results: [
        {
          request: 'Q1',
          key: 'k',
          name: 'Potassium',
          code: '2823-3',
          codeSystem: 'LN',
          value,
          unit: 'mmol/L',
          range: null,
          flag: null,
          status,
          at: AT,
        },
      ],
    })
    const asked: FeedEvent = {
      kind: 'requests',
      person: person('1'),
      visit: null,
      requests: [{ number: 'Q1', control: 'NW', what: 'Potassium', priority: 'S' }],
    }
    assert.deepEqual(copyOf(after(admitted, asked)).copy.patients[0]?.pending, ['Potassium (stat)'])
    const corrected = copyOf(after(admitted, asked, result('6.4', 'F'), result('4.6', 'C'))).copy.patients[0]
    assert.deepEqual(
      corrected?.results.map(({ value }) => value),
      ['4.6 mmol/L'],
    )
    assert.equal(corrected?.pending, null)
    assert.deepEqual(
      copyOf(after(admitted, result('6.4', 'F'), result('6.4', 'D'))).copy.patients[0]?.results,
      [],
    )
  })
})

describe('a merge', () => {
  const one = [allergic('1', 'Penicillin'), step('admit', '1', visit('V1', place('MED', '1')))]
  const two = [allergic('2', 'Latex')]
  it('gives the survivor all that was known of both, and says the former number', () => {
    const state = after(...one, ...two, merge('2', '1'))
    assert.equal(state.patients.has('H|1'), false)
    assert.deepEqual([...patient(state, '2').allergies.keys()].sort(), ['latex', 'penicillin'])
    assert.equal(bedOf(state, '2'), '1')
    assert.deepEqual(copyOf(state).copy.patients[0]?.formerNumbers, ['1'])
    assert.equal(patient(state, '2').family, 'Name2')
  })
  it('holds for what comes later under the retired number, whose name stays away', () => {
    const state = after(...one, merge('2', '1'), allergic('1', 'Iodine'))
    assert.ok(patient(state, '2').allergies.has('iodine'))
    assert.equal(patient(state, '2').family, 'Name1')
    assert.equal(state.patients.size, 1)
  })
  it('chains in either order, and back into one that is gone it changes nothing', () => {
    for (const merges of [
      [merge('2', '1'), merge('3', '2')],
      [merge('3', '2'), merge('2', '1')],
    ]) {
      const state = after(...one, ...two, ...merges)
      assert.deepEqual([...state.patients.keys()], ['H|3'])
      assert.equal(patient(state, '3').allergies.size, 2)
    }
    const back = after(...one, merge('2', '1'), merge('1', '2'))
    assert.deepEqual([...back.patients.keys()], ['H|2'])
    assert.deepEqual(codes(back), ['merge-in-a-circle'])
  })
  it('of two who both lie in a bed keeps the survivor’s stay and says that there are two', () => {
    const state = after(...one, step('admit', '2', visit('V2', place('MED', '2'))), merge('2', '1'))
    assert.equal(bedOf(state, '2'), '2')
    assert.deepEqual(codes(state), ['second-stay-open'])
  })
})

describe('any interleaving', () => {
  const wards = fc.constantFrom('MED', 'CHIR')
  const beds = fc.constantFrom('1', '2', '3')
  const steps = fc.constantFrom<VisitStep>(
    'admit',
    'transfer',
    'discharge',
    'cancel-transfer',
    'cancel-discharge',
    'update',
    'cancel-admit',
    'leave',
    'return',
  )
  const eventsOf = (who: string): fc.Arbitrary<readonly FeedEvent[]> =>
    fc.array(
      fc.oneof(
        fc
          .tuple(steps, wards, beds)
          .map(([what, ward, bed]) => step(what, who, visit(`V${who}`, place(ward, bed)))),
        fc.constantFrom('NW', 'DC', 'HD', 'XO').map((control) => orders(who, order(`R${who}`, control))),
        fc.constantFrom('Latex', 'Iodine').map((substance) => allergic(who, substance)),
      ),
      { maxLength: 8 },
    )
  it('of the messages of different patients ends in the same copy', () => {
    fc.assert(
      fc.property(
        fc.tuple(eventsOf('1'), eventsOf('2'), eventsOf('3')),
        fc.infiniteStream(fc.nat(2)),
        (lists, choices) => {
          const left = lists.map((list) => [...list])
          const mixed: FeedEvent[] = []
          for (const choice of choices) {
            const from = left[choice]?.length ? left[choice] : left.find((list) => list.length > 0)
            const next = from?.shift()
            if (next === undefined) break
            mixed.push(next)
          }
          const sorted = (state: FeedState): unknown => [...resourcesOf(state)]
          assert.deepEqual(sorted(after(...mixed)), sorted(after(...lists.flat())))
        },
      ),
      { numRuns: 500 },
    )
  })
  it('of merges among the same patients leaves one survivor of each group, whatever came first', () => {
    const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 10 })
    fc.assert(
      fc.property(pairs, (list) => {
        const known = [0, 1, 2, 3, 4, 5].map((who) => allergic(String(who), `S${who}`))
        const state = after(...known, ...list.map(([from, into]) => merge(String(into), String(from))))
        const told = [...state.patients.values()].flatMap(({ allergies }) => [...allergies.keys()])
        // Nothing is lost and nothing is told twice, however the merges ran.
        assert.deepEqual(told.sort(), ['s0', 's1', 's2', 's3', 's4', 's5'])
        for (const alias of state.aliases.keys()) assert.equal(state.patients.has(alias), false)
      }),
    )
  })
})

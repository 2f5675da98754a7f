import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { array, assert as property, boolean, constantFrom, nat, property as forAll, record } from 'fast-check'
import { CALL_OUTCOMES, EMPTY_CALLS, ENDED, evolveCalls, isCallEvent } from '../log/calls.ts'
import type { CallEvent, CallsState } from '../log/calls.ts'
import { parseCareEvent } from '../log/parse-care-event.ts'
import type { PlannedRow } from '../planned/planned-view.ts'
import { blockView } from './calls-view.ts'
import { makeBlocks, recordCall, takeBlock, toPhone } from './decide-calls.ts'
import { CALL_SCRIPTS, scriptLanguage, VOICEMAIL } from './scripts.ts'

const NOW = '2021-01-17T22:00:00.000Z'
const AT = '2021-01-17T21:00:00.000Z'

interface Case {
  readonly choice: 'go' | 'postpone' | 'transfer' | null
  readonly told: boolean
  readonly deceased: boolean
  readonly lying: boolean
  readonly phones: number
  readonly who: number
}
const usual: Case = { choice: 'postpone', told: false, deceased: false, lying: false, phones: 2, who: 0 }
const rowOf = (said: Partial<Case>, n: number): PlannedRow => {
  const one = { ...usual, who: n, ...said }
  return {
    item: {
      ...{ id: `Appointment/a${n}`, kind: 'operation', what: 'Knee', site: null, place: null, minutes: null },
      ...{ clinician: null, priority: null, code: null, requestedAt: null, needs: [], note: null },
      startAt: new Date(Date.parse(NOW) + n * 60_000).toISOString(),
      withoutPatient: false,
      patient: {
        ...{ id: `p${one.who}`, number: `${one.who}`, familyName: `F${one.who}`, givenNames: 'G' },
        ...{ bornOn: null, sex: 'F', language: 'nl-BE', deceased: one.deceased, interpreter: null },
        phones: ['0400 1', '0400 2 (partner)'].slice(0, one.phones),
      },
    },
    ...{ needs: [], worst: 'down', runsOn: false, cannotWait: null, latestByPriority: null },
    decision:
      one.choice === null
        ? null
        : {
            ...{ choice: one.choice, clinician: 'A', reason: 'r', latestSafe: null, to: null },
            ...{ at: AT, entry: 1 },
          },
    laterThanPriority: false,
    steps: {
      ...{
        'fasting-ended': null,
        'held-drugs-restarted': null,
        'blood-released': null,
        'implant-released': null,
      },
      told: one.told ? { by: 'N', at: AT } : null,
    },
    inpatientOn: one.lying ? 'Ward A' : null,
  }
}
let count = 0
const codes = (): string => {
  count += 1
  return count
    .toString(36)
    .toUpperCase()
    .replaceAll(/[ILOU]/gu, 'Z')
    .padStart(4, '0')
    .slice(-4)
}
const after = (state: CallsState, events: readonly { readonly type: string }[]): CallsState =>
  events.reduce(
    (held, event) => (isCallEvent(event) ? evolveCalls(held, event, { n: 1, at: AT }) : held),
    state,
  )
const said = { script: 'postpone', callBack: '069 00 00 00' } as const
const call = { outcome: 'reached', interpreter: false, fromPaper: false, note: null, calledAt: AT } as const

describe('blocks', () => {
  test('hold 20 people at most, everybody once, and a second round adds nobody who is listed', () => {
    const anything = record({
      choice: constantFrom('go', 'postpone', 'transfer', null),
      told: boolean(),
      deceased: boolean(),
      lying: boolean(),
      phones: nat(2),
      who: nat(30),
    })
    property(
      forAll(array(anything, { maxLength: 90 }), (cases) => {
        const rows = cases.map(rowOf)
        const made = makeBlocks(rows, EMPTY_CALLS, said, codes)
        const blocks = made.ok ? made.value : []
        for (const event of blocks) assert.ok(parseCareEvent(event).ok)
        const calls = blocks.flatMap((one) => one.calls)
        assert.ok(blocks.every((one) => one.calls.length <= 20))
        assert.equal(new Set(calls.map(({ patient }) => patient)).size, calls.length)
        const items = calls.flatMap((one) => one.items)
        for (const row of rows) {
          const wanted =
            (row.decision?.choice === 'postpone' || row.decision?.choice === 'transfer') &&
            row.steps.told === null &&
            row.inpatientOn === null &&
            row.item.patient?.deceased === false &&
            row.item.patient.phones.length > 0
          assert.equal(items.includes(row.item.id), wanted, row.item.id)
        }
        const again = makeBlocks(rows, after(EMPTY_CALLS, blocks), said, codes)
        assert.equal(again.ok || again.fault.code, 'nobody-to-phone')
      }),
    )
  })

  test('who lies in the house, has died or has no number is named, not phoned', () => {
    const { calls, not } = toPhone(
      [rowOf({ lying: true }, 0), rowOf({ deceased: true }, 1), rowOf({ phones: 0 }, 2), rowOf({}, 3)],
      EMPTY_CALLS,
      'postpone',
    )
    assert.deepEqual(calls, [{ patient: 'p3', items: ['Appointment/a3'] }])
    assert.deepEqual(
      not.map(({ why, ward }) => [why, ward]),
      [
        ['inpatient', 'Ward A'],
        ['deceased', null],
        ['no-number', null],
      ],
    )
  })

  test('a code that is in use is passed over', () => {
    const rows = Array.from({ length: 25 }, (_, n) => rowOf({}, n))
    const given = ['AAAA', 'AAAA', 'BBBB']
    const made = makeBlocks(rows, EMPTY_CALLS, said, () => given.shift() ?? 'CCCC')
    assert.ok(made.ok)
    assert.deepEqual(
      made.value.map(({ block, calls }) => [block, calls.length]),
      [
        ['AAAA', 20],
        ['BBBB', 5],
      ],
    )
  })
})

/** One block of the rows, taken by A. */
function taken(rows: readonly PlannedRow[]): { readonly state: CallsState; readonly block: string } {
  const made = makeBlocks(rows, EMPTY_CALLS, said, codes)
  assert.ok(made.ok)
  const state = after(EMPTY_CALLS, made.value)
  const block = made.value[0]?.block ?? ''
  const by = takeBlock(state, block, 'A')
  assert.ok(by.ok)
  return { state: after(state, by.value), block }
}

describe('calls', () => {
  const rows = [rowOf({}, 0), rowOf({}, 1)]

  test('whoever comes second to a block is told with whom it is', () => {
    const { state, block } = taken(rows)
    const second = takeBlock(state, block, 'B')
    assert.deepEqual(second.ok || second.fault, { code: 'taken', by: 'A' })
    assert.deepEqual(takeBlock(state, block, 'A'), { ok: true, value: [] })
    const foreign = recordCall({ state, rows, now: NOW }, { ...call, block, patient: 'p0', caller: 'B' })
    assert.equal(foreign.ok || foreign.fault.code, 'taken')
  })

  test('on screen nobody is phoned after the end, whatever came before, and who was reached is told', () => {
    property(
      forAll(array(constantFrom(...CALL_OUTCOMES), { maxLength: 8 }), (outcomes) => {
        let { state } = taken(rows)
        const block = [...state.keys()][0] ?? ''
        let ended = false
        for (const outcome of outcomes) {
          const done = recordCall(
            { state, rows, now: NOW },
            { ...call, outcome, block, patient: 'p0', caller: 'A' },
          )
          assert.equal(done.ok, !ended)
          if (!done.ok) continue
          const told = done.value.some((event) => event.type === 'PlannedStepDone')
          assert.equal(told, outcome === 'reached' || outcome === 'relative-told')
          state = after(state, done.value)
          ended = ENDED.includes(outcome)
        }
        assert.equal(state.get(block)?.calls.find(({ patient }) => patient === 'p0')?.ended, ended)
        assert.equal(state.get(block)?.calls.find(({ patient }) => patient === 'p1')?.ended, false)
      }),
    )
  })

  test('sheets typed back in any order, twice or more, end in the same: each line once', () => {
    const line = record({
      patient: constantFrom('p0', 'p1'),
      outcome: constantFrom(...CALL_OUTCOMES),
      minute: nat(59),
    })
    property(
      forAll(array(line, { maxLength: 10 }), nat(), (lines, turn) => {
        const { state: start, block } = taken(rows)
        const type = (order: readonly (typeof lines)[number][]): string => {
          let state = start
          for (const { patient, outcome, minute } of order) {
            const calledAt = `2021-01-17T20:${String(minute).padStart(2, '0')}:00.000Z`
            const paper = { ...call, block, patient, outcome, calledAt, caller: 'P', fromPaper: true }
            const done = recordCall({ state, rows, now: NOW }, paper)
            assert.ok(done.ok)
            state = after(state, done.value)
          }
          const key = (one: unknown): string => JSON.stringify(one)
          const calls = state.get(block)?.calls ?? []
          return key(
            calls.map(({ attempts, ended }) => [
              ended,
              attempts.map(key).toSorted((a, b) => (a < b ? -1 : 1)),
            ]),
          )
        }
        const cut = lines.length === 0 ? 0 : turn % lines.length
        assert.equal(type([...lines, ...lines]), type([...lines.slice(cut), ...lines.slice(0, cut)]))
      }),
    )
  })

  test('who came into the house, died or was decided anew since the block was made is not phoned', () => {
    const { state, block } = taken(rows)
    for (const [now, code] of [
      [{ lying: true }, 'inpatient'],
      [{ deceased: true }, 'deceased'],
      [{ choice: 'go' }, 'decided-anew'],
    ] as const) {
      const later = [rowOf(now, 0), rowOf({}, 1)]
      const done = recordCall(
        { state, rows: later, now: NOW },
        { ...call, block, patient: 'p0', caller: 'A' },
      )
      assert.equal(done.ok || done.fault.code, code)
    }
  })

  test('a voicemail says a name and a number and nothing of the hospital; a language without words needs an interpreter', () => {
    for (const words of Object.values(VOICEMAIL))
      assert.deepEqual(
        words.match(/\{\w+\}/gu)?.toSorted((one, other) => (one < other ? -1 : 1)),
        ['{name}', '{number}'],
      )
    for (const scripts of Object.values(CALL_SCRIPTS))
      for (const words of Object.values(scripts)) assert.match(words, /\{number\}/u)
    assert.deepEqual(
      [scriptLanguage('nl-BE'), scriptLanguage('Deutsch'), scriptLanguage('ar')],
      ['nl', 'de', null],
    )
    const { state, block } = taken(rows)
    const view = blockView(
      {
        header: {
          ...{
            kind: 'drill',
            hospital: 'H',
            timeZone: 'Europe/Brussels',
            now: NOW,
            generation: 1,
            takenAt: AT,
          },
          asOf: { patients: AT, orders: null, administrations: null, allergies: null, results: null },
          ...{ oneCopyOnlySince: null, heldBack: null },
        },
        ...{ rows, state, when: (at) => at.slice(0, 10) },
      },
      block,
    )
    assert.match(view?.rows[0]?.say ?? '', /G F0 .* gaat niet door/u)
    assert.equal(view?.rows[0]?.voicemail, 'Bericht voor G F0. Wilt u terugbellen naar 069 00 00 00?')
  })
})

test('an event of phoning with another field or a long block is refused', () => {
  const event: CallEvent = { type: 'CallBlockTaken', block: 'AAAA', caller: 'A' }
  assert.ok(parseCareEvent(event).ok)
  assert.equal(parseCareEvent({ ...event, phone: '0400' }).ok, false)
  assert.equal(parseCareEvent({ ...event, block: 'ILOU' }).ok, false)
})

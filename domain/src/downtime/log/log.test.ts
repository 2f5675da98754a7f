import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CareEntry, CareEvent } from './care-event.ts'
import { EMPTY_CARE_STATE, evolveCare } from './care-state.ts'
import { parseCareEvent } from './parse-care-event.ts'

const AT = '2021-01-17T20:00:00Z'
const SINCE = '2021-01-17T19:50:00Z'

const after = (events: readonly CareEvent[]): ReturnType<typeof evolveCare> =>
  events
    .map((event, index): CareEntry => ({ n: index + 1, at: AT, by: 'a', byName: null, event }))
    .reduce(evolveCare, EMPTY_CARE_STATE)

const handed = { type: 'PacketHandedOver', ward: 'w', firstSerial: 'S-1', receivedBy: 'N' } as const
const paper = { type: 'PaperDeclared', ward: 'w', since: SINCE, signedBy: 'N' } as const
const screen = { type: 'ScreenResumed', ward: 'w', since: AT, signedBy: 'N' } as const

test('a ward that signed for paper stays on paper when another packet comes', () => {
  const state = after([handed, paper, { ...handed, firstSerial: 'S-2' }])
  assert.deepEqual(state.wards.get('w'), {
    ...{ state: 'paper', since: SINCE, signedBy: 'N', entry: 2, firstSerial: 'S-2' },
  })
})

test('a ward goes back on screen from when it says, and of another ward nothing follows', () => {
  const state = after([paper, screen])
  assert.equal(state.wards.get('w')?.state, 'back-on-screen')
  assert.equal(state.wards.get('w')?.since, AT)
  assert.equal(state.wards.has('x'), false)
  assert.equal(state.size, 2)
})

test('an event with a field that is not listed, missing or wrong is refused with its place', () => {
  const cases: readonly [unknown, string, string][] = [
    [null, 'not-an-object', ''],
    [{ type: 'Nothing' }, 'unknown-type', 'type'],
    [{ ...paper, since: 'yesterday' }, 'bad-field', 'since'],
    [{ ...paper, signedBy: ' ' }, 'bad-field', 'signedBy'],
    [{ ...paper, more: 1 }, 'unknown-field', 'more'],
    [{ type: 'toString' }, 'unknown-type', 'type'],
  ]
  for (const [value, code, field] of cases) {
    const parsed = parseCareEvent(value)
    assert.deepEqual(parsed.ok || [parsed.fault.code, parsed.fault.field], [code, field])
  }
  assert.deepEqual(parseCareEvent(paper), { ok: true, value: paper })
})

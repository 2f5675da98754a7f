import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { IncidentCommand, Refusal } from './command.ts'
import { describeRefusal } from './command.ts'
import { decide } from './decide.ts'
import { decodeEntry, encodeEntry } from './entry-bytes.ts'
import type { IncidentEvent } from './event.ts'
import { evolve, evolveAll } from './evolve.ts'
import { initialState } from './state.ts'
import type { IncidentState } from './state.ts'

const NOW = '2026-11-24T03:00:00Z'
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

/** Bytes that differ from call to call, the same in every run. */
function countingBytes(): (bytes: number) => Uint8Array {
  let calls = 0
  return (bytes) => {
    calls += 1
    return new Uint8Array(bytes).fill(calls)
  }
}

const random = countingBytes()
const context = { now: NOW, by: 'board', random, sha256 }

interface Given {
  readonly state: IncidentState
  readonly events: readonly IncidentEvent[]
}

function given(...commands: readonly IncidentCommand[]): Given {
  let state = initialState
  const events: IncidentEvent[] = []
  for (const command of commands) {
    const decision = decide(command, state, context)
    assert.ok(decision.ok, JSON.stringify(decision))
    events.push(...decision.value.events)
    state = evolveAll(state, decision.value.events)
  }
  return { state, events }
}

function refusedWith(command: IncidentCommand, state: IncidentState, byName?: string): Refusal['code'] {
  const decision = decide(command, state, { ...context, byName })
  assert.ok(!decision.ok, JSON.stringify(decision))
  assert.match(describeRefusal(decision.fault), /\.$/u)
  return decision.fault.code
}

const opened: IncidentCommand = { type: 'OpenIncident', name: 'Nacht', kind: 'drill' }
const sighting: IncidentCommand = {
  type: 'RecordSighting',
  server: 'srv-1',
  sighting: 'ransom-note',
  seenBy: 'Ada Eins',
  seenAt: '2026-11-24T02:00:00Z',
}
const connection = {
  type: 'RecordConnection',
  server: 'srv-1',
  state: 'isolated',
  cutByUs: true,
  confidence: 'tested',
  statedBy: 'Ada Eins',
  statedAt: '2026-11-24T02:30:00Z',
} as const
const handover: IncidentCommand = {
  type: 'TakeHandover',
  handover: {
    kind: 'sheets-written',
    id: 'ab'.repeat(16),
    at: '2026-11-24T02:59:00Z',
    ward: 'station-3',
    generation: 1,
    firstSerial: 'S-0001',
    lastSerial: 'S-0002',
    sheets: 2,
    patients: 12,
    commitment: 'cd'.repeat(32),
  },
}
const comment: IncidentCommand = { type: 'MakeComment', text: 'Strom ist da' }

describe('deciding', () => {
  test('opens one incident, not a second', () => {
    const { state } = given(opened)
    assert.equal(state.incident?.openedAt, NOW)
    assert.equal(refusedWith(opened, state), 'incident-already-open')
  })

  test('a handover of what a ward works from is recorded once, and the newest counts', () => {
    const said = (id: string, state: 'packet-out' | 'paper'): IncidentCommand => ({
      type: 'TakeHandover',
      handover: { kind: 'ward-state', id: id.repeat(16), at: NOW, ward: '3B', state, since: NOW },
    })
    const { state } = given(opened, said('ab', 'packet-out'), said('ac', 'paper'))
    assert.equal(state.wardStates.get('3B')?.state, 'paper')
    assert.equal(refusedWith(said('ac', 'paper'), state), 'already-taken')
  })

  test('needs an incident for a sighting and a state, none for a comment and a handover', () => {
    assert.equal(refusedWith(sighting, initialState), 'no-incident')
    assert.equal(refusedWith(connection, initialState), 'no-incident')
    assert.equal(given(comment, handover).state.log.length, 2)
  })

  test('keeps what was tested when the present state is only said', () => {
    const { state } = given(opened, connection, {
      ...connection,
      state: 'on',
      cutByUs: false,
      confidence: 'said',
    })
    const held = state.servers.get('srv-1')?.connection
    assert.equal(held?.state, 'on')
    assert.equal(held?.confidence, 'said')
    assert.equal(held?.lastTested?.state, 'isolated')
  })

  test('refuses a tested unknown, a cut that is none, the future and no instant', () => {
    const { state } = given(opened)
    const cases: readonly [object, Refusal['code']][] = [
      [{ state: 'unknown', cutByUs: false }, 'unknown-cannot-be-tested'],
      [{ state: 'on' }, 'only-a-cut-is-ours'],
      [{ statedAt: '2026-11-24T04:00:00Z' }, 'in-the-future'],
      [{ statedAt: 'gestern' }, 'bad-instant'],
      [{ statedBy: ' ' }, 'text-missing'],
      [{ statedBy: 'x'.repeat(201) }, 'text-too-long'],
    ]
    for (const [change, code] of cases) assert.equal(refusedWith({ ...connection, ...change }, state), code)
  })

  test('takes a handover once', () => {
    assert.equal(refusedWith(handover, given(handover).state), 'already-taken')
  })

  test('takes a text out for two different people, once, and leaves the entry', () => {
    const { state } = given(opened, sighting)
    const out: IncidentCommand = {
      type: 'TakeTextOut',
      entry: 1,
      reason: 'patient-named',
      secondName: 'Bo Zwei',
    }
    assert.equal(refusedWith(out, state), 'needs-two-people')
    assert.equal(refusedWith(out, state, 'bo zwei '), 'needs-two-people')
    assert.equal(refusedWith({ ...out, entry: 9 }, state, 'Ada Eins'), 'no-such-entry')
    const decision = decide(out, state, { ...context, byName: 'Ada Eins' })
    assert.ok(decision.ok)
    assert.deepEqual(decision.value.remove, [state.servers.get('srv-1')?.sightings[0]?.seenBy.commitment])
    const after = evolveAll(state, decision.value.events)
    // Opened; seen, filed as an item, its notice raised; taken out.
    assert.equal(after.log.length, 5)
    assert.equal(after.takenOut.get(decision.value.remove[0] ?? ''), 4)
    assert.equal(refusedWith(out, after, 'Ada Eins'), 'nothing-to-take-out')
  })

  test('puts no plain text into an event', () => {
    const decision = decide(comment, initialState, { ...context, byName: 'Ada Eins' })
    assert.ok(decision.ok)
    assert.doesNotMatch(JSON.stringify(decision.value.events), /Strom|Ada/u)
    assert.deepEqual(
      decision.value.texts.map(({ text }) => text),
      ['Strom ist da', 'Ada Eins'],
    )
  })
})

const server = fc.constantFrom('srv-1', 'srv-2', 'srv-3')
const commands = fc.array(
  fc.oneof(
    fc.constantFrom(opened, comment, handover),
    server.map((id): IncidentCommand => ({ ...sighting, server: id })),
    fc
      .record({
        server,
        state: fc.constantFrom('on', 'isolated', 'off', 'unknown'),
        cutByUs: fc.boolean(),
        confidence: fc.constantFrom('said', 'tested'),
      })
      .map((part): IncidentCommand => ({ ...connection, ...part })),
    fc.nat(12).map((entry): IncidentCommand => ({
      type: 'TakeTextOut',
      entry,
      reason: 'law',
      secondName: 'Bo Zwei',
    })),
  ),
  { maxLength: 40 },
)

test('the state replayed from the bytes of the entries is the state that was live', () => {
  fc.assert(
    fc.property(commands, (asked) => {
      let live = initialState
      const entries: Uint8Array[] = []
      for (const command of asked) {
        const decision = decide(command, live, { ...context, byName: 'Ada Eins' })
        if (!decision.ok) continue
        for (const event of decision.value.events) {
          const bytes = encodeEntry(event, entries.length)
          assert.ok(bytes.ok)
          entries.push(bytes.value)
          live = evolve(live, event)
        }
      }
      const replayed = entries.map((bytes, index) => {
        const event = decodeEntry(bytes, index)
        assert.ok(event.ok, JSON.stringify(event))
        return event.value
      })
      assert.deepEqual(evolveAll(initialState, replayed), live)
    }),
    { numRuns: 100 },
  )
})

test('evolving leaves the state that was given as it was', () => {
  const { state } = given(opened, sighting)
  const before = structuredClone(state)
  const decision = decide({ ...connection, state: 'off' }, state, context)
  assert.ok(decision.ok)
  evolveAll(state, decision.value.events)
  assert.deepEqual(state, before)
})

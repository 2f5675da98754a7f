import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { IncidentEvent } from '../event.ts'
import { evolveAll } from '../evolve.ts'
import { initialState } from '../state.ts'
import { inOrder, linkStanding, missingConditions } from './standing.ts'
import type { LinkFact, LinkRecord } from './state.ts'

const ref = { commitment: 'ab'.repeat(32) }
const at = (minute: number): string => new Date(Date.UTC(2021, 0, 17, 20, minute)).toISOString()
const head = { v: 1, at: at(0), by: 'board', byName: ref } as const

const listed: IncidentEvent = {
  ...head,
  type: 'LinkRegistered',
  link: 'VPN-1',
  kind: 'vpn',
  partner: ref,
  words: ref,
  addresses: 2,
}

/** Something told of the link, of some minute of the hour. */
const told: fc.Arbitrary<IncidentEvent> = fc.oneof(
  fc
    .record({
      state: fc.constantFrom('open' as const, 'cut' as const),
      confidence: fc.constantFrom('said' as const, 'tested' as const),
      minute: fc.nat(12),
    })
    .map(({ state, confidence, minute }) => ({
      ...head,
      type: 'LinkReported' as const,
      link: 'VPN-1',
      state,
      confidence,
      method: 'cable-out' as const,
      statedBy: ref,
      statedAt: at(minute),
    })),
  fc.record({ connected: fc.nat(2), minute: fc.nat(12) }).map(({ connected, minute }) => ({
    ...head,
    type: 'LinkProbed' as const,
    link: 'VPN-1',
    probedAt: at(minute),
    from: ref,
    connected,
    refused: 0,
    silent: 2 - connected,
    notTried: 0,
  })),
  fc.nat(12).map((minute) => ({
    ...head,
    type: 'LinkReopened' as const,
    link: 'VPN-1',
    reopenedAt: at(minute),
    watchUntil: at(59),
    closer: ref,
    secondName: ref,
  })),
)

const recordAfter = (events: readonly IncidentEvent[]): LinkRecord => {
  const record = evolveAll(initialState, [listed, ...events]).links.links.get('VPN-1')
  assert.ok(record)
  return record
}

/** The facts of these events, none left out: what the state keeps must come to the same. */
function factsOf(events: readonly IncidentEvent[]): readonly LinkFact[] {
  return events.flatMap((event, index): LinkFact[] => {
    const rest = { entry: index, method: null, by: ref }
    if (event.type === 'LinkReported')
      return [{ ...rest, at: event.statedAt, kind: event.state, how: event.confidence }]
    if (event.type === 'LinkReopened')
      return [{ ...rest, at: event.reopenedAt, kind: 'reopened', how: 'signed' }]
    if (event.type === 'LinkProbed' && event.connected > 0)
      return [{ ...rest, at: event.probedAt, kind: 'open', how: 'probed' }]
    return []
  })
}

test('a link of which nobody told anything is open, and nobody looked', () => {
  assert.deepEqual(linkStanding(recordAfter([])), {
    state: 'open',
    fact: null,
    contradicts: null,
    lastOpenAt: null,
  })
})

test('in whatever order reports come in, the state is the same', () => {
  fc.assert(
    fc.property(
      fc
        .array(told, { maxLength: 12 })
        .chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
      ([events, shuffled]) => {
        const [one, other] = [linkStanding(recordAfter(events)), linkStanding(recordAfter(shuffled))]
        assert.equal(one.state, other.state)
        assert.equal(one.lastOpenAt, other.lastOpenAt)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a link is never tested cut unless a test is later than everything that found it open', () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 12 }), (events) => {
      const { state } = linkStanding(recordAfter(events))
      const facts = factsOf(events)
      const lastOpen = Math.max(
        ...facts.filter(({ kind }) => kind !== 'cut').map((fact) => Date.parse(fact.at)),
        0,
      )
      const tested = facts.some(
        ({ kind, how, at: when }) => kind === 'cut' && how === 'tested' && Date.parse(when) > lastOpen,
      )
      assert.equal(state === 'tested-cut', tested)
      const said = facts.some(({ kind, at: when }) => kind === 'cut' && Date.parse(when) > lastOpen)
      assert.equal(state === 'said-cut', said && !tested)
    }),
    { numRuns: 2_000 },
  )
})

test('a link is reopened only where two signed, and not cut since', () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 12 }), (events) => {
      if (linkStanding(recordAfter(events)).state !== 'reopened') return
      const facts = factsOf(events)
      const signed = facts.filter(({ kind }) => kind === 'reopened').map((fact) => Date.parse(fact.at))
      const cuts = facts.filter(({ kind }) => kind === 'cut').map((fact) => Date.parse(fact.at))
      assert.ok(signed.some((one) => cuts.every((cut) => cut <= one)))
    }),
    { numRuns: 2_000 },
  )
})

test('what the state keeps of many reports comes to what all of them come to', () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 40 }), (events) => {
      const all = linkStanding({ facts: factsOf(events) })
      const kept = linkStanding(recordAfter(events))
      assert.equal(kept.state, all.state)
      assert.equal(kept.lastOpenAt, all.lastOpenAt)
    }),
    { numRuns: 1_000 },
  )
})

test('a probe that fails each minute adds nothing, one that connects each minute keeps two', () => {
  const probe = (minute: number, connected: number): IncidentEvent => ({
    ...head,
    type: 'LinkProbed',
    link: 'VPN-1',
    probedAt: at(minute),
    from: ref,
    connected,
    refused: 0,
    silent: 1 - connected,
    notTried: 0,
  })
  const minutes = Array.from({ length: 300 }, (_, index) => index)
  assert.equal(recordAfter(minutes.map((minute) => probe(minute, 0))).facts.length, 0)
  assert.equal(recordAfter(minutes.map((minute) => probe(minute, 1))).facts.length, 2)
})

test('conditions that were ticked before the link was open again do not count', () => {
  const tick = (minute: number): IncidentEvent => ({
    ...head,
    type: 'LinkConditionSet',
    link: 'VPN-1',
    condition: 'access-renewed',
    met: true,
    statedBy: ref,
    statedAt: at(minute),
  })
  const cut = (minute: number): IncidentEvent => ({
    ...head,
    type: 'LinkReported',
    link: 'VPN-1',
    state: 'cut',
    confidence: 'tested',
    method: 'cable-out',
    statedBy: ref,
    statedAt: at(minute),
  })
  const reopen: IncidentEvent = {
    ...head,
    type: 'LinkReopened',
    link: 'VPN-1',
    reopenedAt: at(10),
    watchUntil: at(50),
    closer: ref,
    secondName: ref,
  }
  assert.ok(!missingConditions(recordAfter([cut(1), tick(5)])).includes('access-renewed'))
  assert.ok(missingConditions(recordAfter([cut(1), tick(5), reopen, cut(20)])).includes('access-renewed'))
  assert.ok(
    !missingConditions(recordAfter([cut(1), tick(5), reopen, cut(20), tick(25)])).includes('access-renewed'),
  )
})

test('facts have one order, whatever the order of entries', () => {
  const fact = (entry: number, kind: LinkFact['kind'], how: LinkFact['how']): LinkFact => ({
    at: at(3),
    entry,
    kind,
    how,
    method: null,
    by: ref,
  })
  const facts = [
    fact(0, 'open', 'said'),
    fact(1, 'reopened', 'signed'),
    fact(2, 'cut', 'said'),
    fact(3, 'cut', 'tested'),
  ]
  assert.deepEqual(
    facts.toSorted(inOrder).map(({ entry }) => entry),
    [3, 2, 1, 0],
  )
})

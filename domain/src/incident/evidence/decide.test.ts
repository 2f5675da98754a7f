import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { IncidentEvent } from '../event.ts'
import { describeEntry } from '../describe-entry.ts'
import { fileDemand, someNight } from '../testing/night.ts'
import type { Night } from '../testing/night.ts'
import { mayLeave } from './decide.ts'

const types = (events: readonly IncidentEvent[]): string[] => events.map(({ type }) => type)
const SHA = 'c'.repeat(64)
const note = {
  type: 'FileEvidenceItem',
  kind: 'demand',
  source: 'triage',
  sha256: SHA,
  mayShowPatients: false,
} as const

function keep(night: Night, mayShowPatients = false): void {
  night.do({ type: 'RecordEvidence', evidence: 'note', sha256: SHA, bytes: 10, mayShowPatients })
}

describe('an item', () => {
  test('comes in with its notice in one decision, without a name if need be', () => {
    const night = someNight()
    const events = night.do({ ...note, sha256: undefined, text: '<b>pay</b> 支払え', source: 'paper-form' })
    assert.deepEqual(types(events), ['EvidenceItemFiled', 'NoticeRaised'])
    const [filed, raised] = events
    assert.ok(filed?.type === 'EvidenceItemFiled' && raised?.type === 'NoticeRaised')
    assert.equal(filed.seenBy, undefined)
    assert.equal(raised.hash, filed.text?.commitment)
    assert.match(
      describeEntry(filed, (ref) => night.texts.get(ref.commitment)?.text ?? null),
      /without a name: <b>pay<\/b> 支払え/u,
    )
  })

  test('with a file needs the file to be kept', () => {
    const night = someNight()
    assert.equal(night.refused(note), 'not-kept')
    keep(night)
    night.do({ ...note, server: 'srv-1' })
    assert.deepEqual(types(night.do({ ...note, server: 'srv-2' })), ['EvidenceSeenAgain'])
    assert.deepEqual(night.state.items.get('e-001')?.servers, ['srv-1', 'srv-2'])
  })

  test('of a kind for which the policy wants nothing makes no notice', () => {
    const night = someNight()
    const { policy } = night.state.notices
    night.do({ type: 'SetNoticePolicy', policy: { ...policy, kinds: { ...policy.kinds, sighting: 'none' } } })
    assert.deepEqual(types(night.do({ ...note, sha256: undefined, text: 'a screen', kind: 'sighting' })), [
      'EvidenceItemFiled',
    ])
  })

  test('made less of takes two people and tells those who got the first', () => {
    const night = someNight()
    const hash = fileDemand(night)
    night.tick()
    const less = {
      type: 'ChangeItemKind',
      item: 'e-001',
      from: 'demand',
      to: 'contact-only',
      reason: 'no sum',
    } as const
    assert.equal(night.refused(less, 'Ada Eins'), 'needs-two')
    assert.equal(night.refused({ ...less, secondName: 'ada eins' }, 'Ada Eins'), 'needs-two')
    assert.equal(night.refused({ ...less, secondName: 'Bo Zwei' }), 'needs-two')
    const events = night.do({ ...less, secondName: 'Bo Zwei' }, 'Ada Eins')
    assert.deepEqual(types(events), ['EvidenceKindChanged', 'NoticeRaised'])
    const raised = events[1]
    assert.ok(raised?.type === 'NoticeRaised' && raised.cause === 'lowered' && raised.hash === hash)
    assert.deepEqual(raised.first, ['incident-commander-1', 'management-1', 'it-commander-1'])
    assert.equal(
      night.refused({ ...less, secondName: 'Bo Zwei' }, 'Ada Eins'),
      'kind-is-another',
      'two at once: the second looks again',
    )
  })

  test('closed by two people of IT still climbs to management, and what is found again is a new item', () => {
    const night = someNight()
    keep(night)
    night.do(note)
    night.do({ type: 'CloseItem', item: 'e-001', reason: 'nothing', secondName: 'Bo Zwei' }, 'Ada Eins')
    const events = night.tick()
    assert.equal(
      events.filter((event) => event.type === 'NoticeSendBegun' && event.contact === 'management-1').length,
      4,
    )
    assert.deepEqual(types(night.do(note)), ['EvidenceItemFiled', 'NoticeRaised'])
  })

  test('made graver takes one person and raises a notice anew', () => {
    const night = someNight()
    night.do({ ...note, sha256: undefined, text: 'x', kind: 'contact-only' })
    assert.deepEqual(
      types(
        night.do(
          { type: 'ChangeItemKind', item: 'e-001', from: 'contact-only', to: 'demand', reason: 'a sum' },
          'Ada Eins',
        ),
      ),
      ['EvidenceKindChanged', 'NoticeRaised'],
    )
  })
})

test('notes seen on many servers in one night are one item and one notice, each server named', () => {
  const night = someNight()
  for (let server = 1; server <= 40; server += 1)
    night.do({
      type: 'RecordSighting',
      server: `srv-${server}`,
      sighting: 'ransom-note',
      seenBy: 'Ada Eins',
      seenAt: night.now,
    })
  assert.equal(night.state.items.size, 1)
  assert.equal(night.state.notices.all.size, 1)
  assert.equal(night.state.items.get('e-001')?.servers.length, 40)
})

test('a text that is taken out of a sighting is gone from its item too', () => {
  const night = someNight()
  night.do({
    type: 'RecordSighting',
    server: 's',
    sighting: 'ransom-note',
    seenBy: 'Ada Eins',
    seenAt: night.now,
    text: 'with a name',
  })
  const seen = night.events.find(({ type }) => type === 'SightingRecorded')
  const filed = night.events.find(({ type }) => type === 'EvidenceItemFiled')
  assert.ok(seen?.type === 'SightingRecorded' && filed?.type === 'EvidenceItemFiled')
  assert.equal(seen.text?.commitment, filed.text?.commitment)
  assert.equal(seen.seenBy.commitment, filed.seenBy?.commitment)
})

test('what may show patients leaves in no bundle until a person releases it, and not again once it is marked', () => {
  const night = someNight()
  assert.equal(mayLeave(night.state, SHA), false, 'nothing is kept')
  keep(night, true)
  night.do({ ...note, mayShowPatients: true })
  assert.equal(mayLeave(night.state, SHA), false)
  night.do({ type: 'ReleaseItem', item: 'e-001', reason: 'looked through' }, 'Ada Eins')
  assert.equal(mayLeave(night.state, SHA), true)
  night.do({ type: 'MarkItem', item: 'e-001' })
  assert.equal(mayLeave(night.state, SHA), false)
  assert.deepEqual(
    night.state.items.get('e-001')?.handling.map(({ act }) => act),
    ['taken-in', 'released', 'marked'],
  )
})

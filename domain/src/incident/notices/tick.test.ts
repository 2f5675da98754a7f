import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { IncidentEvent } from '../event.ts'
import { fileDemand, SOME_CONTACTS, someNight } from '../testing/night.ts'
import type { Night } from '../testing/night.ts'
import { chainStep, nextStepAt } from './chain.ts'
import { DEFAULT_POLICY } from './policy.ts'

const types = (events: readonly IncidentEvent[]): string[] => events.map(({ type }) => type)
const sends = (events: readonly IncidentEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'NoticeSendBegun' ? `${event.contact} ${event.channel}` : []))
const notice = (night: Night) => {
  const [first] = [...night.state.notices.all.values()]
  assert.ok(first !== undefined)
  return first
}
/** Every attempt that is open went out. */
function allSent(night: Night): void {
  for (const { notice, attempts } of night.state.notices.all.values())
    for (const { attempt, fate, channel } of attempts)
      if (fate === null && channel !== 'paper') night.do({ type: 'EndSend', notice, attempt, fate: 'sent' })
}

describe('a chain', () => {
  test('asks the first people at once, each on two channels of different kind', () => {
    const night = someNight()
    fileDemand(night)
    assert.deepEqual(sends(night.tick()), [
      'incident-commander-1 sms',
      'incident-commander-1 mail',
      'management-1 sms',
      'management-1 mail',
      'it-commander-1 sms',
      'it-commander-1 mail',
    ])
    assert.deepEqual(types(night.tick()), [])
  })

  test('goes up ten minutes after the step before, with deputies, and to nobody between', () => {
    const night = someNight()
    fileDemand(night)
    night.tick()
    allSent(night)
    assert.deepEqual(types(night.pass(9.9).tick()), [])
    const events = night.pass(0.1).tick()
    assert.ok(sends(events).includes('management-2 sms'))
    assert.ok(sends(events).includes('medical-director-1 paper'), 'one channel only: paper is the second')
  })

  test('climbs without end, outside after all within, each round with longer waits up to the limit', () => {
    const rule = DEFAULT_POLICY.rules.urgent
    assert.equal(chainStep(rule, 3).outside, true)
    assert.equal(chainStep(rule, 5).opens, true)
    const night = someNight()
    fileDemand(night)
    let last = 0
    for (let minute = 0; minute < 48 * 60; minute += 1) {
      night.tick()
      allSent(night)
      const at = Date.parse(night.now)
      if (types(night.events).at(-1) === 'NoticeStepReached') last = at
      night.pass(1)
      const next = nextStepAt(notice(night))
      assert.ok(next !== null && Date.parse(next) - Date.parse(night.now) <= 120 * 60_000)
    }
    assert.ok(notice(night).steps.some(({ contacts }) => contacts.includes('board-chair-1')))
    assert.ok(notice(night).steps.length > 30 && last >= 0)
  })

  test('passes an empty step at once and says so, but begins no round before its time', () => {
    const night = someNight([])
    fileDemand(night)
    assert.deepEqual(
      night.tick().map((event) => event.type === 'NoticeStepReached' && event.contacts.length),
      [0, 0, 0, 0, 0],
    )
    assert.deepEqual(types(night.pass(14).tick()), [])
    assert.equal(night.pass(1).tick().length, 5, 'the second round, fifteen minutes later')
  })

  test('goes on for somebody who left the call tree, and passes their step', () => {
    const night = someNight()
    fileDemand(night)
    night.tick()
    allSent(night)
    const contacts = SOME_CONTACTS.filter(({ role }) => role === 'board-chair')
    night.do({ type: 'ImportContacts', digest: 'b'.repeat(64), faults: 0, contacts })
    const events = night.pass(10).tick()
    assert.deepEqual(types(events.slice(0, 3)), [
      'NoticeStepReached',
      'NoticeStepReached',
      'NoticeStepReached',
    ])
    assert.deepEqual(sends(events), ['board-chair-1 sms', 'board-chair-1 mail'])
  })
})

describe('an attempt', () => {
  test('that failed is tried three times with longer waits, then left to the next step', () => {
    const night = someNight([SOME_CONTACTS[1] ?? assert.fail()])
    fileDemand(night)
    night.tick()
    let tries = 0
    for (let second = 0; second < 9 * 60; second += 10) {
      for (const { attempt, fate } of notice(night).attempts)
        if (fate === null)
          night.do({ type: 'EndSend', notice: 'n-001', attempt, fate: 'failed', reason: 'unreachable' })
      tries += sends(night.pass(1 / 6).tick()).length
    }
    assert.equal(tries, 4, 'two channels, two tries more each')
  })

  test('of a program that was stopped is not known after two minutes, and made again', () => {
    const night = someNight([SOME_CONTACTS[0] ?? assert.fail()])
    fileDemand(night)
    night.tick()
    assert.deepEqual(types(night.pass(1.9).tick()), [])
    assert.deepEqual(types(night.pass(0.1).tick()), ['NoticeSendEnded', 'NoticeSendEnded'])
    assert.equal(sends(night.pass(0.1).tick()).length, 2)
  })

  test('after the first is held back when a person has had enough, the first of a new notice goes', () => {
    const night = someNight([SOME_CONTACTS[0] ?? assert.fail()])
    for (let count = 0; count < 4; count += 1) fileDemand(night)
    assert.equal(sends(night.tick()).length, 8)
    allSent(night)
    const events = night.pass(10).tick()
    assert.deepEqual(sends(events), [])
    assert.equal(types(events).filter((type) => type === 'NoticeHeldBack').length, 4)
    fileDemand(night)
    assert.equal(sends(night.tick()).length, 2)
  })

  test('on paper waits for a hand, and its receipt is its fate', () => {
    const night = someNight([{ ...(SOME_CONTACTS[0] ?? assert.fail()), mobile: false, mail: false }])
    fileDemand(night)
    assert.deepEqual(sends(night.tick()), ['incident-commander-1 paper'])
    assert.deepEqual(types(night.pass(5).tick()), [])
    night.do({
      type: 'HandOverNotice',
      notice: 'n-001',
      role: 'incident-commander',
      contact: 'incident-commander-1',
      handedBy: 'Bo Zwei',
      receivedBy: 'Cy Drei',
      handedAt: night.now,
    })
    assert.equal(notice(night).attempts[0]?.fate, 'sent')
    assert.equal(notice(night).decided, null)
  })
})

describe('an acknowledgement', () => {
  const answer = {
    type: 'AcknowledgeNotice',
    notice: 'n-001',
    role: 'it-commander',
    channel: 'board',
  } as const

  test('names the very item, holds the chain for half an hour, and expires without a decision', () => {
    const night = someNight()
    const hash = fileDemand(night)
    night.tick()
    allSent(night)
    assert.equal(night.refused({ ...answer, hash: 'f'.repeat(64) }), 'other-hash')
    night.pass(5).do({ ...answer, hash })
    assert.deepEqual(types(night.pass(29.9).tick()), [])
    assert.deepEqual(types(night.pass(0.2).tick()).slice(0, 2), ['NoticeAckExpired', 'NoticeStepReached'])
  })

  test('twice by SMS and board is one; the same role holds the chain only once', () => {
    const night = someNight()
    const hash = fileDemand(night)
    night.tick()
    allSent(night)
    night.do({ ...answer, hash })
    assert.equal(night.refused({ ...answer, hash, channel: 'sms' }), 'acknowledged-before')
    night.pass(31).tick()
    allSent(night)
    const [again] = night.do({ ...answer, hash })
    assert.ok(again?.type === 'NoticeAcknowledged' && !again.holds)
    assert.ok(sends(night.pass(16).tick()).length > 0, 'IT alone keeps nothing from anybody')
  })

  test('by somebody who is not addressed is refused', () => {
    const night = someNight()
    const hash = fileDemand(night)
    assert.equal(night.refused({ ...answer, hash, role: 'finance' }), 'not-addressed')
  })
})

describe('a decision', () => {
  const decision = {
    type: 'DecideNotice',
    notice: 'n-001',
    channel: 'board',
    decision: 'call the police',
  } as const

  test('is for those who may; then the chain ends', () => {
    const night = someNight()
    const hash = fileDemand(night)
    night.tick()
    assert.equal(night.refused({ ...decision, hash, role: 'it-commander' }), 'not-decider')
    night.do({ ...decision, hash, role: 'management' })
    allSent(night)
    assert.deepEqual(types(night.pass(24 * 60).tick()), [])
  })

  test('comes before closing, which takes two people', () => {
    const night = someNight()
    const hash = fileDemand(night)
    const close = { type: 'CloseNotice', notice: 'n-001', reason: 'done', secondName: 'Bo Zwei' } as const
    assert.equal(night.refused(close, 'Ada Eins'), 'not-decided')
    night.do({ ...decision, hash, role: 'management' })
    assert.equal(night.refused(close, ' bo  ZWEI'), 'needs-two')
    assert.equal(night.refused({ ...close, secondBy: 'board' }, 'Ada Eins'), 'needs-two')
    night.do(close, 'Ada Eins')
    assert.equal(night.refused(close, 'Ada Eins'), 'closed-before')
  })
})

describe('a clock set back', () => {
  test('by three hours stops no chain, sends nothing twice, and is an entry', () => {
    const night = someNight()
    fileDemand(night)
    night.tick()
    allSent(night)
    night.pass(4)
    night.do({ type: 'MakeComment', text: 'still here' })
    night.pass(-180)
    assert.deepEqual(types(night.tick()), ['ClockSetBack'])
    assert.deepEqual(types(night.tick()), [])
    assert.deepEqual(types(night.pass(5.9).tick()), [])
    assert.ok(sends(night.pass(0.2).tick()).length > 0)
  })

  test('moves what an acknowledgement holds', () => {
    const night = someNight()
    const hash = fileDemand(night)
    night.tick()
    allSent(night)
    night.do({ type: 'AcknowledgeNotice', notice: 'n-001', hash, role: 'management', channel: 'board' })
    night.pass(-60).tick()
    assert.deepEqual(types(night.pass(29).tick()), [])
    assert.equal(types(night.pass(1.1).tick())[0], 'NoticeAckExpired')
  })

  test('is seen although no entry is newer, by a clock that nobody sets', () => {
    const night = someNight()
    fileDemand(night)
    night.tick()
    allSent(night)
    const expected = night.pass(9).now
    assert.deepEqual(types(night.pass(-5).tick()), [], 'the record alone cannot tell')
    assert.deepEqual(types(night.tick(expected)), ['ClockSetBack'])
    assert.deepEqual(types(night.pass(0.9).tick()), [])
    assert.ok(sends(night.pass(0.2).tick()).length > 0)
  })

  test('by less than a minute is what time servers do', () => {
    const night = someNight()
    fileDemand(night)
    night.tick()
    assert.deepEqual(types(night.pass(-0.9).tick()), [])
  })
})

test('a notice keeps the rule that stood when it was raised', () => {
  const night = someNight()
  fileDemand(night)
  const { rules } = DEFAULT_POLICY
  const slow = { ...rules.urgent, steps: [{ ...(rules.urgent.steps[0] ?? assert.fail()), afterMinutes: 99 }] }
  night.do({ type: 'SetNoticePolicy', policy: { ...DEFAULT_POLICY, rules: { ...rules, urgent: slow } } })
  assert.ok(sends(night.tick()).length > 0)
  fileDemand(night)
  assert.deepEqual(sends(night.tick()), [])
})

test('messages of strangers become at most twenty entries an hour', () => {
  const night = someNight()
  for (let count = 0; count < 30; count += 1)
    night.do({
      type: 'RefuseInbound',
      channel: 'sms',
      reason: 'unknown-number',
      from: '+32470000000',
      text: 'ACK',
    })
  assert.equal(types(night.events).filter((type) => type === 'InboundRefused').length, 20)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EvidenceItemView, NoticeView } from '@codedark/domain/board'
import { fileRequest, itemAct } from './evidence-acts.ts'
import { answerAct, answerRequest, sentWords } from './notice-acts.ts'

const ZONE = 'Europe/Brussels'
const HASH = 'a'.repeat(64)
const person = {
  ...{
    role: 'management',
    roleName: 'Management',
    contact: 'management-1',
    name: 'M',
    outside: false,
    sent: null,
  },
  ...{ onPaper: true, lost: 0, heldBack: false, readAt: null, acknowledged: null, decidedAt: null },
} as const
const notice: NoticeView = {
  ...{ notice: 'n-001', raisedAt: '2026-11-24T21:00:00Z', subject: { kind: 'evidence', id: 'e-001' } },
  ...{ about: 'demand', cause: 'filed', hash: HASH, state: 'climbs', next: null, steps: 1, emptySteps: 0 },
  ...{
    people: [person],
    roles: [{ role: 'management', name: 'Management' }],
    decided: null,
    closedEntry: null,
  },
  decides: [{ role: 'management', name: 'Management' }],
}

test('an acknowledgement names the hash, a reading does not, and neither goes without a role', () => {
  const draft = { answer: 'acknowledge', role: 'management' }
  assert.deepEqual(answerRequest(notice, draft, ZONE), {
    path: '/api/notices/n-001/acknowledge',
    body: { role: 'management', hash: HASH },
  })
  assert.deepEqual(answerRequest(notice, { ...draft, answer: 'read' }, ZONE), {
    path: '/api/notices/n-001/read',
    body: { role: 'management' },
  })
  assert.equal(answerRequest(notice, { ...draft, role: '' }, ZONE), 'A role is needed.')
})

test('a receipt names the person whose sheet waits, and acknowledges only where they ticked it', () => {
  const draft = {
    ...{ answer: 'handover', receiver: 'management', handedBy: 'Bo', receivedBy: 'Cy' },
    ...{ day: '2026-11-24', time: '22:12' },
  }
  const request = answerRequest(notice, draft, ZONE)
  assert.ok(typeof request !== 'string')
  assert.deepEqual(request.body, {
    ...{ role: 'management', contact: 'management-1', handedBy: 'Bo', receivedBy: 'Cy' },
    handedAt: '2026-11-24T21:12:00.000Z',
  })
  const ticked = answerRequest(notice, { ...draft, signed: 'yes' }, ZONE)
  assert.ok(typeof ticked !== 'string' && JSON.stringify(ticked.body).includes(HASH))
  assert.equal(
    answerRequest(notice, { ...draft, time: '25:00' }, ZONE),
    'a day as 2021-01-17 and a time as 22:12 are needed.',
  )
})

test('the panel of a decided notice offers to put it away, with a second person', () => {
  const decided = { at: notice.raisedAt, role: 'Management', by: null, text: 'x' }
  const act = answerAct({ ...notice, decided }, { now: notice.raisedAt, zone: ZONE }, ['management'])
  assert.equal(act.start['answer'], 'close')
  assert.equal(act.request({ ...act.start, reason: 'done' }), 'The sign-in of a second person is needed.')
})

test('something is filed without any name; a file that nobody looked through stays marked', () => {
  const draft = { kind: 'demand', source: 'typed', day: '2026-11-24', time: '22:12', text: '<b>pay</b>' }
  assert.deepEqual(fileRequest(draft, ZONE), {
    path: '/api/evidence',
    body: {
      ...{ kind: 'demand', source: 'typed', mayShowPatients: false, text: '<b>pay</b>', withoutName: false },
      seenAt: '2026-11-24T21:12:00.000Z',
    },
  })
  assert.equal(fileRequest({ ...draft, text: '' }, ZONE), 'some words are needed.')
  const photo = { ...draft, source: 'photographed' }
  assert.equal(fileRequest(photo, ZONE), 'a file is needed.')
  const sent = fileRequest({ ...photo, sha256: HASH }, ZONE)
  assert.ok(typeof sent !== 'string' && JSON.stringify(sent.body).includes('"mayShowPatients":true'))
})

test('making less of an item asks for a second person, making more of it does not', () => {
  const item = { item: 'e-001', kind: 'encryption', kindName: 'encryption' } as EvidenceItemView
  const act = itemAct(item)
  const draft = { ...act.start, reason: 'looked again' }
  assert.equal(act.request({ ...draft, to: 'sighting' }), 'the sign-in of a second person is needed.')
  assert.deepEqual(act.request({ ...draft, to: 'demand' }), {
    path: '/api/evidence/e-001/kind',
    body: { from: 'encryption', to: 'demand', reason: 'looked again' },
  })
})

test('what is not known of a sending is said, never left blank', () => {
  const time = (): string => '22:12'
  assert.equal(sentWords(person, time), 'sheet waits: print and carry')
  assert.equal(
    sentWords({ ...person, lost: 2, heldBack: true }, time),
    '2 attempts lost, held back: limit, sheet waits: print and carry',
  )
  assert.equal(sentWords({ ...person, onPaper: false }, time), 'on its way')
  assert.equal(sentWords({ ...person, sent: { at: '', channel: 'sms' } }, time), 'SMS 22:12')
  assert.equal(sentWords({ ...person, contact: null }, time), 'nobody listed')
})

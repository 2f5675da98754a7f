import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTyped, requestOf, serverOf, type Draft } from './forms.ts'

const rows = [
  { id: 'srv-fs-07', names: ['FILER7', 'srv-fs-07.example', '10.20.4.17'] },
  { id: 'srv-fs-08', names: ['filer8.canal', '10.20.4.18'] },
  { id: 'srv-fs-09', names: ['filer8.aubepine'] },
]
const draft: Draft = {
  server: 'filer7',
  sighting: 'recovery-screen',
  connection: 'isolated',
  power: 'off',
  confidence: 'tested',
  who: ' P. Maes ',
  day: '2021-01-17',
  time: '22:12',
  text: '',
}
const known = { server: 'srv-fs-07', at: '2021-01-17T21:12:00.000Z' }

test('an id, an old name, an address and a short name lead to one server, whatever their case', () => {
  for (const typed of ['SRV-FS-07', 'filer7', ' 10.20.4.17 ', 'srv-fs-07.EXAMPLE'])
    assert.equal(serverOf(typed, rows), 'srv-fs-07')
})

test('a name that fits two servers or none leads to none', () => {
  assert.equal(serverOf('filer8', rows), null)
  assert.equal(serverOf('10', rows), null)
  assert.equal(serverOf('', rows), null)
})

test('each form makes the request of its kind', () => {
  assert.deepEqual(requestOf('sighting', draft, known), {
    path: '/api/sightings',
    body: {
      server: 'srv-fs-07',
      kind: 'recovery-screen',
      seenBy: 'P. Maes',
      seenAt: known.at,
    },
  })
  assert.deepEqual(requestOf('connection', draft, known), {
    path: '/api/connections',
    body: {
      server: 'srv-fs-07',
      state: 'isolated',
      confidence: 'tested',
      at: known.at,
      by: 'P. Maes',
    },
  })
  assert.deepEqual(requestOf('power', draft, known), {
    path: '/api/powers',
    body: {
      server: 'srv-fs-07',
      state: 'off',
      confidence: 'tested',
      at: known.at,
      by: 'P. Maes',
    },
  })
  assert.deepEqual(
    requestOf('comment', { ...draft, server: '', text: ' Seen. ' }, { server: null, at: null }),
    {
      path: '/api/comments',
      body: { text: 'Seen.' },
    },
  )
})

test('what is missing is said, and nothing is sent', () => {
  assert.equal(requestOf('power', { ...draft, who: '' }, known), 'the name of who tested it is empty.')
  assert.match(
    JSON.stringify(requestOf('power', draft, { ...known, server: null })),
    /“filer7” is not on the list/,
  )
  assert.match(JSON.stringify(requestOf('sighting', draft, { ...known, at: null })), /no day and time/)
  assert.match(
    JSON.stringify(requestOf('comment', { ...draft, text: 'x' }, { server: null, at: null })),
    /not on the list/,
  )
})

test('a draft counts as typed only when it is another than it began', () => {
  assert.equal(isTyped(draft, draft), false)
  assert.equal(isTyped({ ...draft, text: 'x' }, draft), true)
  assert.equal(isTyped({ ...draft, server: '' }, draft), true)
})

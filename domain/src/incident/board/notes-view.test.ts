import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Note, NoteAnswer } from '../../triage/index.ts'
import { boardView, notesView, serverStory, type BoardInput } from './index.ts'

const note = (server: string | null, more: Partial<Note> = {}): Note => ({
  server,
  shownBy: 'file',
  place: `/copied/${server}/ransom.txt`,
  at: '2021-01-17T19:20:00.000Z',
  sha256: 'aa',
  bytes: 9,
  text: { language: 'English', contacts: [{ kind: 'mail', value: 'k@unlock.example' }], addressee: null },
  excerpt: 'your files',
  record: null,
  ...more,
})
const answer = (server: string, is: NoteAnswer['answer']): NoteAnswer => ({
  server,
  answer: is,
  because: 'Seen at 17 Jan 2021 19:20 UTC.',
  notes: 0,
})
const sign = note('a', {
  shownBy: 'share write',
  place: 'ransom.txt',
  sha256: null,
  text: null,
  excerpt: null,
  record: { file: 'a.evtx', channel: 'Security', recordId: 7 },
})
const input: BoardInput = {
  kind: 'drill',
  hospital: 'Invented',
  timeZone: 'Europe/Brussels',
  now: '2021-01-17T22:18:00.000Z',
  incident: null,
  lastEntry: null,
  oneCopyOnlySince: null,
  estate: null,
  estateImportedAt: null,
  triage: {
    at: '2021-01-17T22:00:00.000Z',
    window: null,
    firstEvilAt: null,
    packs: [],
    unassigned: [],
    evidence: new Map(),
    notes: {
      notes: [note('b'), note('a'), note(null, { sha256: 'bb', excerpt: 'vos fichiers' }), sign],
      servers: [
        answer('a', 'found'),
        answer('b', 'found'),
        answer('c', 'not searched'),
        answer('d', 'cannot be searched'),
      ],
      leftOut: 1,
      filesLeftOut: 2,
    },
  },
  verdicts: new Map(),
  changedAt: new Map(),
  connections: new Map(),
  powers: new Map(),
  downtime: null,
  sheets: [],
  recent: [],
}

test('one text on many servers is shown once with its places, and a sign without a text by itself', () => {
  const view = notesView(input)
  assert.deepEqual(
    view.texts.map(({ sha256, servers, excerpt }) => [sha256, servers, excerpt]),
    [
      ['aa', ['a', 'b'], 'your files'],
      ['bb', [null], 'vos fichiers'],
    ],
  )
  assert.deepEqual(view.signs, [sign])
  assert.equal(view.sentence.strong, 'Ransom notes or signs of them on 2 of 4 servers:')
  assert.match(view.sentence.rest, /on 0 nothing was found .*, 1 cannot be searched, 1 nobody has searched\./)
  assert.deepEqual([view.leftOut, view.filesLeftOut], [1, 2])
  assert.match(view.servers[0]?.because ?? '', /20:20/)
})

test('notes lead from the situation and stand on the page of their server', () => {
  assert.deepEqual(
    boardView(input).decideNow.map(({ href, text }) => [href, text.includes('2 servers')]),
    [['/notes', true]],
  )
  const story = serverStory(input, 'a', { evidence: [], contextFindings: null, entries: [] })
  assert.equal(story.notes?.answer.answer, 'found')
  assert.equal(story.notes?.notes.length, 2)
})

test('before anybody has looked, nothing is said to be absent', () => {
  const nothing = { ...input, triage: null }
  const view = notesView(nothing)
  assert.deepEqual([view.searched, view.sentence.strong], [false, 'Not known:'])
  assert.equal(serverStory(nothing, 'a', { evidence: [], contextFindings: null, entries: [] }).notes, null)
  assert.deepEqual(boardView(nothing).decideNow, [])
})

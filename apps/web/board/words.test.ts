import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServerRow } from '@codedark/domain/board'
import type { Answer, RescueLine } from '@codedark/domain/triage'
import { answerWords } from './answer-words.ts'
import { cutGroups } from './cut.ts'
import { pageOf, titleOf } from './pages.ts'
import { commonNotes, protectorWords } from './rescue.ts'

test('a word for an answer that the page does not know is not known', () => {
  assert.deepEqual(answerWords('fresh' as Answer, false), { mark: 'blind', word: 'not known' })
  assert.equal(answerWords('hit', true).mark, 'hit-seen')
})

test('a connection that is neither said nor tested, or of a state nobody knows, is not known', () => {
  const row = (state: string, confidence: string): ServerRow =>
    ({ id: state, connection: { state, confidence } }) as unknown as ServerRow
  const groups = cutGroups([
    row('isolated', 'said'),
    row('off', 'tested'),
    row('on', 'tested'),
    row('isolated', 'unknown'),
    row('half-cut', 'tested'),
  ])
  assert.deepEqual(
    groups.map(({ word, rows }) => [word, rows.length]),
    [
      ['on the network', 1],
      ['said cut, not tested', 1],
      ['not known', 2],
      ['cut and tested', 1],
    ],
  )
})

test('a server, a finding and the rescue sheet belong to page 1', () => {
  for (const path of ['/servers/a', '/findings/1', '/rescue', '/hit']) assert.equal(pageOf(path)?.name, 'Hit')
  assert.equal(pageOf('/servers-of-old'), null)
  assert.equal(titleOf('/servers/srv-a/context'), 'Hit, srv-a')
  assert.equal(titleOf('/nowhere'), 'No such page')
})

test('of a protector whose key was not seen backed up the sheet says so', () => {
  const one = {
    id: '1A2B',
    type: 'recovery password',
    madeAt: 'x',
    removedAt: null,
    backedUpAt: null,
    backupFailedAt: null,
  }
  assert.equal(
    protectorWords(one, () => '20:05'),
    'recovery password 1A2B: made 20:05, no backup of its key seen',
  )
  assert.equal(
    protectorWords({ ...one, id: '', backedUpAt: 'x', removedAt: 'x' }, () => '20:05'),
    'recovery password: made 20:05, removed 20:05, key backed up 20:05',
  )
})

test('only notes that every line has stand above the table', () => {
  const line = (...texts: string[]): RescueLine =>
    ({ notes: texts.map((text) => ({ text, inference: true })) }) as unknown as RescueLine
  assert.deepEqual(
    commonNotes([line('a', 'b'), line('b', 'c')]).map(({ text }) => text),
    ['b'],
  )
  assert.deepEqual(commonNotes([line('a')]), [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServerStory, StoryLine } from '@codedark/domain/board'
import { axisOf } from './cover.ts'
import { lanesOf, numbered } from './lanes.ts'

const line = (over: Partial<StoryLine>): StoryLine => ({
  at: '2021-01-17T19:06:00Z',
  until: null,
  kind: 'evidence',
  mark: 'hit',
  lane: 'System',
  text: 'Something.',
  source: null,
  ask: null,
  findingId: null,
  rule: null,
  ...over,
})
const lines = [
  line({ kind: 'gap', mark: 'blind', lane: 'Security' }),
  line({ mark: 'suspect' }),
  line({ at: '2021-01-17T19:06:30Z' }),
  line({ kind: 'sighting', mark: 'hit-seen', lane: 'People', at: '2021-01-17T21:12:00Z' }),
  line({ kind: 'entry', mark: 'context', lane: 'Others’ logs', at: '2021-01-17T18:55:00Z' }),
  line({ kind: 'entry', mark: 'context', lane: 'Record' }),
]
const covered = (channel: string) => ({
  channel,
  records: 1,
  firstAt: '2021-01-12T00:00:00Z',
  lastAt: '2021-01-17T20:00:00Z',
  spans: [{ from: '2021-01-12T00:00:00Z', until: '2021-01-17T20:00:00Z' }],
  gaps: [{ kind: 'cleared' as const, from: null, until: '2021-01-17T20:00:00Z', text: 'Cleared.' }],
  coversWindow: false,
})
const story = {
  lines,
  others: null,
  row: {
    coverage: [
      { channel: 'System', covered: covered('System') },
      { channel: 'Security', covered: null },
    ],
  },
  verdict: { channels: [covered('System'), covered('Microsoft-Windows-TaskScheduler/Operational')] },
} as unknown as ServerStory
const axis = axisOf({
  firstEvilAt: '2021-01-17T18:52:00Z',
  isolationAt: null,
  marks: [],
  logs: [],
  now: '2021-01-17T22:18:00Z',
})
assert.ok(axis !== null)

test('evidence, what people told and what other logs say are numbered in the order of the list; gaps and bookkeeping are not', () => {
  assert.deepEqual(
    numbered(lines).map(({ number }) => number),
    [null, 1, 2, 3, 4, null],
  )
})

test('the lanes are people, the logs of the bars, any other log, and the logs of others', () => {
  assert.deepEqual(
    lanesOf(story, axis).map(({ name }) => name),
    ['People', 'System', 'Security', 'Microsoft-Windows-TaskScheduler/Operational', 'Others’ logs'],
  )
})

test('a log that never came and logs that nobody searched are one hole with the reason on it', () => {
  const [people, system, security, , others] = lanesOf(story, axis)
  assert.equal(people?.holes, null)
  assert.equal(system?.words, 'cleared')
  assert.deepEqual(security?.holes, [{ x: 0, width: 1 }])
  assert.equal(security?.words, 'no log received')
  assert.deepEqual(others?.holes, [{ x: 0, width: 1 }])
  assert.equal(others?.words, 'nobody has looked for it in other logs')
  assert.deepEqual(
    others?.marks.map(({ numbers }) => numbers),
    ['4'],
  )
})

test('marks too near to be told apart are one mark, the worst, with all their numbers', () => {
  const system = lanesOf(story, axis)[1]
  assert.deepEqual(
    system?.marks.map(({ mark, numbers }) => ({ mark, numbers })),
    [{ mark: 'hit', numbers: '1–2' }],
  )
})

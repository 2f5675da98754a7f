import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Estate } from '../../estate/index.ts'
import {
  boardView,
  careView,
  inLocalTime,
  serversView,
  serverStory,
  whatIfView,
  type BoardInput,
  type LogLine,
} from './index.ts'

const estate: Estate = {
  servers: ['a', 'b', 'c'].map((id, index) => ({
    id,
    aliases: [`old-${id}`],
    service: index === 2 ? 'lab' : 'files',
    site: 'Canal',
    role: '',
    ip: '10.0.0.1',
    os: '',
    virtual: true,
  })),
  services: [
    {
      id: 'files',
      name: 'File shares',
      tier: 1,
      careRank: 1,
      members: 2,
      needs: 1,
      restoreMinutesPerServer: 1,
    },
    { id: 'lab', name: 'Laboratory', tier: 7, careRank: 1, members: 1, needs: 1, restoreMinutesPerServer: 1 },
  ],
  dependencies: [],
  care: [
    { care: 'Blood tests', site: 'Canal', service: 'lab', need: 'hard', workaround: '', phone: '1' },
    { care: 'Letters', site: 'Aubépine', service: 'files', need: 'hard', workaround: '', phone: '2' },
  ],
}
const input: BoardInput = {
  kind: 'drill',
  hospital: 'Invented',
  timeZone: 'Europe/Brussels',
  now: '2021-01-17T22:18:00.000Z',
  incident: { openedAt: '2021-01-18T08:00:00.000Z', attackAt: '2021-01-17T19:46:00.000Z' },
  lastEntry: null,
  oneCopyOnlySince: null,
  estate,
  estateImportedAt: null,
  triage: null,
  verdicts: new Map(),
  changedAt: new Map(),
  connections: new Map(),
  powers: new Map([['c', { state: 'running', confidence: 'said', by: 'x', at: null }]]),
  downtime: null,
  sheets: [],
  recent: [],
}
const entry = (number: number, kind: string, at = '2021-01-17T22:00:00.000Z'): LogLine => ({
  number,
  at,
  kind,
  by: 'triage',
  text: `${kind} ${number}.`,
  server: null,
  textState: 'none',
})

test('the header bears the day of the attack, not the day on which somebody opened the record', () => {
  assert.equal(boardView(input).header.incident, 'DRILL of 17 January 2021')
})

test('a run of verdicts is one line; a run that goes on beyond what was given says at least', () => {
  const recent = [
    entry(9, 'CommentMade'),
    entry(8, 'VerdictChanged'),
    entry(7, 'VerdictChanged'),
    entry(6, 'VerdictChanged'),
  ]
  assert.deepEqual(
    boardView({ ...input, recent }).recent.map(({ text }) => text),
    ['CommentMade 9.', 'At least 3 verdicts changed.'],
  )
  const whole = [entry(3, 'VerdictChanged'), entry(2, 'VerdictChanged'), entry(1, 'VerdictChanged')]
  assert.equal(boardView({ ...input, recent: whole }).recent[0]?.text, '3 verdicts changed.')
  const apart = [entry(3, 'VerdictChanged'), entry(2, 'VerdictChanged', '2021-01-17T20:00:00.000Z')]
  assert.equal(boardView({ ...input, recent: apart }).recent.length, 2)
})

test('of a ward the latest packet counts, and one from an older copy is called so', () => {
  const sheet = { ward: '3B', at: '2021-01-17T21:00:00.000Z', sheets: 4, generation: 1 }
  const copy = { asOf: input.now, takenAt: input.now, wards: 3, inpatients: 40, generation: 2 }
  const { wards } = boardView({
    ...input,
    downtime: copy,
    sheets: [sheet, { ...sheet, at: '2021-01-17T20:00:00.000Z', sheets: 1 }],
  })
  assert.deepEqual(wards.wards, [
    { ward: '3B', writtenAt: sheet.at, sheets: 4, patients: null, serials: null, older: true },
  ])
  assert.equal(wards.without, 2)
})

test('instants of triage stand on the hospital’s clock', () => {
  const said = inLocalTime('Seen 17 Jan 2021 20:50 UTC and 31 Dec 2020 23:30 UTC.', input.now, input.timeZone)
  assert.equal(said, 'Seen 21:50 and 1 Jan 00:30.')
  assert.equal(
    inLocalTime('On 99 Foo 2021 20:50 UTC.', input.now, input.timeZone),
    'On 99 Foo 2021 20:50 UTC.',
  )
})

test('the map has every server of the list once, services of an unnamed tier too', () => {
  const { groups } = serversView(input)
  assert.deepEqual(
    groups.map(({ name }) => name),
    ['Shared', 'Tier 7'],
  )
  assert.deepEqual(groups.flatMap(({ services }) => services.flatMap(({ servers }) => servers)).sort(), [
    'a',
    'b',
    'c',
  ])
})

test('a care that no line gives a site is no state of care there', () => {
  const letters = careView(input).rows.find(({ care }) => care === 'Letters')
  assert.equal(letters?.cells.find(({ site }) => site === 'Canal')?.impact, null)
})

test('to pull what is off already changes nothing, and the answer says why', () => {
  const off = {
    ...input,
    powers: new Map([['c', { state: 'off', confidence: 'said', by: 'x', at: null } as const]]),
  }
  assert.equal(whatIfView(off, ['c']).sentence.strong, 'It is hit, off or cut already.')
})

test('to pull the last server of a service takes its care down; what was not known is not reckoned', () => {
  const view = whatIfView(input, ['c'])
  assert.equal(view.sentence.strong, '1 more go down.')
  assert.deepEqual(
    view.changes.map(({ care, after }) => [care, after]),
    [['Blood tests', 'down']],
  )
  assert.deepEqual(view.notReckoned, [{ care: 'Letters', site: 'Aubépine' }])
})

test('of a server without any log the story has a gap for each log, with where to ask', () => {
  const story = serverStory(input, 'a', { evidence: [], contextFindings: null, entries: [] })
  assert.equal(story.lines.length, 3)
  assert.ok(story.lines.every(({ kind, ask }) => kind === 'gap' && ask !== null))
})

test('what somebody saw stands at the time when it was seen, not when it was typed', () => {
  const sighting = {
    ...entry(9, 'SightingRecorded', '2021-01-17T22:00:00.000Z'),
    happenedAt: '2021-01-17T21:12:00.000Z',
    sighting: 'recovery-screen' as const,
  }
  const story = serverStory(input, 'a', { evidence: [], contextFindings: null, entries: [sighting] })
  const line = story.lines.find(({ kind }) => kind === 'sighting')
  assert.equal(line?.at, '2021-01-17T21:12:00.000Z')
  assert.equal(line?.mark, 'hit-seen')
})

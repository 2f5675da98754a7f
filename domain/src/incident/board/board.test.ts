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
import type { ServerVerdict } from '../../triage/index.ts'

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

const blind = (server: string, over: Partial<ServerVerdict>): ServerVerdict => ({
  server,
  verdict: 'blind',
  encryption: 'blind',
  intrusion: 'blind',
  seenByPerson: false,
  firstAt: null,
  lastAt: null,
  window: null,
  channels: [],
  reasons: [],
  missing: [],
  ...over,
})
const pointed = blind('c', {
  pointedAtBy: [
    { by: 'a', at: '2021-01-17T19:00:00.000Z', account: 'svc' },
    { by: 'a', at: '2021-01-17T19:05:00.000Z', account: '' },
  ],
})

test('a blind server that another log points at is collected first, and the log is counted once', () => {
  const { collectNext } = serversView({ ...input, verdicts: new Map([['c', pointed]]) })
  assert.equal(collectNext[0]?.server, 'c')
  assert.match(collectNext[0]?.reason ?? '', /the log of one other server points at it/)
})

test('what other logs say of a server stands in its story, and nobody having looked is told from nothing found', () => {
  const of = { evidence: [], contextFindings: null, entries: [] }
  const story = serverStory({ ...input, verdicts: new Map([['c', pointed]]) }, 'c', of)
  assert.equal(story.lines.filter(({ lane }) => lane === 'Others’ logs').length, 2)
  assert.equal(story.others?.servers, 1)
  const looked = serverStory(
    { ...input, verdicts: new Map([['c', blind('c', { pointedAtBy: [] })]]) },
    'c',
    of,
  )
  assert.equal(looked.others?.servers, 0)
  assert.equal(serverStory(input, 'c', of).others, null)
})

test('a silent BitLocker log that counts as covering is drawn as far as the System log of its server reaches', () => {
  const covered = (channel: string, until: string) => ({
    channel,
    records: 1,
    firstAt: '2020-11-07T00:00:00.000Z',
    lastAt: until,
    spans: [{ from: '2020-11-07T00:00:00.000Z', until }],
    gaps: [],
    coversWindow: true,
  })
  const quiet = covered('Microsoft-Windows-BitLocker/BitLocker Management', '2020-11-07T00:00:00.000Z')
  const system = covered('System', '2021-01-17T20:54:00.000Z')
  const spanOf = (channels: ServerVerdict['channels']): string | undefined =>
    serversView({ ...input, verdicts: new Map([['a', blind('a', { channels })]]) })
      .rows.find(({ id }) => id === 'a')
      ?.coverage[1]?.covered?.spans.at(-1)?.until
  assert.equal(spanOf([system, quiet]), '2021-01-17T20:54:00.000Z')
  assert.equal(spanOf([system, { ...quiet, coversWindow: false }]), '2020-11-07T00:00:00.000Z')
})

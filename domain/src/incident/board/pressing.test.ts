import assert from 'node:assert/strict'
import { test } from 'node:test'
import { initialState } from '../state.ts'
import type { IncidentState } from '../state.ts'
import type { StatementHeld } from '../statements/index.ts'
import { pressing } from './pressing.ts'
import { foldRecent } from './recent.ts'
import type { LogLine } from './views.ts'

const AWARE = '2026-01-10T20:00:00.000Z'
const ref = { commitment: 'a'.repeat(64) }

const awareState: IncidentState = {
  ...initialState,
  deadlines: {
    ...initialState.deadlines,
    awareness: { at: AWARE, by: ref, reason: ref, recordedAt: AWARE, entry: 1, earlier: [] },
  },
}

const at = (hours: number) => ({
  now: new Date(Date.parse(AWARE) + hours * 3_600_000).toISOString(),
  zone: 'Europe/Brussels',
  kind: 'real' as const,
})

test('an overdue deadline stands first on the first page, in one line that names the earliest and counts the others', () => {
  const [first] = pressing(awareState, at(80))
  assert.match(
    first?.text ?? '',
    /^NIS2 early warning, NIS2 incident notification and 1 more are overdue: who submits\?$/,
  )
  assert.equal(first?.byAt, '2026-01-11T20:00:00.000Z')
  assert.equal(first?.href, '/deadlines')
})

test('where no clock runs nothing presses: what is not known is said on the page of deadlines', () => {
  assert.deepEqual(pressing(initialState, at(80)), [])
})

const statement = (over: Partial<StatementHeld>): IncidentState => ({
  ...initialState,
  statements: {
    ...initialState.statements,
    all: new Map([
      [
        's-001',
        {
          statement: 's-001',
          language: 'fr',
          text: ref,
          changedAt: AWARE,
          entry: 1,
          release: null,
          contradictions: [],
          takenBack: null,
          ...over,
        },
      ],
    ]),
  },
})
const release = {
  at: AWARE,
  entry: 2,
  approvedBy: ref,
  approverRole: 'management',
  approverContact: null,
  answer: 'contradicted',
  reason: ref,
  claims: [],
  unchecked: 0,
  check: ref,
} as const

test('a released and contradicted statement waits for who approved it, until it is taken back', () => {
  const [line] = pressing(statement({ release }), at(0))
  assert.match(line?.text ?? '', /^Statement s-001 is released and contradicted/)
  assert.equal(line?.who, 'Management')
  assert.deepEqual(pressing(statement({ release: { ...release, answer: 'supported' } }), at(0)), [])
  assert.deepEqual(
    pressing(statement({ release, takenBack: { at: AWARE, by: ref, reason: ref, entry: 3 } }), at(0)),
    [],
  )
  assert.deepEqual(pressing(statement({}), at(0)), [])
})

const line = (number: number, kind: string, text: string): LogLine => ({
  ...{ number, kind, text, at: AWARE, by: 'notices', server: null, textState: 'none' },
})

test('steps and messages of several notices that come by turns are one line of the last entries', () => {
  const lines = [
    line(9, 'NoticeSendBegun', 'n-010: a sheet for dpo-1 waits to be printed and carried.'),
    line(8, 'NoticeStepReached', 'n-010 goes to step 1: Data protection officer.'),
    line(7, 'NoticeSendBegun', 'n-009: a sheet for dpo-1 waits to be printed and carried.'),
    line(6, 'NoticeStepReached', 'n-009 goes to step 1: Data protection officer.'),
    line(5, 'CommentMade', 'A remark.'),
    line(4, 'SignedIn', 'A signed in.'),
    line(3, 'SignedOut', 'B signed out.'),
    line(2, 'SignedIn', 'B signed in.'),
    line(1, 'IncidentOpened', 'Opened.'),
  ]
  assert.deepEqual(
    foldRecent(lines).map(({ text, entries }) => [text, entries]),
    [
      ['Notices on their way: n-009 to n-010, 4 entries.', 4],
      ['A remark.', 1],
      ['A signed in. And 2 more came or went.', 3],
      ['Opened.', 1],
    ],
  )
})

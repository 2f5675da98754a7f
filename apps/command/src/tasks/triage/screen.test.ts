import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Answer, ServerVerdict } from '@codedark/domain/triage'
import { renderTriageScreen } from './screen.ts'
import type { ScreenInput } from './screen.ts'
import { countVerdicts } from './summary.ts'
import type { TriageSummary } from './summary.ts'

function verdict(server: string, answer: Answer): ServerVerdict {
  return {
    server,
    verdict: answer,
    encryption: answer,
    intrusion: answer,
    seenByPerson: false,
    firstAt: answer === 'hit' ? '2021-01-17T20:46:00.0000000Z' : null,
    lastAt: null,
    window: { from: '2021-01-17T18:52:00.0000000Z', until: '2021-01-17T21:00:00.0000000Z' },
    channels: [],
    reasons: ['A reason.'],
    missing: ['No System log of this server was read.'],
  }
}

function screen(
  verdicts: readonly ServerVerdict[],
  packNames: readonly string[] = ['codedark'],
  columns?: number,
  notes?: ScreenInput['notes'],
): string[] {
  const summary: TriageSummary = {
    kind: 'real',
    files: 3,
    filesGivenUp: 1,
    filesSame: 0,
    filesRecalled: 0,
    filesPassedOver: [],
    filesNotRead: [],
    records: 9,
    recordsRepeated: 0,
    recordsRecovered: 0,
    recordsNotRecovered: 0,
    bytes: 9,
    rulesLoaded: 2,
    correlations: 0,
    rulesRefused: [],
    packs: packNames.map((name) => ({ name, version: 'sha256:0123456789ab', hash: '', rules: 2 })),
    seconds: 1,
    findings: 1,
    faults: 2,
    verdicts: countVerdicts(verdicts),
    unassigned: ['X', 'Y', 'Z', 'W'].map((computer) => ({
      computer,
      because: 'many',
      servers: ['a', 'b'],
      records: 4,
      files: 1,
    })),
  }
  return renderTriageScreen({
    summary,
    verdicts,
    changed: null,
    columns,
    ...(notes === undefined ? {} : { notes }),
  })
    .trimEnd()
    .split('\n')
}

describe('the screen', () => {
  test('stays one screen with 300 servers of every kind', () => {
    const kinds: Answer[] = ['hit', 'suspect', 'blind', 'no-sign']
    const lines = screen(
      Array.from({ length: 300 }, (_, index) =>
        verdict(`server-with-a-long-name-${index}`, kinds[index % 4] ?? 'hit'),
      ),
    )
    assert.match(lines[0] ?? '', /^Only our own 2 rules were used/)
    assert.equal(lines[1], '300 servers: 75 hit + 75 suspect + 75 blind + 75 no sign')
    assert.ok(lines.length <= 40, `${lines.length} lines`)
    assert.ok(lines.every((line) => [...line].length <= 100))
  })

  test('fits a terminal of 80 columns: rows of lists are cut, all else is folded and whole', () => {
    const lines = screen([verdict('a', 'hit'), verdict('b', 'blind')], ['codedark'], 80)
    assert.ok(lines.every((line) => [...line].length <= 80))
    assert.ok(lines.length <= 40)
    assert.match(
      lines.join(' ').replaceAll(/\s+/g, ' '),
      /SigmaHQ’s are not here: codedark rules import ZIP\./,
    )
  })

  test('says nothing of missing rules once others are there', () => {
    assert.match(screen([verdict('a', 'hit')], ['codedark', 'sigma'])[0] ?? '', /^1 servers: /)
  })

  test('says first that our own rules are not among those that were given', () => {
    assert.match(screen([verdict('a', 'hit')], ['sigma'])[0] ?? '', /^Our own rules were not used/)
  })

  test('lists in order of spread, whatever the servers’ own clocks say', () => {
    const ahead = { ...verdict('ahead', 'hit'), firstAt: '2021-01-17T21:46:00.0000000Z', spreadOrder: 1 }
    const right = { ...verdict('right', 'hit'), spreadOrder: 2 }
    const lines = screen([right, ahead])
    const rowOf = (server: string): number => lines.findIndex((line) => line.startsWith(`  ${server} `))
    assert.ok(rowOf('ahead') > 0 && rowOf('ahead') < rowOf('right'))
  })

  test('counts notes in four numbers that add up to all servers, and says nothing where nothing is known', () => {
    const answers = [
      'found',
      'searched, nothing',
      'cannot be searched',
      'not searched',
      'not searched',
    ] as const
    const servers = answers.map((answer, n) => ({ server: `${n}`, answer, because: '', notes: 0 }))
    assert.match(
      screen([verdict('a', 'hit')], ['codedark'], 160, { servers }).join('\n'),
      /Ransom notes: 1 with signs of one \+ 1 with nothing in what was searched \+ 1 that cannot be searched \+ 2 not searched\./,
    )
    assert.doesNotMatch(screen([verdict('a', 'hit')]).join('\n'), /Ransom/)
  })

  test('says the year of evidence that is not of the year in which the window begins', () => {
    const old = { ...verdict('a', 'hit'), firstAt: '2019-07-19T14:47:00.0000000Z' }
    assert.match(screen([old]).join('\n'), /a +19 Jul 2019 14:47 +A reason/)
  })

  test('shows no control character that a log brought along', () => {
    const lines = screen([verdict('srv\u001B[2J\u0007\u202E', 'hit')])
    assert.doesNotMatch(lines.join(''), /[\p{Cc}\p{Cf}]/u)
  })

  test('says of each hit server since when and why, and of a blind one what is missing', () => {
    const text = screen([verdict('a', 'hit'), verdict('b', 'blind')]).join('\n')
    assert.match(text, /a +17 Jan 20:46 +A reason\./)
    assert.match(text, /b +No System log of this server was read\./)
    assert.match(text, /X: could be a or b/)
    assert.match(text, /1 logs? were given up/)
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Finding, ServerVerdict } from '@codedark/domain/triage'
import { findingsCsv, timesketchLines } from './findings-csv.ts'
import { htmlReport } from './html-report.ts'
import { csvCell, htmlText, plainLine } from './plain-text.ts'
import type { TriageOutcome } from './triage-input.ts'

const HOSTILE = [
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r\n=1',
  '  =1',
  '＝1',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u202Etxt.exe',
  'a\u0000b\u009bc',
  '\uD800',
  "'; DROP TABLE--",
]

function finding(text: string): Finding {
  return {
    rule: { id: `id ${text}`, title: `${text} title`, author: text, level: 'high' },
    server: text,
    computer: text,
    channel: text,
    eventId: 1,
    recordId: 2,
    time: '2021-01-17T20:46:00.1234567Z',
    file: text,
    offset: 4608,
    fields: { [text]: text, __proto__: text },
  }
}

function outcome(text: string): TriageOutcome {
  const verdict: ServerVerdict = {
    server: text,
    verdict: 'hit',
    encryption: 'hit',
    intrusion: 'blind',
    seenByPerson: false,
    firstAt: '2021-01-17T20:46:00.0000000Z',
    lastAt: null,
    window: { from: '2021-01-17T18:00:00.0000000Z', until: '2021-01-17T22:00:00.0000000Z' },
    channels: [
      {
        channel: 'System',
        records: 3,
        firstAt: '2021-01-17T17:00:00.0000000Z',
        lastAt: '2021-01-17T19:00:00.0000000Z',
        spans: [{ from: '2021-01-17T17:00:00.0000000Z', until: '2021-01-17T19:00:00.0000000Z' }],
        gaps: [],
        coversWindow: false,
      },
    ],
    reasons: [text],
    missing: [text],
    techniques: [text],
    arrival: {
      at: '2021-01-17T20:40:00.0000000Z',
      from: text,
      fromServer: false,
      account: text,
      how: 'share',
      basis: 'inferred',
      text: `${text} came`,
    },
    sightings: [{ kind: 'ransom-note', seenBy: text, seenAt: text }],
    shows: text,
    sight: { movers: { could: 3, of: 54 }, all: { could: 40, of: 90 } },
    clock: { skewMs: 180_000, pairs: 4, changes: [] },
    pointedAtBy: [{ by: text, at: '2021-01-17T20:30:00.0000000Z', account: text }],
    spreadOrder: 1,
  }
  return {
    summary: {
      kind: 'real',
      files: 1,
      filesGivenUp: 0,
      filesSame: 0,
      filesRecalled: 0,
      filesPassedOver: [text],
      filesNotRead: [],
      records: 3,
      recordsRepeated: 0,
      recordsRecovered: 0,
      recordsNotRecovered: 0,
      bytes: 9,
      rulesLoaded: 1,
      correlations: 0,
      rulesRefused: [{ pack: text, path: text, line: 1, id: text, title: text, code: text, reason: text }],
      packs: [{ name: text, version: text, hash: text, rules: 1 }],
      seconds: 1,
      findings: 1,
      faults: 1,
      verdicts: { servers: 1, hit: 1, suspect: 0, noSign: 0, blind: 0 },
      unassigned: [{ computer: text, because: 'none', servers: [], records: 1, files: 1 }],
    },
    verdicts: [verdict],
    faults: [{ code: 'x', file: text, text }],
    coverage: [],
    beside: { facts: [], traces: [], rules: [] },
    notes: {
      notes: [
        {
          server: text,
          shownBy: 'file',
          place: text,
          at: null,
          sha256: 'ab',
          bytes: 1,
          text: { language: null, contacts: [], addressee: null },
          excerpt: `${text} your files`,
          record: null,
        },
      ],
      servers: [{ server: text, answer: 'not searched', because: text, notes: 0 }],
      leftOut: 0,
      filesLeftOut: 0,
    },
    noteSearch: { files: [], filesLeftOut: 0, searched: [] },
    logs: [],
    volumes: [],
    rescue: { lines: [], orders: [], facts: [], mayBeOpen: { volumes: 0, servers: [] } } as never,
    changed: null,
  }
}

/** Cells of a CSV file by RFC 4180, as a spreadsheet reads them. */
function cellsOf(csv: string): string[] {
  return [...csv.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"'))
}

const page = (text: string, drill = false): string =>
  [
    ...htmlReport(
      { ...outcome(text), summary: { ...outcome(text).summary, kind: drill ? 'drill' : 'real' } },
      [finding(text), { ...finding(text), server: null }],
    ),
  ].join('')

describe('text from logs', () => {
  test('begins no formula in a CSV file, and breaks no line', () => {
    for (const text of HOSTILE) {
      const csv = [...findingsCsv([finding(text)])].join('')
      assert.equal(csv.split('\r\n').length, 3)
      for (const cell of cellsOf(csv)) assert.doesNotMatch(cell, /^\s*[=+\-@＝]/, JSON.stringify(text))
    }
    assert.equal(csvCell(-5), '"-5"')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [cell = '', ...more] = cellsOf(csvCell(text))
        assert.equal(more.length, 0)
        assert.doesNotMatch(cell, /^[\s\uFFFD]*[=+@]|[\r\n\t]/)
      }),
    )
  })

  test('is no part of a page: no tag, attribute or script comes out of it', () => {
    const harmless = page('x')
    const tags = (html: string): string[] => html.match(/<[^>]*>/g) ?? []
    for (const text of HOSTILE) assert.deepEqual(tags(page(text)), tags(harmless), JSON.stringify(text))
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) =>
        assert.doesNotMatch(htmlText(text), /[<>"'`]|&(?!#\d+;)/),
      ),
    )
  })

  test('moves no cursor of a terminal', () => {
    for (const text of HOSTILE) assert.doesNotMatch(plainLine(text), /[\p{Cc}\p{Cf}]/u)
  })
})

describe('the report', () => {
  test('runs no script and asks for nothing', () => {
    const html = page('x')
    assert.match(html, /Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/)
    assert.doesNotMatch(html, /<script|<link|<iframe|<form|javascript:|https?:\/\/(?!www\.w3\.org)/)
  })

  test('hatches what was not searched and leaves white only what was', () => {
    const bars = page('x').match(/<div class="bar hatch">.*?<\/div>/gs) ?? []
    assert.equal(bars.length, 4)
    assert.match(bars[1] ?? '', /class="fine" x="0" width="250"/)
    for (const bar of bars.slice(2)) assert.doesNotMatch(bar, /<rect/)
  })

  test('tells of each server how it was reached, its clock, what could have been seen, and whether a note was looked for', () => {
    const html = page('srv-a')
    assert.match(
      html,
      /<td>1<\/td><td class="when">17 Jan 2021 20:46 UTC<\/td><td class="name">srv-a<\/td><td>srv-a, share as srv-a \(inferred\)/,
    )
    for (const told of [
      'How it got there (inferred): srv-a came',
      'Seen by srv-a: ransom note',
      'Its clock is about 3 min ahead, by 4 contacts.',
      'Over the whole window 3 of 54 rules that may move a verdict could have seen something; 40 of all 90.',
      'Named as a goal in the logs of servers with evidence: srv-a (17 Jan 2021 20:30 UTC, srv-a).',
      'not searched. srv-a',
    ])
      assert.ok(html.includes(told), told)
  })

  test('what is not known of a server is marked as not known, never left out', () => {
    const { verdicts, notes, ...rest } = outcome('srv-a')
    const [known = assert.fail()] = verdicts
    const html = [
      ...htmlReport(
        {
          ...rest,
          notes: { ...notes, servers: [] },
          verdicts: [
            {
              ...known,
              arrival: null,
              spreadOrder: null,
              sight: null,
              clock: { skewMs: null, pairs: 0, changes: [] },
            },
          ],
        },
        [],
      ),
    ].join('')
    assert.match(html, /<h2>Order of spread<\/h2>\n<p>Not known/)
    for (const unknown of [
      'How it got there: not known.',
      'Its clock: not known',
      'How many rules could have seen something here is not known.',
      'not searched.',
    ])
      assert.match(
        html,
        new RegExp(`<use href="#m-blind"/></svg> ${unknown.replaceAll('.', '\\.')}`),
        unknown,
      )
  })

  test('names the author of each rule, and says DRILL in a drill only', () => {
    assert.match(page('An Author'), /rule by An Author/)
    assert.match(page('x', true), /DRILL · EXERCICE · OEFENING · ÜBUNG/)
    assert.doesNotMatch(page('x'), /DRILL/)
  })
})

test('Timesketch lines have what it asks for, with microseconds, and every field', () => {
  const [line = ''] = timesketchLines([finding('x')])
  const read = JSON.parse(line) as Record<string, unknown>
  assert.equal(read['message'], 'x title (high) on x')
  assert.equal(read['datetime'], '2021-01-17T20:46:00.1234567Z')
  assert.equal(read['timestamp'], 1_610_916_360_123_456)
  assert.equal(read['timestamp_desc'], 'Event Logged')
  assert.equal(read['field_x'], 'x')
  const [odd = ''] = timesketchLines([{ ...finding('x'), time: 'never' }])
  assert.ok(!('timestamp' in (JSON.parse(odd) as object)))
})

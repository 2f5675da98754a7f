import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { writeEvtx } from '@codedark/evtx'
import { explainRule, importRules, listRules, readPlaceholders, testRules } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-rules-task-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const ID = '11111111-2222-4333-8444-555555555555'
const source = join(folder, 'source')
mkdirSync(source, { recursive: true })
writeFileSync(
  join(source, 'a.yml'),
  `title: Odd service\nid: ${ID}\nname: odd\nauthor: Somebody\nlevel: high\nlogsource: {product: windows, service: system}\ndetection:\n  selection: {EventID: 7045, ServiceName|contains: odd}\n  filter: {ImagePath|startswith: 'C:\\Windows\\'}\n  condition: selection and not filter\n`,
)
writeFileSync(
  join(source, 'b.yml'),
  "title: Many odd services\ncorrelation: {type: event_count, rules: [odd], timespan: 1h, condition: {gte: 3}}\n---\ntitle: Placeholder\nlogsource: {product: windows, service: system}\ndetection: {a: {A|expand: '%x%'}, condition: a}\n",
)
writeFileSync(join(source, 'LICENSE'), 'as you like')

const log = join(folder, 'case', 'odd.evtx')
mkdirSync(join(folder, 'case'))
const record = (
  recordId: number,
  imagePath: string,
): Parameters<typeof writeEvtx>[0] extends Iterable<infer One> ? One : never => ({
  recordId,
  time: '2021-01-17T19:46:00.0000000Z',
  provider: { name: 'Service Control Manager' },
  eventId: 7045,
  channel: 'System',
  computer: 'srv-1',
  data: [
    ['ServiceName', 'An ODD one'],
    ['ImagePath', imagePath],
  ],
})
writeFileSync(log, writeEvtx([record(1, 'C:\\Windows\\a.exe'), record(2, 'D:\\a.exe')]))
writeFileSync(
  join(folder, 'case', 'info.yml'),
  `rule_metadata:\n  - id: ${ID}\nregression_tests_info:\n  - {type: evtx, match_count: 1, path: case/odd.evtx}\n  - {type: evtx, match_count: 2, path: case/odd.evtx}\n  - {type: json, path: case/odd.json}\n`,
)

const into = join(folder, 'imported')
const imported = importRules({ path: source, into, importedAt: '2021-01-17T20:00:00.000Z' })

describe('rule packs', () => {
  test('are imported with their licence and date, and say what is not run', () => {
    assert.ok(imported.ok, imported.ok ? '' : imported.fault)
    const { card, rules, correlations, refused } = imported.value
    assert.deepEqual([rules, correlations, card.hasLicence, card.name], [1, 1, true, 'source'])
    assert.deepEqual(
      refused.map(({ code }) => code),
      ['placeholder'],
    )
    assert.ok(!importRules({ path: join(folder, 'nowhere'), into, importedAt: '' }).ok)
  })

  test('are listed alike from their sources and from the bundle', () => {
    const fromBundle = listRules([join(into, 'source')])
    const fromSource = listRules([source])
    assert.ok(fromBundle.ok && fromSource.ok)
    assert.deepEqual(fromBundle.value.rules, fromSource.value.rules)
    assert.deepEqual(
      fromBundle.value.rules.map(({ title, status }) => [title, status]),
      [
        ['Odd service', 'for-correlation'],
        ['Many odd services', 'runs'],
        ['Placeholder', 'refused'],
      ],
    )
  })

  test('are tested by cases: at least as often as stated, and what cannot be run says why', () => {
    const tested = testRules(folder, [join(into, 'source')])
    assert.ok(tested.ok, tested.ok ? '' : tested.fault)
    assert.deepEqual(
      tested.value.map(({ status }) => status),
      ['passed', 'failed', 'skipped'],
    )
  })

  test('are explained part by part', () => {
    const explained = explainRule({ rule: ID, rulePaths: [source], logPath: log, recordId: 1 })
    assert.ok(explained.ok, explained.ok ? '' : explained.fault)
    const { explanation, matches } = explained.value
    assert.equal(explanation.outcome, 'no-match')
    assert.equal(matches, 1)
    assert.deepEqual(
      explanation.searches.map(({ name, part }) => [name, part.truth]),
      [
        ['selection', true],
        ['filter', true],
      ],
    )
    assert.deepEqual(explanation.searches[1]?.part.have, ['C:\\Windows\\a.exe'])
    const first = explainRule({ rule: 'Odd service', rulePaths: [source], logPath: log })
    assert.ok(first.ok && first.value.record.recordId === 2 && first.value.explanation.outcome === 'matches')
    const none = explainRule({ rule: 'Placeholder', rulePaths: [source], logPath: log })
    assert.ok(!none.ok && none.fault.includes('placeholder'))
  })

  test('with values for its placeholders a rule runs; a file that is no list of values is refused', () => {
    const path = join(folder, 'names.yml')
    const read = (text: string): ReturnType<typeof readPlaceholders> => {
      writeFileSync(path, text)
      return readPlaceholders(path)
    }
    const named = read('\uFEFF{"x": ["An ODD one", 7], "y": "z"}')
    assert.ok(named.ok)
    assert.deepEqual(named.value.get('x'), ['An ODD one', '7'])
    const listed = listRules([source], { placeholders: named.value })
    assert.ok(listed.ok && listed.value.rules.every(({ status }) => status !== 'refused'))
    const other = listRules([source], { placeholders: new Map([['y', ['z']]]) })
    assert.match(
      other.ok ? (other.value.rules.find(({ status }) => status === 'refused')?.reason ?? '') : '',
      /%x%, and none are given/,
    )
    for (const text of ['- a', 'x:', 'x: {a: b}', 'x: []', '"', 'x: &a [*a, *a]'])
      assert.ok(!read(text).ok, text)
    assert.ok(!readPlaceholders(join(folder, 'nowhere.yml')).ok)
  })
})

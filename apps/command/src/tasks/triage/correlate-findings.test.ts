import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { mapNames } from '@codedark/domain/triage'
import type { Finding } from '@codedark/domain/triage'
import { openFindings } from '@codedark/findings'
import { correlateFindings } from './correlate-findings.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-correlate-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const RULE =
  'title: Service\nid: svc\nlogsource: {product: windows, service: system}\ndetection: {a: {EventID: 7045}, condition: a}\n'
const CHAIN =
  'title: Same service on three servers\nid: chain\nauthor: Somebody\nlevel: high\n# three servers\ncorrelation:\n  {type: value_count, rules: [svc], group-by: [ServiceName], timespan: 1h, condition: {field: Computer, gte: 3}}\n'

const finding = (computer: string, minute: number): Finding => ({
  rule: { id: 'svc', title: 'Service', author: 'Somebody', level: 'low' },
  server: null,
  computer,
  channel: 'System',
  eventId: 7045,
  recordId: minute,
  time: `2021-01-17T20:${String(minute).padStart(2, '0')}:00.0000000Z`,
  file: `${computer}.evtx`,
  offset: 4096,
  fields: { ServiceName: 'odd' },
})

test('correlations are found across files and servers, and stand at the last record of their chain', () => {
  const opened = openFindings(join(folder, 'findings.db'), new Uint8Array(32).fill(7), { durable: false })
  assert.ok(opened.ok)
  const store = opened.value
  assert.ok(store.add([finding('c', 30), finding('a', 10), finding('b', 20), finding('a', 11)]).ok)
  const pack = { name: 'p', version: '1', hash: '', files: [{ path: 'a.yml', text: `${CHAIN}---\n${RULE}` }] }
  const names = mapNames(null, new Set(['a', 'b', 'c']))
  const { rules, findings, losses } = correlateFindings([pack], store, names)
  assert.deepEqual(
    rules.map(({ id, author, level, pack: of }) => [id, author, level, of]),
    [['chain', 'Somebody', 'high', 'p']],
  )
  assert.equal(findings.length, 1)
  const [made] = findings
  assert.deepEqual([made?.computer, made?.recordId, made?.file], ['c', 30, 'c.evtx'])
  assert.deepEqual(made?.fields, {
    ServiceName: 'odd',
    MatchCount: '4',
    FirstMatch: '2021-01-17T20:10:00.000Z',
    LastMatch: '2021-01-17T20:30:00.000Z',
    Servers: 'a, b, c',
    Rules: 'Service',
  })
  assert.deepEqual(losses, [])
  const without = correlateFindings([{ ...pack, files: [{ path: 'a.yml', text: RULE }] }], store, names)
  assert.deepEqual([without.rules, without.findings], [[], []])
  store.close()
})

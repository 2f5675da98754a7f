import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { openMatches } from './match-store.ts'
import type { MatchRow, MatchStore } from './match-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-matches-'))
after(() => rmSync(folder, { recursive: true, force: true }))

let made = 0
function open(options: Parameters<typeof openMatches>[2] = {}): MatchStore {
  made += 1
  const opened = openMatches(join(folder, `${made}.db`), new Uint8Array(32).fill(7), options)
  assert.ok(opened.ok)
  return opened.value
}

const row = (more: Partial<MatchRow> = {}): MatchRow => ({
  ruleId: 'r',
  computer: 'a',
  spanMs: 60_000,
  values: ['Ann', null],
  firstAt: '1970-01-01T00:01:00.5Z',
  lastAt: '1970-01-01T00:01:00.7Z',
  firstRecord: 5,
  lastRecord: 7,
  count: 3,
  channel: 'Security',
  eventId: 4624,
  file: 'b.evtx',
  offset: 9,
  lastFile: 'b.evtx',
  lastOffset: 11,
  ...more,
})

describe('matches for correlations', () => {
  test('come back minute by minute as they went in', () => {
    const store = open()
    const rows = [
      row(),
      row({ spanMs: 61_000 }),
      row({ spanMs: 119_999, computer: 'b' }),
      row({ spanMs: 120_000 }),
    ]
    assert.ok(store.add(rows.toReversed()).ok)
    const minutes = [...store.byMinute()]
    assert.deepEqual(
      minutes.map((one) => one.toSorted((a, b) => a.spanMs - b.spanMs)),
      [rows.slice(0, 3), rows.slice(3)],
    )
    store.close()
  })

  test('the copies of one log count once, in whatever order they come', () => {
    const earlier = row({
      file: 'z.evtx',
      firstAt: '1970-01-01T00:01:00.1Z',
      firstRecord: 1,
      offset: 4,
      count: 2,
    })
    const twin = row({ file: 'a.evtx', offset: 2, lastFile: 'a.evtx', lastOffset: 3 })
    const merged = [
      [row(), earlier, twin],
      [twin, row(), earlier],
      [earlier, twin, row()],
    ].map((rows) => {
      const store = open()
      for (const one of rows) assert.ok(store.add([one]).ok)
      const [kept] = [...store.byMinute()].flat()
      store.close()
      return kept
    })
    for (const kept of merged)
      assert.deepEqual(kept, {
        ...row(),
        firstAt: earlier.firstAt,
        firstRecord: 1,
        file: 'z.evtx',
        offset: 4,
        lastFile: 'a.evtx',
        lastOffset: 3,
        count: 3,
      })
  })

  test('what there is no room for is counted, not kept', () => {
    const store = open({ matchesMax: 2 })
    assert.ok(store.add([row(), row({ spanMs: 1 }), row({ spanMs: 2 })]).ok)
    assert.equal(store.givenUp(), 1)
    assert.equal([...store.byMinute()].flat().length, 2)
    store.close()
  })

  test('names of accounts are not on disk in clear', () => {
    const store = open()
    assert.ok(store.add([row({ values: ['a-marker-of-an-account'] })]).ok)
    store.close()
    for (const name of readdirSync(folder))
      assert.ok(!readFileSync(join(folder, name)).includes('a-marker-of-an-account'), name)
  })
})

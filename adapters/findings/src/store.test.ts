import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import Database from 'better-sqlite3-multiple-ciphers'
import type { Finding } from '@codedark/domain/triage'
import { openFindings } from './store.ts'
import type { FindingsStore } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-findings-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const KEY = new Uint8Array(32).fill(7)

function open(name: string, key = KEY): FindingsStore {
  const opened = openFindings(join(folder, name), key)
  assert.ok(opened.ok)
  return opened.value
}

function finding(over: Partial<Finding> = {}): Finding {
  return {
    rule: { id: 'r', title: 'Title', author: 'Author', level: 'high' },
    server: 'SRV1',
    computer: 'srv1.example',
    channel: 'System',
    eventId: 104,
    recordId: 5,
    time: '2021-01-17T20:46:00.0000000Z',
    file: 'a.evtx',
    offset: 4608,
    fields: { Channel: 'secret-marker' },
    ...over,
  }
}

describe('the store of findings', () => {
  test('gives back what was added, in order of time', () => {
    const store = open('order.db')
    const later = finding({ recordId: 6, time: '2021-01-17T20:47:00.0000000Z' })
    assert.ok(store.add([later, finding()]).ok)
    assert.deepEqual([...store.all()], [finding(), later])
    store.close()
  })

  test('the same record in two files is one finding with both places', () => {
    const store = open('twice.db')
    assert.ok(store.add([finding({ file: 'b.evtx', offset: 9 })]).ok)
    assert.ok(store.add([finding(), finding()]).ok)
    const [only, ...rest] = store.all()
    assert.equal(rest.length, 0)
    assert.equal(only?.file, 'a.evtx')
    assert.deepEqual(only?.places, [
      { file: 'a.evtx', offset: 4608 },
      { file: 'b.evtx', offset: 9 },
    ])
    store.close()
  })

  test('says where a record was found, the best of its places, and of each place its own', () => {
    const store = open('labels.db')
    const label = (): unknown => [...store.all()].map((one) => [one.recovery, one.borrowedTemplate])
    assert.ok(store.add([finding({ file: 'c.evtx', recovery: 'orphan', borrowedTemplate: true })]).ok)
    assert.deepEqual(
      [...store.all()],
      [finding({ file: 'c.evtx', recovery: 'orphan', borrowedTemplate: true })],
    )
    assert.ok(store.add([finding({ file: 'b.evtx', recovery: 'slack' })]).ok)
    assert.deepEqual(label(), [['slack', undefined]])
    assert.ok(store.addPlaces('c.evtx', 'd.evtx').ok)
    assert.ok(store.add([finding()]).ok)
    assert.deepEqual(label(), [[undefined, undefined]])
    assert.deepEqual(
      [...store.all()][0]?.places?.map((one) => [one.file, one.recovery, one.borrowedTemplate]),
      [
        ['a.evtx', undefined, undefined],
        ['b.evtx', 'slack', undefined],
        ['c.evtx', 'orphan', true],
        ['d.evtx', 'orphan', true],
      ],
    )
    store.close()
  })

  test('a store made before records had labels is opened, and what it holds is live', () => {
    const made = open('before.db')
    assert.ok(made.add([finding()]).ok)
    made.close()
    const db = new Database(join(folder, 'before.db'))
    db.pragma("cipher='aegis'")
    db.pragma(`key="raw:${Buffer.from(KEY).toString('hex')}"`)
    db.exec('ALTER TABLE place DROP COLUMN recovery; ALTER TABLE place DROP COLUMN borrowed')
    db.close()
    const store = open('before.db')
    assert.deepEqual([...store.all()], [finding()])
    assert.ok(store.add([finding({ recordId: 6, recovery: 'slack' })]).ok)
    assert.deepEqual(
      [...store.all()].map((one) => one.recovery),
      [undefined, 'slack'],
    )
    store.close()
  })

  test('another rule, record, event or time is another finding', () => {
    const store = open('differ.db')
    const others = [
      finding({ recordId: 6 }),
      finding({ eventId: 105 }),
      finding({ channel: 'Security' }),
      finding({ computer: 'srv2' }),
      finding({ time: '2021-01-17T20:46:01.0000000Z' }),
      finding({ rule: { ...finding().rule, id: 'r2' } }),
    ]
    assert.ok(store.add([finding(), ...others]).ok)
    assert.equal(store.count(), 7)
    store.close()
  })

  test('the same record in another format is the same finding, and what tells more is kept in any order', () => {
    const full = finding({ time: '2021-01-17T20:46:00.1234567Z', fields: { A: 'x', B: 'y' } })
    const poor = finding({ time: '2021-01-17T20:46:00.1230000Z', fields: { A: 'x' }, file: 'b.jsonl' })
    for (const [name, order] of [
      ['full-first.db', [full, poor]],
      ['poor-first.db', [poor, full]],
    ] as const) {
      const store = open(name)
      assert.ok(store.add(order).ok)
      const [only, ...rest] = store.all()
      assert.equal(rest.length, 0)
      assert.deepEqual([only?.time, only?.fields, only?.places?.length], [full.time, full.fields, 2])
      store.close()
    }
  })

  test('records without a number are one finding only when they tell the same at the same time', () => {
    const store = open('numberless.db')
    const none = finding({ recordId: 0 })
    assert.ok(store.add([none, finding({ recordId: 0, file: 'b' }), finding({ recordId: 0, fields: {} })]).ok)
    assert.equal(store.count(), 2)
    store.close()
  })

  test('a file with the bytes of another gets all its places', () => {
    const store = open('same-file.db')
    assert.ok(store.add([finding(), finding({ recordId: 6, file: 'z.evtx' })]).ok)
    assert.ok(store.addPlaces('a.evtx', 'copy.evtx').ok)
    assert.deepEqual(
      [...store.all()].map((one) => one.places?.map((place) => place.file) ?? [one.file]),
      [['a.evtx', 'copy.evtx'], ['z.evtx']],
    )
    store.close()
  })

  test('asks by server, rule and time', () => {
    const store = open('query.db')
    const stray = finding({ server: null, computer: 'x', time: '2021-01-18T00:00:00.0000000Z' })
    assert.ok(store.add([finding(), stray]).ok)
    assert.equal(store.count({ server: 'SRV1' }), 1)
    assert.deepEqual([...store.all({ server: null })], [stray])
    assert.equal(store.count({ ruleIds: ['r'] }), 2)
    assert.equal(store.count({ ruleIds: [] }), 0)
    assert.equal(store.count({ until: '2021-01-17T23:59:59.0000000Z' }), 1)
    assert.deepEqual(
      store.countByServer(),
      new Map([
        [null, 1],
        ['SRV1', 1],
      ]),
    )
    assert.equal([...store.all({ limit: 1 })].length, 1)
    store.close()
  })

  test('keeps findings over a restart, unreadable on disk', () => {
    const store = open('kept.db')
    assert.ok(store.add([finding()]).ok)
    store.close()
    assert.equal(readFileSync(join(folder, 'kept.db')).includes('secret-marker'), false)
    const again = open('kept.db')
    assert.equal(again.count(), 1)
    again.close()
  })

  test('refuses a wrong key', () => {
    open('locked.db').close()
    const opened = openFindings(join(folder, 'locked.db'), new Uint8Array(32).fill(8))
    assert.equal(!opened.ok && opened.fault.code, 'wrong-key')
  })
})

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { decide, decodeEntry, encodeEntry, evolveAll, initialState } from '@codedark/domain/incident'
import type { IncidentCommand } from '@codedark/domain/incident'
import { openDatabase } from './database.ts'
import { openLedger, verifyLedger } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { sha256 } from './signing.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-ledger-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const keys = { databaseKey: randomBytes(32), seed: randomBytes(32) }
const SECRET = 'Frau Beispiel lag in Zimmer 4'

function open(path: string): Ledger {
  const opened = openLedger(path, keys)
  assert.ok(opened.ok, JSON.stringify(opened))
  return opened.value
}

function record(ledger: Ledger, command: IncidentCommand): void {
  const head = ledger.head()
  const read = ledger.read(0)
  assert.ok(head.ok && read.ok)
  const events = read.value.map((bytes, index) => {
    const event = decodeEntry(bytes, index)
    assert.ok(event.ok)
    return event.value
  })
  const context = {
    now: '2026-11-24T03:00:00Z',
    by: 'board',
    byName: 'Ada Eins',
    random: randomBytes,
    sha256,
  }
  const decision = decide(command, evolveAll(initialState, events), context)
  assert.ok(decision.ok, JSON.stringify(decision))
  const entries = decision.value.events.map((event, index) => {
    const bytes = encodeEntry(event, events.length + index)
    assert.ok(bytes.ok)
    return bytes.value
  })
  const { texts, remove } = decision.value
  assert.ok(ledger.append(head.value, { entries, texts, remove }).ok)
}

/** A ledger of five entries, closed; the checkpoint is what somebody outside wrote down. */
function five(name: string): { path: string; note: string } {
  const path = join(folder, name)
  const ledger = open(path)
  record(ledger, { type: 'OpenIncident', name: 'Nacht', kind: 'drill' })
  for (const text of ['eins', SECRET, 'drei', 'vier']) record(ledger, { type: 'MakeComment', text })
  const note = ledger.checkpoint() ?? ''
  ledger.close()
  return { path, note }
}

function tamper(path: string, sql: string): void {
  const db = openDatabase(path, keys.databaseKey, false)
  db.exec(sql)
  db.close()
}

function report(path: string, against?: string) {
  const verified = verifyLedger(path, keys, { against })
  assert.ok(verified.ok, JSON.stringify(verified))
  return verified.value
}

describe('a ledger', () => {
  test('stands after closing as before, consistent with itself only without a checkpoint from outside', () => {
    const { path, note } = five('whole')
    const ledger = open(path)
    assert.equal(ledger.checkpoint(), note)
    assert.equal(ledger.verify().broken, null)
    assert.match(ledger.verify().sentence, /consistent with itself only/u)
    assert.equal(ledger.verify({ against: note }).against, 'fits')
    assert.match(
      ledger.verify({ against: note }).sentence,
      /^All 5 entries fit each other and the checkpoint/u,
    )
    assert.equal(ledger.verify({ against: 'x' }).against, 'unreadable')
    ledger.close()
  })

  test('does not open with another key, and nothing of its texts stands in its files in clear', () => {
    const { path } = five('shut')
    const other = openLedger(path, { ...keys, databaseKey: randomBytes(32) })
    assert.ok(!other.ok && other.fault.code === 'wrong-key')
    assert.ok(!readFileSync(path).includes('Zimmer'))
  })

  test('refuses the second of two writers with the head that stands now', () => {
    const { path } = five('two')
    const [first, second] = [open(path), open(path)]
    const head = second.head()
    assert.ok(head.ok)
    record(first, { type: 'MakeComment', text: 'fünf' })
    const lost = second.append(head.value, { entries: [Uint8Array.of(1)], texts: [], remove: [] })
    assert.ok(!lost.ok && lost.fault.code === 'moved' && lost.fault.head.size === 6)
    record(second, { type: 'MakeComment', text: 'sechs' })
    assert.deepEqual(first.head(), second.head())
    assert.equal(first.verify().size, 7)
    first.close()
    second.close()
  })

  test('keeps nothing of an append that is too long or fails half way', () => {
    const { path } = five('half')
    const ledger = open(path)
    const head = ledger.head()
    assert.ok(head.ok)
    const long = ledger.append(head.value, { entries: [new Uint8Array(65_536)], texts: [], remove: [] })
    assert.ok(!long.ok && long.fault.code === 'entry-too-long')
    tamper(path, "CREATE TRIGGER no BEFORE INSERT ON checkpoint BEGIN SELECT RAISE(ABORT, 'no'); END")
    const failed = ledger.append(head.value, { entries: [Uint8Array.of(1)], texts: [], remove: [] })
    assert.ok(!failed.ok && failed.fault.code === 'storage')
    assert.deepEqual(ledger.head(), head)
    assert.equal(ledger.verify().broken, null)
    ledger.close()
  })
})

describe('verification names', () => {
  const cases: readonly [string, string, number, string][] = [
    [
      'a changed byte',
      `UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'board', 'boarD') AS BLOB) WHERE n = 2`,
      2,
      'wrong-hash',
    ],
    ['an entry that was cut out', 'DELETE FROM entry WHERE n = 1', 1, 'missing'],
    [
      'two entries that changed places',
      'UPDATE entry SET n = n + 100 WHERE n IN (1, 3); UPDATE entry SET n = 4 - (n - 100) WHERE n > 99',
      1,
      'not-an-entry',
    ],
    ['a last entry that is gone', 'DELETE FROM entry WHERE n = 4', 4, 'missing'],
    [
      'a checkpoint that somebody else signed',
      `UPDATE checkpoint SET note = substr(note, 1, length(note) - 12) || 'AAAAAAAAAA=' || char(10) WHERE size = 3`,
      2,
      'wrong-signature',
    ],
  ]
  for (const [what, sql, entry, reason] of cases)
    test(what, () => {
      const { path } = five(what.replaceAll(' ', '-'))
      tamper(path, sql)
      assert.deepEqual(report(path).broken, { entry, reason })
      assert.match(report(path).sentence, new RegExp(`^Entry ${entry + 1} `, 'u'))
      if (!what.includes('checkpoint')) {
        const opened = openLedger(path, keys)
        assert.ok(!opened.ok && opened.fault.code === 'broken')
      }
    })

  test('an entry changed together with its hash, by the checkpoint', () => {
    const { path } = five('rehashed')
    const db = openDatabase(path, keys.databaseKey, false)
    const bytes =
      db.prepare<[], Buffer>('SELECT bytes FROM entry WHERE n = 3').pluck().get() ?? Buffer.alloc(0)
    const changed = Buffer.from(bytes.toString().replace('"board"', '"other"'))
    const leaf = sha256(Buffer.concat([Buffer.of(0), changed]))
    db.prepare('UPDATE entry SET bytes = ?, leaf = ? WHERE n = 3').run(changed, leaf)
    db.close()
    assert.deepEqual(report(path).broken, { entry: 3, reason: 'wrong-root' })
  })

  test('a cut tail only against a checkpoint from outside', () => {
    const { path, note } = five('tail')
    tamper(path, 'DELETE FROM entry WHERE n > 2; DELETE FROM checkpoint WHERE size > 3')
    assert.equal(report(path).broken, null)
    assert.match(report(path).sentence, /consistent with itself only/u)
    assert.deepEqual(report(path, note).broken, { entry: 3, reason: 'cut' })
    assert.equal(report(path, note).against, 'does-not-fit')
  })

  test('a changed and a lost text with their entries', () => {
    const { path } = five('texts')
    tamper(
      path,
      `UPDATE text SET text = 'zwei' WHERE text LIKE 'Frau%'; DELETE FROM text WHERE text = 'vier'`,
    )
    const found = report(path)
    assert.equal(found.broken, null)
    assert.deepEqual(
      found.texts.filter(({ state }) => state !== 'present'),
      [
        { entry: 2, field: 'text', state: 'misfit' },
        { entry: 4, field: 'text', state: 'missing' },
      ],
    )
    assert.match(found.sentence, /do not stand as they should: 2/u)
  })

  test('any damaged byte of the file as a fault or a break, never as a whole ledger', () => {
    const { path, note } = five('bytes')
    const whole = readFileSync(path)
    const copy = join(folder, 'bytes-copy')
    for (let at = 4096; at < whole.length; at += 1999) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 1
      writeFileSync(copy, changed)
      const verified = verifyLedger(copy, keys, { against: note })
      const fits = verified.ok && verified.value.broken === null
      assert.ok(!fits || verified.value.texts.some(({ state }) => state !== 'present'), `byte ${at}`)
    }
  })
})

test('a text that was taken out is gone from the files, and every checkpoint still fits', () => {
  const { path, note } = five('out')
  const ledger = open(path)
  record(ledger, { type: 'TakeTextOut', entry: 2, reason: 'patient-named', secondName: 'Bo Zwei' })
  const found = ledger.verify({ against: note })
  assert.equal(found.against, 'fits')
  assert.equal(found.broken, null)
  assert.ok(found.texts.some(({ entry, state }) => entry === 2 && state === 'taken-out'))
  assert.ok(found.texts.every(({ state }) => state === 'taken-out' || state === 'present'))
  for (const name of readdirSync(folder).filter((file) => file.startsWith('out')))
    copyFileSync(join(folder, name), join(folder, `copy-${name}`))
  ledger.close()
  const db = openDatabase(join(folder, 'copy-out'), keys.databaseKey, false)
  assert.equal(db.prepare('SELECT count(*) FROM text WHERE text = ?').pluck().get(SECRET), 0)
  db.close()
})

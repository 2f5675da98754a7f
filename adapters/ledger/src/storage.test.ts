import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import Database from 'better-sqlite3-multiple-ciphers'
import { commitTo, encodeEntry } from '@codedark/domain/incident'
import type { LedgerAppend, LedgerHead } from '@codedark/domain/incident'
import { ledgerPortConformance } from '../../../domain/src/incident/ledger-port.conformance.ts'
import { copyLedger } from './copy.ts'
import { openDatabase } from './database.ts'
import { openLedger, verifyLedger } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { sha256 } from './signing.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-storage-'))
after(() => rmSync(root, { recursive: true, force: true }))
const keys = { databaseKey: randomBytes(32), seed: randomBytes(32) }
let made = 0

function open(path: string): Ledger {
  const ledger = openLedger(path, keys)
  assert.ok(ledger.ok, JSON.stringify(ledger))
  return ledger.value
}

ledgerPortConformance('the SQLite ledger', () => {
  made += 1
  const path = join(root, `conforming-${made}`)
  return () => open(path)
})

const headOf = (ledger: Ledger): LedgerHead => {
  const head = ledger.head()
  assert.ok(head.ok, JSON.stringify(head))
  return head.value
}

/** A remark with its text, and perhaps the text of another that goes. */
function remark(size: number, text: string, remove: readonly string[] = []): LedgerAppend {
  const salt = randomBytes(32)
  const commitment = commitTo(sha256, salt, text)
  const entry = encodeEntry(
    { v: 1, type: 'CommentMade', at: '2026-11-25T03:00:00Z', by: 'board', text: { commitment } },
    size,
  )
  assert.ok(entry.ok)
  return { entries: [entry.value], texts: [{ commitment, salt, text }], remove }
}

const holds = (path: string, size: number): void => {
  const found = verifyLedger(path, keys)
  assert.ok(found.ok, JSON.stringify(found))
  assert.equal(found.value.broken, null, found.value.sentence)
  assert.equal(found.value.size, size)
}

const STEPS: readonly (readonly [string, string])[] = [
  ['the entry', 'BEFORE INSERT ON entry'],
  ['its text', 'BEFORE INSERT ON text'],
  ['the removal of a text', 'BEFORE DELETE ON text'],
  ['the checkpoint', 'BEFORE INSERT ON checkpoint'],
  ['anything after the checkpoint', 'AFTER INSERT ON checkpoint'],
]

describe('a step of storing that fails', () => {
  for (const [what, when] of STEPS)
    test(`and is not saved (${what}): nothing is acknowledged, the log is whole, and the next entry is taken`, () => {
      const path = join(root, `not-${what.replaceAll(' ', '-')}`)
      const ledger = open(path)
      const first = remark(0, 'eins')
      assert.ok(ledger.append(headOf(ledger), first).ok)
      const db = openDatabase(path, keys.databaseKey, false)
      db.exec(`CREATE TRIGGER no ${when} BEGIN SELECT RAISE(ABORT, 'no'); END`)
      const before = headOf(ledger)
      const gone = first.texts[0]?.commitment ?? ''
      const failed = ledger.append(before, remark(1, 'zwei', [gone]))
      assert.ok(!failed.ok && failed.fault.code === 'storage')
      assert.deepEqual(headOf(ledger), before)
      assert.equal(ledger.text(gone).state, 'present')
      holds(path, 1)
      db.exec('DROP TRIGGER no')
      db.close()
      assert.ok(ledger.append(headOf(ledger), remark(1, 'zwei', [gone])).ok)
      assert.equal(ledger.text(gone).state, 'missing')
      ledger.close()
      const again = verifyLedger(path, keys)
      assert.ok(again.ok && again.value.broken === null && again.value.size === 2)
    })

  test('and is saved all the same: nothing is acknowledged, the next look finds it, and the log is whole', () => {
    const path = join(root, 'saved')
    const ledger = open(path)
    assert.ok(ledger.append(headOf(ledger), remark(0, 'eins')).ok)
    const before = headOf(ledger)
    const mend = failAfterCommit()
    const failed = ledger.append(before, remark(1, 'zwei'))
    mend()
    assert.ok(!failed.ok && failed.fault.code === 'storage')
    assert.equal(headOf(ledger).size, 2, 'it is on disk')
    const again = ledger.append(before, remark(1, 'zwei'))
    assert.ok(!again.ok && again.fault.code === 'moved', 'who decides again reads it first')
    assert.ok(ledger.append(headOf(ledger), remark(2, 'drei')).ok)
    ledger.close()
    holds(path, 3)
  })
})

/** Every transaction commits and then says that it failed, as a disk does that dies between the two. */
function failAfterCommit(): () => void {
  const prototype = Database.prototype as unknown as Record<string, (...args: unknown[]) => unknown>
  const real = prototype['transaction']
  assert.ok(real)
  type Run = (...args: unknown[]) => unknown
  const afterwards =
    (run: Run): Run =>
    (...args) => {
      run(...args)
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' })
    }
  prototype['transaction'] = function (this: unknown, ...args: unknown[]): unknown {
    const run = real.apply(this, args) as Run & { immediate: Run }
    return Object.assign(afterwards(run), { immediate: afterwards(run.immediate.bind(run)) })
  }
  return () => {
    prototype['transaction'] = real
  }
}

/** Fills a ledger until it is refused; gives how many entries were acknowledged, and what the refusal was. */
function fillUp(ledger: Ledger): { acknowledged: number; fault: string; full: boolean } {
  for (let n = headOf(ledger).size; n < 5_000; n += 1) {
    const done = ledger.append(headOf(ledger), remark(n, 'x'.repeat(2_000)))
    if (done.ok) continue
    const full = done.fault.code === 'storage' && done.fault.full
    return { acknowledged: n, fault: done.fault.code, full }
  }
  return assert.fail('the disk never was full')
}

const mount = (...args: readonly string[]): boolean => spawnSync('mount', args).status === 0

describe('a full disk', () => {
  const small = join(root, 'small')
  mkdirSync(small)
  // Only the administrator may make a disk; everybody else has the limit on the size of files, below.
  if (process.platform === 'linux' && mount('-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', small)) {
    after(() => void spawnSync('umount', ['-l', small]))

    test('is a fault that says so; everything acknowledged is there, and with room again it goes on', () => {
      const path = join(small, 'ledger')
      const filler = join(small, 'filler')
      writeFileSync(filler, Buffer.alloc(400_000))
      const ledger = open(path)
      const { acknowledged, fault, full } = fillUp(ledger)
      assert.equal(fault, 'storage')
      assert.ok(full)
      assert.ok(acknowledged > 20, `${acknowledged}`)
      assert.equal(headOf(ledger).size, acknowledged)
      holds(path, acknowledged)
      rmSync(filler)
      assert.ok(ledger.append(headOf(ledger), remark(acknowledged, 'weiter')).ok)
      ledger.close()
      holds(path, acknowledged + 1)
      rmSync(path)
    })

    test('under the second copy leaves the copy before as it was', () => {
      const from = join(root, 'copied')
      const to = join(small, 'copy')
      const ledger = open(from)
      for (let n = 0; n < 100; n += 1)
        assert.ok(ledger.append(headOf(ledger), remark(n, 'x'.repeat(2_000))).ok)
      assert.ok(copyLedger(from, to, keys).ok)
      for (let n = 100; n < 400; n += 1)
        assert.ok(ledger.append(headOf(ledger), remark(n, 'x'.repeat(2_000))).ok)
      const copied = copyLedger(from, to, keys)
      assert.ok(!copied.ok && copied.fault.code === 'storage' && copied.fault.full, JSON.stringify(copied))
      holds(to, 100)
      ledger.close()
      holds(from, 400)
    })
  }

  test('(a limit on the size of files) is a fault; everything acknowledged is there', () => {
    const path = join(root, 'limited')
    const script = `
      import { openLedger } from ${JSON.stringify(join(import.meta.dirname, 'ledger.ts'))}
      const keys = JSON.parse(process.argv[1], (_, held) => (Array.isArray(held) ? Uint8Array.from(held) : held))
      const ledger = openLedger(${JSON.stringify(path)}, keys).value
      let acknowledged = 0
      for (;;) {
        const head = ledger.head()
        if (!head.ok) break
        const bytes = Buffer.alloc(20_000, String(head.value.size))
        const done = ledger.append(head.value, { entries: [bytes], texts: [], remove: [] })
        if (!done.ok) break
        acknowledged = done.value.size
      }
      console.log(acknowledged)
    `
    const given = JSON.stringify({ databaseKey: [...keys.databaseKey], seed: [...keys.seed] })
    const run = spawnSync(
      'sh',
      [
        '-c',
        'trap "" XFSZ; ulimit -f 1600; exec "$0" --input-type=module -e "$1" "$2"',
        process.execPath,
        script,
        given,
      ],
      { encoding: 'utf8' },
    )
    const acknowledged = Number(run.stdout)
    assert.ok(acknowledged > 10, run.stdout + run.stderr)
    const ledger = open(path)
    assert.equal(headOf(ledger).size, acknowledged)
    ledger.close()
  })
})

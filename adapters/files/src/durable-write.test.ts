import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { openDurableWriter, writeDurably } from './durable-write.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-write-'))
after(() => rmSync(folder, { recursive: true, force: true }))

describe('a durable write', () => {
  test('replaces the file whole, readable by its owner alone, and leaves nothing beside it', () => {
    const path = join(folder, 'a.json')
    writeFileSync(path, 'old')
    assert.ok(writeDurably(path, 'new ü').ok)
    assert.equal(readFileSync(path, 'utf8'), 'new ü')
    if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(folder), ['a.json'])
  })

  test('a folder that is not there is a fault', () => {
    const written = writeDurably(join(folder, 'none', 'a'), 'x')
    assert.equal(!written.ok && written.fault.code, 'not-found')
  })

  test('a full disk is a fault', (t) => {
    // /dev/full cannot be renamed over: what is tried is that the fault of the write comes through as it is.
    if (process.platform !== 'linux') {
      t.skip('needs /dev/full')
      return
    }
    const opened = openDurableWriter(join(folder, 'full'))
    assert.ok(opened.ok)
    opened.value.abandon()
    assert.deepEqual(readdirSync(folder), ['a.json'])
  })

  test('a long file comes under its name at commit only', () => {
    const path = join(folder, 'long.jsonl')
    const opened = openDurableWriter(path)
    assert.ok(opened.ok)
    const line = `${'x'.repeat(1000)}\n`
    for (let count = 0; count < 1000; count += 1) assert.ok(opened.value.write(line).ok)
    assert.throws(() => statSync(path))
    assert.ok(opened.value.commit().ok)
    assert.equal(statSync(path).size, 1000 * line.length)
  })
})

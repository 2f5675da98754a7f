import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readSealed, writeSealed } from './sealed-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-sealed-'))
after(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'estate.sealed')
const key = new Uint8Array(32).fill(7)
const text = Buffer.from('300 servers of an invented hospital')

test('reads back what was sealed under the same key and name, and nothing of it stands in clear', () => {
  assert.ok(writeSealed(path, key, 'estate', text).ok)
  assert.ok(!readFileSync(path).includes('300 servers'))
  const back = readSealed(path, key, 'estate')
  assert.ok(back.ok && back.value.equals(text))
})

test('refuses another key, another name, a cut file and every single changed byte', () => {
  assert.ok(writeSealed(path, key, 'estate', text).ok)
  assert.ok(!readSealed(path, new Uint8Array(32).fill(8), 'estate').ok)
  assert.ok(!readSealed(path, key, 'triage').ok)
  const whole = readFileSync(path)
  for (let index = 0; index < whole.length; index += 1) {
    const changed = Buffer.from(whole)
    changed[index] = (changed[index] ?? 0) ^ 1
    writeFileSync(path, changed)
    const outcome = readSealed(path, key, 'estate')
    assert.ok(!outcome.ok && outcome.fault.code === 'seal-broken', `byte ${index}`)
  }
  writeFileSync(path, whole.subarray(0, 20))
  assert.ok(!readSealed(path, key, 'estate').ok)
})

test('a file that is not there is a fault with its path', () => {
  const outcome = readSealed(join(folder, 'none'), key, 'estate')
  assert.ok(!outcome.ok && 'path' in outcome.fault && outcome.fault.path.endsWith('none'))
})

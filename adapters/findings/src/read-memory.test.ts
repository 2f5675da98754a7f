import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import Database from 'better-sqlite3-multiple-ciphers'
import { openTextMemory } from './read-memory.ts'
import type { TextMemory } from './read-memory.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-memory-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const KEY = new Uint8Array(32).fill(9)

function open(name: string, madeBy = 'rules', key?: Uint8Array): TextMemory {
  const opened = openTextMemory(join(folder, name), madeBy, key)
  assert.ok(opened.ok, opened.ok ? '' : opened.fault.code)
  return opened.value
}

function fill(memory: TextMemory, digest: string, lines: readonly string[]): void {
  const kept = memory.keep(digest)
  for (const line of lines) kept.add(line)
  kept.done()
}

const linesOf = (memory: TextMemory, digest: string): readonly string[] | undefined => {
  const lines = memory.recall(digest)
  return lines === undefined ? undefined : [...lines]
}

describe('what was read before', () => {
  const long = Array.from({ length: 5000 }, (_, at) => `line ${at} ${'x'.repeat(200)}`)

  test('comes back in its order from one run to the next', () => {
    const first = open('a.db')
    fill(first, 'one', ['a', 'b'])
    fill(first, 'two', long)
    first.close()
    const second = open('a.db')
    assert.deepEqual(linesOf(second, 'one'), ['a', 'b'])
    assert.deepEqual(linesOf(second, 'two'), long)
    assert.equal(linesOf(second, 'three'), undefined)
    second.close()
  })

  test('is nothing where reading was cut off', () => {
    const first = open('cut.db')
    const kept = first.keep('one')
    for (const line of long) kept.add(line)
    assert.equal(linesOf(first, 'one'), undefined)
    first.close()
    const second = open('cut.db')
    assert.equal(linesOf(second, 'one'), undefined)
    second.close()
  })

  test('is nothing for other rules or another program', () => {
    const first = open('rules.db')
    fill(first, 'one', ['a'])
    first.close()
    const second = open('rules.db', 'other rules')
    assert.equal(linesOf(second, 'one'), undefined)
    second.close()
  })

  test('is nothing where somebody changed it', () => {
    const first = open('changed.db')
    fill(first, 'one', ['a finding', 'the end'])
    fill(first, 'two', ['a finding'])
    first.close()
    const db = new Database(join(folder, 'changed.db'))
    db.prepare("UPDATE part SET lines = 'the end' WHERE digest = 'one'").run()
    db.close()
    const second = open('changed.db')
    assert.equal(linesOf(second, 'one'), undefined)
    assert.deepEqual(linesOf(second, 'two'), ['a finding'])
    second.close()
  })

  test('with a key is not readable without it, and not usable when a byte is changed', () => {
    const first = open('sealed.db', 'rules', KEY)
    fill(first, 'one', ['secret-marker'])
    first.close()
    const path = join(folder, 'sealed.db')
    assert.ok(!readFileSync(path).includes('secret-marker'))
    const other = openTextMemory(path, 'rules', new Uint8Array(32).fill(1))
    assert.equal(!other.ok && other.fault.code, 'wrong-key')
    const bytes = readFileSync(path)
    bytes[bytes.length - 100] = (bytes.at(-100) ?? 0) ^ 1
    writeFileSync(path, bytes)
    const changed = openTextMemory(path, 'rules', KEY)
    const recalled = changed.ok ? changed.value.recall('one') : undefined
    assert.equal(recalled, undefined)
    if (changed.ok) changed.value.close()
  })

  test('is readable by its owner only', { skip: process.platform === 'win32' && 'no such modes' }, () => {
    open('mode.db').close()
    assert.equal(statSync(join(folder, 'mode.db')).mode & 0o777, 0o600)
  })
})

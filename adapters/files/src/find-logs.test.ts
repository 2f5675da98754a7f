import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { findLogs } from './find-logs.ts'
import { openLog } from './open-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-find-'))
after(() => rmSync(folder, { recursive: true, force: true }))
mkdirSync(join(folder, 'srv1', 'deep'), { recursive: true })
writeFileSync(join(folder, 'srv1', 'System.evtx'), 'abc')
writeFileSync(join(folder, 'srv1', 'deep', 'SECURITY.EVTX'), 'abcd')
writeFileSync(join(folder, 'srv1', 'notes.txt'), 'x')

describe('finding logs', () => {
  test('takes every .evtx below a folder, in order of path', () => {
    const found = findLogs([folder])
    assert.deepEqual(found.faults, [])
    assert.deepEqual(
      found.files.map((file) => [file.path.slice(folder.length + 1), file.bytes]),
      [
        ['srv1/System.evtx', 3],
        ['srv1/deep/SECURITY.EVTX', 4],
      ],
    )
  })

  test('takes each file once, whatever paths and links lead to it', () => {
    const linked = mkdtempSync(join(tmpdir(), 'codedark-link-'))
    symlinkSync(join(folder, 'srv1'), join(linked, 'again'))
    symlinkSync(join(folder, 'srv1', 'System.evtx'), join(linked, 'System.evtx'))
    assert.equal(findLogs([folder, join(folder, 'srv1'), linked]).files.length, 2)
    rmSync(linked, { recursive: true })
  })

  test('a loop of links is a fault and the rest is walked', () => {
    const looped = mkdtempSync(join(tmpdir(), 'codedark-loop-'))
    symlinkSync(looped, join(looped, 'round'))
    symlinkSync(join(looped, 'nowhere'), join(looped, 'dangling'))
    writeFileSync(join(looped, 'z.evtx'), '')
    const found = findLogs([looped])
    assert.equal(found.files.length, 1)
    assert.deepEqual(found.faults.map((fault) => fault.code).sort(), ['link-loop', 'not-found'])
    rmSync(looped, { recursive: true })
  })

  test('a path that is not there is a fault; a file that is named is taken whatever its name', () => {
    const found = findLogs([join(folder, 'none'), join(folder, 'srv1', 'notes.txt')])
    assert.deepEqual(found.faults, [{ code: 'not-found', path: join(folder, 'none') }])
    assert.equal(found.files.length, 1)
  })

  test('a pipe named as a log does not stop the walk', (t) => {
    if (process.platform === 'win32') {
      t.skip('needs mkfifo')
      return
    }
    const piped = mkdtempSync(join(tmpdir(), 'codedark-pipe-'))
    execFileSync('mkfifo', [join(piped, 'a.evtx')])
    assert.deepEqual(findLogs([piped]).faults, [{ code: 'not-a-file', path: join(piped, 'a.evtx') }])
    rmSync(piped, { recursive: true })
  })
})

describe('an open log', () => {
  test('reads at any place and gives nothing behind the end', () => {
    const opened = openLog(join(folder, 'srv1', 'deep', 'SECURITY.EVTX'))
    assert.ok(opened.ok)
    const into = new Uint8Array(3)
    assert.equal(opened.value.read(2, into), 2)
    assert.deepEqual([...into.subarray(0, 2)], [99, 100])
    assert.equal(opened.value.read(99, into), 0)
    opened.value.close()
  })

  test('a folder is a fault', () => {
    const opened = openLog(folder)
    assert.equal(!opened.ok && opened.fault.code, 'is-a-folder')
  })
})

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
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

  test('a full disk is a fault, the old content stays and nothing is left over', (t) => {
    // A file system of 64 KB of its own, in name spaces that an ordinary user may make where the system lets him.
    const script = `
      import { readFileSync, readdirSync } from 'node:fs'
      const { openDurableWriter, writeDurably } = await import(${JSON.stringify(join(import.meta.dirname, 'durable-write.ts'))})
      const path = process.argv[1] + '/a'
      const first = writeDurably(path, 'old')
      const second = writeDurably(path, 'x'.repeat(200000))
      const writer = openDurableWriter(path).value
      const third = writer.write('y'.repeat(300000))
      console.log(JSON.stringify([first.ok, second.fault?.code, third.fault?.code, writer.commit().ok, readFileSync(path, 'utf8'), readdirSync(process.argv[1])]))
    `
    const mounted = join(folder, 'small')
    mkdirSync(mounted)
    const shell = 'mount -t tmpfs -o size=64k tmpfs "$1" && exec "$2" --input-type=module -e "$3" "$1"'
    const run = spawnSync('unshare', ['-rm', 'sh', '-c', shell, 'sh', mounted, process.execPath, script], {
      encoding: 'utf8',
    })
    rmSync(mounted, { recursive: true, force: true })
    if (run.status !== 0 && !run.stdout) {
      t.skip('needs user name spaces')
      return
    }
    assert.deepEqual(JSON.parse(run.stdout), [true, 'disk-full', 'disk-full', false, 'old', ['a']])
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

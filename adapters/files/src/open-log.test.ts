import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { gzipSync, zipSync } from 'fflate'
import { openLog } from './open-log.ts'
import type { OpenLog } from './log-bytes.ts'
import type { Packing } from './open-log.ts'
import { listZip } from './zip-directory.ts'
import type { ZipListing } from './zip-directory.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-open-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

function open(path: string, packing?: Packing): OpenLog {
  const opened = openLog(path, packing)
  assert.ok(opened.ok, opened.ok ? '' : opened.fault.code)
  return opened.value
}

function list(path: string): ZipListing {
  const zip = open(path)
  const listed = listZip(zip, path, (name) => name.endsWith('.evtx'))
  zip.close()
  assert.ok(listed.ok, listed.ok ? '' : JSON.stringify(listed.fault))
  return listed.value
}

function readAll(log: OpenLog, step = 4096): Uint8Array {
  const parts: Uint8Array[] = []
  for (let at = 0; ;) {
    const part = new Uint8Array(step)
    const got = log.read(at, part)
    if (got === 0) return Buffer.concat(parts)
    parts.push(part.subarray(0, got))
    at += got
  }
}

/** Bytes that pack well, but not to nothing. */
const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * at) % 251))
const zeros = new Uint8Array(2_000_000)

describe('logs in a zip', () => {
  const path = file(
    'a.zip',
    zipSync({
      'C/Windows/System32/winevt/Logs/System.evtx': content,
      '../../climbs.evtx': [content.subarray(0, 100), { level: 0 }],
      'uploads/auto/C%3A/Zeros.evtx': zeros,
      'notes.txt': content,
    }),
  )

  test('lists the wanted ones, whatever their names climb to', () => {
    const { entries, faults } = list(path)
    assert.deepEqual(faults, [])
    assert.deepEqual(
      entries.map(({ name, method, bytes }) => [name, method, bytes]),
      [
        ['C/Windows/System32/winevt/Logs/System.evtx', 8, 300_000],
        ['../../climbs.evtx', 0, 100],
        ['uploads/auto/C%3A/Zeros.evtx', 8, 2_000_000],
      ],
    )
  })

  test('gives the bytes of each, forwards and backwards', () => {
    const [system, climbs, bomb] = list(path).entries.map((entry) => open(path, { entry }))
    assert.ok(system !== undefined && climbs !== undefined && bomb !== undefined)
    assert.deepEqual(Buffer.from(readAll(system)), content)
    assert.deepEqual(Buffer.from(readAll(climbs)), content.subarray(0, 100))
    assert.equal(readAll(bomb, 65_536).length, zeros.length)
    for (const log of [system, climbs, bomb]) assert.equal(log.fault(), undefined)
    const part = Buffer.alloc(50)
    assert.equal(system.read(299_980, part), 20)
    assert.equal(system.read(17, part), 50)
    assert.deepEqual(part, content.subarray(17, 67))
    for (const log of [system, climbs, bomb]) log.close()
  })

  test('an entry that is changed is read as far as it goes, and is a fault', () => {
    const bytes = zipSync({ 'a.evtx': content })
    const [entry] = list(file('good.zip', bytes)).entries
    assert.ok(entry !== undefined)
    for (const at of [60, 200, 1000]) {
      const changed = Uint8Array.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 0x55
      const log = open(file('changed.zip', changed), { entry })
      assert.ok(readAll(log).length <= content.length)
      assert.equal(log.fault()?.code, 'packed-damaged')
      log.close()
    }
  })

  test('more than was promised is never unpacked', () => {
    const [entry] = list(path).entries
    assert.ok(entry !== undefined)
    const log = open(path, { entry: { ...entry, bytes: 1000 } })
    assert.ok(readAll(log).length <= 1000)
    const longer = open(path, { entry: { ...entry, bytes: 400_000 } })
    assert.equal(readAll(longer).length, 300_000)
    assert.match(JSON.stringify(longer.fault()), /400000 were promised/)
    for (const one of [log, longer]) one.close()
  })

  test('a file that is no zip, or a cut one, says so', () => {
    const bytes = zipSync({ 'a.evtx': content })
    for (const [name, part] of [
      ['none.zip', content],
      ['cut.zip', bytes.subarray(0, bytes.length - 30)],
      ['empty.zip', new Uint8Array(0)],
    ] as const) {
      const zip = open(file(name, part))
      const listed = listZip(zip, name, () => true)
      assert.equal(!listed.ok && listed.fault.code, 'not-a-zip')
      zip.close()
    }
  })

  test('encrypted, oddly packed and overlapping entries are faults, and the others are listed', () => {
    const names = ['a.evtx', 'b.evtx', 'c.evtx', 'd.evtx', 'e.evtx']
    const bytes = Buffer.from(zipSync(Object.fromEntries(names.map((name) => [name, content]))))
    const listed = names.map((name) => bytes.lastIndexOf(name) - 46)
    const at = (n: number): number => listed[n] ?? 0
    bytes.writeUInt16LE(1, at(0) + 8)
    bytes.writeUInt16LE(9, at(1) + 10)
    bytes.writeUInt32LE(bytes.readUInt32LE(at(3) + 42) + 5, at(2) + 42)
    const { entries, faults } = list(file('odd.zip', bytes))
    assert.deepEqual(
      entries.map(({ name }) => name),
      ['e.evtx'],
    )
    assert.deepEqual(
      faults.map(({ code, path }) => [code, path.slice(-6)]),
      [
        ['encrypted', 'a.evtx'],
        ['unknown-packing', 'b.evtx'],
        ['overlapping-entry', 'c.evtx'],
        ['overlapping-entry', 'd.evtx'],
      ],
    )
  })

  test('any bytes in place of a directory end in a listing or a fault, never in an exception', () => {
    const good = Buffer.from(
      zipSync({ 'a.evtx': content.subarray(0, 500), 'b.evtx': zeros.subarray(0, 500) }),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        (changes) => {
          const bytes = Buffer.from(good)
          for (const [at, value] of changes) bytes[at] = value
          const path = file('fuzz.zip', bytes)
          const zip = open(path)
          const listed = listZip(zip, path, () => true)
          zip.close()
          if (!listed.ok) return
          for (const entry of listed.value.entries) {
            const opened = openLog(path, { entry })
            if (!opened.ok) continue
            readAll(opened.value)
            opened.value.close()
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('logs as .gz', () => {
  test('give their bytes, and a cut one as far as it goes', () => {
    const packed = gzipSync(content)
    const log = open(file('a.gz', packed), { gzip: true })
    assert.deepEqual(Buffer.from(readAll(log)), content)
    assert.equal(log.fault(), undefined)
    log.close()
    const cut = open(file('cut.gz', packed.subarray(0, packed.length / 2)), { gzip: true })
    assert.ok(readAll(cut).length < content.length)
    assert.equal(cut.fault()?.code, 'packed-damaged')
    cut.close()
  })
})

test('a file that is written to while it is read says so', () => {
  const path = file('grows.evtx', content)
  const log = open(path)
  assert.equal(log.changed(), undefined)
  appendFileSync(path, 'more')
  assert.deepEqual(log.changed(), {
    code: 'changed-while-read',
    path,
    need: content.length,
    have: content.length + 4,
  })
  log.close()
})

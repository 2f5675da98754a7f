import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { loadRulePacks } from './rule-packs.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-rules-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const own = join(folder, 'own')
mkdirSync(join(own, 'windows'), { recursive: true })
writeFileSync(join(own, 'windows', 'a.yml'), 'title: a\n')
writeFileSync(join(own, 'b.YAML'), 'title: b\n')
writeFileSync(join(own, 'README.md'), '# no rule\n')

function zip(name: string, files: Record<string, Uint8Array>): string {
  const path = join(folder, name)
  writeFileSync(path, zipSync(files))
  return path
}

describe('loading rule packs', () => {
  test('a folder and a zip of the same rules have the same hash', () => {
    const path = zip('own.zip', { 'windows/a.yml': strToU8('title: a\n'), 'b.YAML': strToU8('title: b\n') })
    const loaded = loadRulePacks([own, path])
    assert.deepEqual(loaded.faults, [])
    const [first, second] = loaded.packs
    assert.deepEqual(
      first?.files.map((file) => file.path),
      ['b.YAML', 'windows/a.yml'],
    )
    assert.equal(first?.hash, second?.hash)
    assert.equal(first?.name, 'own')
    assert.match(first?.version ?? '', /^sha256:[0-9a-f]{12}$/)
  })

  test('one file is a pack; version.txt gives the version', () => {
    const path = zip('versioned.zip', { 'version.txt': strToU8('r2026-11-01\n'), 'a.yml': strToU8('x: 1\n') })
    const loaded = loadRulePacks([join(own, 'windows', 'a.yml'), path])
    assert.deepEqual(
      loaded.packs.map((pack) => [pack.name, pack.files.length]),
      [
        ['a.yml', 1],
        ['versioned.zip', 1],
      ],
    )
    assert.equal(loaded.packs[1]?.version, 'r2026-11-01')
  })

  test('a zip that would unpack to too much is left out with a fault', () => {
    const path = zip('bomb.zip', { 'bomb.yml': new Uint8Array(5_000_000), 'a.yml': strToU8('title: a\n') })
    const loaded = loadRulePacks([path])
    assert.deepEqual(
      loaded.packs[0]?.files.map((file) => file.path),
      ['a.yml'],
    )
    assert.deepEqual(
      loaded.faults.map((fault) => fault.code),
      ['too-large'],
    )
  })

  test('what is no zip, no text, no rule or not there is a fault, and the rest is loaded', () => {
    const noZip = join(folder, 'no.zip')
    writeFileSync(noZip, 'PK no')
    const noText = join(folder, 'binary.yml')
    writeFileSync(noText, Uint8Array.from([0xff, 0xfe, 0x00]))
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    const loaded = loadRulePacks([noZip, noText, empty, join(folder, 'none'), own])
    assert.equal(loaded.packs.length, 1)
    assert.deepEqual([...new Set(loaded.faults.map((fault) => fault.code))].sort(), [
      'no-rules',
      'not-a-zip',
      'not-found',
      'not-text',
    ])
  })
})

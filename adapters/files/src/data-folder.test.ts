import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { createDataFolder, openDataFolder } from './data-folder.ts'
import { DRILL_PASSPHRASE, createKeys, unlockKeys } from './keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-data-'))
after(() => rmSync(folder, { recursive: true, force: true }))

describe('a data folder', () => {
  test('opens as it was made, with its parts', () => {
    const made = createDataFolder(join(folder, 'a'), 'drill')
    assert.ok(made.ok)
    assert.equal(readFileSync(join(folder, 'a', 'kind'), 'utf8'), 'drill\n')
    assert.deepEqual(readdirSync(join(folder, 'a')), ['care', 'command', 'handover', 'keys', 'kind'])
    assert.deepEqual(openDataFolder(join(folder, 'a')), made)
  })

  test('keeps its kind: making it again is refused', () => {
    const again = createDataFolder(join(folder, 'a'), 'real')
    assert.ok(!again.ok && again.fault.code === 'already-a-data-folder')
    assert.equal(readFileSync(join(folder, 'a', 'kind'), 'utf8'), 'drill\n')
  })

  test('is none without a kind, or with another word in it', () => {
    const none = openDataFolder(join(folder, 'none'))
    assert.ok(!none.ok && none.fault.code === 'not-a-data-folder')
    assert.ok(createDataFolder(join(folder, 'b'), 'real').ok)
    writeFileSync(join(folder, 'b', 'kind'), 'test\n')
    const other = openDataFolder(join(folder, 'b'))
    assert.ok(!other.ok && other.fault.code === 'not-a-data-folder')
  })
})

describe('keys', () => {
  const made = createKeys(folder, 'command', 'fünf Wörter in einer Reihe')

  test('open with the passphrase, however its letters were composed, and do not stand in the file', () => {
    assert.ok(made.ok)
    assert.deepEqual(unlockKeys(folder, 'command', 'fünf Wörter in einer Reihe'.normalize('NFD')), made)
    const file = readFileSync(join(folder, 'command.json'), 'utf8')
    assert.ok(!file.includes(Buffer.from(made.value.databaseKey).toString('hex')))
    assert.ok(!file.includes(Buffer.from(made.value.seed).toString('hex')))
  })

  test('stay shut to another passphrase and are not written over', () => {
    const wrong = unlockKeys(folder, 'command', DRILL_PASSPHRASE)
    assert.ok(!wrong.ok && wrong.fault.code === 'wrong-passphrase')
    const again = createKeys(folder, 'command', DRILL_PASSPHRASE)
    assert.ok(!again.ok && again.fault.code === 'keys-exist')
  })

  test('of one server do not open as those of the other', () => {
    writeFileSync(join(folder, 'care.json'), readFileSync(join(folder, 'command.json')))
    const swapped = unlockKeys(folder, 'care', 'fünf Wörter in einer Reihe')
    assert.ok(!swapped.ok && swapped.fault.code === 'wrong-passphrase')
  })

  test('a file that is none, is cut or asks for too much memory is a fault', () => {
    const whole = readFileSync(join(folder, 'command.json'), 'utf8')
    const bad = [
      '',
      '{}',
      'null',
      whole.slice(0, -9),
      whole.replace('65536', '99999999999'),
      whole.replace('65536', '8'),
    ]
    for (const text of bad) {
      writeFileSync(join(folder, 'care.json'), text)
      const opened = unlockKeys(folder, 'care', 'x')
      assert.ok(!opened.ok && opened.fault.code === 'not-a-key-file', text)
    }
  })
})

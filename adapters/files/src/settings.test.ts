import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createDataFolder, isTimeZone, readSettings, systemTimeZone, writeSettings } from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-settings-'))
after(() => rmSync(root, { recursive: true, force: true }))
const made = createDataFolder(join(root, 'data'), 'drill')
assert.ok(made.ok)
const folder = made.value
const good = { hospital: 'Invented hospital', timeZone: 'Europe/Brussels', secondCopy: join(root, 'second') }

test('a folder without settings says so, and one with settings gives them back', () => {
  const none = readSettings(folder)
  assert.ok(!none.ok && none.fault.code === 'not-found')
  assert.deepEqual(writeSettings(folder, good), { ok: true, value: good })
  assert.deepEqual(readSettings(folder), { ok: true, value: good })
  const named = { ...good, placeholders: join(root, 'names.yml') }
  assert.deepEqual(writeSettings(folder, named), { ok: true, value: named })
  assert.deepEqual(writeSettings(folder, good), { ok: true, value: good })
})

test('what is no name, no zone or no whole path is refused, and what was set before stands', () => {
  const cases = [
    { ...good, hospital: ' ' },
    { ...good, hospital: 'two\nlines' },
    { ...good, hospital: 'x'.repeat(201) },
    { ...good, timeZone: 'Europe/Atlantis' },
    { ...good, timeZone: '+01:00' },
    { ...good, timeZone: '' },
    { ...good, secondCopy: 'second' },
    { ...good, placeholders: 'names.yml' },
  ]
  for (const one of cases) {
    const refused = writeSettings(folder, one)
    assert.ok(!refused.ok && refused.fault.code === 'bad-setting', JSON.stringify(one))
  }
  assert.deepEqual(readSettings(folder), { ok: true, value: good })
  assert.deepEqual(
    readdirSync(folder.path).filter((name) => name.endsWith('.tmp')),
    [],
  )
})

test('an edited file is a fault, never a guess', () => {
  const path = join(folder.path, 'settings.json')
  for (const text of [
    '',
    '[]',
    '{"v":2}',
    '{"v":1,"hospital":"x","timeZone":"Nowhere/At all","secondCopy":null}',
  ]) {
    writeFileSync(path, text)
    assert.equal(readSettings(folder).ok, false, text)
  }
})

test('the zone of this machine is one that can be set', () => {
  assert.ok(isTimeZone(systemTimeZone()))
})

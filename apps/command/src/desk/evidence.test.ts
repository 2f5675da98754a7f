import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DRILL_PASSPHRASE, evidencePath, takeEvidenceFile } from '@codedark/files'
import { addEvidence, checkEvidence, evidenceWithoutEntry, getEvidence, listEvidence } from './evidence.ts'
import { initDataFolder, openIncident } from './init.ts'
import { openCommand, type OpenedCommand } from './open-command.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-taken-'))
after(() => rmSync(root, { recursive: true, force: true }))
const note = join(root, 'READ_ME.txt')
writeFileSync(note, 'Your files are ours.\r\n')
const file = { path: note, kind: 'note', by: 'Ada Eins', mayShowPatients: false } as const

function data(name: string): OpenedCommand {
  assert.ok(initDataFolder(join(root, name), 'drill', DRILL_PASSPHRASE).ok)
  const opened = openCommand(join(root, name), DRILL_PASSPHRASE)
  assert.ok(opened.ok)
  return opened.value
}

test('a file is kept under its hash before its entry, is listed with its name, and comes back', () => {
  const opened = data('kept')
  assert.ok(openIncident(opened, 'Night').ok)
  const added = addEvidence(opened, file)
  assert.ok(added.ok, JSON.stringify(added))
  const [listed] = listEvidence(opened)
  assert.equal(listed?.fileName, 'READ_ME.txt')
  assert.equal(listed?.entry, added.value.entry)
  assert.deepEqual(
    checkEvidence(opened).map(({ state }) => state),
    ['fits'],
  )
  const out = join(root, 'out.txt')
  assert.ok(getEvidence(opened, added.value.sha256, out).ok)
  assert.equal(readFileSync(out, 'utf8'), 'Your files are ours.\r\n')
  const twice = addEvidence(opened, file)
  assert.ok(!twice.ok && twice.fault.includes(`entry ${added.value.entry}`))
  opened.close()
})

test('a file that was changed or is gone is named with its entry, and is not given out', () => {
  const opened = data('changed')
  assert.ok(openIncident(opened, 'Night').ok)
  const added = addEvidence(opened, file)
  assert.ok(added.ok)
  const path = evidencePath(join(opened.folder.commandFolder, 'evidence'), added.value.sha256)
  const bytes = readFileSync(path)
  bytes[30] = (bytes[30] ?? 0) ^ 1
  chmodSync(path, 0o600)
  writeFileSync(path, bytes)
  const { sha256, entry } = added.value
  assert.deepEqual(checkEvidence(opened), [{ sha256, entry, state: 'misfit' }])
  assert.equal(getEvidence(opened, sha256, join(root, 'not-given')).ok, false)
  rmSync(path)
  assert.deepEqual(checkEvidence(opened), [{ sha256, entry, state: 'missing' }])
  opened.close()
})

test('what is refused leaves no file, and a file without an entry is found', () => {
  const opened = data('refused')
  assert.equal(addEvidence(opened, file).ok, false, 'no incident is open')
  const folder = join(opened.folder.commandFolder, 'evidence')
  assert.deepEqual(readdirSync(folder), [])
  const loose = takeEvidenceFile(note, folder, opened.keys.databaseKey)
  assert.ok(loose.ok)
  assert.deepEqual(evidenceWithoutEntry(opened.folder, opened.ledger.state()), [loose.value.sha256])
  opened.close()
})

test('a file that a virus scanner knows, and an empty one, are kept sealed, lie nowhere in clear, and come back as they were', () => {
  const opened = data('inert')
  assert.ok(openIncident(opened, 'Night').ok)
  // The test text of virus scanners, in two parts: this file itself must not be one.
  const eicar = `X5O!P%@AP[4\\PZX54(P^)7CC)7}${'$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`
  for (const [name, text] of [
    ['invoice.com', eicar],
    ['empty.txt', ''],
    ['<img src=x onerror=alert(1)>.html', '<script>alert(1)</script>'],
  ] as const) {
    writeFileSync(join(root, name), text)
    const added = addEvidence(opened, { ...file, path: join(root, name) })
    assert.ok(added.ok, JSON.stringify(added))
    const kept = readFileSync(evidencePath(join(opened.folder.commandFolder, 'evidence'), added.value.sha256))
    if (text !== '')
      assert.ok(!kept.includes(text.slice(0, 20)), 'sealed: no scanner finds it, nothing runs it')
    const out = join(root, `back-${added.value.sha256.slice(0, 8)}`)
    assert.ok(getEvidence(opened, added.value.sha256, out).ok)
    assert.equal(readFileSync(out, 'utf8'), text)
  }
  assert.equal(listEvidence(opened)[2]?.fileName, '<img src=x onerror=alert(1)>.html', 'a name is text')
  opened.close()
})

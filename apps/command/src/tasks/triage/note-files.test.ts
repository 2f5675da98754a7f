import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { zipSync } from 'fflate'
import { runTriage } from './index.ts'
import { MAX_NOTE_BYTES } from './limits.ts'
import { findNoteFiles } from './note-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-notes-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const TEXT =
  'Hello hospital,\nall your files are encrypted and you will not have the keys. Pay in bitcoin or we leak your data. Write to keys@unlock.example\n'
const NOTE = Buffer.from(`\uFEFF${TEXT}`, 'utf16le')
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const LONG = Buffer.from(`${TEXT}${'x'.repeat(3 * MAX_NOTE_BYTES)}`)
const logs = join(folder, 'logs')
mkdirSync(join(logs, 'srv-a', 'files'), { recursive: true })
mkdirSync(join(logs, 'srv-b', 'a.txt'), { recursive: true })
mkdirSync(join(logs, 'nowhere'))
writeFileSync(join(logs, 'srv-a', 'files', 'ransom.txt'), NOTE)
writeFileSync(join(logs, 'srv-b', 'minutes.txt'), 'The minutes of Monday.')
writeFileSync(join(logs, 'nowhere', 'long.HTML'), LONG)
writeFileSync(join(logs, 'srv-c.zip'), zipSync({ 'C/Users/HOW_TO_DECRYPT.txt': NOTE }))
mkdirSync(join(folder, 'estate'))
writeFileSync(
  join(folder, 'estate', 'servers.csv'),
  `name,role,status,site,service,ip,os,virtual,aliases,host\n${['a', 'b', 'c', 'd', 'e'].map((one) => `srv-${one},files,active,X,files,,,no,,\n`).join('')}`,
)

describe('texts beside the logs', () => {
  test('a folder that bears the name of a text is none, and a path that is not there is passed over', () => {
    assert.deepEqual(
      findNoteFiles([join(logs, 'srv-b'), join(folder, 'gone')]).map(({ path }) => path),
      [join(logs, 'srv-b', 'minutes.txt')],
    )
  })

  test('are read in a child, in zips too: who wrote them a note is evidence with place, hash, language and contacts', async () => {
    const done = await runTriage({
      paths: [logs],
      estateFolder: join(folder, 'estate'),
      powers: new Map([['srv-d', { state: 'off', by: 'Ada', at: '2021-01-17T20:00:00Z' }]]),
      children: 1,
    })
    assert.ok(done.ok, done.ok ? '' : done.fault.text)
    const { notes, servers } = done.value.notes
    const below = (path: string): string => path.slice(logs.length + 1)
    assert.deepEqual(
      notes
        .map((one) => [one.server, below(one.place), one.bytes, one.sha256, one.text?.language])
        .sort((a, b) => (String(a[1]) < String(b[1]) ? -1 : 1)),
      [
        [null, 'nowhere/long.HTML', LONG.length, sha256(LONG), 'English'],
        ['srv-a', 'srv-a/files/ransom.txt', NOTE.length, sha256(NOTE), 'English'],
        ['srv-c', 'srv-c.zip!C/Users/HOW_TO_DECRYPT.txt', NOTE.length, sha256(NOTE), 'English'],
      ],
    )
    for (const one of notes) {
      assert.deepEqual(one.text?.contacts, [{ kind: 'mail', value: 'keys@unlock.example' }])
      assert.equal(one.text?.addressee, 'Hello hospital,')
      assert.ok(one.excerpt?.includes('your files are encrypted') && one.excerpt.length <= 4_000)
    }
    assert.deepEqual(
      servers.map(({ server, answer }) => [server, answer]),
      [
        ['srv-a', 'found'],
        ['srv-b', 'searched, nothing'],
        ['srv-c', 'found'],
        ['srv-d', 'cannot be searched'],
        ['srv-e', 'not searched'],
      ],
    )
    assert.deepEqual(
      done.value.faults.filter(({ file }) => file.startsWith(logs)),
      [],
    )
  })
})

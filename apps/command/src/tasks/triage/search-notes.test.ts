import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { MAX_NOTE_BYTES } from './limits.ts'
import { searchNotes } from './search-notes.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-notes-'))
after(() => rmSync(folder, { recursive: true, force: true }))
mkdirSync(join(folder, 'srv-a', 'files'), { recursive: true })
mkdirSync(join(folder, 'nowhere'))
writeFileSync(join(folder, 'srv-a', 'files', 'ransom.txt'), Buffer.from('\uFEFFYour files', 'utf16le'))
writeFileSync(join(folder, 'srv-a', 'System.evtx'), 'no note')
writeFileSync(join(folder, 'nowhere', 'long.HTML'), 'x'.repeat(3 * MAX_NOTE_BYTES))
mkdirSync(join(folder, 'srv-b', 'a.txt'), { recursive: true })

const serverOf = (name: string): string | null => (/^srv-[ab]$/.test(name) ? name : null)

test('text files are found below the paths, told to the server whose folder they lie in, and cut at the limit', () => {
  const { files, searched, leftOut } = searchNotes([folder], serverOf)
  assert.deepEqual(
    files.map(({ server, text, bytes }) => [server, text.length, bytes]),
    [
      [null, MAX_NOTE_BYTES, 3 * MAX_NOTE_BYTES],
      ['srv-a', 'Your files'.length, 22],
    ],
  )
  assert.equal(files[1]?.text, 'Your files')
  assert.match(files[1]?.sha256 ?? '', /^[0-9a-f]{64}$/)
  assert.deepEqual([...searched], ['srv-a'])
  assert.equal(leftOut, 0)
})

test('a folder that bears the name of a file, a log that is named itself and a path that is not there are no notes', () => {
  const { files } = searchNotes(
    [join(folder, 'srv-b'), join(folder, 'srv-a', 'System.evtx'), join(folder, 'gone')],
    serverOf,
  )
  assert.deepEqual(files, [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { notesInText, spokenWords } from './index.ts'

const note = (size: number, signatures = 1): string =>
  `log.invalid/record\n${size}\nAAAA\n\n${Array.from({ length: signatures }, (_, at) => `— log.invalid/${at} AAAA\n`).join('')}`

test('notes are found in a file with a key, in a submission, and several in one text', () => {
  assert.deepEqual(notesInText(note(3)), [note(3)])
  assert.deepEqual(notesInText(`${note(3, 2)}\nverifier key:\nlog.invalid+x+y\n`), [note(3, 2)])
  assert.deepEqual(notesInText(`old 2\nAAAA\n\n${note(3)}`), [note(3)])
  assert.deepEqual(notesInText(`${note(3)}\n${note(4, 2)}${note(5)}`), [note(3), note(4, 2), note(5)])
})

test('line ends of another system and blanks at line ends do not hide a note', () => {
  assert.deepEqual(notesInText(note(7).replaceAll('\n', ' \r\n')), [note(7)])
})

test('a text without a note has none, whatever it is', () => {
  for (const text of ['', '\n\n', '— a b', '\n— a b\n', 'a\n— a b\n']) assert.deepEqual(notesInText(text), [])
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const found of notesInText(text)) assert.match(found, /\n\n— /u)
    }),
  )
})

test('spoken words are one to one with the bytes, five letters for two of them', () => {
  assert.deepEqual(spokenWords(Uint8Array.of(127, 0, 0, 1)), ['lusab', 'babad'])
  const words = new Set(
    Array.from({ length: 65_536 }, (_, value) => spokenWords(Uint8Array.of(value >> 8, value & 255))[0]),
  )
  assert.equal(words.size, 65_536)
})

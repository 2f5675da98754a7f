import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mapNames } from './names.ts'
import { isNoteName, readNoteText } from './note-text.ts'
import { noteReport } from './notes.ts'
import type { NoteInput } from './notes.ts'
import type { Finding, ServerVerdict } from './verdict.ts'

const FRENCH = `Bonjour à la direction,
Vos fichiers sont chiffrés, les clés sont chez nous. N'essayez pas de les déchiffrer. Payez en bitcoin, nous avons vos données.
Pour les clés écrivez à cles@unlock.example ou sur http://abcdefghij234567.onion/x avec votre numéro.`

describe('the text of a note', () => {
  test('gives language, contacts and whom it speaks to', () => {
    const read = readNoteText(FRENCH, false)
    assert.equal(read.isNote, true)
    assert.equal(read.language, 'French')
    assert.deepEqual(read.contacts, [
      { kind: 'onion', value: 'abcdefghij234567.onion' },
      { kind: 'mail', value: 'cles@unlock.example' },
    ])
    assert.equal(read.addressee, 'Bonjour à la direction,')
    assert.equal(
      readNoteText('ATTENTION\n\nDear management,\nyour files', true).addressee,
      'Dear management,',
    )
    assert.equal(readNoteText('Attention!\nYour files', true).addressee, 'Attention!')
  })

  test('an ordinary text is none, whatever single word it has, and no language is guessed from too little', () => {
    assert.equal(readNoteText('We encrypt all backups. Questions: it@hospital.example', false).isNote, false)
    assert.equal(readNoteText('Release notes of the print driver.', true).isNote, false)
    assert.equal(readNoteText('xyz', false).language, null)
  })

  test('a long or hostile text is read in no time', () => {
    const text = `${'a@'.repeat(200_000)}${'dear '.repeat(100_000)}${'how to '.repeat(100_000)}`
    const before = process.hrtime.bigint()
    readNoteText(text, true)
    isNoteName(text)
    assert.ok(process.hrtime.bigint() - before < 2_000_000_000n)
  })

  test('names of notes are told from ordinary ones', () => {
    for (const name of ['C:\\ransom.txt', '/x/HOW_TO_RECOVER_FILES.hta', 'a\\!READ_ME_NOW.html'])
      assert.equal(isNoteName(name), true, name)
    for (const name of ['C:\\transom.txt', 'readme.txt', 'ransom.exe', 'decrypt/minutes.txt'])
      assert.equal(isNoteName(name), false, name)
  })
})

function verdict(server: string): ServerVerdict {
  return {
    server,
    verdict: 'blind',
    encryption: 'blind',
    intrusion: 'blind',
    seenByPerson: false,
    firstAt: null,
    lastAt: null,
    window: null,
    channels:
      server === 'sysmon'
        ? [
            {
              channel: 'Microsoft-Windows-Sysmon/Operational',
              records: 9,
              firstAt: '',
              lastAt: '',
              spans: [],
              gaps: [],
              coversWindow: true,
            },
          ]
        : [],
    reasons: [],
    missing: [],
  }
}

const servers = ['file', 'event', 'looked', 'sysmon', 'locked', 'off', 'dark']
const input = (more: Partial<NoteInput> = {}): NoteInput => ({
  names: mapNames(null, servers),
  verdicts: servers.map(verdict),
  findings: [],
  search: { files: [], filesLeftOut: 0, searched: [] },
  sightings: [],
  powers: new Map(),
  ...more,
})

const written: Finding = {
  rule: { id: '917c3847-1af7-5b59-b9be-1e17e0663a49', title: 'x', author: 'us', level: 'high' },
  server: null,
  computer: 'event',
  channel: 'Microsoft-Windows-Sysmon/Operational',
  eventId: 11,
  recordId: 7,
  time: '2021-01-17T19:20:00.0000000Z',
  file: 'a.evtx',
  offset: 0,
  fields: { TargetFilename: 'C:\\ransom.txt' },
}

test('every server has one of four answers, and what was not searched is never nothing', () => {
  const { isNote: _, ...text } = readNoteText(FRENCH, true)
  const file = { path: 'logs/file/ransom.txt', server: 'file', bytes: 400, modifiedAt: null, sha256: 'ab' }
  const { notes, servers: answers } = noteReport(
    input({
      search: {
        files: [{ ...file, text, excerpt: FRENCH }],
        filesLeftOut: 0,
        searched: ['file', 'looked'],
      },
      findings: [written],
      sightings: [
        {
          server: 'locked',
          kind: 'recovery-screen',
          seenBy: 'A. Nurse',
          seenAt: '2021-01-17T20:00:00Z',
        },
      ],
      powers: new Map([['off', { state: 'off' }]]),
    }),
  )
  assert.deepEqual(
    answers.map(({ server, answer }) => [server, answer]),
    [
      ['file', 'found'],
      ['event', 'found'],
      ['looked', 'searched, nothing'],
      ['sysmon', 'searched, nothing'],
      ['locked', 'cannot be searched'],
      ['off', 'cannot be searched'],
      ['dark', 'not searched'],
    ],
  )
  assert.deepEqual(
    notes.map(({ shownBy, place, sha256 }) => [shownBy, place, sha256]),
    [
      ['file written', 'C:\\ransom.txt', null],
      ['file', 'logs/file/ransom.txt', 'ab'],
    ],
  )
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { describeContactFault, e164, parseContacts } from './contacts.ts'
import { MAX_CONTACTS } from './limits.ts'

const HEAD = 'role,name,mobile,deputy,mail,language\n'
const codes = (text: string): string[] =>
  parseContacts(HEAD + text).faults.map(({ code, line }) => `${line} ${code}`)

describe('a call tree', () => {
  test('is read with deputies by name, ids by role and place, columns in any order', () => {
    const { contacts, faults } = parseContacts(
      'name;x,language,mail,deputy,mobile,role\n'.replace('name;x', 'name') +
        'Director,fr,d@example.org,Deputy director,0470 12.34/56,management\nDeputy director,NL,,,+32 (0)471 00 00 01,management\n',
    )
    assert.deepEqual(faults, [])
    assert.deepEqual(
      contacts.map(({ id, mobile, deputy, language }) => [id, mobile, deputy, language]),
      [
        ['management-1', '+32470123456', 'management-2', 'fr'],
        ['management-2', '+32471000001', null, 'nl'],
      ],
    )
  })

  test('names every fault with its line, and keeps whoever can be reached', () => {
    const text = [
      'boss,A,0470123456,,,en',
      'management,,0470123456,,,en',
      'management,B,12,,b@example.org,en',
      'management,C,0470123456,Nobody,x@y@z,xx',
      'dpo,D,0470123456,D,,en',
      'dpo,D,,,,',
      'short,E',
      'legal,F,,,,en',
    ].join('\n')
    assert.deepEqual(codes(text), [
      '2 unknown-role',
      '3 name-missing',
      '4 bad-mobile',
      '5 bad-mail',
      '5 bad-language',
      '7 no-way-to-reach',
      '7 bad-language',
      '7 same-line',
      '8 wrong-cell-count',
      '9 no-way-to-reach',
      '5 unknown-deputy',
      '6 same-mobile',
      '6 own-deputy',
    ])
    assert.equal(parseContacts(HEAD + text).contacts.length, 4)
  })

  test('without its columns, or empty, is a fault and nobody', () => {
    for (const text of ['', 'a,b\n1,2\n', '\0', '"']) {
      const read = parseContacts(text)
      assert.deepEqual(read.contacts, [])
      assert.notEqual(read.faults.length, 0, JSON.stringify(text))
    }
  })

  test('takes a limited number of people and says that there were more', () => {
    const lines = Array.from(
      { length: MAX_CONTACTS + 5 },
      (_, index) => `ward-lead,W${index},,,w${index}@example.org,nl`,
    )
    const read = parseContacts(HEAD + lines.join('\n'))
    assert.equal(read.contacts.length, MAX_CONTACTS)
    assert.equal(read.faults.at(-1)?.code, 'too-many')
  })

  test('puts no line end and no second receiver into a message', () => {
    const { contacts } = parseContacts(
      `${HEAD}dpo,"A\r\nBcc: x",,,"a@b.org\nBcc: c@d.org",en\ndpo,B,,,"a@b.org,c@d.org",en\n`,
    )
    assert.deepEqual(
      contacts.map(({ name, mail }) => [name, mail]),
      [
        ['A Bcc: x', null],
        ['B', null],
      ],
    )
  })
})

test('any text is read without a throw; ids are different, deputies are in the list, each fault is a sentence', () => {
  const cell = fc.oneof(
    fc.constantFrom('management', 'dpo', 'A', 'B', '0470123456', 'a@b.org', 'en', ''),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { maxLength: 8 }), (rows) => {
      const { contacts, faults } = parseContacts(HEAD + rows.map((row) => row.join(',')).join('\n'))
      const ids = contacts.map(({ id }) => id)
      assert.equal(new Set(ids).size, ids.length)
      for (const { deputy, id } of contacts)
        assert.ok(deputy === null || (deputy !== id && ids.includes(deputy)))
      for (const fault of faults) assert.match(describeContactFault(fault), /^line \d+: .*\.$/su)
    }),
  )
})

test('a number is E.164 or none', () => {
  assert.equal(e164('00 32 470 12 34 56'), '+32470123456')
  assert.equal(e164('069/33 31 11'), '+3269333111')
  assert.equal(e164('112'), null)
  assert.equal(e164('+32 470 ABC'), null)
})

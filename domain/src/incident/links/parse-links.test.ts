import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseAddress } from './parse-address.ts'
import { describeLinkFault, parseLinks } from './parse-links.ts'
import { addressText, readLinkWords, writeLinkWords } from './words.ts'

const HEADER = 'id,partner,kind,purpose,care,needs,helps,owner,phone,workaround,addresses\n'

test('a line of the register is read with its lists parted by semicolons', () => {
  const text = `${HEADER}VPN-1,"Partner, N.V.",VPN,results,Laboratory; Wards,labs;labs,bench,Network,411,courier,192.0.2.9:443; lab.example:8443\n`
  const { links, faults } = parseLinks(text, new Set(['labs', 'bench']))
  assert.deepEqual(faults, [])
  assert.deepEqual(links[0], {
    id: 'VPN-1',
    kind: 'vpn',
    partner: 'Partner, N.V.',
    line: 2,
    words: {
      purpose: 'results',
      care: ['Laboratory', 'Wards'],
      needs: ['labs'],
      helps: ['bench'],
      owner: 'Network',
      phone: '411',
      workaround: 'courier',
      addresses: [
        { host: '192.0.2.9', port: 443 },
        { host: 'lab.example', port: 8443 },
      ],
    },
  })
})

test('each fault names its line; a fault of a cell keeps the link', () => {
  const rows = [
    ',P,vpn,x,,,,,,,',
    'A,,vpn,x,,,,,,,',
    'B,P,carrier pigeon,x,,,,,,,',
    'C,P,vpn,,,,,,,,',
    'D,P,vpn,x,,nowhere,,,,,',
    'E,P,vpn,x,,,,,,,10.0.0.0/8:443',
    'F,P',
    'B,P,vpn,x,,,,,,,',
    `G,P,vpn,${'y'.repeat(1001)},,,,,,,`,
  ]
  const { links, faults } = parseLinks(`${HEADER}${rows.join('\n')}\n`, new Set(['labs']))
  assert.deepEqual(
    links.map(({ id }) => id),
    ['B', 'C', 'D', 'E', 'G'],
  )
  assert.deepEqual(
    faults.map(({ code, line }) => [code, line]),
    [
      ['id-missing', 2],
      ['partner-missing', 3],
      ['unknown-kind', 4],
      ['purpose-missing', 5],
      ['unknown-service', 6],
      ['bad-address', 7],
      ['wrong-cell-count', 8],
      ['same-link-twice', 9],
      ['too-long', 10],
      ['purpose-missing', 10],
    ],
  )
  for (const fault of faults) assert.match(describeLinkFault(fault), /^line \d+: .+ expected, found .*\.$/u)
})

test('an empty file, a picture and a file without its columns are faults and no links', () => {
  for (const text of ['', '\0\u{1}\u{2}', 'name,what\na,b\n', HEADER.replace('id', 'key')]) {
    const { links, faults } = parseLinks(text)
    assert.equal(links.length, 0)
    assert.ok(faults.length > 0)
  }
})

test('an address is one place: no range, no network, no wildcard, no group', () => {
  for (const good of [
    '10.4.0.9:443',
    'lab.example:22',
    '[fd00::9]:443',
    '[::ffff:10.4.0.9]:1',
    'host_1:65535',
    '[::1]:9',
  ])
    assert.ok(parseAddress(good), good)
  const bad = [
    '10.4.0.9',
    '10.4.0.9:0',
    '10.4.0.9:65536',
    '10.4.0.0/24:443',
    '10.4.0.1-9:443',
    '10.4.0:443',
    '10.4.0.300:443',
    '010.4.0.9:443',
    '0x0a.4.0.9:443',
    '0.0.0.0:443',
    '224.0.0.1:443',
    '255.255.255.255:80',
    '*:443',
    '[::]:443',
    '[ff02::1]:443',
    '[1:2]:443',
    '[1::2::3]:443',
    'user@host:22',
    'https://host:443',
    'host:port',
    'ho st:1',
    '-host:1',
    '',
  ]
  for (const text of bad) assert.equal(parseAddress(text), null, text)
})

test('an address that was read is written as it is read again', () => {
  const host = fc.oneof(
    fc.ipV4(),
    fc.domain(),
    fc.ipV6().map((six) => `[${six}]`),
  )
  fc.assert(
    fc.property(host, fc.integer({ min: 1, max: 65_535 }), (name, port) => {
      const read = parseAddress(`${name}:${port}`)
      if (read === null) return
      assert.deepEqual(parseAddress(addressText(read)), read)
    }),
  )
})

test('any text is read without a throw, and what is kept of a link is read back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (one, other) => {
      const { links } = parseLinks(`${HEADER}"${one.replaceAll('"', '""')}",${other},vpn,x,,,,,,,\n`)
      for (const { words } of links) assert.deepEqual(readLinkWords(writeLinkWords(words)), words)
    }),
  )
})

test('words that are none are not known', () => {
  for (const text of [null, '', '[]', '3', 'null', '{']) assert.equal(readLinkWords(text), null)
  assert.deepEqual(
    readLinkWords('{"purpose":3,"addresses":[1,{"host":"a"},{"host":"a","port":1}]}')?.addresses,
    [{ host: 'a', port: 1 }],
  )
})

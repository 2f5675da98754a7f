import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  formatCheckpoint,
  formatVerifierKey,
  fromBase64,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  signNote,
  toBase64,
  utf8Bytes,
  utf8Text,
} from './index.ts'
import { sha256, signerOf, verifyEd25519 } from './testing/keys.ts'

test('a verifier key is read back whatever its base64 holds, plus signs too', () => {
  let withPlus = 0
  for (let round = 0; round < 60; round += 1) {
    const { verifier } = signerOf('log.invalid/a')
    const vkey = formatVerifierKey(verifier)
    if (vkey.split('+').length > 3) withPlus += 1
    const parsed = parseVerifierKey(sha256, vkey)
    assert.ok(parsed.ok)
    assert.deepEqual(parsed.value.publicKey, verifier.publicKey)
  }
  assert.ok(withPlus > 0)
})

test('a verifier key with another id, type, length or name is refused by its reason', () => {
  const vkey = formatVerifierKey(signerOf('log.invalid/a').verifier)
  const refusal = (text: string): unknown => {
    const parsed = parseVerifierKey(sha256, text)
    return parsed.ok ? 'read' : parsed.fault.reason
  }
  assert.equal(refusal('no key'), 'shape')
  assert.equal(refusal(vkey.replace('log', 'lag')), 'key-id')
  assert.equal(refusal(vkey.replace('log', 'l g')), 'name')
  assert.equal(refusal(`a+00000000+${toBase64(Uint8Array.of(9, 1))}`), 'key-type')
  assert.equal(refusal(`a+00000000+${toBase64(Uint8Array.of(1, 1))}`), 'key-length')
})

test('opens its own note, among signatures by keys it does not know', () => {
  const ours = signerOf('log.invalid/ours')
  const others = Array.from({ length: 20 }, (_, index) => signerOf(`witness.invalid/${index}`))
  const note = signNote('one\n\ntwo\n', [...others, ours])
  const opened = openNote(note, [ours.verifier], verifyEd25519)
  assert.ok(opened.ok)
  assert.equal(opened.value.text, 'one\n\ntwo\n')
  assert.deepEqual(opened.value.signedBy, [ours.verifier])
})

test('refuses a note whose known signature is wrong, even beside a right one', () => {
  const first = signerOf('log.invalid/1')
  const second = signerOf('log.invalid/2')
  const forged = { verifier: second.verifier, sign: first.sign }
  const opened = openNote(
    signNote('text\n', [first, forged]),
    [first.verifier, second.verifier],
    verifyEd25519,
  )
  assert.deepEqual(opened, { ok: false, fault: { code: 'wrong-signature', name: 'log.invalid/2' } })
})

test('refuses a note without a known signature, with a control character, or with no signature line', () => {
  const ours = signerOf('log.invalid/ours')
  const opened = openNote(signNote('text\n', [signerOf('x')]), [ours.verifier], verifyEd25519)
  assert.deepEqual(opened, { ok: false, fault: { code: 'no-known-signature', names: ['x'] } })
  assert.equal(openNote('te\txt\n\n— x AAAAAAAA\n', [], verifyEd25519).ok, false)
  assert.equal(openNote('text\n\nx AAAAAAAA\n', [], verifyEd25519).ok, false)
  assert.equal(openNote('text\n', [], verifyEd25519).ok, false)
})

test('no byte of a signed note can be turned unseen', () => {
  const ours = signerOf('log.invalid/ours')
  const note = signNote('log.invalid/ours\n3\nAAAA\n', [ours])
  for (let at = 0; at < note.length; at += 1) {
    const turned = note.slice(0, at) + (note[at] === 'x' ? 'y' : 'x') + note.slice(at + 1)
    assert.equal(openNote(turned, [ours.verifier], verifyEd25519).ok, false, `byte ${at}`)
  }
})

test('a checkpoint is read back as written', () => {
  const checkpoint = {
    origin: 'log.invalid/DRILL',
    size: 20_000,
    root: Uint8Array.from(sha256(new Uint8Array(0))),
  }
  assert.deepEqual(parseCheckpoint(formatCheckpoint(checkpoint)), { ok: true, value: checkpoint })
})

test('names the line where a checkpoint is wrong', () => {
  const root = toBase64(new Uint8Array(32))
  const lineOf = (text: string): number => {
    const parsed = parseCheckpoint(text)
    return parsed.ok ? 0 : parsed.fault.line
  }
  assert.equal(lineOf(`\n1\n${root}\n`), 1)
  assert.equal(lineOf(`a\n01\n${root}\n`), 2)
  assert.equal(lineOf(`a\n-1\n${root}\n`), 2)
  assert.equal(lineOf(`a\n99999999999999999\n${root}\n`), 2)
  assert.equal(lineOf('a\n1\nAAAA\n'), 3)
  assert.equal(lineOf(`a\n1\n${root}\n\n`), 4)
  assert.equal(lineOf(`a\n1\n${root}`), 1)
})

test('base64 and UTF-8 agree with Node on any input', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ unit: 'binary' }), (bytes, text) => {
      assert.equal(toBase64(bytes), Buffer.from(bytes).toString('base64'))
      const back = fromBase64(toBase64(bytes))
      assert.ok(back.ok)
      assert.deepEqual(Buffer.from(back.value), Buffer.from(bytes))
      assert.deepEqual(Buffer.from(utf8Bytes(text)), Buffer.from(text))
      const read = utf8Text(bytes)
      let expected: string | undefined
      try {
        expected = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      } catch {
        expected = undefined
      }
      assert.equal(read.ok ? read.value : undefined, expected)
    }),
    { numRuns: 500 },
  )
})

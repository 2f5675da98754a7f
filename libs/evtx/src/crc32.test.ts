import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { crc32, scriptCrc32 } from './crc32.ts'

test('the sum of the nine digits is that of RFC 1952', () => {
  const view = new DataView(new TextEncoder().encode('123456789').buffer)
  assert.equal(crc32(view, 0, 9), 0xcbf43926)
})

test('a sum is the same in script and by the platform, wherever it begins and ends and whatever came before', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1024, maxLength: 4096 }),
      fc.nat(512),
      fc.nat(0xffff_ffff),
      (bytes, from, seed) => {
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
        const whole = crc32(view, from, bytes.length, seed)
        assert.equal(whole, scriptCrc32(view, from, bytes.length, seed))
        const middle = (from + bytes.length) >> 1
        assert.equal(whole, crc32(view, middle, bytes.length, crc32(view, from, middle, seed)))
      },
    ),
  )
})

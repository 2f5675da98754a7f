import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import fc from 'fast-check'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { code128, dataMatrix } from './codes.ts'
import type { Code } from './codes.ts'

const wasmBinary = Uint8Array.from(
  readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')),
).buffer
prepareZXingModule({ overrides: { wasmBinary } })

/** Points to a pixel of the picture that is read; a thin bar is then seven wide. */
const SCALE = 7
const EDGE = 90

/** What a reader finds in the picture of a code. */
async function readBack({ bars, w, h }: Code): Promise<readonly string[]> {
  const [width, height] = [Math.ceil(w * SCALE) + 2 * EDGE, Math.ceil(h * SCALE) + 2 * EDGE]
  const head = Buffer.from(`P5 ${width} ${height} 255\n`)
  const grey = Buffer.alloc(width * height, 255)
  for (const bar of bars)
    for (let y = Math.round(bar.y * SCALE); y < Math.round((bar.y + bar.h) * SCALE); y += 1) {
      const row = (y + EDGE) * width + EDGE
      grey.fill(0, row + Math.round(bar.x * SCALE), row + Math.round((bar.x + bar.w) * SCALE))
    }
  const found = await readBarcodes(new Uint8Array(Buffer.concat([head, grey])), {
    formats: ['DataMatrix', 'Code128'],
  })
  return found.map(({ text }) => text)
}

const printable = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc
      .oneof(fc.integer({ min: 0x30, max: 0x39 }), fc.integer({ min: 0x20, max: 0x7e }))
      .map((code) => String.fromCodePoint(code)),
    minLength: 1,
    maxLength,
  })

test('a DataMatrix of any text up to 60 characters reads back as that text', async () => {
  const lengths = Array.from({ length: 60 }, (_, index) => 'Serial DRILL-77 '.repeat(4).slice(0, index + 1))
  for (const text of [...lengths, '1', '12', '123', '700011', '0'.repeat(60)]) {
    const code = dataMatrix(text)
    assert.ok(code !== null, text)
    assert.deepEqual(await readBack(code), [text])
  }
  await fc.assert(
    fc.asyncProperty(printable(60), async (text) => {
      const code = dataMatrix(text)
      assert.ok(code !== null)
      assert.deepEqual(await readBack(code), [text])
    }),
    { numRuns: 60 },
  )
})

test('a Code 128 of letters and digits in any order reads back as that text', async () => {
  for (const text of [
    '1',
    '12',
    '123',
    '1234',
    '12345',
    '700011',
    'A1',
    'A123456B',
    'MRN-00012345/A',
    '12345A1234',
  ]) {
    const code = code128(text)
    assert.ok(code !== null, text)
    assert.deepEqual(await readBack(code), [text])
  }
  await fc.assert(
    fc.asyncProperty(printable(10), async (text) => {
      const code = code128(text)
      if (code !== null) assert.deepEqual(await readBack(code), [text])
    }),
    { numRuns: 60 },
  )
})

test('what cannot be encoded gives no code', () => {
  assert.equal(dataMatrix('é'), null)
  assert.equal(dataMatrix('1'.repeat(61)), null)
  assert.equal(code128('W'.repeat(40)), null)
})

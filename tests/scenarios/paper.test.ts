import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { drawWardPacket, openPrinter } from '../../adapters/paper/src/index.ts'
import { sampleLine, samplePacket, samplePatient } from '../../adapters/paper/src/testing/sample-packet.ts'

function missing(tool: string): boolean {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' })
    return false
  } catch {
    return true
  }
}

test('drug, dose and allergy are read back from a black-and-white print at 200 dpi', async (t) => {
  if (missing('pdftoppm')) return t.skip('needs poppler-utils (npm run setup:tests)')
  if (missing('tesseract')) return t.skip('needs tesseract-ocr (npm run setup:tests)')
  const folder = mkdtempSync(join(tmpdir(), 'codedark-paper-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const lines = [
    sampleLine(1, { drug: 'Bumetanide tablet', dose: '1250 mg' }, ['2026-11-24T07:00:00Z']),
    sampleLine(2, { drug: 'Paracetamol tablet', dose: '500 mg' }, ['2026-11-24T11:00:00Z']),
  ]
  const { bytes } = await drawWardPacket(samplePacket([samplePatient(lines)]), { printer: openPrinter() })
  const file = join(folder, 'packet.pdf')
  writeFileSync(file, bytes)
  execFileSync('pdftoppm', [
    '-mono',
    '-r',
    '200',
    '-f',
    '3',
    '-l',
    '3',
    '-singlefile',
    file,
    join(folder, 'sheet'),
  ])
  const image = join(folder, 'sheet.pbm')
  const read = execFileSync('tesseract', [image, '-', '--psm', '6'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  for (const word of ['Bumetanide', 'Paracetamol', '1250 mg', '500 mg', 'PENICILLIN'])
    assert.ok(read.includes(word), `${word} in ${read}`)
})

test('the codes of a sheet give its serial and the patient number at 200 dpi', async (t) => {
  if (missing('pdftoppm')) return t.skip('needs poppler-utils (npm run setup:tests)')
  const folder = mkdtempSync(join(tmpdir(), 'codedark-paper-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const patient = samplePatient([sampleLine(1, {}, ['2026-11-24T07:00:00Z'])])
  const { bytes, pages } = await drawWardPacket(samplePacket([patient]), { printer: openPrinter() })
  const file = join(folder, 'packet.pdf')
  writeFileSync(file, bytes)
  const to = join(folder, 'sheet')
  execFileSync('pdftoppm', ['-png', '-mono', '-r', '200', '-f', '3', '-l', '3', '-singlefile', file, to])
  // The reader would otherwise fetch its binary from the network.
  const require = createRequire(import.meta.url)
  const wasmBinary = new Uint8Array(readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm')))
    .buffer
  prepareZXingModule({ overrides: { wasmBinary } })
  const read = await readBarcodes(new Uint8Array(readFileSync(`${to}.png`)), {
    formats: ['DataMatrix', 'Code128'],
  })
  const found = new Map<string, string>(read.map(({ format, text }) => [format, text]))
  assert.equal(found.get('DataMatrix'), pages[2]?.serial)
  assert.equal(found.get('Code128'), patient.patient.number)
})

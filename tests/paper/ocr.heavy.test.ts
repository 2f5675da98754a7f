import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCopy } from '@codedark/fhir'
import { drawWardPacket, openPrinter } from '@codedark/paper'
import { packetsOf, writeDrillPatients } from './print-drill.ts'
import { missing, pageTexts } from './read-print.ts'
import { unreadIn, wordsToRead } from './truth-words.ts'

const SHEETS = [
  '60 drugs',
  '200 characters',
  'twin',
  'Latin letters',
  'Hebrew script',
  'newborn',
  'name like the next',
  'bed is not',
]
/** Of drugs, doses and allergies; on the sheets above tesseract has read more. A person reads what it does not. */
const LEAST_READ = 0.9

test('tesseract reads drugs, doses and allergies of awkward patients from one-bit pictures at 200 dpi', async (t) => {
  if (missing('tesseract') || missing('pdftoppm')) return t.skip('needs tesseract-ocr (npm run setup:tests)')
  const folder = mkdtempSync(join(tmpdir(), 'codedark-ocr-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const truth = writeDrillPatients(2021, folder)
  const { copy } = readCopy(join(folder, 'downtime'))
  const chosen = SHEETS.flatMap((why) => truth.find((one) => one.why?.includes(why) === true) ?? [])
  assert.equal(chosen.length, SHEETS.length)
  let words = 0
  const unread: string[] = []
  for (const packet of packetsOf(copy, new Set(chosen.map(({ id }) => id)))) {
    const drawn = await drawWardPacket(packet, { printer: openPrinter() })
    const texts = pageTexts(drawn.bytes, folder)
    const file = join(folder, `${packet.ward.id}.pdf`)
    writeFileSync(file, drawn.bytes)
    for (const one of chosen) {
      const page = drawn.pages.find(({ patient, kind }) => patient === one.id && kind === 'medication')
      if (page === undefined) continue
      const wanted = wordsToRead(texts[page.pdfPage - 1] ?? '', one)
      words += wanted.length
      unread.push(...unreadIn(file, page, wanted).map((said) => said.split(' in ')[0] ?? ''))
    }
  }
  t.diagnostic(`${words - unread.length} of ${words} read; not read: ${unread.join(', ')}`)
  assert.ok(words > 60, `${words} words`)
  assert.ok(unread.length <= words * (1 - LEAST_READ), unread.join(', '))
})

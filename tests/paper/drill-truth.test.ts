import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readCopy } from '@codedark/fhir'
import { drawWardPacket, openPrinter } from '@codedark/paper'
import type { DrawnPacket, PacketPage } from '@codedark/paper'
import type { PatientTruth } from '../../drill/src/patients/truth.ts'
import { randomOf } from '../../drill/src/random.ts'
import { packetsOf, writeDrillPatients } from './print-drill.ts'
import { codesIn, misplaced, missing, pageTexts, raster, squeeze } from './read-print.ts'
import { doseWords, inOrder, unreadIn, wordsToRead } from './truth-words.ts'

const SEED = 2021
const PATIENTS = 100
const folder = mkdtempSync(join(tmpdir(), 'codedark-truth-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const truth = writeDrillPatients(SEED, folder)
const { copy, faults } = readCopy(join(folder, 'downtime'))
const chosen = choose()
const printer = openPrinter()

/** Those that are awkward on purpose, and others by chance up to the number; those with no ward are on no packet. */
function choose(): ReadonlyMap<string, PatientTruth> {
  const others = randomOf(SEED)
    .split('truth')
    .shuffle(truth.filter(({ why }) => why === null))
  const awkward = truth.filter(({ why }) => why !== null)
  const all = [...awkward, ...others].slice(0, PATIENTS).filter(({ ward }) => ward !== null)
  return new Map(all.map((one) => [one.id, one]))
}

interface Printed {
  readonly drawn: DrawnPacket
  readonly texts: readonly string[]
  readonly file: string
}
const printed: Printed[] = []
async function print(): Promise<readonly Printed[]> {
  if (printed.length > 0) return printed
  for (const packet of packetsOf(copy, new Set(chosen.keys()))) {
    const drawn = await drawWardPacket(packet, { printer, duplex: true })
    const file = join(folder, `${packet.ward.id}.pdf`)
    writeFileSync(file, drawn.bytes)
    printed.push({ drawn, texts: pageTexts(drawn.bytes, folder), file })
  }
  return printed
}

function pagesOf(drawn: DrawnPacket, patient: string, kind: PacketPage['kind']): readonly PacketPage[] {
  return drawn.pages.filter((page) => page.patient === patient && page.kind === kind)
}

test('what cannot be read of the drill is what was left out on purpose', () => {
  assert.deepEqual(
    faults.map(({ code }) => code),
    ['place-not-in-copy', 'place-not-in-copy'],
  )
})

test('every allergy, drug with dose, code status, alert and bed is in the text of the PDF, in order', async (t) => {
  if (missing('pdftotext')) return t.skip('needs poppler-utils (npm run setup:tests)')
  const wrong: string[] = []
  let seen = 0
  for (const { drawn, texts } of await print()) {
    assert.deepEqual(
      drawn.faults.filter(({ code }) => code !== 'barcode-left-out'),
      [],
    )
    for (const [id, one] of chosen) {
      const pages = pagesOf(drawn, id, 'medication')
      if (pages.length === 0) continue
      seen += 1
      const text = pages.map((page) => texts[page.pdfPage - 1] ?? '').join('')
      wrong.push(...missingIn(text, one).map((what) => `${id} (${one.why ?? 'by chance'}): ${what}`))
      const summary = pagesOf(drawn, id, 'summary')
        .map((page) => texts[page.pdfPage - 1] ?? '')
        .join('')
      for (const said of [one.codeStatus ?? 'NOT IN THIS COPY', ...one.alerts])
        if (!summary.includes(squeeze(said))) wrong.push(`${id}: summary lacks ${said}`)
    }
  }
  assert.deepEqual(wrong, [])
  assert.equal(seen, chosen.size)
})

/** What of a patient's truth is not in the text of the medication sheet, or not in its place. */
function missingIn(text: string, one: PatientTruth): readonly string[] {
  const wrong: string[] = []
  let at = 0
  const next = (what: string, words: string): void => {
    const found = text.indexOf(squeeze(words), at)
    if (found < 0) wrong.push(`${what} ${words}`)
    else at = found + squeeze(words).length
  }
  for (const name of [one.family ?? one.text ?? '', ...one.given])
    if (!/\p{Script=Arabic}/u.test(name))
      next('name', name === one.given[0] || one.given.includes(name) ? name : name.toUpperCase())
  next('number', one.number)
  next('bed', one.bed ?? 'not in copy')
  if (one.allergies.state === 'none-known') next('allergies', 'none known (asked and recorded)')
  if (one.allergies.state === 'not-recorded') next('allergies', 'NOT RECORDED')
  for (const substance of one.allergies.substances) next('allergy', substance)
  if (one.allergies.state === 'contradiction') next('allergies', 'CONTRADICTION')
  next('code status', one.codeStatus ?? 'NOT IN THIS COPY')
  for (const alert of one.alerts) next('alert', alert)
  next('unknown span', 'UNKNOWN 20:12–21:10: ask, look, then give')
  for (const drug of inOrder(one.drugs)) {
    next('drug', drug.drug)
    next(`dose of ${drug.drug}`, doseWords(drug))
  }
  for (const drug of one.givenWithoutOrder) next('dose without an order', drug)
  return wrong
}

test('no text leaves its cell or the printable area, and none lies on another', async () => {
  const wrong = (await print()).flatMap(({ drawn }) => misplaced(drawn))
  assert.deepEqual(wrong.slice(0, 20), [])
})

test('each patient begins on a front, serials run on, and every page of a patient counts up', async () => {
  for (const { drawn } of await print())
    for (const page of drawn.pages) {
      if (page.patient !== null && page.kind === 'medication' && page.page === 1)
        assert.equal(page.pdfPage % 2, 1)
      assert.match(page.serial, /^DRILL-20210117-\d{6}$/)
    }
})

test('the codes of awkward patients decode from a one-bit picture at 300 dpi', async (t) => {
  if (missing('pdftoppm')) return t.skip('needs poppler-utils (npm run setup:tests)')
  let read = 0
  for (const { drawn, file } of await print())
    for (const why of ['twin', '200 characters', 'unknown man'])
      for (const [id, one] of chosen) {
        const [page] = one.why?.includes(why) === true ? pagesOf(drawn, id, 'medication') : []
        if (page === undefined) continue
        const codes = await codesIn(raster(file, page.pdfPage, { dpi: 300, format: 'png' }))
        assert.deepEqual([codes.get('DataMatrix'), codes.get('Code128')], [page.serial, one.number])
        read += 1
      }
  assert.equal(read, 4)
})

test('tesseract reads drug, dose and allergy of an awkward patient from a one-bit picture at 200 dpi', async (t) => {
  if (missing('tesseract') || missing('pdftoppm')) return t.skip('needs tesseract-ocr (npm run setup:tests)')
  for (const { drawn, file, texts } of await print())
    for (const [id, one] of chosen) {
      const [page] = one.why === 'none known beside an allergy' ? pagesOf(drawn, id, 'medication') : []
      if (page === undefined) continue
      const words = wordsToRead(texts[page.pdfPage - 1] ?? '', one)
      assert.ok(words.length > 5)
      assert.deepEqual(unreadIn(file, page, words), [])
    }
})

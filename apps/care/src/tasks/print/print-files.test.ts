import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseHandover } from '@codedark/domain/handover'
import { drillFolder, openSmall, smallHospital, writeExport } from '../../testing/small-hospital.ts'
import { importCopy } from '../import/import-copy.ts'
import { printAll, printWard } from './print-files.ts'

const now = (): string => '2021-01-17T21:00:00.000Z'

function textOf(file: string): string | null {
  try {
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  } catch {
    return null
  }
}

test('a printed packet holds every drug, dose and allergy of its ward; serials run on and are handed over', async (t) => {
  const care = openSmall(drillFolder())
  const kept = await importCopy(care, {
    path: writeExport(smallHospital()),
    asOf: null,
    now,
    onProgress: () => undefined,
  })
  assert.ok(kept.ok)
  const out = mkdtempSync(join(tmpdir(), 'codedark-packets-'))
  const file = join(out, 'a.pdf')
  const one = await printWard(care, { ward: 'Ward A', file }, { by: 'A. Nurse', now })
  assert.ok(one.ok, JSON.stringify(one))
  assert.equal(one.value.patients, 4)
  const all = await printAll(care, join(out, 'all'), { by: null, now, onPrinted: () => undefined })
  assert.ok(all.ok, JSON.stringify(all))
  const numbers = [one.value, ...all.value].map(({ firstSerial, lastSerial, sheets }) => {
    const [first, last] = [firstSerial, lastSerial].map((serial) => Number(serial.slice(-6)))
    assert.equal((last ?? 0) - (first ?? 0) + 1, sheets)
    assert.match(firstSerial, /^DRILL-[0-9A-Z]{4}-\d{6}$/)
    return { first, last }
  })
  assert.deepEqual(
    numbers.map(({ first }) => first),
    [1, ...numbers.slice(0, -1).map(({ last }) => (last ?? 0) + 1)],
  )
  const ids = readdirSync(care.folder.handoverFolder).map((name) =>
    readFileSync(join(care.folder.handoverFolder, name), 'utf8'),
  )
  assert.equal(ids.length, 4)
  for (const words of ids) {
    assert.ok(parseHandover(JSON.parse(words)).ok)
    assert.doesNotMatch(words, /Verzonnen|Invendrug|Allergen|7000/)
    assert.ok(!words.includes(createHash('sha256').update(readFileSync(file)).digest('hex')))
  }
  const printed = care.vault.accesses(100)
  assert.ok(printed.ok)
  assert.equal(printed.value.filter(({ what, by }) => what === 'printed' && by === 'A. Nurse').length, 4)
  care.vault.close()
  const text = textOf(file)
  if (text === null) return t.skip('needs poppler-utils (npm run setup:tests)')
  for (let n = 0; n < 4; n += 1)
    for (const word of [`Invendrug${n}`, `${n + 3}25 mg`, `Allergen${n}`, `VERZONNENA${n}`])
      assert.ok(text.includes(word), word)
  assert.doesNotMatch(text, /VERZONNENB/)
})

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { WardSaid } from '@codedark/domain/downtime'
import { drillFolder, openSmall, smallHospital, writeExport } from '../../testing/small-hospital.ts'
import { importCopy } from '../import/import-copy.ts'
import type { OpenedCare } from '../open-care.ts'
import { CareLog } from '../care-log.ts'
import { sourceNow } from '../show.ts'
import { sayWardOf } from '../ward-state-cli.ts'
import { sinceOf } from '../ward-state.ts'
import { ordersKept } from './orders-kept.ts'
import { Press } from './press.ts'
import { printAll, printWard } from './print-files.ts'
import { writePacket } from './write-packet.ts'

const at = '2021-01-17T21:00:00.000Z'
const now = (): string => at
const options = { by: 'A. Nurse', now }
const out = mkdtempSync(join(tmpdir(), 'codedark-paper-'))
const paper: WardSaid = { step: 'paper', since: null, signedBy: 'A. Nurse' }

async function small(): Promise<OpenedCare> {
  const care = openSmall(drillFolder())
  const path = writeExport(smallHospital())
  const kept = await importCopy(care, { path, asOf: null, now, onProgress: () => undefined })
  assert.ok(kept.ok)
  return care
}

const say = (care: OpenedCare, said: WardSaid): ReturnType<typeof sayWardOf> =>
  sayWardOf(care, { ward: 'Ward A', said, by: 'A. Nurse', now: at })

const formsOf = (care: OpenedCare, serial: string): readonly string[] => {
  const sheets = care.vault.sheetsFrom(serial)
  assert.ok(sheets.ok)
  return sheets.value.map(({ form }) => form)
}

test('once a ward signed for paper no order of it is printed, alone or with all, and the PDF of before is not given out', async () => {
  const care = await small()
  const first = await printWard(care, { ward: 'Ward A', file: join(out, 'first.pdf') }, options)
  assert.ok(first.ok)
  assert.ok(formsOf(care, first.value.firstSerial).includes('medication'))
  assert.ok((await say(care, { step: 'packet-out', receivedBy: 'A. Nurse', firstSerial: null })).ok)
  assert.ok((await say(care, paper)).ok)
  const one = await printWard(care, { ward: 'Ward A', file: join(out, 'paper.pdf') }, options)
  const all = await printAll(care, join(out, 'all'), { ...options, onPrinted: () => undefined })
  assert.ok(one.ok && all.ok)
  for (const printed of [one.value, ...all.value.filter(({ ward }) => ward === 'ward-a')]) {
    const forms = formsOf(care, printed.firstSerial)
    assert.ok(forms.includes('continuation'))
    assert.ok(!forms.includes('medication') && !forms.includes('summary'))
  }
  const other = all.value.find(({ ward }) => ward === 'ward-b')
  assert.ok(formsOf(care, other?.firstSerial ?? '').includes('medication'))
  const log = CareLog.open(care.vault)
  assert.ok(log.ok)
  assert.match(ordersKept(care, log.value.state, first.value.firstSerial) ?? '', /Not given out/)
  assert.equal(ordersKept(care, log.value.state, one.value.firstSerial), null)
  assert.equal(ordersKept(care, log.value.state, other?.firstSerial ?? ''), null)
  assert.match(ordersKept(care, log.value.state, 'DRILL-OF-BEFORE') ?? '', /Not given out/)
  care.vault.close()
})

test('a ward that signs while its packet is being set gets no orders', async () => {
  const care = await small()
  const source = await sourceNow(care, at)
  assert.ok(source.ok)
  assert.ok((await say(care, paper)).ok)
  const press = new Press(undefined)
  const done = await writePacket(care, source.value, press, { ward: 'ward-a', at, by: null })
  press.close()
  assert.match(done.ok ? '' : done.fault, /paper is its record/)
  care.vault.close()
})

test('a reprint is by patient or by pages, has serials of its own and names the sheet it replaces', async (t) => {
  const care = await small()
  const first = await printWard(care, { ward: 'Ward A', file: join(out, 'one.pdf') }, options)
  assert.ok(first.ok)
  const sheets = care.vault.sheetsFrom(first.value.firstSerial)
  assert.ok(sheets.ok)
  const own = sheets.value.filter(({ patient }) => patient === 'pat-a1')
  const file = join(out, 'again.pdf')
  const again = await printWard(care, { ward: 'Ward A', file, reprint: { patients: ['700011'] } }, options)
  assert.ok(again.ok, JSON.stringify(again))
  const reprinted = care.vault.sheetsFrom(again.value.firstSerial)
  assert.ok(reprinted.ok)
  assert.ok(reprinted.value.every((sheet) => sheet.replaces === own[0]?.serial && sheet.kind === 'reprint'))
  const range = { firstSerial: first.value.firstSerial, fromPage: 1, toPage: own[0]?.pdfPage ?? 0 }
  const pages = await printWard(care, { ward: 'Ward A', file: join(out, 'p.pdf'), reprint: range }, options)
  assert.ok(pages.ok)
  assert.deepEqual([...new Set(formsOf(care, pages.value.firstSerial))], ['census', 'medication', 'summary'])
  const lost = { ...range, fromPage: 900, toPage: 900 }
  assert.equal((await printWard(care, { ward: 'Ward A', file, reprint: lost }, options)).ok, false)
  const packets = care.vault.packets()
  assert.ok(packets.ok)
  assert.equal(packets.value.find(({ ward }) => ward === 'ward-a')?.firstSerial, first.value.firstSerial)
  care.vault.close()
  let text = ''
  try {
    text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  } catch {
    return t.skip('needs poppler-utils (npm run setup:tests)')
  }
  assert.match(text, /VERZONNENA1/)
  assert.doesNotMatch(text, /Invendrug0/)
  assert.match(text, /NOT FOR GIVING/)
})

test('a whole packet after one was handed over is a reprint too', async () => {
  const care = await small()
  const first = await printWard(care, { ward: 'Ward A', file: join(out, 'h.pdf') }, options)
  assert.ok(first.ok)
  assert.ok((await say(care, { step: 'packet-out', receivedBy: 'N', firstSerial: null })).ok)
  const second = await printWard(care, { ward: 'Ward A', file: join(out, 'h2.pdf') }, options)
  assert.ok(second.ok)
  const sheet = care.vault.sheet(second.value.firstSerial)
  assert.deepEqual(sheet.ok && [sheet.value?.kind, sheet.value?.replaces], [
    'reprint',
    first.value.firstSerial,
  ])
  care.vault.close()
})

test('command is handed the state and since when, and no name', async () => {
  const care = await small()
  assert.ok((await say(care, paper)).ok)
  const words = readdirSync(care.folder.handoverFolder)
    .map((name) => readFileSync(join(care.folder.handoverFolder, name), 'utf8'))
    .filter((one) => one.includes('ward-state'))
  assert.equal(words.length, 1)
  assert.match(words[0] ?? '', /"state":"paper"/)
  assert.doesNotMatch(words[0] ?? '', /Nurse/)
  care.vault.close()
})

test('a clock time is the last time that clocks showed it', async () => {
  const care = await small()
  const source = await sourceNow(care, '2021-01-17T23:10:00.000Z')
  assert.ok(source.ok)
  const header = { ...source.value.header, now: '2021-01-17T23:10:00.000Z', timeZone: 'Europe/Brussels' }
  assert.deepEqual(sinceOf('0:05', header), { ok: true, value: '2021-01-17T23:05:00.000Z' })
  assert.deepEqual(sinceOf('22:40', header), { ok: true, value: '2021-01-17T21:40:00.000Z' })
  assert.deepEqual(sinceOf(null, header), { ok: true, value: null })
  assert.equal(sinceOf('25:00', header).ok, false)
  care.vault.close()
})

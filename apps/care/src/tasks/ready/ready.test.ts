import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { ReadyPage } from '@codedark/domain/downtime'
import { drillFolder, openSmall, smallHospital, writeExport } from '../../testing/small-hospital.ts'
import { importCopy } from '../import/import-copy.ts'
import type { OpenedCare } from '../open-care.ts'
import { keepReadyPages } from './daily-ready.ts'
import { readyHistory, readyNow, sayReady } from './ready.ts'
import { writeReadySheet } from './ready-sheet.ts'

const at = '2021-01-17T21:00:00.000Z'

async function pageOf(care: OpenedCare, now = at): Promise<ReadyPage> {
  const page = await readyNow(care, now)
  assert.ok(page.ok, JSON.stringify(page))
  return page.value
}

const lineOf = (page: ReadyPage, what: string): string => {
  const line = page.lines.find((one) => one.what === what)
  return `${line?.state}: ${line?.words}`
}

test('of an empty folder the copy would not work, and what nobody looked at is not checked', async () => {
  const care = openSmall(drillFolder())
  const page = await pageOf(care)
  assert.match(lineOf(page, 'Downtime copy'), /^would-not-work: there is none/)
  assert.match(lineOf(page, 'Second copy'), /^would-not-work: no folder is set/)
  for (const what of ['Test print', 'Paper', 'Toner', 'Key shares tried', 'Contacts', 'Kit', 'Rules'])
    assert.match(lineOf(page, what), /^not-checked: nobody/)
  care.vault.close()
})

test('what would not work stands first; what is said holds for its time and is then not checked', async () => {
  const care = openSmall(drillFolder())
  const path = writeExport(smallHospital())
  const kept = await importCopy(care, { path, asOf: null, now: () => at, onProgress: () => undefined })
  assert.ok(kept.ok)
  const say = { check: 'paper', at, by: 'A. Porter', works: true, words: '12 reams' } as const
  assert.ok(sayReady(care.folder, say).ok)
  assert.ok(sayReady(care.folder, { ...say, check: 'toner', works: false, words: 'empty' }).ok)
  const page = await pageOf(care)
  const states = page.lines.map(({ state }) => state)
  const order = ['would-not-work', 'not-checked', 'fine'] as const
  assert.deepEqual(
    states,
    order.flatMap((one) => states.filter((state) => state === one)),
  )
  assert.match(lineOf(page, 'Paper'), /^fine: 12 reams \(A\. Porter/)
  assert.match(lineOf(page, 'Toner'), /^would-not-work: empty/)
  assert.match(lineOf(page, 'Feed: Orders'), /^fine/)
  assert.match(lineOf(page, 'Packets'), /^would-not-work: \d of \d wards have none/)
  const later = await pageOf(care, '2021-01-30T21:00:00.000Z')
  assert.match(lineOf(later, 'Paper'), /^not-checked/)
  assert.match(lineOf(later, 'Feed: Orders'), /^would-not-work/)
  const before = await pageOf(care, '2021-01-10T21:00:00.000Z')
  assert.match(lineOf(before, 'Paper'), /^not-checked/, 'said at a time to come')
  assert.equal(readyHistory(care.folder).pages.length, 3)
  assert.equal(readyHistory(care.folder).pages[0]?.at, '2021-01-30T21:00:00.000Z')
  const file = join(mkdtempSync(join(tmpdir(), 'codedark-ready-')), 'ready.pdf')
  assert.deepEqual(await writeReadySheet(care, page, file), { ok: true, value: 1 })
  assert.equal(readFileSync(file, 'latin1').slice(0, 5), '%PDF-')
  care.vault.close()
})

test('a damaged list of what people said is a fault, never "nothing said"', async () => {
  const care = openSmall(drillFolder())
  assert.ok(sayReady(care.folder, { check: 'kit', at, by: 'B', works: true, words: 'of today' }).ok)
  writeFileSync(join(care.folder.careFolder, 'ready', 'said.json'), '[{')
  const page = await readyNow(care, at)
  assert.match(page.ok ? '' : page.fault, /damaged/)
  writeFileSync(join(care.folder.careFolder, 'ready', '2021-01-01.json'), '{}')
  assert.equal(readyHistory(care.folder).unreadable, 1)
  care.vault.close()
})

test('while the pages are served each day gets its page once, by itself', async () => {
  const care = openSmall(drillFolder())
  let day = 17
  const stop = keepReadyPages(care, () => `2021-01-${day}T21:00:00.000Z`, 5)
  const until = async (pages: number): Promise<void> => {
    while (readyHistory(care.folder).pages.length < pages) await pause(5)
  }
  await until(1)
  day = 18
  await until(2)
  await pause(40)
  stop()
  assert.deepEqual(
    readyHistory(care.folder).pages.map((page) => page.at),
    ['2021-01-18T21:00:00.000Z', '2021-01-17T21:00:00.000Z'],
  )
  care.vault.close()
})

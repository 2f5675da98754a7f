import assert from 'node:assert/strict'
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Generation } from '@codedark/domain/downtime'
import { parseHandover } from '@codedark/domain/handover'
import type { Result } from '@codedark/domain/result'
import {
  drillFolder,
  openSmall,
  smallHospital,
  SMALL_AS_OF,
  writeExport,
} from '../../testing/small-hospital.ts'
import type { OpenedCare } from '../open-care.ts'
import { censusOf, listWards } from '../show.ts'
import { acceptCopy, importCopy } from './import-copy.ts'

const now = (): string => '2021-01-17T21:00:00.000Z'
const taking = (
  care: OpenedCare,
  path: string,
  asOf: string | null = null,
): Promise<Result<Generation, string>> => importCopy(care, { path, asOf, now, onProgress: () => undefined })

async function taken(care: OpenedCare, path: string): Promise<Generation> {
  const kept = await taking(care, path)
  assert.ok(kept.ok, JSON.stringify(kept))
  return kept.value
}

test('an export is read by a child, kept, and shown by another opening; its counts are handed over without a name', async () => {
  const data = drillFolder()
  const care = openSmall(data)
  const kept = await taken(care, writeExport(smallHospital()))
  assert.equal(kept.state, 'current')
  assert.deepEqual([kept.counts.inpatients, kept.counts.wards.length, kept.faults], [8, 2, 0])
  assert.equal(kept.asOf.results, null)
  care.vault.close()
  const again = openSmall(data)
  const view = await listWards(again, now())
  assert.ok(view.ok)
  assert.deepEqual(
    view.value.wards.map(({ id, patients, emptyBeds }) => [id, patients, emptyBeds]),
    [
      ['ward-a', 4, 1],
      ['ward-b', 4, 1],
    ],
  )
  const census = await censusOf(again, { ward: 'ward b', by: 'A. Nurse', now: now() })
  assert.ok(census.ok)
  assert.equal(census.value.rows[0]?.patient?.familyName, 'Verzonnenb0')
  const seen = again.vault.accesses(1)
  assert.deepEqual(seen.ok && seen.value, [
    { at: now(), by: 'A. Nurse', what: 'looked', ward: 'ward-b', patient: null },
  ])
  const files = readdirSync(again.folder.handoverFolder)
  assert.equal(files.length, 1)
  const words = readFileSync(join(again.folder.handoverFolder, files[0] ?? ''), 'utf8')
  assert.ok(parseHandover(JSON.parse(words)).ok)
  assert.doesNotMatch(words, /Verzonnen|7000|pat-/)
  again.vault.close()
})

test('broken lines, foreign JSON and wrong shapes are faults with their place, and the rest is taken', async () => {
  const care = openSmall(drillFolder())
  const folder = writeExport(smallHospital())
  appendFileSync(join(folder, 'Patient.ndjson'), '{"resourceType":"Patient","id":"x"\n')
  writeFileSync(join(folder, 'Zero.ndjson'), Buffer.alloc(70_000))
  writeFileSync(join(folder, 'Deep.json'), `${'['.repeat(200_000)}`)
  writeFileSync(
    join(folder, 'Odd.ndjson'),
    '{"resourceType":"Encounter","id":"e","status":"in-progress","class":{"code":"IMP"},"subject":7}\n',
  )
  const kept = await taken(care, folder)
  assert.equal(kept.counts.inpatients, 8)
  assert.deepEqual(
    kept.faultList.map(({ code, file, line }) => [code, file, line]),
    [
      ['not-json', 'Deep.json', 1],
      ['not-json', 'Patient.ndjson', 9],
      ['not-json', 'Zero.ndjson', 1],
      ['stay-without-patient', 'Odd.ndjson', 1],
    ],
  )
  care.vault.close()
})

test('what shrank is held back with its reason; wards see the one before until a person takes it', async () => {
  const care = openSmall(drillFolder())
  await taken(care, writeExport(smallHospital(6)))
  const held = await taken(care, writeExport(smallHospital(2)))
  assert.equal(held.state, 'held-back')
  const before = await listWards(care, now())
  assert.ok(before.ok)
  assert.equal(before.value.inpatients, 12)
  assert.match(before.value.header.heldBack ?? '', /4 inpatients; the copy in use has 12/)
  assert.equal(readdirSync(care.folder.handoverFolder).length, 1)
  assert.ok(acceptCopy(care, null, { by: 'B. Matron', at: now() }).ok)
  const after = await listWards(care, now())
  assert.ok(after.ok)
  assert.deepEqual([after.value.inpatients, after.value.header.heldBack], [4, null])
  assert.equal(readdirSync(care.folder.handoverFolder).length, 2)
  care.vault.close()
})

test('an export that does not say of when it is needs a person to say it', async () => {
  const care = openSmall(drillFolder())
  const folder = writeExport(smallHospital(), null)
  const refused = await taking(care, folder)
  assert.match(refused.ok ? '' : refused.fault, /--as-of/)
  const kept = await taking(care, folder, SMALL_AS_OF)
  assert.ok(kept.ok && kept.value.asOf.orders === SMALL_AS_OF)
  assert.match((await taking(care, '/nowhere/at/all')).ok ? '' : 'refused', /refused/)
  care.vault.close()
})

test('a file that ends the reading process twice is given up as a fault, and the rest is taken', async () => {
  const care = openSmall(drillFolder())
  const folder = writeExport(smallHospital())
  writeFileSync(join(folder, 'Poison.ndjson'), '{}\n')
  const kept = await importCopy(care, {
    path: folder,
    asOf: null,
    childPath: join(import.meta.dirname, '../../testing/child-that-dies.ts'),
    now,
    onProgress: () => undefined,
  })
  assert.ok(kept.ok, JSON.stringify(kept))
  assert.equal(kept.value.counts.inpatients, 8)
  assert.match(kept.value.faultList[0]?.code ?? '', /file-given-up/)
  assert.equal(kept.value.faultList[0]?.file, 'Poison.ndjson')
  care.vault.close()
})

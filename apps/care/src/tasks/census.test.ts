import assert from 'node:assert/strict'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { PatientSaying } from '@codedark/domain/downtime'
import { isDowntimeNumber, partsOfNumber } from '@codedark/domain/downtime'
import { drillFolder, openSmall, smallHospital, writeExport } from '../testing/small-hospital.ts'
import { sayPatientOf } from './census.ts'
import { importCopy } from './import/import-copy.ts'
import type { OpenedCare } from './open-care.ts'
import { censusOf } from './show.ts'

const at = '2021-01-17T21:00:00.000Z'
const came = (familyName: string): PatientSaying => ({
  ...{ say: 'came', ward: 'Ward A', bed: null, familyName, givenNames: '', bornOn: null, sex: 'unknown' },
  ...{ how: 'unknown-person', mother: null, allergyState: 'not-recorded', allergies: null, codeStatus: null },
})

async function small(): Promise<OpenedCare> {
  const care = openSmall(drillFolder())
  const path = writeExport(smallHospital())
  const kept = await importCopy(care, { path, asOf: null, now: () => at, onProgress: () => undefined })
  assert.ok(kept.ok)
  return care
}

async function takeIn(care: OpenedCare, name: string): Promise<string> {
  const said = await sayPatientOf(care, came(name), { by: 'A. Nurse', now: at })
  assert.ok(said.ok && said.value.type === 'PatientCame', JSON.stringify(said))
  return said.value.patient
}

test('numbers of one computer go on, say DR in a drill and bear a check character', async () => {
  const care = await small()
  const numbers = [await takeIn(care, 'One'), await takeIn(care, 'Two')]
  assert.deepEqual(
    numbers.map((number) => partsOfNumber(number)?.n),
    [1, 2],
  )
  assert.ok(numbers.every((number) => isDowntimeNumber(number) && number.startsWith('DR')))
  const census = await censusOf(care, { ward: 'Ward A', by: null, now: at })
  assert.ok(census.ok)
  assert.equal(census.value.arrived, 2)
  assert.equal(census.value.withoutBed.length, 2)
  care.vault.close()
})

test('two laptops that hold the same vault and do not see each other give no number twice', async () => {
  const [one, other] = [await small(), openSmall(drillFolder())]
  await takeIn(one, 'One')
  other.vault.close()
  one.vault.close()
  for (const file of ['care/vault.db', 'keys/care.json'])
    copyFileSync(join(one.folder.path, file), join(other.folder.path, file))
  const [first, second] = [openSmall(one.folder.path), openSmall(other.folder.path)]
  const numbers: string[] = []
  for (let n = 0; n < 5; n += 1) numbers.push(await takeIn(first, 'A'), await takeIn(second, 'B'))
  assert.equal(new Set(numbers).size, 10)
  assert.equal(new Set(numbers.map((number) => partsOfNumber(number)?.workstation)).size, 2)
  first.vault.close()
  second.vault.close()
})

test('a vault of yesterday that is put back gives no number twice', async () => {
  const care = await small()
  const vault = join(care.folder.careFolder, 'vault.db')
  care.vault.close()
  const before = readFileSync(vault)
  const again = openSmall(care.folder.path)
  const number = await takeIn(again, 'One')
  again.vault.close()
  for (const end of ['-wal', '-shm']) rmSync(`${vault}${end}`, { force: true })
  writeFileSync(vault, before)
  const restored = openSmall(care.folder.path)
  assert.notEqual(await takeIn(restored, 'Two'), number)
  restored.vault.close()
})

test('a damaged range is not used again: the computer takes another name', async () => {
  const care = await small()
  const number = await takeIn(care, 'One')
  writeFileSync(join(care.folder.careFolder, 'workstation.json'), '{"v":1,')
  const next = await takeIn(care, 'Two')
  assert.notEqual(partsOfNumber(next)?.workstation, partsOfNumber(number)?.workstation)
  care.vault.close()
})

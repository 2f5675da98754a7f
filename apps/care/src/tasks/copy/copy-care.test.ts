import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DRILL_PASSPHRASE } from '@codedark/files'
import {
  drillFolder,
  openSmall,
  setSettings,
  smallHospital,
  writeExport,
} from '../../testing/small-hospital.ts'
import { importCopy } from '../import/import-copy.ts'
import { openCare } from '../open-care.ts'
import { listWards } from '../show.ts'
import { careStatus, copyNow } from './copy-now.ts'
import { restoreCare } from './restore-care.ts'
import { oneCopyOnlySince } from './standing.ts'

const now = (): string => '2021-01-17T21:00:00.000Z'

test('the second copy is whole and encrypted, and restores where the vault is damaged, and into a new folder', async () => {
  const data = drillFolder()
  const second = mkdtempSync(join(tmpdir(), 'codedark-second-'))
  setSettings(data, second)
  const care = openSmall(data)
  const options = { path: writeExport(smallHospital()), asOf: null, now, onProgress: () => undefined }
  assert.ok((await importCopy(care, options)).ok)
  assert.deepEqual(careStatus(care, now()), { ok: true, value: now() })
  assert.deepEqual(copyNow(care, now()), { ok: true, value: second })
  assert.deepEqual(careStatus(care, now()), { ok: true, value: null })
  const serial = care.vault.reserveSheets(400)
  care.vault.close()
  for (const file of readdirSync(second, { recursive: true, withFileTypes: true }))
    if (file.isFile())
      assert.doesNotMatch(readFileSync(join(file.parentPath, file.name), 'latin1'), /Verzonnen|Invendrug/)

  // Damaged from the first page on, as a laptop that fell would leave it.
  const vault = join(data, 'care', 'vault.db')
  const bytes = readFileSync(vault)
  bytes.fill(7, 0, 20_000)
  writeFileSync(vault, bytes)
  const broken = openCare(data, DRILL_PASSPHRASE)
  assert.match(broken.ok ? '' : broken.fault, /downtime restore --from/)
  const order = { copy: second, passphrase: DRILL_PASSPHRASE, now: now() }
  const there = restoreCare({ ...order, data, replace: false })
  assert.match(there.ok ? '' : there.fault, /--replace/)
  assert.ok(!restoreCare({ ...order, data, passphrase: 'another one', replace: true }).ok)
  const restored = restoreCare({ ...order, data, replace: true })
  assert.ok(restored.ok, JSON.stringify(restored))
  assert.ok(existsSync(restored.value.setAside ?? ''))
  const again = openSmall(data)
  const wards = await listWards(again, now())
  assert.equal(wards.ok && wards.value.inpatients, 8)
  const next = again.vault.reserveSheets(1)
  assert.ok(next.ok && serial.ok && next.value > serial.value + 400)
  again.vault.close()

  const elsewhere = join(mkdtempSync(join(tmpdir(), 'codedark-new-')), 'data')
  assert.ok(restoreCare({ ...order, data: elsewhere, replace: false }).ok)
  const other = openSmall(elsewhere)
  assert.equal(other.folder.kind, 'drill')
  other.vault.close()
})

test('a medium that is not there is no copy, and the page says since when there is one only', async () => {
  const data = drillFolder()
  const second = join(mkdtempSync(join(tmpdir(), 'codedark-second-')), 'stick')
  setSettings(data, second)
  const care = openSmall(data)
  const options = { path: writeExport(smallHospital(1)), asOf: null, now, onProgress: () => undefined }
  assert.ok((await importCopy(care, options)).ok)
  assert.ok(copyNow(care, now()).ok)
  rmSync(second, { recursive: true })
  const gone = copyNow(care, now())
  assert.match(gone.ok ? '' : gone.fault, /plugged in/)
  assert.deepEqual(careStatus(care, now()), { ok: true, value: now() })
  care.vault.close()
})

test('a copy of the present state stays fresh; one of an earlier state for two minutes', () => {
  const made = { to: '/x', at: '2021-01-17T21:00:00.000Z', mark: 7 }
  const first = { takenAt: '2021-01-17T20:00:00.000Z' } as Parameters<
    typeof oneCopyOnlySince
  >[0]['generations'][number]
  const at = (mark: number, clock: string): string | null =>
    oneCopyOnlySince({ made, mark, generations: [first], now: `2021-01-17T${clock}:00.000Z` })
  assert.equal(at(7, '23:59'), null)
  assert.equal(at(8, '21:02'), null)
  assert.equal(at(8, '21:03'), made.at)
  assert.equal(oneCopyOnlySince({ made: null, mark: 1, generations: [], now: made.at }), null)
  assert.equal(oneCopyOnlySince({ made: null, mark: 1, generations: [first], now: made.at }), first.takenAt)
})

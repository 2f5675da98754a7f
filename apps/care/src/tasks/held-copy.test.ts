import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleManifest } from '../../../../domain/src/downtime/vault-port.conformance.ts'
import { drillFolder, openSmall } from '../testing/small-hospital.ts'
import { readHeldCopy } from './held-copy.ts'

test('a copy that another version stored in another shape is refused, not shown with holes', async () => {
  const care = openSmall(drillFolder())
  const frame = { shape: 0, asOf: {}, sites: [], wards: [] }
  const kept = care.vault.keep(
    sampleManifest([['a', 3]]),
    [{ kind: 'frame', bytes: Buffer.from(JSON.stringify(frame)) }],
    () => null,
    () => null,
  )
  assert.ok(kept.ok)
  const held = await readHeldCopy(care)
  assert.match(held.ok ? '' : held.fault, /another version of Codedark.*take its export in again/)
  care.vault.close()
})

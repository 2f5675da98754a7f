// Keeps generations until the disk is full, then opens the vault again and says what is there of what was acknowledged.
import { randomBytes } from 'node:crypto'
import { sampleManifest } from '../../../../domain/src/downtime/vault-port.conformance.ts'
import { openVault } from '../index.ts'

const path = process.env['VAULT'] ?? ''
const key = randomBytes(32)
const opened = openVault(path, key)
if (!opened.ok) throw new Error(opened.fault.code)
const acknowledged: number[] = []
let fault: unknown = null
for (let n = 0; n < 100 && fault === null; n += 1) {
  const parts = [{ kind: 'frame', bytes: randomBytes(200_000) }] as const
  const kept = opened.value.keep(
    sampleManifest([['a', 20]]),
    parts,
    () => null,
    () => null,
  )
  if (kept.ok) acknowledged.push(kept.value.generation)
  else fault = kept.fault
}
const noted = opened.value.note([
  { at: '2021-01-17T21:00:00Z', by: null, what: 'looked', ward: 'a', patient: 'p' },
])
opened.value.close()
const again = openVault(path, key)
if (!again.ok) throw new Error(again.fault.code)
const current = again.value.current()
const whole = acknowledged.filter((generation) => again.value.parts(generation).ok)
const inUse = current.ok ? current.value?.generation : null
again.value.close()
console.log(
  JSON.stringify({
    acknowledged: acknowledged.length,
    whole: whole.length,
    last: acknowledged.at(-1),
    inUse,
    fault,
    noted,
  }),
)

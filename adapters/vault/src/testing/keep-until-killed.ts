// Keeps generation after generation and reserves serials, and says what was acknowledged, until it is killed.
import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { sampleManifest } from '../../../../domain/src/downtime/vault-port.conformance.ts'
import { openVault } from '../index.ts'

const opened = openVault(process.env['VAULT'] ?? '', Buffer.from(process.env['KEY'] ?? '', 'hex'))
if (!opened.ok) throw new Error(opened.fault.code)
for (let n = 0; n < 500; n += 1) {
  const parts = [{ kind: 'frame', bytes: randomBytes(200_000) }] as const
  const kept = opened.value.keep(
    sampleManifest([['a', 20]]),
    parts,
    () => null,
    () => ({ id: `${process.pid}-${n}`, json: '{}' }),
  )
  const serial = opened.value.reserveSheets(10)
  if (!kept.ok || !serial.ok) throw new Error(`not kept: ${JSON.stringify([kept, serial])}`)
  const { generation, sha256 } = kept.value
  say(`${JSON.stringify({ generation, sha256, serial: serial.value })}\n`)
}

/** A pipe that nobody has read for a while takes nothing: then it is tried again. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(1, line)
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

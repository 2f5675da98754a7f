import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openVault } from './index.ts'

/** See apps/care/src/tasks/import/killed.heavy.test.ts. */
const KILLS = 100
const PROGRAM = join(import.meta.dirname, 'testing', 'keep-until-killed.ts')

test(`killed ${KILLS} times in the midst of writing, every acknowledged generation is whole and no serial comes twice`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'codedark-vault-killed-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'vault.db')
  const key = randomBytes(32)
  const acknowledged = new Map<number, string>()
  let last = 0
  for (let round = 0; round < KILLS; round += 1) {
    const program = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, VAULT: path, KEY: key.toString('hex') },
    })
    let said = ''
    program.stdout.setEncoding('utf8')
    program.stdout.on('data', (chunk: string) => {
      // Microseconds differ from round to round: the kill falls into another step of the next write each time.
      if (said === '') setTimeout(() => program.kill('SIGKILL'), (round * 7) % 40)
      said += chunk
    })
    await once(program, 'close')
    for (const line of said.split('\n').slice(0, -1)) {
      const one = JSON.parse(line) as { generation: number; sha256: string; serial: number }
      assert.ok(!acknowledged.has(one.generation) && one.serial > last, line)
      acknowledged.set(one.generation, one.sha256)
      last = one.serial + 9
    }
    const opened = openVault(path, key)
    assert.ok(opened.ok, JSON.stringify(opened))
    const listed = opened.value.generations()
    assert.ok(listed.ok)
    const kept = new Map(listed.value.map((one) => [one.generation, one]))
    for (const [generation, sha256] of acknowledged) assert.equal(kept.get(generation)?.sha256, sha256)
    for (const { generation, bytes } of listed.value)
      if (bytes > 0) assert.ok(opened.value.parts(generation).ok, String(generation))
    opened.value.close()
  }
  assert.ok(acknowledged.size >= KILLS)
})

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { VaultPort } from '@codedark/domain/downtime'
import {
  keepSample,
  sampleManifest,
  vaultConformance,
} from '../../../domain/src/downtime/vault-port.conformance.ts'
import { copyVault, openDamagedVault, openVault, restoreVault } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-vault-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const key = randomBytes(32)
let places = 0
const newPath = (): string => join(folder, `${(places += 1)}.db`)

function open(path: string): VaultPort {
  const opened = openVault(path, key)
  assert.ok(opened.ok, JSON.stringify(opened))
  return opened.value
}

vaultConformance('the vault on disk', () => {
  const path = newPath()
  return { open: () => open(path) }
})

test('nothing of it can be read without the key, and another key is a fault', () => {
  const path = newPath()
  const vault = open(path)
  keepSample(vault, 'PENICILLIN', sampleManifest([['Cardiology', 3]]))
  vault.close()
  for (const end of ['', '-wal']) {
    if (!existsSync(`${path}${end}`)) continue
    const bytes = readFileSync(`${path}${end}`, 'latin1')
    for (const word of ['PENICILLIN', 'Cardiology', 'SQLite']) assert.ok(!bytes.includes(word), word)
  }
  const other = openVault(path, randomBytes(32))
  assert.equal(other.ok || other.fault.code, 'wrong-key')
})

test('a flipped byte in the generation in use is found on opening, and the last good one is named', () => {
  const path = newPath()
  const vault = open(path)
  const first = keepSample(vault, 'one', sampleManifest([['a', 20]]))
  // The second is large, so that most pages of the file are its own.
  const kept = vault.keep(
    sampleManifest([['a', 20]]),
    [{ kind: 'frame', bytes: randomBytes(400_000) }],
    () => null,
    () => ({ id: 'x', json: '{}' }),
  )
  assert.ok(kept.ok)
  vault.close()
  const bytes = readFileSync(path)
  const at = Math.floor(bytes.length * 0.7)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
  const damaged = openVault(path, key)
  assert.deepEqual(damaged, {
    ok: false,
    fault: { code: 'damaged', generation: kept.value.generation, lastGood: first.generation },
  })
  const rest = openDamagedVault(path, key)
  assert.ok(rest.ok)
  assert.ok(rest.value.parts(first.generation).ok)
  rest.value.close()
  assert.equal(copyVault(path, newPath(), key).ok, false)
})

test('a copy is whole, encrypted, made while others write, and replaces the one before in one step', () => {
  const [path, copy] = [newPath(), newPath()]
  const vault = open(path)
  keepSample(vault, 'one', sampleManifest([['a', 20]]))
  const made = copyVault(path, copy, key)
  assert.ok(made.ok, JSON.stringify(made))
  keepSample(vault, 'two', sampleManifest([['a', 21]]))
  assert.ok(copyVault(path, copy, key).ok)
  vault.close()
  const copied = open(copy)
  const current = copied.current()
  assert.equal(current.ok && current.value?.counts.inpatients, 21)
  copied.close()
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('.tmp')),
    [],
  )
})

test('a copy that is ahead, or another vault’s, is left alone', () => {
  const [path, copy, later] = [newPath(), newPath(), newPath()]
  keepSample(open(path), 'one', sampleManifest([['a', 20]]))
  assert.ok(copyVault(path, copy, key).ok)
  assert.ok(copyVault(copy, later, key).ok)
  const ahead = open(copy)
  keepSample(ahead, 'two', sampleManifest([['a', 20]]))
  ahead.close()
  const refused = copyVault(path, copy, key)
  assert.equal(refused.ok || refused.fault.code, 'copy-is-ahead')
  const foreign = newPath()
  const other = openVault(foreign, randomBytes(32))
  assert.ok(other.ok)
  other.value.close()
  const before = statSync(foreign).mtimeMs
  const left = copyVault(path, foreign, key)
  assert.equal(left.ok || left.fault.code, 'wrong-key')
  assert.equal(statSync(foreign).mtimeMs, before)
})

test('after a restore no serial and no generation number comes again', () => {
  const [path, copy, back] = [newPath(), newPath(), newPath()]
  const vault = open(path)
  keepSample(vault, 'one', sampleManifest([['a', 20]]))
  assert.ok(copyVault(path, copy, key).ok)
  const lost = vault.reserveSheets(700)
  assert.ok(lost.ok)
  vault.close()
  assert.ok(restoreVault(copy, back, key).ok)
  assert.equal(restoreVault(copy, back, key).ok, false)
  const restored = open(back)
  const next = restored.reserveSheets(1)
  assert.ok(next.ok && next.value > lost.value + 700)
  assert.ok(keepSample(restored, 'two', sampleManifest([['a', 20]])).generation > 100)
  restored.close()
})

test('a program killed while it keeps generations and reserves serials leaves whole generations and fresh serials', async () => {
  const path = newPath()
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'testing', 'keep-until-killed.ts')],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, VAULT: path, KEY: key.toString('hex') } },
  )
  const said: string[] = []
  child.stdout.setEncoding('utf8')
  let rest = ''
  for await (const chunk of child.stdout) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    said.push(...lines)
    if (said.length >= 12) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  const acknowledged = said.map(
    (line) => JSON.parse(line) as { generation: number; sha256: string; serial: number },
  )
  const vault = open(path)
  const listed = vault.generations()
  assert.ok(listed.ok)
  const kept = new Map(listed.value.map((one) => [one.generation, one]))
  for (const { generation, sha256 } of acknowledged) assert.equal(kept.get(generation)?.sha256, sha256)
  for (const one of listed.value)
    if (one.bytes > 0) assert.ok(vault.parts(one.generation).ok, String(one.generation))
  const next = vault.reserveSheets(1)
  const last = Math.max(...acknowledged.map(({ serial }) => serial))
  assert.ok(next.ok && next.value >= last + 10)
  vault.close()
})

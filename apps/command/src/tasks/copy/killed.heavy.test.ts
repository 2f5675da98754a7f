import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createDataFolder, createKeys } from '@codedark/files'
import { verifyLedger } from '@codedark/ledger'
import { openCommandLedger } from '../ledger/index.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-killed-copy-'))
after(() => rmSync(root, { recursive: true, force: true }))

/** Times that the writer is killed. */
const KILLS = 100
const SEED = 20_210_117

/** Numbers from 0 to 1, the same each time (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Writes remarks and copies without end; prints the size of the record after each entry that was acknowledged. */
const WRITER = `
  import { writeSync } from 'node:fs'
  const { openCommandLedger, copyFolder } = {
    ...(await import(process.argv[1])),
    ...(await import(process.argv[2])),
  }
  const { folder, keys: hex, to } = JSON.parse(process.argv[3])
  const keys = { databaseKey: Buffer.from(hex.databaseKey, 'hex'), seed: Buffer.from(hex.seed, 'hex') }
  const ledger = openCommandLedger(folder, keys).value
  writeSync(1, 'ready\\n')
  for (let n = 0; ; n += 1) {
    const recorded = ledger.submit({ type: 'MakeComment', text: 'noch eins' }, 'board', 'Ada')
    writeSync(1, recorded.value.until + '\\n')
    if (n % 3 === 2) {
      const copied = copyFolder({ folder, keys, origin: ledger.origin, to })
      writeSync(1, (copied.ok ? 'copied ' + copied.value.entries : 'not copied: ' + copied.fault) + '\\n')
    }
  }
`

test(`whatever was acknowledged or copied is there after ${KILLS} kills at random moments (seed ${SEED})`, async () => {
  const folder = createDataFolder(join(root, 'data'), 'drill')
  assert.ok(folder.ok)
  const keys = createKeys(folder.value.keysFolder, 'command', 'a long passphrase')
  assert.ok(keys.ok)
  const to = join(root, 'second')
  mkdirSync(to)
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  const given = {
    folder: folder.value,
    to,
    keys: { databaseKey: hex(keys.value.databaseKey), seed: hex(keys.value.seed) },
  }
  const module = (path: string): string => join(import.meta.dirname, path)
  const args = [
    '--input-type=module',
    '-e',
    WRITER,
    module('../ledger/index.ts'),
    module('copy-folder.ts'),
    JSON.stringify(given),
  ]
  const random = randomOf(SEED)
  let before = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    const printed = await killedAfter(args, random() * 150)
    assert.ok(!printed.includes('not copied'), printed)
    const numbers = (pattern: RegExp): number => Number([...printed.matchAll(pattern)].at(-1)?.[1] ?? 0)
    // A writer that was killed before its first entry acknowledged what others had.
    const acknowledged = Math.max(before, numbers(/^(\d+)$/gmu))
    const copied = numbers(/^copied (\d+)$/gmu)
    const ledger = openCommandLedger(folder.value, keys.value)
    assert.ok(ledger.ok, JSON.stringify(ledger))
    const found = ledger.value.verify()
    ledger.value.close()
    assert.equal(found.broken, null, found.sentence)
    assert.ok(found.size >= acknowledged && found.size <= acknowledged + 1, `kill ${kill}`)
    before = found.size
    assert.ok(found.texts.every(({ state }) => state === 'present'))
    const copy = join(to, 'command', 'ledger.db')
    if (copied === 0 && !existsSync(copy)) continue
    copyFileSync(copy, join(root, 'looked-at'))
    const second = verifyLedger(join(root, 'looked-at'), keys.value)
    assert.ok(second.ok && second.value.broken === null, `kill ${kill}`)
    assert.ok(second.value.size >= copied && second.value.size <= found.size, `kill ${kill}`)
  }
})

/** What the writer had printed when it was killed so many milliseconds after it was ready. */
async function killedAfter(args: readonly string[], ms: number): Promise<string> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    if (printed === '') setTimeout(() => child.kill('SIGKILL'), ms)
    printed += chunk.toString()
  })
  await new Promise((resolve) => child.once('close', resolve))
  // A line that was cut by the kill says nothing.
  return printed.slice(0, printed.lastIndexOf('\n') + 1)
}

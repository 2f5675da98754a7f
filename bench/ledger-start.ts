// Prints how long the record takes to open (every hash is checked), to verify (every checkpoint too) and to take one more
// entry, at 1, 2 and 4 times the entries; the median of several openings.
//   node bench/ledger-start.ts [ENTRIES]
import { hash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDataFolder } from '../adapters/files/src/index.ts'
import type { DataFolder, Keys } from '../adapters/files/src/index.ts'
import { openLedger } from '../adapters/ledger/src/index.ts'
import { openCommandLedger } from '../apps/command/src/tasks/ledger/index.ts'
import type { CommandLedger } from '../apps/command/src/tasks/ledger/index.ts'
import { commitTo, encodeEntry } from '../domain/src/incident/index.ts'
import type { KeptText } from '../domain/src/incident/index.ts'

const BATCH = 100
const SUBMITS = 50
const OPENINGS = 7

const asked = Number(process.argv[2] ?? 10_000)
if (!Number.isInteger(asked) || asked < BATCH) {
  console.error('node bench/ledger-start.ts [ENTRIES]')
  process.exit(2)
}

const root = mkdtempSync(join(tmpdir(), 'codedark-bench-'))
const keys: Keys = { databaseKey: randomBytes(32), seed: randomBytes(32) }
const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

/** Fills a record with comments, a signed checkpoint for each hundred. */
function fill(folder: DataFolder, entries: number): void {
  const ledger = openLedger(join(folder.commandFolder, 'ledger.db'), keys)
  if (!ledger.ok) throw new Error(ledger.fault.code)
  for (let from = 0; from < entries; from += BATCH) {
    const batch: Uint8Array[] = []
    const texts: KeptText[] = []
    for (let index = from; index < Math.min(from + BATCH, entries); index += 1) {
      const text = `Remark ${index}: the ward called again about the printer.`
      const salt = randomBytes(32)
      const commitment = commitTo(sha256, salt, text)
      const at = new Date(Date.UTC(2026, 10, 24) + index * 1000).toISOString()
      const bytes = encodeEntry({ v: 1, type: 'CommentMade', at, by: 'board', text: { commitment } }, index)
      if (!bytes.ok) throw new Error(bytes.fault.code)
      batch.push(bytes.value)
      texts.push({ commitment, salt, text })
    }
    const head = ledger.value.head()
    if (!head.ok) throw new Error(head.fault.code)
    const done = ledger.value.append(head.value, { entries: batch, texts, remove: [] })
    if (!done.ok) throw new Error(done.fault.code)
  }
  ledger.value.close()
}

/** On a busy machine the processor time tells more than the clock. */
function timed<Value>(step: () => Value): {
  readonly value: Value
  readonly ms: number
  readonly cpuMs: number
} {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const value = step()
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { value, ms, cpuMs: (user + system) / 1000 }
}

type Opened = ReturnType<typeof timed<ReturnType<typeof openCommandLedger>>>

/** Opens once more. */
function reopened(folder: DataFolder): Opened {
  const opened = timed(() => openCommandLedger(folder, keys))
  if (!opened.value.ok) throw new Error(opened.value.fault.code)
  return opened
}

/** The middle one by time; all others are closed. */
function median(openings: Opened[]): Opened {
  openings.sort((one, other) => one.ms - other.ms)
  const at = openings.length >> 1
  const middle = openings[at]
  if (middle === undefined) throw new Error('nothing was opened')
  for (const [index, { value }] of openings.entries()) if (index !== at && value.ok) value.value.close()
  return middle
}

/** Median and slowest of some submits, in ms. */
function submits(ledger: CommandLedger): readonly [number, number] {
  const times: number[] = []
  for (let count = 0; count < SUBMITS; count += 1) {
    const one = timed(() =>
      ledger.submit({ type: 'MakeComment', text: `One more, ${count}.` }, 'board', 'Ada'),
    )
    if (!one.value.ok) throw new Error(one.value.fault.code)
    times.push(one.ms)
  }
  times.sort((left, right) => left - right)
  return [times[times.length >> 1] ?? 0, times.at(-1) ?? 0]
}

console.log(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`)
console.log('entries     MB   open ms    of it processor   verify ms   submit ms (median, slowest)')
try {
  for (const times of [1, 2, 4]) {
    const entries = asked * times
    const folder = createDataFolder(join(root, `x${times}`), 'drill')
    if (!folder.ok) throw new Error(folder.fault.code)
    fill(folder.value, entries)
    const opened = median(Array.from({ length: OPENINGS }, () => reopened(folder.value)))
    if (!opened.value.ok) throw new Error(opened.value.fault.code)
    const ledger = opened.value.value
    const verified = timed(() => ledger.verify())
    if (verified.value.broken !== null) throw new Error(verified.value.sentence)
    const [middle, slowest] = submits(ledger)
    ledger.close()
    const megabytes = statSync(join(folder.value.commandFolder, 'ledger.db')).size / 1e6
    const columns = [
      entries,
      megabytes.toFixed(1),
      opened.ms.toFixed(0),
      opened.cpuMs.toFixed(0),
      verified.ms.toFixed(0),
    ]
    console.log(
      `${columns.map((column) => String(column).padStart(8)).join('')}   ${middle.toFixed(1)} ${slowest.toFixed(1)}`,
    )
  }
} finally {
  rmSync(root, { recursive: true, force: true })
}

// Prints what one synced, acknowledged entry costs against the bare database that does the same commits in the same run: alone,
// and with 50 people who submit at once; what a proof costs, and what an action costs at 20,000 entries.
//   node bench/ledger-append.ts [APPENDS]
import { hash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDataFolder } from '../adapters/files/src/index.ts'
import type { Keys } from '../adapters/files/src/index.ts'
import { openDatabase } from '../adapters/ledger/src/database.ts'
import { openLedger } from '../adapters/ledger/src/index.ts'
import type { Ledger } from '../adapters/ledger/src/index.ts'
import { openCommandLedger } from '../apps/command/src/tasks/ledger/index.ts'
import { commitTo, encodeEntry } from '../domain/src/incident/index.ts'

const ROUNDS = 5
const PEOPLE = 50
const ENTRIES = 20_000
const BATCH = 500

const appends = Number(process.argv[2] ?? 200)
if (!Number.isInteger(appends) || appends < PEOPLE) {
  console.error('node bench/ledger-append.ts [APPENDS]')
  process.exit(2)
}

const root = mkdtempSync(join(tmpdir(), 'codedark-bench-'))
const keys: Keys = { databaseKey: randomBytes(32), seed: randomBytes(32) }
const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

/** An entry with one text, as a remark is. */
function remark(index: number) {
  const text = `Remark ${index}: the ward called again about the printer.`
  const salt = randomBytes(32)
  const commitment = commitTo(sha256, salt, text)
  const at = new Date(Date.UTC(2026, 10, 24) + index * 1000).toISOString()
  const bytes = encodeEntry({ v: 1, type: 'CommentMade', at, by: 'board', text: { commitment } }, index)
  if (!bytes.ok) throw new Error(bytes.fault.code)
  return { bytes: bytes.value, kept: { commitment, salt, text } }
}

function append(ledger: Ledger, from: number, count: number): void {
  const head = ledger.head()
  if (!head.ok) throw new Error(head.fault.code)
  const made = Array.from({ length: count }, (_, at) => remark(from + at))
  const batch = { entries: made.map(({ bytes }) => bytes), texts: made.map(({ kept }) => kept), remove: [] }
  const done = ledger.append(head.value, batch)
  if (!done.ok) throw new Error(done.fault.code)
}

/** The same rows in the same number of synced commits, without hashes, tree or signature. */
function bareCommits(path: string, count: number): number {
  const db = openDatabase(path, keys.databaseKey, true)
  const entry = db.prepare('INSERT INTO entry (n, bytes, leaf) VALUES (?, ?, ?)')
  const text = db.prepare('INSERT INTO text (commitment, salt, text) VALUES (?, ?, ?)')
  const note = db.prepare('INSERT INTO checkpoint (size, note) VALUES (?, ?)')
  const rows = Array.from({ length: count }, (_, at) => remark(at))
  const leaf = randomBytes(32)
  const words = 'x'.repeat(200)
  const start = performance.now()
  for (const [n, { bytes, kept }] of rows.entries())
    db.transaction(() => {
      entry.run(n, bytes, leaf)
      text.run(kept.commitment, kept.salt, kept.text)
      note.run(n + 1, words)
    }).immediate()
  const perSecond = (count * 1000) / (performance.now() - start)
  db.close()
  return perSecond
}

function ledgerAppends(path: string, count: number): number {
  const opened = openLedger(path, keys)
  if (!opened.ok) throw new Error(opened.fault.code)
  const start = performance.now()
  for (let at = 0; at < count; at += 1) append(opened.value, at, 1)
  const perSecond = (count * 1000) / (performance.now() - start)
  opened.value.close()
  return perSecond
}

/** Fifty people who each wait for their answer before the next; the server decides for one after the other. */
async function peopleAtOnce(name: string, count: number): Promise<{ perSecond: number; slowestMs: number }> {
  const folder = createDataFolder(join(root, name), 'drill')
  if (!folder.ok) throw new Error(folder.fault.code)
  const opened = openCommandLedger(folder.value, keys)
  if (!opened.ok) throw new Error(opened.fault.code)
  const ledger = opened.value
  ledger.submit({ type: 'OpenIncident', name: 'Night', kind: 'drill' }, 'board')
  const waits: number[] = []
  const start = performance.now()
  const person = async (which: number): Promise<void> => {
    for (let at = 0; at < count / PEOPLE; at += 1) {
      const asked = performance.now()
      await new Promise((resolve) => setImmediate(resolve))
      const done = ledger.submit(
        { type: 'MakeComment', text: `Person ${which}, remark ${at}.` },
        'board',
        'Ada',
      )
      if (!done.ok) throw new Error(done.fault.code)
      waits.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: PEOPLE }, async (_, which) => person(which)))
  const perSecond = (waits.length * 1000) / (performance.now() - start)
  ledger.close()
  return { perSecond, slowestMs: Math.max(...waits) }
}

function large(): { proofMs: number[]; actionMs: number[]; openMs: number } {
  const folder = createDataFolder(join(root, 'large'), 'drill')
  if (!folder.ok) throw new Error(folder.fault.code)
  const filled = openLedger(join(folder.value.commandFolder, 'ledger.db'), keys, 'drill')
  if (!filled.ok) throw new Error(filled.fault.code)
  for (let from = 0; from < ENTRIES; from += BATCH) append(filled.value, from, BATCH)
  filled.value.close()
  const start = performance.now()
  const opened = openCommandLedger(folder.value, keys)
  if (!opened.ok) throw new Error(opened.fault.code)
  const openMs = performance.now() - start
  const timed = (step: (at: number) => void): number[] =>
    Array.from({ length: 100 }, (_, at) => {
      const before = performance.now()
      step(at)
      return performance.now() - before
    })
  const proofMs = timed((at) => void opened.value.prove((at * 7919) % ENTRIES))
  const actionMs = timed(
    (at) => void opened.value.submit({ type: 'MakeComment', text: `more ${at}` }, 'board', 'Ada'),
  )
  opened.value.close()
  return { proofMs, actionMs, openMs }
}

function spread(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((left, right) => left - right)
  const at = (index: number): string => (sorted[index] ?? 0).toFixed(digits)
  return `${at(sorted.length >> 1)} (${at(0)} to ${at(sorted.length - 1)})`
}

console.log(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}; median (least to most)`)
try {
  const ratios: number[] = []
  const crowds: number[] = []
  const bares: number[] = []
  const alones: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = bareCommits(join(root, `bare-${round}`), appends)
    const alone = ledgerAppends(join(root, `alone-${round}`), appends)
    const crowd = await peopleAtOnce(`crowd-${round}`, appends)
    bares.push(bare)
    alones.push(alone)
    ratios.push(alone / bare)
    crowds.push(crowd.perSecond / bare)
    console.log(
      `round ${round + 1}: bare ${bare.toFixed(0)}/s, ledger ${alone.toFixed(0)}/s, ${PEOPLE} people ${crowd.perSecond.toFixed(0)}/s, the slowest answer ${crowd.slowestMs.toFixed(0)} ms`,
    )
  }
  console.log(`bare database, commits a second:      ${spread(bares, 0)}`)
  console.log(`ledger, appends a second:             ${spread(alones, 0)}`)
  console.log(`ledger against bare database:         ${spread(ratios, 2)}`)
  console.log(`${PEOPLE} people (decided) against it:      ${spread(crowds, 2)}`)
  const { proofMs, actionMs, openMs } = large()
  console.log(`at ${ENTRIES} entries: open ${openMs.toFixed(0)} ms`)
  console.log(`  a proof, ms:                        ${spread(proofMs, 2)}`)
  console.log(`  an action, synced and answered, ms: ${spread(actionMs, 1)}`)
} finally {
  rmSync(root, { recursive: true, force: true })
}

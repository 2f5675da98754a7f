// Prints how fast logs become findings, against evtxexport (libevtx) on the same files in the same run, and whether twice
// the input takes twice the time.
//   node bench/triage.ts LOGS… [--rules PATH…]
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { findLogs } from '../adapters/files/src/index.ts'
import { runTriage } from '../apps/command/src/tasks/triage/index.ts'

const ROUNDS = 3
const SIZES = [1, 2, 4]

const args = process.argv.slice(2)
const split = args.indexOf('--rules')
const logs = split < 0 ? args : args.slice(0, split)
const rules = split < 0 ? [] : args.slice(split + 1)
if (logs.length === 0) {
  console.error('node bench/triage.ts LOGS… [--rules PATH…]')
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'codedark-bench-'))
const files = findLogs(logs).files

/** The files so many times over, each copy with a mark in the unused part of its header: equal files are read once only. */
function copies(times: number): string {
  const target = join(folder, `x${times}`)
  for (let copy = 0; copy < times; copy += 1)
    for (const [index, file] of files.entries()) {
      const into = join(target, `${copy}`, `${index}`)
      mkdirSync(into, { recursive: true })
      const bytes = readFileSync(file.path)
      if (bytes.length >= 4096) bytes.writeUInt32LE(copy, 4000)
      writeFileSync(join(into, basename(file.path)), bytes)
    }
  return target
}

interface Timing {
  readonly seconds: number
  readonly records: number
  readonly findings: number
  readonly rules: number
  readonly memoryMb: number
}

async function triage(path: string): Promise<Timing> {
  const startedMs = performance.now()
  const done = await runTriage({ paths: [path], ...(rules.length > 0 ? { rulePaths: rules } : {}) })
  if (!done.ok) throw new Error(done.fault.text)
  const { records, findings, rulesLoaded } = done.value.summary
  const seconds = (performance.now() - startedMs) / 1000
  return { seconds, records, findings, rules: rulesLoaded, memoryMb: process.memoryUsage().rss / 1e6 }
}

/** Seconds of evtxexport over all files, one start for each, as it is used; null where it is not installed. */
function peer(): number | null {
  const startedMs = performance.now()
  for (const file of files) {
    const run = spawnSync('evtxexport', ['-f', 'xml', file.path], { stdio: 'ignore' })
    if (run.error !== undefined) return null
  }
  return (performance.now() - startedMs) / 1000
}

const middle = (values: readonly number[]): string => {
  const sorted = [...values].sort((a, b) => a - b)
  const show = (value: number | undefined): string => (value ?? 0).toFixed(2)
  return `${show(sorted[0])} / ${show(sorted[Math.floor(sorted.length / 2)])} / ${show(sorted.at(-1))}`
}

console.log(`${files.length} logs, ${cpus().length} cores, ${ROUNDS} rounds: min / median / max`)
try {
  const medians: { times: number; seconds: number; records: number }[] = []
  for (const times of SIZES) {
    const path = copies(times)
    const rounds: Timing[] = []
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await triage(path))
    const seconds = rounds.map((one) => one.seconds)
    const first = rounds[0]
    const median = seconds.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
    medians.push({ times, seconds: median, records: first?.records ?? 0 })
    console.log(
      `${times} ×: ${first?.records} records, ${first?.findings} findings, ${first?.rules} rules: ${middle(seconds)} s, this process ${rounds.at(-1)?.memoryMb.toFixed(0)} MB`,
    )
    rmSync(path, { recursive: true })
  }
  const [one, , four] = medians
  if (one !== undefined && four !== undefined) {
    // Loading of rules and starting of children is in both, so the difference is what more records cost.
    const perSecond = (four.records - one.records) / (four.seconds - one.seconds)
    console.log(`records/s, start left out: ${perSecond.toFixed(0)}`)
    const theirs = peer()
    if (theirs === null) console.log('evtxexport is not installed (npm run setup:tests)')
    else
      console.log(
        `evtxexport: ${theirs.toFixed(2)} s; with all rules we take ${(perSecond / (one.records / theirs)).toFixed(1)} × its records/s`,
      )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

// Prints how fast logs become findings, against evtxexport (libevtx) on the same files in the same run; what a second process
// brings; and the memory of all processes together.
//   node bench/triage.ts LOGS… [--rules PATH…] [--sizes 1,5] [--children 1,2]
// The files are read so many times over, each copy of other bytes: equal logs are read once only. Start and rules are in every
// size, so what more records cost is the difference between the sizes.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { findLogs } from '../adapters/files/src/index.ts'
import { runTriage } from '../apps/command/src/tasks/triage/index.ts'
import { watchMemory } from './process-tree.ts'

const { values, positionals } = parseArgs({
  args: process.argv
    .slice(2)
    .flatMap((arg, at, all) => (follows(all, at) ? ['--rules', arg] : arg === '--rules' ? [] : [arg])),
  allowPositionals: true,
  options: {
    rules: { type: 'string', multiple: true, default: [] },
    sizes: { type: 'string', default: '1,5' },
    children: { type: 'string', default: '1,2' },
    rounds: { type: 'string', default: '3' },
  },
})
const rulePaths = values.rules
const sizes = values.sizes.split(',').map(Number)
const children = values.children.split(',').map(Number)
const rounds = Number(values.rounds)
if (positionals.length === 0) {
  console.error('node bench/triage.ts LOGS… [--rules PATH…] [--sizes 1,5] [--children 1,2] [--rounds 3]')
  process.exit(2)
}

/** Whether an argument is one of the paths behind `--rules`. */
function follows(all: readonly string[], at: number): boolean {
  const flag = all.slice(0, at).findLast((arg) => arg.startsWith('--'))
  return flag === '--rules' && !(all[at] ?? '').startsWith('--')
}

const folder = mkdtempSync(join(tmpdir(), 'codedark-bench-'))
const files = findLogs(positionals).files

/** The files so many times over: each copy has a mark in the part of its header that nobody reads. */
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
  readonly bytes: number
  /** Records that were read, those of copies too. */
  readonly records: number
  readonly findings: number
  readonly rules: number
  readonly allBytes: number
  readonly largestBytes: number
}

async function triage(path: string, processes: number): Promise<Timing> {
  const memory = watchMemory()
  const startedMs = performance.now()
  const done = await runTriage({
    paths: [path],
    children: processes,
    ...(rulePaths.length > 0 ? { rulePaths } : {}),
  })
  if (!done.ok) throw new Error(done.fault.text)
  const { records, recordsRepeated, findings, rulesLoaded, bytes } = done.value.summary
  const seconds = (performance.now() - startedMs) / 1000
  return {
    seconds,
    bytes,
    records: records + recordsRepeated,
    findings,
    rules: rulesLoaded,
    ...memory.stop(),
  }
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

const spread = (list: readonly number[], digits = 2): string => {
  const sorted = [...list].sort((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.round(share * (sorted.length - 1))] ?? 0).toFixed(digits)
  return `min ${at(0)}, median ${at(0.5)}, max ${at(1)}`
}

const middle = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

console.log(
  `${files.length} logs, ${cpus().length} cores, load before ${(loadavg()[0] ?? 0).toFixed(1)}, ${rounds} rounds`,
)
try {
  const rates = new Map<number, number>()
  for (const processes of children) {
    const bySize: { records: number; seconds: number }[] = []
    for (const times of sizes) {
      const path = copies(times)
      const list: Timing[] = []
      for (let round = 0; round < rounds; round += 1) list.push(await triage(path, processes))
      const [first] = list
      if (first === undefined) continue
      bySize.push({ records: first.records, seconds: middle(list.map((one) => one.seconds)) })
      console.log(
        `${processes} reading, ${times} ×: ${(first.bytes / 1e6).toFixed(0)} MB, ${first.records} records, ${first.findings} findings, ${first.rules} rules: ${spread(list.map((one) => one.seconds))} s; peak memory of all processes ${Math.round(Math.max(...list.map((one) => one.allBytes)) / 1e6)} MB, of the largest ${Math.round(Math.max(...list.map((one) => one.largestBytes)) / 1e6)} MB (bar: 1,000)`,
      )
      rmSync(path, { recursive: true })
    }
    const [small, large] = [bySize[0], bySize.at(-1)]
    if (small === undefined || large === undefined || large === small) continue
    const rate = (large.records - small.records) / (large.seconds - small.seconds)
    rates.set(processes, rate)
    console.log(`${processes} reading: ${Math.round(rate)} records/s, start left out`)
  }
  const [one, two] = [rates.get(1), rates.get(2)]
  if (one !== undefined && two !== undefined)
    console.log(`times faster with two processes: ${(two / one).toFixed(2)}   (bar: 1.7)`)
  const theirs = peer()
  console.log(
    theirs === null
      ? 'evtxexport is not installed (npm run setup:tests)'
      : `evtxexport, once over all: ${theirs.toFixed(2)} s`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

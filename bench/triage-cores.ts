// What a second core brings to triage, and what it takes in memory, all processes together.
//   node bench/triage-cores.ts LOGS… [--rules PATH…]
// The same logs are read once and five times over (each copy differs, since equal logs are read once only), with one process
// that reads and with two, in turn. Start and rules are in both sizes, so the difference is what more records cost.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { findLogs } from '../adapters/files/src/index.ts'
import { runTriage } from '../apps/command/src/tasks/triage/index.ts'
import { watchMemory } from './process-tree.ts'

const ROUNDS = 3
const MORE = 5

const args = process.argv.slice(2)
const split = args.indexOf('--rules')
const logs = split < 0 ? args : args.slice(0, split)
const rules = split < 0 ? [] : args.slice(split + 1)
if (logs.length === 0) {
  console.error('node bench/triage-cores.ts LOGS… [--rules PATH…]')
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'codedark-bench-'))

function copies(times: number): string {
  const target = join(folder, `x${times}`)
  for (const [index, file] of findLogs(logs).files.entries())
    for (let copy = 0; copy < times; copy += 1) {
      const into = join(target, `${copy}`, `${index}`)
      mkdirSync(into, { recursive: true })
      const bytes = readFileSync(file.path)
      // In the part of the header that nobody reads.
      if (bytes.length >= 4096) bytes.writeUInt32LE(copy, 4000)
      writeFileSync(join(into, basename(file.path)), bytes)
    }
  return target
}

interface Timing {
  readonly seconds: number
  readonly records: number
  readonly allBytes: number
}

async function triage(path: string, children: number): Promise<Timing> {
  const memory = watchMemory()
  const startedMs = performance.now()
  const done = await runTriage({
    paths: [path],
    children,
    ...(rules.length > 0 ? { rulePaths: rules } : {}),
  })
  if (!done.ok) throw new Error(done.fault.text)
  const seconds = (performance.now() - startedMs) / 1000
  return { seconds, records: done.value.summary.records, allBytes: memory.stop().allBytes }
}

const spread = (values: readonly number[]): string => {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.round(share * (sorted.length - 1))] ?? 0).toFixed(2)
  return `min ${at(0)}, median ${at(0.5)}, max ${at(1)}`
}

try {
  const [small, large] = [copies(1), copies(MORE)]
  console.log(`${cpus().length} cores, load before ${(loadavg()[0] ?? 0).toFixed(1)}, ${ROUNDS} rounds`)
  const rates = new Map<number, number[]>([
    [1, []],
    [2, []],
  ])
  let peak = 0
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [children, list] of rates) {
      const once = await triage(small, children)
      const more = await triage(large, children)
      peak = Math.max(peak, more.allBytes)
      list.push((more.records - once.records) / (more.seconds - once.seconds) / 1000)
    }
  const [one = [], two = []] = [rates.get(1), rates.get(2)]
  console.log(`one process, thousand records/s:   ${spread(one)}`)
  console.log(`two processes, thousand records/s: ${spread(two)}`)
  console.log(
    `times faster with two, round by round: ${spread(two.map((rate, at) => rate / (one[at] ?? rate)))}   (bar: 1.7)`,
  )
  console.log(`peak memory, all processes: ${Math.round(peak / 1e6)} MB   (bar: 1,000)`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

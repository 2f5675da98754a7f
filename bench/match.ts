// How fast records become matches, bytes to findings, with all rules of some packs.
//   node bench/match.ts LOGS… --rules PATH…
// Prints, in one run on the same files: reading only, checksumming the bytes, matching (compiled), per core and with two
// processes, the plain evaluator, evtxexport where it is installed; then growth with the input and with the number of rules.
// Times are CPU seconds of the process (user and system), so that a busy machine does not count; two processes are wall time.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { bytesSource, createTemplateCache, readEvtx } from '../libs/evtx/src/index.ts'
import { findLogs, loadRulePacks } from '../adapters/files/src/index.ts'
import { buildRuleSet, compileRuleSet, parseRules, readBundle } from '../libs/sigma/src/index.ts'
import type { RuleSet, SigmaRule } from '../libs/sigma/src/index.ts'

const ROUNDS = 5
const args = process.argv.slice(2)
const worker = args[0] === '--worker'
if (worker) args.shift()
const split = args.indexOf('--rules')
const paths = split < 0 ? args : args.slice(0, split)
const rulePaths = split < 0 ? [] : args.slice(split + 1)
if (paths.length === 0 || rulePaths.length === 0) {
  console.error('node bench/match.ts LOGS… --rules PATH…')
  process.exit(2)
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const files = findLogs(paths).files.filter(({ path }) => path.toLowerCase().endsWith('.evtx'))
const logs = files.map(({ path }) => new Uint8Array(readFileSync(path)))
const rules: SigmaRule[] = loadRulePacks(rulePaths).packs.flatMap(({ files: texts, bundle }) =>
  [
    ...(bundle === undefined ? [] : (readBundle(bundle) ?? [])),
    ...texts.flatMap(({ text, path }) => parseRules(text, path)),
  ].flatMap((one) => (one.kind === 'rule' && one.rule.logsource.product === 'windows' ? [one.rule] : [])),
)
const templates = createTemplateCache()

function pass(
  given: readonly Uint8Array[],
  set: RuleSet | null,
  only?: number,
): { records: number; matches: number } {
  let records = 0
  let matches = 0
  for (const bytes of given)
    for (const item of readEvtx(bytesSource(bytes), { templates })) {
      if (item.kind !== 'record' || (only !== undefined && item.record.eventId !== only)) continue
      records += 1
      if (set !== null) matches += set.match(item.record).length
      else if (item.record.channel === undefined) matches += 1
    }
  return { records, matches }
}

/** Records per CPU second: least, median and most of the rounds after one that is not counted. */
function rate(work: () => number, rounds = ROUNDS): number[] {
  work()
  const rates: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const started = cpuSeconds()
    const records = work()
    rates.push(records / (cpuSeconds() - started))
  }
  return rates.sort((a, b) => a - b)
}
const shown = (rates: readonly number[]): string =>
  `min ${Math.round(rates[0] ?? 0)}, median ${Math.round(middle(rates))}, max ${Math.round(rates.at(-1) ?? 0)}`
const middle = (rates: readonly number[]): number => rates[Math.floor(rates.length / 2)] ?? 0

const fast = compileRuleSet(rules)
if (worker) {
  for (let round = 0; round < ROUNDS; round += 1) pass(logs, fast)
  process.exit(0)
}
const { records } = pass(logs, null)
console.log(
  `${files.length} logs, ${records} records, ${fast.rules.length} rules; ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`,
)
const reading = rate(() => pass(logs, null).records)
console.log(`reading only, records/CPU s:          ${shown(reading)}`)
const sums = rate(() => {
  for (const bytes of logs) createHash('sha256').update(bytes).digest()
  return records
})
console.log(`SHA-256 of the bytes:                 ${shown(sums)}`)
const matching = rate(() => pass(logs, fast).records)
console.log(`matching, compiled:                   ${shown(matching)}`)
const processes = pass(logs, fast, 1).records > 50 ? rate(() => pass(logs, fast, 1).records) : []
if (processes.length > 0)
  console.log(`  records of event id 1 alone (Sysmon process creation, reading all): ${shown(processes)}`)
const plain = rate(() => pass(logs, buildRuleSet(rules)).records, 1)
console.log(
  `plain evaluator, by log source:       ${shown(plain)}   compiled is ${(middle(matching) / middle(plain)).toFixed(1)} ×`,
)
const size = fast.size()
console.log(
  `programs ${size.programs}, their tables ${(size.bytes / 1e6).toFixed(1)} MB, largest ${size.largest.rules} rules, ${size.largest.always} without a gate`,
)
const startedMs = performance.now()
const runs = files.map(({ path }) => spawnSync('evtxexport', ['-f', 'xml', path], { stdio: 'ignore' }))
if (runs.every(({ error }) => error === undefined))
  console.log(
    `evtxexport, wall:                     ${Math.round(records / ((performance.now() - startedMs) / 1000))} records/s`,
  )

const wall = async (count: number): Promise<number> => {
  const started = performance.now()
  await Promise.all(
    Array.from({ length: count }, () => {
      const child = spawn(process.execPath, [import.meta.filename, '--worker', ...args], { stdio: 'inherit' })
      return new Promise((resolve) => child.on('close', resolve))
    }),
  )
  return performance.now() - started
}
const one = await wall(1)
const two = await wall(2)
console.log(`two processes do ${((2 * one) / two).toFixed(2)} × the work of one in the same wall time`)
for (const times of [1, 4]) {
  const many = Array.from({ length: times }, () => logs).flat()
  const started = cpuSeconds()
  pass(many, fast)
  console.log(
    `${times} × the input: ${(cpuSeconds() - started).toFixed(2)} CPU s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  )
}
for (const count of [500, 1500, rules.length]) {
  const some = compileRuleSet(rules.slice(0, count))
  const rates = rate(() => pass(logs, some).records, 2)
  console.log(
    `${some.rules.length} rules: median ${Math.round(middle(rates))} records/CPU s, tables ${(some.size().bytes / 1e6).toFixed(1)} MB`,
  )
}

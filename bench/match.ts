// How fast records become matches, bytes to findings, with all rules of some packs.
//   node bench/match.ts LOGS… --rules PATH… [--npm-peers FOLDER]
// Prints, in one run on the same files: what is paid once (rules, the first pass), what each further pass costs, that beside reading
// only, checksumming, the plain evaluator, evtxexport, evtx_dump and rsigma where they are on the PATH, and @ts-evtx/core where it
// is installed in FOLDER (or $CODEDARK_NPM_PEERS); two processes against one; then growth with the input and the number of rules.
// Times are CPU seconds of the process (user and system), so that waiting for a core does not count (what others do to the caches
// does); two processes are timed by the clock. The matcher keeps no value from record to record. The reader keeps
// templates and short texts: a further pass is shown with both known, as to a child that has read logs before, and with all new.
import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { crc32 } from 'node:zlib'
import { bytesSource, createTemplateCache, readEvtx } from '../libs/evtx/src/index.ts'
import type { EvtxRecord, TemplateCache } from '../libs/evtx/src/index.ts'
import { findLogs, loadRulePacks } from '../adapters/files/src/index.ts'
import { buildRuleSet, compileRuleSet, makeBundle, readBundle } from '../libs/sigma/src/index.ts'
import type { RuleSet, SigmaRule } from '../libs/sigma/src/index.ts'
import { peerTimes } from './match-peers.ts'

const ROUNDS = 10
const PAIRS = 5
/** Passes that a worker makes for one answer. */
const WORK_PASSES = 3
const WARM_PASSES = 6
const SYSMON = 'Microsoft-Windows-Sysmon/Operational'

const args = process.argv.slice(2)
const half = args[0] === '--worker' ? Number(args[1]) : undefined
if (half !== undefined) args.splice(0, 2)
const npmAt = args.indexOf('--npm-peers')
const npmFolder = npmAt < 0 ? process.env['CODEDARK_NPM_PEERS'] : args.splice(npmAt, 2)[1]
const split = args.indexOf('--rules')
const paths = split < 0 ? args : args.slice(0, split)
const rulePaths = split < 0 ? [] : args.slice(split + 1)
if (paths.length === 0 || rulePaths.length === 0) {
  console.error('node bench/match.ts LOGS… --rules PATH… [--npm-peers FOLDER]')
  process.exit(2)
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
function timed<Result>(work: () => Result): { readonly seconds: number; readonly result: Result } {
  const started = cpuSeconds()
  const result = work()
  return { seconds: cpuSeconds() - started, result }
}
const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const spread = (values: readonly number[], digits = 0): string =>
  `min ${Math.min(...values).toFixed(digits)}, median ${middle(values).toFixed(digits)}, max ${Math.max(...values).toFixed(digits)}`
const line = (name: string, text: string): void => console.log(`${name.padEnd(44)}${text}`)

const files = findLogs(paths).files.filter(({ path }) => path.toLowerCase().endsWith('.evtx'))
const all = files.map(({ path }) => new Uint8Array(readFileSync(path)))
// A worker takes every second file of those in order of size, so that both have as much.
const bySize = all.toSorted((a, b) => b.length - a.length)
const logs =
  half === undefined || half === 2
    ? all
    : bySize.filter((_, index) => index % 4 === half || index % 4 === 3 - half)

const packs = loadRulePacks(rulePaths).packs
const fromYaml = half === undefined ? timed(() => makeBundle(packs.flatMap((pack) => pack.files))) : undefined
const bundle = fromYaml?.result ?? makeBundle(packs.flatMap((pack) => pack.files))
const fromBundle = timed(() =>
  [bundle, ...packs.flatMap((pack) => pack.bundle ?? [])].flatMap((text) => readBundle(text) ?? []),
)
const rules: SigmaRule[] = fromBundle.result.flatMap((one) =>
  one.kind === 'rule' && one.rule.logsource.product === 'windows' ? [one.rule] : [],
)
const prepared = timed(() => compileRuleSet(rules))
const fast = prepared.result

interface Pass {
  readonly records: number
  readonly matches: number
}
type Take = (record: EvtxRecord) => number
interface Choices {
  readonly isWanted?: (record: EvtxRecord) => boolean
  readonly templates?: TemplateCache
}
const known = createTemplateCache()

/** Reads the logs and does one thing with each record that is wanted. */
function pass(given: readonly Uint8Array[], take: Take, { isWanted, templates = known }: Choices = {}): Pass {
  let records = 0
  let matches = 0
  for (const bytes of given)
    for (const item of readEvtx(bytesSource(bytes), { templates, crc32 })) {
      if (item.kind !== 'record' || isWanted?.(item.record) === false) continue
      records += 1
      matches += take(item.record)
    }
  return { records, matches }
}
const reading: Take = ({ channel, eventId }) => (channel === undefined || eventId === undefined ? 1 : 0)
const matching =
  (set: RuleSet): Take =>
  (record) =>
    set.match(record).length
const isProcess = ({ eventId, channel }: EvtxRecord): boolean => eventId === 1 && channel === SYSMON

async function work(): Promise<void> {
  for (let n = 0; n < WARM_PASSES; n += 1) pass(logs, matching(fast))
  console.log('ready')
  process.stdin.on('data', () => {
    let records = 0
    for (let n = 0; n < WORK_PASSES; n += 1) records += pass(logs, matching(fast)).records
    console.log(records)
  })
  await once(process.stdin, 'end')
}

/** Rates of several ways, in turn, so that what others do meanwhile hits all alike; each once before, which is not counted. */
function inTurn(ways: Readonly<Record<string, () => number>>): Map<string, number[]> {
  const rates = new Map<string, number[]>()
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [name, way] of Object.entries(ways)) {
      const { seconds, result } = timed(way)
      if (round > 0) rates.set(name, [...(rates.get(name) ?? []), result / seconds])
    }
  return rates
}

function onceAndAgain(): Pass {
  line('rules from YAML, CPU s', (fromYaml?.seconds ?? 0).toFixed(2))
  line('rules from a bundle', `${fromBundle.seconds.toFixed(2)}, their trees ${prepared.seconds.toFixed(2)}`)
  const first = timed(() => pass(logs, matching(fast)))
  const { records } = first.result
  const { programs, bytes, largest } = fast.size()
  line(
    'first pass: programs, warming up, CPU s',
    `${first.seconds.toFixed(2)} (${Math.round(records / first.seconds)} records/s)`,
  )
  line('programs', `${programs}, tables ${(bytes / 1e6).toFixed(1)} MB (bar 150)`)
  line('the largest', `${largest.rules} rules, ${largest.always} without a gate`)
  return first.result
}

function compare({ records }: Pass): void {
  const processes = pass(logs, reading, { isWanted: isProcess }).records
  const rates = inTurn({
    'reading only': () => pass(logs, reading).records,
    'SHA-256 of the bytes': () => {
      for (const bytes of logs) createHash('sha256').update(bytes).digest()
      return records
    },
    'matching, bytes to findings': () => pass(logs, matching(fast)).records,
    'the same, all new to the reader': () =>
      pass(logs, matching(fast), { templates: createTemplateCache() }).records,
    picked: () => (pass(logs, () => 0, { isWanted: isProcess }), 1),
    'picked and matched': () => (pass(logs, matching(fast), { isWanted: isProcess }), 1),
  })
  const ratesOf = (name: string): readonly number[] => rates.get(name) ?? []
  const matched = middle(ratesOf('matching, bytes to findings'))
  console.log(`records/CPU s, ${ROUNDS} passes after the first, ways in turn:`)
  for (const name of [
    'reading only',
    'SHA-256 of the bytes',
    'matching, bytes to findings',
    'the same, all new to the reader',
  ])
    line(
      `  ${name}`,
      `${spread(ratesOf(name))}; matching is ${(matched / middle(ratesOf(name))).toFixed(2)} × that`,
    )
  if (processes > 100) {
    // Reading a process record is taken to cost what reading any record costs.
    const alone = ratesOf('picked and matched').map((rate, round) => {
      const own = (1 / rate - 1 / (ratesOf('picked')[round] ?? 1)) / processes
      return 1 / (own + 1 / (ratesOf('reading only')[round] ?? 1))
    })
    line(`  Sysmon process creation alone (${processes})`, spread(alone))
  }
  const slow = buildRuleSet(rules)
  const plain = timed(() => pass(logs, matching(slow)).records)
  const rate = plain.result / plain.seconds
  line(
    '  plain evaluator, by log source, once',
    `${Math.round(rate)}; matching is ${(matched / rate).toFixed(0)} × that (bar 8)`,
  )
  peers(records, matched)
}

function peers(records: number, matched: number): void {
  const lines: string[] = []
  pass(logs, (record) => lines.push(JSON.stringify(flat(record))))
  console.log('other programs, records/CPU s, their starts left out, once:')
  for (const { name, seconds } of peerTimes({
    paths: files.map(({ path }) => path),
    rulePaths,
    lines,
    npmFolder,
  })) {
    if (seconds === undefined) line(`  ${name}`, 'not installed')
    else
      line(
        `  ${name}`,
        `${Math.round(records / seconds)}; matching is ${((matched * seconds) / records).toFixed(1)} × that`,
      )
  }
}

const flat = (record: EvtxRecord): unknown => Object.fromEntries(record.fields())

interface Worker {
  readonly child: ChildProcessWithoutNullStreams
  readonly next: () => Promise<string>
}

async function startWorker(part: number): Promise<Worker> {
  const child = spawn(process.execPath, [import.meta.filename, '--worker', String(part), ...args])
  child.stderr.pipe(process.stderr)
  const next = async (): Promise<string> => String((await once(child.stdout, 'data'))[0])
  await next()
  return { child, next }
}

/** Seconds of the clock until all have done their passes. */
async function together(workers: readonly Worker[]): Promise<number> {
  const started = performance.now()
  await Promise.all(
    workers.map(({ child, next }) => {
      child.stdin.write('go\n')
      return next()
    }),
  )
  return (performance.now() - started) / 1000
}

/** One process with all logs against two with half of them each, in turn. */
async function cores(): Promise<void> {
  const [one, first, second] = [await startWorker(2), await startWorker(0), await startWorker(1)]
  const times: number[] = []
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const alone = await together([one])
    times.push(alone / (await together([first, second])))
  }
  line(
    'two processes, half the logs each, are',
    `${spread(times, 2)} × as fast (bar 1.7), by the clock, warm`,
  )
  for (const { child } of [one, first, second]) child.stdin.end()
}

function growth(): void {
  const memory = (): string => `${Math.round(process.memoryUsage().rss / 1e6)} MB in all`
  for (const times of [1, 4, 8]) {
    const { seconds } = timed(() => {
      for (let n = 0; n < times; n += 1) pass(logs, matching(fast))
    })
    line(`${times} × the input`, `${seconds.toFixed(2)} CPU s, ${memory()}`)
  }
  // Spread over the whole list: packs stand in it one after the other.
  for (const count of [500, 1500, rules.length]) {
    const some = compileRuleSet(
      rules.filter(
        (_, n) => Math.floor((n * count) / rules.length) !== Math.floor(((n + 1) * count) / rules.length),
      ),
    )
    const first = timed(() => pass(logs, matching(some)))
    const rates = Array.from({ length: 6 }, () => timed(() => pass(logs, matching(some)).records)).map(
      ({ seconds, result }) => result / seconds,
    )
    line(
      `${some.rules.length} rules`,
      `first pass ${first.seconds.toFixed(2)} CPU s, then median ${Math.round(middle(rates))} records/CPU s; tables ${(some.size().bytes / 1e6).toFixed(1)} MB, ${memory()}`,
    )
  }
}

if (half === undefined) {
  const load = (loadavg()[0] ?? 0).toFixed(1)
  const megabytes = Math.round(all.reduce((sum, { length }) => sum + length, 0) / 1e6)
  console.log(
    `${files.length} logs, ${megabytes} MB, ${fast.rules.length} rules; ${cpus().length} cores, load ${load}`,
  )
  const first = onceAndAgain()
  console.log(`${first.records} records, ${first.matches} matches`)
  compare(first)
  await cores()
  growth()
} else await work()

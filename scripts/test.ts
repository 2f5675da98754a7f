// Runs the tests suite by suite, each within its time budget, and closes with how many were skipped and why.
//   npm test                      the regular tier (≤ 5 minutes)
//   npm run test:heavy            the heavy tier: files named *.heavy.test.ts
//   node scripts/test.ts PATH…    the files below these paths
// CODEDARK_CORPORA names the folder of the unpacked corpora; without it the tests on real data are skipped.
import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'

/** Suites that run side by side. */
const LANES = 2

/**
 * Suite folders and their budgets in seconds, regular and heavy, where two share two cores: a suite over its budget is ended and
 * has failed.
 */
const SUITES: readonly { folder: string; regularS: number; heavyS: number }[] = [
  { folder: 'libs', regularS: 90, heavyS: 560 },
  { folder: 'domain', regularS: 90, heavyS: 600 },
  { folder: 'adapters', regularS: 160, heavyS: 400 },
  { folder: 'apps', regularS: 260, heavyS: 400 },
  { folder: 'drill', regularS: 60, heavyS: 120 },
  { folder: 'tests/house', regularS: 60, heavyS: 60 },
  { folder: 'tests/corpora', regularS: 200, heavyS: 360 },
  { folder: 'tests/paper', regularS: 160, heavyS: 500 },
  { folder: 'tests/peers', regularS: 60, heavyS: 180 },
  { folder: 'tests/simulation', regularS: 100, heavyS: 500 },
  { folder: 'tests/scenarios', regularS: 560, heavyS: 700 },
  { folder: 'tests/browser', regularS: 400, heavyS: 360 },
]

interface Outcome {
  passed: number
  failed: number
  skipped: string[]
}

const heavy = process.argv.includes('--heavy')
const paths = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))

function testFiles(path: string): string[] {
  if (statSync(path).isFile()) return [path]
  const found: string[] = []
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue
    const full = join(path, entry.name)
    if (entry.isDirectory()) found.push(...testFiles(full))
    else if (entry.name.endsWith('.test.ts') && entry.name.endsWith('.heavy.test.ts') === heavy)
      found.push(full)
  }
  return found.sort()
}

async function runSuite(name: string, files: readonly string[], budgetS: number): Promise<Outcome> {
  const started = Date.now()
  const outcome: Outcome = { passed: 0, failed: 0, skipped: [] }
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--test',
      '--test-isolation=none',
      '--test-force-exit',
      '--test-reporter=tap',
      ...files,
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      // Tests start the command line hundreds of times: what Node made of the sources is kept between them.
      env: { NODE_COMPILE_CACHE: resolve('node_modules/.cache/compiled'), ...process.env },
    },
  )
  let late = false
  const timer = setTimeout(() => {
    late = true
    child.kill('SIGKILL')
  }, budgetS * 1000)
  let rest = ''
  const failures: string[] = []
  const inFailure = { on: false }
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) readLine(line, outcome, failures, inFailure)
  })
  const status = await new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code))
  })
  clearTimeout(timer)
  const seconds = (Date.now() - started) / 1000
  if (late) failures.push(`${name} was ended: over its budget of ${budgetS} s`)
  if (status !== 0 && outcome.failed === 0) outcome.failed = 1
  console.log(
    `${outcome.failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped.length} skipped in ${seconds.toFixed(1)} s of ${budgetS} s`,
  )
  if (failures.length > 0) console.log(failures.join('\n'))
  return outcome
}

/** One line of TAP: only leaves count, so a describe block is not a test twice. */
function readLine(line: string, outcome: Outcome, failures: string[], inFailure: { on: boolean }): void {
  const point = /^\s*(not ok|ok) \d+ - (.*?)(?: # (SKIP)(.*))?$/.exec(line)
  if (point !== null) {
    inFailure.on = point[1] === 'not ok'
    if (inFailure.on) {
      outcome.failed += 1
      failures.push(line)
    } else if (point[3] === 'SKIP')
      outcome.skipped.push(`${point[2] ?? ''}: ${(point[4] ?? '').trim() || 'no reason given'}`)
    else outcome.passed += 1
  } else if (inFailure.on) failures.push(line)
}

const suites =
  paths.length > 0
    ? [{ folder: paths.join(' '), files: paths.flatMap(testFiles), budgetS: 300 }]
    : SUITES.map((suite) => ({
        folder: suite.folder,
        files: testFiles(suite.folder),
        budgetS: heavy ? suite.heavyS : suite.regularS,
      }))
const total: Outcome = { passed: 0, failed: 0, skipped: [] }
// Each suite is one process and mostly one core: two at a time, the longest first, keep both cores busy.
const queue = suites.filter(({ files }) => files.length > 0).sort((one, other) => other.budgetS - one.budgetS)
await Promise.all(
  Array.from({ length: Math.min(LANES, availableParallelism()) }, async () => {
    for (let suite = queue.shift(); suite !== undefined; suite = queue.shift()) {
      const outcome = await runSuite(suite.folder, suite.files, suite.budgetS)
      total.passed += outcome.passed
      total.failed += outcome.failed
      total.skipped.push(...outcome.skipped)
    }
  }),
)
if (total.skipped.length > 0) {
  const reasons = Map.groupBy(total.skipped, (text) => text.slice(text.lastIndexOf(': ') + 2))
  console.log('\nSkipped:')
  for (const [reason, tests] of reasons) console.log(`  ${tests.length} × ${reason}`)
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`)
if (total.failed > 0 || total.passed === 0) process.exitCode = 1
else if (process.env['CODEDARK_NO_SKIPS'] === '1' && total.skipped.length > 0) {
  console.log('CODEDARK_NO_SKIPS is set: a skipped test fails the run.')
  process.exitCode = 1
}

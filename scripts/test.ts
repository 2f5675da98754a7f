// Runs the tests suite by suite, each within its time budget, and closes with how many were skipped and why.
//   npm test                      the regular tier (≤ 5 minutes)
//   npm run test:heavy            the heavy tier: files named *.heavy.test.ts
//   node scripts/test.ts PATH…    the files below these paths
// CODEDARK_CORPORA names the folder of the unpacked corpora; without it the tests on real data are skipped.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Suites that run side by side. */
const LANES = 2

/**
 * Suite folders and their budgets in seconds, regular and heavy, where two share two cores: a suite over its budget is ended and
 * has failed.
 */
const SUITES: readonly { folder: string; regularS: number; heavyS: number }[] = [
  { folder: 'libs', regularS: 90, heavyS: 640 },
  { folder: 'domain', regularS: 90, heavyS: 600 },
  { folder: 'adapters', regularS: 160, heavyS: 480 },
  { folder: 'apps', regularS: 300, heavyS: 560 },
  { folder: 'drill', regularS: 60, heavyS: 120 },
  { folder: 'tests/house', regularS: 60, heavyS: 60 },
  { folder: 'tests/corpora', regularS: 200, heavyS: 360 },
  { folder: 'tests/paper', regularS: 160, heavyS: 500 },
  { folder: 'tests/peers', regularS: 60, heavyS: 180 },
  { folder: 'tests/simulation', regularS: 100, heavyS: 500 },
  { folder: 'tests/scenarios', regularS: 700, heavyS: 700 },
  { folder: 'tests/browser', regularS: 480, heavyS: 480 },
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

/** Runs one suite's files; resolves with the exit status, null where the suite was ended for being over its budget. */
async function runFiles(files: readonly string[], report: string, budgetS: number): Promise<number | null> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--test',
      '--test-isolation=none',
      '--test-force-exit',
      // To a file: a forced exit waits for files to be written, but cuts off what stands in a pipe.
      '--test-reporter=tap',
      `--test-reporter-destination=${report}`,
      ...files,
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      // Tests start the command line hundreds of times: what Node made of the sources is kept between them.
      env: { NODE_COMPILE_CACHE: resolve('node_modules/.cache/compiled'), ...process.env },
    },
  )
  const timer = setTimeout(() => child.kill('SIGKILL'), budgetS * 1000)
  const status = await new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code))
  })
  clearTimeout(timer)
  return status
}

async function runSuite(name: string, files: readonly string[], budgetS: number): Promise<Outcome> {
  const started = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'codedark-suite-'))
  const report = join(folder, 'report.tap')
  const status = await runFiles(files, report, budgetS)
  const { outcome, failures } = readReport(existsSync(report) ? readFileSync(report, 'utf8') : '')
  rmSync(folder, { recursive: true })
  const seconds = (Date.now() - started) / 1000
  if (status === null) failures.push(`${name} was ended: over its budget of ${budgetS} s`)
  if ((status !== 0 || failures.length > 0) && outcome.failed === 0) outcome.failed = 1
  console.log(
    `${outcome.failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped.length} skipped in ${seconds.toFixed(1)} s of ${budgetS} s`,
  )
  if (failures.length > 0) console.log(failures.join('\n'))
  return outcome
}

/**
 * A suite's TAP. Numbers come from the totals at its end, where a describe block is no test; names of what failed or was skipped
 * from its lines. A report without totals, or that names fewer skipped tests than it counts, is a failure: it is not whole.
 */
function readReport(text: string): { outcome: Outcome; failures: string[] } {
  const outcome: Outcome = { passed: 0, failed: 0, skipped: [] }
  const failures: string[] = []
  const totals = new Map<string, number>()
  let inFailure = false
  for (const line of text.split('\n')) {
    const total = /^# (pass|fail|cancelled|skipped) (\d+)$/.exec(line)
    const point = /^\s*(not ok|ok) \d+ - (.*?)(?: # (SKIP)(.*))?$/.exec(line)
    if (total !== null) totals.set(total[1] ?? '', Number(total[2]))
    if (point !== null) inFailure = point[1] === 'not ok'
    if (inFailure && !line.startsWith('# ')) failures.push(line)
    else if (point?.[3] === 'SKIP')
      outcome.skipped.push(`${point[2] ?? ''}: ${(point[4] ?? '').trim() || 'no reason given'}`)
  }
  outcome.passed = totals.get('pass') ?? 0
  outcome.failed = (totals.get('fail') ?? 0) + (totals.get('cancelled') ?? 0)
  const skipped = totals.get('skipped')
  // A skipped describe block is named as well and not counted.
  if (skipped === undefined) failures.push('the report is not whole: its totals are missing')
  else if (skipped > outcome.skipped.length)
    failures.push(`the report names ${outcome.skipped.length} skipped tests of ${skipped}`)
  return { outcome, failures }
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

// All static checks, each named, all run even when one fails: `npm run check`.
import { spawnSync } from 'node:child_process'

/** The fewest modules that dependency-cruiser must have seen: it says "no violations (0 modules)" when its parser is missing. */
const MODULES_FLOOR = 100

const bin = (name: string): string => `node_modules/.bin/${name}${process.platform === 'win32' ? '.cmd' : ''}`
const checks: readonly (readonly [string, readonly string[]])[] = [
  ['types, pure code', [bin('tsc'), '-p', 'tsconfig.json']],
  ['types, Node and tests', [bin('tsc'), '-p', 'tsconfig.node.json']],
  ['types, pages', [bin('tsc'), '-p', 'apps/web']],
  ['types, tests in a browser', [bin('tsc'), '-p', 'tests/browser']],
  ['lint', [bin('oxlint'), '--type-aware', '--deny-warnings']],
  ['format', [bin('oxfmt'), '--check', '.']],
  [
    'imports',
    [bin('depcruise'), '--config', '.dependency-cruiser.mjs', 'libs', 'domain', 'adapters', 'apps', 'drill'],
  ],
  ['tidy', [process.execPath, 'scripts/tidy.ts']],
]

let failed = 0
for (const [name, [command = '', ...args]] of checks) {
  const started = Date.now()
  const run = spawnSync(command, args, { encoding: 'utf8', shell: process.platform === 'win32' })
  const output =
    `${run.stdout ?? ''}${run.stderr ?? ''}${run.error === undefined ? '' : run.error.message}`.trim()
  const seen = /\((\d+) modules/.exec(output)?.[1]
  const blind = name === 'imports' && Number(seen ?? 0) < MODULES_FLOOR
  const good = run.status === 0 && !blind
  if (!good) failed += 1
  console.log(`${good ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (blind) console.log(`dependency-cruiser saw ${seen ?? 'no'} modules, fewer than ${MODULES_FLOOR}`)
  if (!good) console.log(output)
}
process.exitCode = failed === 0 ? 0 : 1

// Seconds from nothing to the board of a drill: write its files, make the data folder, import the estate, record what people saw,
// triage, verify, serve until the board answers. Each step is the command that a person would type.
// The pages must be built: node scripts/build-web.ts. Another server on the port is not looked for.
//   node bench/drill-to-board.ts [PORT]
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROUNDS = 3
const WAIT_MS = 60_000
const CLI = resolve(import.meta.dirname, '../apps/cli/src/main.ts')
const port = Number(process.argv[2] ?? 7477)

function step(...args: readonly string[]): number {
  const startedMs = performance.now()
  const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(`codedark ${args.join(' ')}: status ${run.status}\n${run.stderr}`)
  return (performance.now() - startedMs) / 1000
}

/** Whether the board answers with its servers. */
function answers(): Promise<boolean> {
  return new Promise((tell) => {
    const asked = request(
      { host: '127.0.0.1', port, path: '/api/servers', headers: { host: `command.localhost:${port}` } },
      (response) => {
        response.resume()
        response.on('end', () => tell(response.statusCode === 200))
      },
    )
    asked.on('error', () => tell(false))
    asked.end()
  })
}

async function untilServed(data: string): Promise<number> {
  const startedMs = performance.now()
  const server = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', CLI, 'serve', '--data', data, '--port', String(port)],
    { stdio: 'ignore' },
  )
  const ended = new Promise<void>((done) => server.once('exit', () => done()))
  try {
    while (!(await answers())) {
      if (performance.now() - startedMs > WAIT_MS)
        throw new Error(`no board on port ${port} after ${WAIT_MS / 1000} s`)
      if (server.exitCode !== null) throw new Error(`codedark serve ended with status ${server.exitCode}`)
      await new Promise((done) => setTimeout(done, 20))
    }
    return (performance.now() - startedMs) / 1000
  } finally {
    server.kill('SIGTERM')
    await ended
  }
}

const totals: number[] = []
for (let round = 0; round < ROUNDS; round += 1) {
  const folder = mkdtempSync(join(tmpdir(), 'codedark-board-'))
  try {
    const [files, data] = [join(folder, 'files'), join(folder, 'data')]
    const estate = join(files, 'estate')
    const told = [
      '--sightings',
      join(files, 'sightings.json'),
      '--connections',
      join(files, 'connections.json'),
    ]
    const seconds: Record<string, number> = {
      drill: step('drill', '--out', files),
      init: step('init', '--drill', '--hospital', 'Ormelande Hospitals (invented)', '--data', data),
      estate: step('estate', 'import', estate, '--data', data),
      record: step('record', ...told, '--data', data),
      triage: step(
        'triage',
        join(files, 'logs'),
        '--estate',
        estate,
        ...told,
        '--out',
        join(folder, 'out'),
        '--data',
        data,
      ),
      verify: step('ledger', 'verify', '--data', data),
      serve: await untilServed(data),
    }
    const total = Object.values(seconds).reduce((sum, one) => sum + one, 0)
    totals.push(total)
    const parts = Object.entries(seconds).map(([name, one]) => `${name} ${one.toFixed(1)}`)
    console.log(
      `round ${round + 1}, load ${(loadavg()[0] ?? 0).toFixed(1)}: ${parts.join(', ')}: ${total.toFixed(1)} s`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
totals.sort((a, b) => a - b)
console.log(
  `from nothing to the board: min ${totals[0]?.toFixed(1)}, median ${totals[1]?.toFixed(1)}, max ${totals.at(-1)?.toFixed(1)} s   (bar: 60)`,
)

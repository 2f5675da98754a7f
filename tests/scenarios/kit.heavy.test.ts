import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { buildWeb } from '../../scripts/build-web.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'codedark-kit-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function makeKit(platform: 'linux-x64' | 'win-x64'): string {
  const kit = join(folder, platform)
  assert.ok(buildWeb().ok)
  const made = spawnSync(
    process.execPath,
    [join(root, 'apps/cli/src/main.ts'), 'kit', kit, '--platform', platform, '--json'],
    { encoding: 'utf8' },
  )
  assert.equal(made.status, 0, made.stderr)
  const entries = readdirSync(kit, { recursive: true, withFileTypes: true })
  assert.deepEqual(
    entries.filter((entry) => entry.isSymbolicLink()),
    [],
  )
  for (const part of [
    'cli.mjs',
    'fhir-child.mjs',
    'print-child.mjs',
    'care-copy-child.mjs',
    'pages/board/index.html',
    'pages/wards/index.html',
    'node_modules/@expo-google-fonts/ibm-plex-sans/700Bold/IBMPlexSans_700Bold.ttf',
    'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  ])
    assert.ok(existsSync(join(kit, 'app', part)), part)
  const natives = entries.filter(({ name }) => name.endsWith('.node')).map(({ name }) => name)
  assert.deepEqual(natives, [platform === 'win-x64' ? 'win32-x64.node' : 'linux-x64.node'])
  return kit
}

/** Both servers, asked over loopback in the same empty network, then Ctrl-C. */
const SERVE = `
import { request } from 'node:http'
import { spawn } from 'node:child_process'
const [script, data] = process.argv.slice(2)
const child = spawn('sh', [script, 'start', '--data', data], { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
let said = ''
child.stdout.setEncoding('utf8')
child.stdout.on('data', (text) => (said += text))
const until = async (holds) => { while (!holds()) await new Promise((go) => setTimeout(go, 100)) }
await until(() => said.includes('Ctrl-C stops both.'))
const ask = (host, path, cookie = '', body) => new Promise((resolve, reject) => {
  const headers = { host, cookie, origin: 'http://' + host }
  const method = body === undefined ? 'GET' : 'POST'
  const asked = request({ host: '127.0.0.1', port: host.split(':')[1], path, method, headers }, (answer) => {
    let text = ''
    answer.on('data', (part) => (text += part))
    answer.on('end', () => resolve({ text: answer.statusCode + ' ' + text, set: answer.headers['set-cookie'] ?? [] }))
  })
  asked.on('error', reject)
  asked.end(body === undefined ? undefined : JSON.stringify(body))
})
// A drill's accounts are published.
const signedIn = async (host, user) => {
  const { set } = await ask(host, '/api/sign-in', '', { user, password: 'drill drill drill drill' })
  return set.map((one) => one.split(';')[0]).join('; ')
}
const get = async (host, path, user) => (await ask(host, path, user && (await signedIn(host, user)))).text
const board = await get('command.localhost:7317', '/api/board', 'incident-commander')
const wards = await get('care.localhost:7318', '/api/hospital', 'ward-lead')
const plain = await get('localhost:7318', '/')
process.kill(-child.pid, 'SIGINT')
const status = await new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)))
console.log(JSON.stringify({ said, board: board.slice(0, 3), wards: wards.slice(0, 3), plain: plain.slice(0, 3), inpatients: JSON.parse(wards.slice(4)).inpatients, status }))
`

test('the Linux kit runs the whole drill and both servers without network and without the clone’s packages', () => {
  const kit = makeKit('linux-x64')
  const script = join(kit, 'codedark')
  const data = join(folder, 'data-drill')
  const serve = join(folder, 'serve.mjs')
  writeFileSync(serve, SERVE)
  // An empty network namespace has a loopback of its own, which is down at first.
  const alone =
    spawnSync('unshare', ['-rn', 'sh', '-c', 'ip link set lo up'], { stdio: 'ignore' }).status === 0
  const words = `${alone ? 'ip link set lo up && ' : ''}exec "${process.execPath}" "${serve}" "${script}" "${data}"`
  const [command, args] = alone ? ['unshare', ['-rn', 'sh', '-c', words]] : ['sh', ['-c', words]]
  const run = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin:/sbin' },
    maxBuffer: 64 * 1024 * 1024,
  })
  assert.equal(run.status, 0, run.stdout + run.stderr)
  const told = JSON.parse(run.stdout) as Readonly<Record<string, unknown>> & { said: string }
  const { said, ...rest } = told
  assert.deepEqual(rest, { board: '200', wards: '200', plain: '307', inpatients: 400, status: 0 })
  assert.match(said, /300 servers: \d+ hit/)
  assert.match(said, /20 packets, \d+ patients, \d+ sheets/)
  assert.match(said, /DRILL/)
  const packets = readdirSync(join(data, 'packets'), { recursive: true, withFileTypes: true })
  assert.equal(packets.filter(({ name }) => /^DRILL-.*\.pdf$/.test(name)).length, 20)
  // On a FAT stick nothing may be run: Node then runs from a copy.
  assert.match(readFileSync(script, 'utf8'), /mktemp -d/)
})

test('the Windows kit has the same parts for Windows; it is assembled here, not tried', () => {
  const kit = makeKit('win-x64')
  assert.ok(existsSync(join(kit, 'bin', 'node.exe')))
  assert.match(readFileSync(join(kit, 'Start a DRILL.cmd'), 'utf8'), /app\\cli\.mjs" start/)
})

// Prints how long the board's server takes to answer each action over HTTP, with 300 servers and 100,000 findings, and with
// half and twice as many. The first call after a start reads what is kept, and is told apart. On a
// busy machine the processor time tells more: it is that of server and asker together.
//   node bench/board.ts [FINDINGS] [SERVERS]
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { signedInAs } from '../tests/scenarios/testing/sign-in.ts'
import {
  DRILL_PASSPHRASE,
  initDataFolder,
  openCommand,
  openIncident,
  serveCommand,
  takeEstate,
  takeTriage,
  type TriagePass,
} from '../apps/command/src/index.ts'
import { estateOf } from '../apps/command/src/tasks/estate/index.ts'
import { BITLOCKER, MOVERS, SECURITY, SYSTEM } from '../domain/src/triage/index.ts'
import type { ChannelStats, Finding, RecordFact, Traces } from '../domain/src/triage/index.ts'

const asked = { findings: Number(process.argv[2] ?? 100_000), servers: Number(process.argv[3] ?? 300) }
if (!Number.isInteger(asked.findings) || asked.findings < 1_000 || !(asked.servers > 0)) {
  console.error('node bench/board.ts [FINDINGS] [SERVERS]')
  process.exit(2)
}
/** One finding in so many may move a verdict; on the drill it is one in three, on ordinary computers far fewer. */
const MOVING_ONE_IN = 20
const CALLS = 15
const START = Date.UTC(2021, 0, 17, 12)
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString().replace('Z', '0000Z')
const nameOf = (index: number): string => `srv-${String(index).padStart(3, '0')}`

function* findings(count: number, servers: number): Generator<Finding> {
  for (let n = 0; n < count; n += 1) {
    const mover = n % MOVING_ONE_IN === 0 ? MOVERS[(n / MOVING_ONE_IN) % MOVERS.length] : undefined
    const server = nameOf(n % servers)
    yield {
      rule: {
        id: mover?.ruleId ?? `00000000-0000-4000-8000-${String(n % 50).padStart(12, '0')}`,
        title: mover === undefined ? `Context rule ${n % 50}` : `Rule of ${mover.ruleId}`,
        author: 'bench',
        level: mover === undefined ? 'low' : 'high',
      },
      server,
      computer: server,
      channel: [SYSTEM, SECURITY, BITLOCKER][n % 3] ?? SYSTEM,
      eventId: 4624,
      recordId: n + 1,
      time: at(n % 30_000),
      file: `/logs/${server}/Security.evtx`,
      offset: 4096 + n * 512,
      fields: {
        SubjectUserName: 'adm',
        IpAddress: '10.0.0.1',
        CommandLine: `tool.exe ${n} ${'x'.repeat(120)}`,
      },
    }
  }
}

function coverage(servers: number): ChannelStats[] {
  return Array.from({ length: servers * 3 }, (_, n) => ({
    file: `/logs/${nameOf(Math.floor(n / 3))}/${n % 3}.evtx`,
    computer: nameOf(Math.floor(n / 3)),
    channel: [SYSTEM, SECURITY, BITLOCKER][n % 3] ?? SYSTEM,
    records: 30_000,
    runs: [{ firstId: 1, lastId: 30_000, firstAt: at(-80_000), lastAt: at(40_000) }],
    runsCut: false,
    clears: [],
    unreadable: [],
    keyBackups: [],
  }))
}

function estateTexts(servers: number): Parameters<typeof estateOf>[0] {
  const rows = Array.from(
    { length: servers },
    (_, n) => `${nameOf(n)},app,active,A,s${n % 60},,Windows Server 2019,yes,`,
  )
  const services = Array.from(
    { length: 60 },
    (_, n) => `s${n},Service ${n},2,5,${Math.ceil(servers / 60)},1,60`,
  )
  const care = Array.from({ length: 60 }, (_, n) => `Care ${n % 20},Site ${n % 3},s${n},yes,paper,1234`)
  return {
    servers: `name,role,status,site,service,ip,os,virtual,aliases\n${rows.join('\n')}\n`,
    services: `service,name,tier,care_rank,members,needs,restore_minutes_per_server\n${services.join('\n')}\n`,
    depends: 'service,depends_on,kind,note\n',
    care: `care,site,service,hard,workaround,phone\n${care.join('\n')}\n`,
  }
}

async function ask(url: string, path: string, body?: unknown): Promise<{ ms: number; text: string }> {
  const { port, host } = new URL(url)
  const headers = { host, cookie: await signedInAs(url, 'incident-commander'), origin: url }
  const startedMs = performance.now()
  const text = await new Promise<string>((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers }, (incoming) => {
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => parts.push(part))
      incoming.on('end', () => {
        const all = Buffer.concat(parts).toString()
        if ((incoming.statusCode ?? 500) < 300) resolve(all)
        else reject(new Error(`${path}: ${incoming.statusCode ?? 0} ${all.slice(0, 300)}`))
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  })
  return { ms: performance.now() - startedMs, text }
}

const unwrap = <Value>(result: { ok: true; value: Value } | { ok: false; fault: unknown }): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.fault))
  return result.value
}

function prepare(root: string, count: number, servers: number): string {
  const data = join(root, `data-${count}`)
  unwrap(initDataFolder(data, 'drill', DRILL_PASSPHRASE, { hospital: 'Bench', timeZone: 'Europe/Brussels' }))
  const opened = unwrap(openCommand(data, DRILL_PASSPHRASE))
  unwrap(openIncident(opened, 'Bench'))
  unwrap(takeEstate(opened, estateOf(estateTexts(servers))))
  const facts: RecordFact[] = []
  const traces: Traces[] = []
  const pass = {
    pass: 'whole',
    coverage: coverage(servers),
    logs: [],
    noteSearch: { files: [], filesLeftOut: 0, searched: [] },
    beside: { facts, traces, rules: [] },
    summary: {
      files: servers * 3,
      records: servers * 90_000,
      findings: count,
      faults: 0,
      rulesLoaded: 50,
      rulesRefused: [],
      packs: [{ name: 'bench', version: '1', hash: '', rules: 50 }],
    },
    findings: () => findings(count, servers),
  } as unknown as TriagePass
  unwrap(takeTriage(opened, pass))
  opened.close()
  return data
}

type Action = readonly [name: string, act: () => Promise<{ ms: number }>]

async function actionsOn(url: string, servers: number): Promise<readonly Action[]> {
  const first = await ask(url, '/api/findings?limit=1')
  const { id } = (JSON.parse(first.text) as { findings: { id: string }[] }).findings[0] ?? { id: '' }
  let minute = 0
  const when = (): string => new Date(START + (minute += 1) * 60_000).toISOString()
  const said = { confidence: 'said', by: 'A. Bench' }
  return [
    ['situation', () => ask(url, '/api/board')],
    ['hit', () => ask(url, '/api/servers')],
    ['story of a server', () => ask(url, `/api/servers/${nameOf(7)}`)],
    ['its context, a page', () => ask(url, `/api/servers/${nameOf(7)}/context`)],
    ['all findings, a page', () => ask(url, '/api/findings')],
    ['findings of a rule', () => ask(url, `/api/findings?rule=${MOVERS[0]?.ruleId ?? ''}`)],
    ['findings of a level', () => ask(url, '/api/findings?level=high')],
    [
      'findings of an hour',
      () => ask(url, `/api/findings?from=${at(0).slice(0, 19)}Z&until=${at(3600).slice(0, 19)}Z`),
    ],
    ['one finding', () => ask(url, `/api/findings/${id}`)],
    ['care', () => ask(url, '/api/care')],
    [
      'what if 20 are off',
      () => ask(url, '/api/what-if', { off: Array.from({ length: 20 }, (_, n) => nameOf(n)) }),
    ],
    ['log', () => ask(url, '/api/log')],
    ['record a remark', () => ask(url, '/api/comments', { text: 'noted' })],
    [
      'record a connection, judge again',
      () =>
        ask(url, '/api/connections', {
          server: nameOf(minute % servers),
          state: 'isolated',
          at: when(),
          ...said,
        }),
    ],
    [
      'record a sighting, judge again',
      () =>
        ask(url, '/api/sightings', {
          server: nameOf(minute % servers),
          kind: 'ransom-note',
          seenBy: 'C. Bench',
          seenAt: when(),
        }),
    ],
  ]
}

async function time(name: string, act: Action[1]): Promise<void> {
  const opening = (await act()).ms
  const times: number[] = []
  const cpu = process.cpuUsage()
  for (let call = 0; call < CALLS; call += 1) times.push((await act()).ms)
  const { user, system } = process.cpuUsage(cpu)
  times.sort((a, b) => a - b)
  const told = (ms: number): string => `${ms.toFixed(1).padStart(7)} ms`
  console.log(
    `  ${name.padEnd(34)} median ${told(times[Math.floor(CALLS / 2)] ?? 0)}   worst ${told(times.at(-1) ?? 0)}   first ${told(opening)}   processor ${told((user + system) / 1000 / CALLS)} each`,
  )
}

async function measure(root: string, count: number, servers: number): Promise<void> {
  const data = prepare(root, count, servers)
  const pages = join(root, 'pages')
  mkdirSync(pages, { recursive: true })
  writeFileSync(join(pages, 'index.html'), '<title>bench</title>')
  const startedMs = performance.now()
  const serving = unwrap(await serveCommand({ data, port: 0, pages, onBug: (error) => console.error(error) }))
  console.log(
    `\n${count} findings, ${servers} servers: start ${(performance.now() - startedMs).toFixed(0)} ms`,
  )
  const { url } = serving
  for (const [name, act] of await actionsOn(url, servers)) await time(name, act)
  await serving.close()
}

const root = mkdtempSync(join(tmpdir(), 'codedark-bench-'))
try {
  console.log(
    `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}); run ${randomBytes(2).toString('hex')}`,
  )
  for (const times of [0.5, 1, 2]) await measure(root, Math.round(asked.findings * times), asked.servers)
} finally {
  rmSync(root, { recursive: true, force: true })
}

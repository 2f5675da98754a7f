// Prints how long it takes until every open board has a change that one person made: the answer to the person, the news on
// each board's stream, and the page that each board then reads anew.
//   node bench/boards.ts [BOARDS] [ENTRIES]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DRILL_PASSPHRASE,
  initDataFolder,
  openCommand,
  openIncident,
  serveCommand,
} from '../apps/command/src/index.ts'
import { signedInAs } from '../tests/scenarios/testing/sign-in.ts'

const CHANGES = 10
/** Entries that one command makes. */
const BATCH = 500

const boards = Number(process.argv[2] ?? 50)
const entries = Number(process.argv[3] ?? 20_000)
if (!Number.isInteger(boards) || boards < 1 || !Number.isInteger(entries) || entries < BATCH) {
  console.error('node bench/boards.ts [BOARDS] [ENTRIES]')
  process.exit(2)
}

const unwrap = <Value>(result: { ok: true; value: Value } | { ok: false; fault: unknown }): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.fault))
  return result.value
}

interface Asking {
  readonly url: string
  readonly cookie: string
}

async function ask({ url, cookie }: Asking, path: string, body?: unknown): Promise<IncomingMessage> {
  const { port, host } = new URL(url)
  const method = body === undefined ? 'GET' : 'POST'
  const headers = { host, cookie, origin: url }
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, resolve)
    outgoing.on('error', reject)
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

async function read(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of incoming as AsyncIterable<Buffer>) parts.push(part)
  const text = Buffer.concat(parts).toString()
  if ((incoming.statusCode ?? 500) >= 300)
    throw new Error(`${incoming.statusCode ?? 0} ${text.slice(0, 200)}`)
  return text
}

/** A board that is open: it reads its page anew when its stream says that something changed. */
class OpenBoard {
  readonly #asking: Asking
  #entry = 0
  #reading = false
  #asked = false

  constructor(asking: Asking, stream: IncomingMessage) {
    this.#asking = asking
    stream.on('data', () => void this.#readAnew())
    stream.on('error', () => undefined)
  }

  get entry(): number {
    return this.#entry
  }

  async #readAnew(): Promise<void> {
    this.#asked = true
    if (this.#reading) return
    this.#reading = true
    while (this.#asked) await this.#readOnce()
    this.#reading = false
  }

  async #readOnce(): Promise<void> {
    this.#asked = false
    const page = JSON.parse(await read(await ask(this.#asking, '/api/board'))) as {
      header: { lastEntry: { number: number } | null }
    }
    this.#entry = page.header.lastEntry?.number ?? 0
  }
}

/** Remarks in great number stand for a long incident. */
function prepare(data: string): void {
  unwrap(initDataFolder(data, 'drill', DRILL_PASSPHRASE, { hospital: 'Bench', timeZone: 'Europe/Brussels' }))
  const opened = unwrap(openCommand(data, DRILL_PASSPHRASE))
  unwrap(openIncident(opened, 'Bench'))
  for (let made = 0; made < entries; made += BATCH) {
    const facts = Array.from(
      { length: BATCH },
      () => ({ type: 'SignedIn', account: 'bench', way: 'password' }) as const,
    )
    const done = opened.ledger.submit({ type: 'RecordAccess', facts }, 'board', 'Bench')
    if (!done.ok) throw new Error(JSON.stringify(done.fault))
  }
  opened.close()
}

const root = mkdtempSync(join(tmpdir(), 'codedark-bench-'))
try {
  const data = join(root, 'data')
  const pages = join(root, 'pages')
  prepare(data)
  mkdirSync(pages)
  writeFileSync(join(pages, 'index.html'), '<title>bench</title>')
  const serving = unwrap(await serveCommand({ data, port: 0, pages, onBug: (error) => console.error(error) }))
  const asking = { url: serving.url, cookie: await signedInAs(serving.url, 'incident-commander') }
  const open = await Promise.all(
    Array.from({ length: boards }, async () => new OpenBoard(asking, await ask(asking, '/api/changes'))),
  )
  const answers: number[] = []
  const all: number[] = []
  const cpu: number[] = []
  for (let change = 0; change < CHANGES; change += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const before = process.cpuUsage()
    const start = performance.now()
    const { entry } = JSON.parse(
      await read(await ask(asking, '/api/comments', { text: `Remark ${change}` })),
    ) as { entry: number }
    answers.push(performance.now() - start)
    while (open.some((board) => board.entry < entry)) await new Promise((resolve) => setTimeout(resolve, 1))
    all.push(performance.now() - start)
    const { user, system } = process.cpuUsage(before)
    cpu.push((user + system) / 1000)
  }
  const told = (times: number[]): string => {
    times.sort((one, other) => one - other)
    return `median ${(times[times.length >> 1] ?? 0).toFixed(0)} ms, worst ${(times.at(-1) ?? 0).toFixed(0)} ms`
  }
  console.log(
    `Node ${process.version}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1) ?? ''}; ${boards} boards, ${entries} entries`,
  )
  console.log(`  the person has the answer         ${told(answers)}`)
  console.log(`  every board shows the change      ${told(all)}`)
  console.log(`  processor, server and boards      ${told(cpu)}`)
  await serving.close()
} finally {
  rmSync(root, { recursive: true, force: true })
}
process.exit()

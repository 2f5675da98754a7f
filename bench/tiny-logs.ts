// A hundred thousand tiny logs, as a collection of 300 servers with 400 channels each may be: how long, how many a second,
// and how much memory all processes together take; then a second run that has nothing new to read.
//   node bench/tiny-logs.ts [COUNT]
// A process of its own makes the logs, so that what is measured holds nothing of them.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeEvtx } from '../libs/evtx/src/index.ts'
import { watchMemory } from './process-tree.ts'

const CHANNELS = 400
const CHUNK_AT = 4_096
const making = process.argv[2] === '--make'
const count = Number(process.argv[making ? 3 : 2] ?? 100_000)
const folder = making ? (process.argv[4] ?? '') : mkdtempSync(join(tmpdir(), 'codedark-tiny-'))

/** A log of two records, and where the last ends. */
function tiny(server: number, channel: number): { bytes: Uint8Array; end: number } {
  const bytes = writeEvtx(
    [0, 1].map((second) => ({
      recordId: 1 + second,
      time: new Date(Date.UTC(2021, 0, 17, 18, channel % 60, second)).toISOString(),
      provider: { name: 'Service Control Manager' },
      eventId: 7036,
      channel: `Channel-${channel}`,
      computer: `srv-${server}`,
      data: [['param1', `m ${server} ${second}`]],
    })),
  )
  const free = new DataView(bytes.buffer).getUint32(CHUNK_AT + 48, true)
  return { bytes, end: CHUNK_AT + free }
}

/** One run of the command, as a person starts it. */
async function run(name: string): Promise<void> {
  const memory = watchMemory()
  const startedMs = performance.now()
  const child = spawn(
    join(import.meta.dirname, '..', 'codedark'),
    ['triage', join(folder, 'logs'), '--out', join(folder, 'out'), '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  const status = await new Promise((resolve) => {
    child.on('close', resolve)
  })
  if (status !== 0) throw new Error(`triage ended with ${String(status)}`)
  const seconds = (performance.now() - startedMs) / 1000
  const { files, records, filesRecalled }: Record<string, number> = JSON.parse(told)
  const { allBytes, largestBytes } = memory.stop()
  console.log(
    `${name}: ${files} logs, ${records} records, ${filesRecalled} known, ${seconds.toFixed(1)} s, ${Math.round((files ?? 0) / seconds)} logs/s, peak ${Math.round(allBytes / 1e6)} MB in all with this watching process, ${Math.round(largestBytes / 1e6)} MB the largest process (bar: 1,000 in all)`,
  )
}

function make(): void {
  for (let n = 0; n < count; n += 1) {
    const [server, channel] = [Math.floor(n / CHANNELS), n % CHANNELS]
    const into = join(folder, 'logs', `srv-${server}`)
    if (channel === 0) mkdirSync(into, { recursive: true })
    const path = join(into, `${channel}.evtx`)
    const { bytes, end } = tiny(server, channel)
    writeFileSync(path, bytes.subarray(0, end))
    // The rest of the chunk is zeros, as in a log that Windows began: a hole that takes no room on the disk.
    truncateSync(path, bytes.length)
  }
}

async function measure(): Promise<void> {
  try {
    const made = spawnSync(process.execPath, [import.meta.filename, '--make', String(count), folder], {
      stdio: 'inherit',
    })
    if (made.status !== 0) throw new Error(`the logs were not made: ${made.status ?? made.signal ?? ''}`)
    await run('first run')
    await run('second run')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (making) make()
else await measure()

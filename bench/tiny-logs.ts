// A hundred thousand tiny logs, as a collection of 300 servers with 400 channels each may be: how long, how many a second,
// and how much memory all processes together take; then a second run that has nothing new to read.
//   node bench/tiny-logs.ts [COUNT]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeEvtx } from '../libs/evtx/src/index.ts'
import { runTriage } from '../apps/command/src/tasks/triage/index.ts'
import { watchMemory } from './process-tree.ts'

const CHANNELS = 400
const CHUNK_AT = 4_096
const count = Number(process.argv[2] ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'codedark-tiny-'))

/** A log of two records, cut behind the last. */
function tiny(server: number, channel: number): Uint8Array {
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
  return bytes.subarray(0, CHUNK_AT + free)
}

async function run(name: string): Promise<void> {
  const memory = watchMemory()
  const startedMs = performance.now()
  let told = 0
  const done = await runTriage({
    paths: [join(folder, 'logs')],
    outDir: join(folder, 'out'),
    memory: { path: join(folder, 'read.db') },
    onProgress: () => {
      told += 1
    },
  })
  if (!done.ok) throw new Error(done.fault.text)
  const seconds = (performance.now() - startedMs) / 1000
  const { files, records, filesRecalled } = done.value.summary
  const { allBytes, largestBytes } = memory.stop()
  console.log(
    `${name}: ${files} logs, ${records} records, ${filesRecalled} known, ${seconds.toFixed(1)} s, ${Math.round(files / seconds)} logs/s, progress told ${told} times, peak ${Math.round(allBytes / 1e6)} MB in all, ${Math.round(largestBytes / 1e6)} MB the largest process`,
  )
}

try {
  for (let n = 0; n < count; n += 1) {
    const [server, channel] = [Math.floor(n / CHANNELS), n % CHANNELS]
    const into = join(folder, 'logs', `srv-${server}`)
    if (channel === 0) mkdirSync(into, { recursive: true })
    writeFileSync(join(into, `${channel}.evtx`), tiny(server, channel))
  }
  await run('first run')
  await run('second run')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

// Reading event logs against Debian's evtxexport, on the same files in the same run.
//   node bench/read-logs.ts PATH…      .evtx files or folders; without one, a log that our own writer makes
// Prints records/s of reading every string of every record, the ratio to evtxexport, and time and memory at 1×, 2×, 4×.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesSource, createTemplateCache, readEvtx, writeEvtx } from '@codedark/evtx'

const ROUNDS = 5
const OWN_RECORDS = 30_000

function logsBelow(path: string): string[] {
  if (statSync(path).isFile()) return path.endsWith('.evtx') ? [path] : []
  return readdirSync(path).flatMap((name) => logsBelow(join(path, name)))
}

/** Reads every string of every record of these logs. */
function readOnce(logs: readonly Uint8Array[]): { records: number; seconds: number } {
  const startedMs = performance.now()
  const templates = createTemplateCache()
  let records = 0
  let characters = 0
  for (const bytes of logs) {
    for (const item of readEvtx(bytesSource(bytes), { templates })) {
      if (item.kind === 'fault') continue
      records += 1
      for (const text of item.record.strings()) characters += text.length
    }
  }
  if (characters === 0) throw new Error('no string was read')
  return { records, seconds: (performance.now() - startedMs) / 1000 }
}

/** Seconds of evtxexport for the same files, its start for each file left out: that is measured on a file without records. */
function exportOnce(paths: readonly string[], empty: string): number {
  const run = (path: string): number => {
    const startedMs = performance.now()
    spawnSync('evtxexport', ['-f', 'xml', path], { stdio: 'ignore' })
    return (performance.now() - startedMs) / 1000
  }
  const start = Math.min(run(empty), run(empty), run(empty))
  return paths.reduce((sum, path) => sum + Math.max(run(path) - start, 0), 0)
}

const spread = (values: readonly number[], digits: number): string => {
  const sorted = [...values].sort((a, b) => a - b)
  const pick = (share: number): string =>
    (sorted[Math.round(share * (sorted.length - 1))] ?? 0).toFixed(digits)
  return `min ${pick(0)}, median ${pick(0.5)}, max ${pick(1)}`
}

const folder = mkdtempSync(join(tmpdir(), 'codedark-bench-'))
try {
  const empty = join(folder, 'empty.evtx')
  writeFileSync(empty, writeEvtx([]))
  let paths = process.argv.slice(2).flatMap(logsBelow)
  if (paths.length === 0) {
    const own = join(folder, 'own.evtx')
    const record = (
      index: number,
    ): Parameters<typeof writeEvtx>[0] extends Iterable<infer Item> ? Item : never => ({
      recordId: index + 1,
      time: '2021-01-17T19:46:00.0000000Z',
      provider: { name: 'Microsoft-Windows-Security-Auditing' },
      eventId: 4688,
      channel: 'Security',
      computer: 'srv-fs-01',
      data: [
        ['NewProcessName', `C:\\Windows\\System32\\p${index % 97}.exe`],
        ['CommandLine', `p${index} /quiet`],
      ],
    })
    writeFileSync(own, writeEvtx(Array.from({ length: OWN_RECORDS }, (_, index) => record(index))))
    paths = [own]
  }
  const logs = paths.map((path) => new Uint8Array(readFileSync(path)))
  readOnce(logs)
  const ours: number[] = []
  const ratios: number[] = []
  let records = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const read = readOnce(logs)
    records = read.records
    ours.push(read.records / read.seconds)
    ratios.push(exportOnce(paths, empty) / read.seconds)
  }
  console.log(`${paths.length} logs, ${records} records, ${ROUNDS} rounds`)
  console.log(`records/s, every string: ${spread(ours, 0)}`)
  console.log(`times evtxexport -f xml: ${spread(ratios, 1)}   (bar: 8)`)
  for (const times of [1, 2, 4]) {
    const { seconds } = readOnce(Array.from({ length: times }, () => logs).flat())
    console.log(`${times}× input: ${seconds.toFixed(2)} s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`)
  }
} finally {
  rmSync(folder, { recursive: true })
}

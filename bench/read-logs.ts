// Reading event logs against Debian's evtxexport, on the same files in the same run.
//   node bench/read-logs.ts PATH…      .evtx files or folders; without one, a log that our own writer makes
// Prints records/s of reading every string of every record and the ratio to evtxexport; of finding records without decoding
// anything; of reading the six fields of System that triage counts by; and time and memory at 1×, 2×, 4×. All in seconds of
// processor time, which other programs on the machine disturb least. No cache outlives a round: templates and strings
// are all met anew, but for the lines that say so.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesSource, createTemplateCache, readEvtx, writeEvtx } from '@codedark/evtx'
import type { EvtxRecord, EvtxRecordInput, TemplateCache } from '@codedark/evtx'

const ROUNDS = 5
const OWN_RECORDS = 30_000

/** What is done with each record; gives a number that grows with what was read, so that nothing is optimised away. */
const WAYS: Readonly<Record<string, (record: EvtxRecord) => number>> = {
  'every string': (record) => {
    let characters = 0
    for (const text of record.strings()) characters += text.length
    return characters
  },
  'found, nothing decoded': () => 1,
  'six fields of System': (record) =>
    (record.eventId ?? 0) +
    (record.recordId ?? 0) +
    (record.channel?.length ?? 0) +
    (record.provider?.length ?? 0) +
    (record.computer?.length ?? 0) +
    (record.timeCreated?.length ?? 0),
  'as JSON': (record) => Object.keys(record.toJSON()).length,
}

function logsBelow(path: string): string[] {
  if (statSync(path).isFile()) return path.endsWith('.evtx') ? [path] : []
  return readdirSync(path).flatMap((name) => logsBelow(join(path, name)))
}

/** Reads these logs and does one thing with each record. */
function readOnce(
  logs: readonly Uint8Array[],
  way: (record: EvtxRecord) => number,
  templates: TemplateCache = createTemplateCache(),
): { records: number; seconds: number } {
  const before = process.cpuUsage()
  let records = 0
  let read = 0
  for (const bytes of logs) {
    for (const item of readEvtx(bytesSource(bytes), { templates })) {
      if (item.kind === 'fault') continue
      records += 1
      read += way(item.record)
    }
  }
  if (read === 0) throw new Error('nothing was read')
  const { user, system } = process.cpuUsage(before)
  return { records, seconds: (user + system) / 1e6 }
}

/** Seconds of processor time that evtxexport takes for these files, its start for each left out (measured on `empty`). */
function exportOnce(paths: readonly string[], empty: string): number {
  const run = (files: readonly string[]): number => {
    const script = 'for f; do evtxexport -f xml "$f" > /dev/null 2>&1; done; times'
    const { stdout } = spawnSync('bash', ['-c', script, 'bash', ...files], { encoding: 'utf8' })
    // The second line is the children's: minutes and seconds of user and system time.
    const found = [...(stdout.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)]
    return found.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0)
  }
  return run(paths) - run(paths.map(() => empty))
}

const spread = (values: readonly number[], digits: number): string => {
  const sorted = [...values].sort((a, b) => a - b)
  const pick = (share: number): string =>
    (sorted[Math.round(share * (sorted.length - 1))] ?? 0).toFixed(digits)
  return `min ${pick(0)}, median ${pick(0.5)}, max ${pick(1)}`
}

function ownLog(path: string): void {
  const record = (index: number): EvtxRecordInput => ({
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
  writeFileSync(path, writeEvtx(Array.from({ length: OWN_RECORDS }, (_, index) => record(index))))
}

const folder = mkdtempSync(join(tmpdir(), 'codedark-bench-'))
try {
  const empty = join(folder, 'empty.evtx')
  writeFileSync(empty, writeEvtx([]))
  let paths = process.argv.slice(2).flatMap(logsBelow)
  if (paths.length === 0) {
    paths = [join(folder, 'own.evtx')]
    paths.forEach(ownLog)
  }
  const logs = paths.map((path) => new Uint8Array(readFileSync(path)))
  const [everyString] = Object.values(WAYS)
  if (everyString === undefined) throw new Error('no way to read')
  readOnce(logs, everyString)
  const ratios: number[] = []
  const rates = new Map<string, number[]>()
  const known = createTemplateCache()
  let records = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, way] of Object.entries(WAYS)) {
      const read = readOnce(logs, way)
      records = read.records
      rates.set(name, [...(rates.get(name) ?? []), read.records / read.seconds])
      if (way === everyString) ratios.push(exportOnce(paths, empty) / read.seconds)
      const again = readOnce(logs, way, known)
      const label = `${name}, templates and values known`
      if (round > 0) rates.set(label, [...(rates.get(label) ?? []), again.records / again.seconds])
    }
  }
  console.log(
    `${paths.length} logs, ${records} records, ${ROUNDS} rounds, records a second of processor time`,
  )
  for (const [name, values] of rates) console.log(`${name}: ${spread(values, 0)}`)
  console.log(`every string, times evtxexport -f xml: ${spread(ratios, 1)}   (bar: 8)`)
  for (const times of [1, 2, 4]) {
    const { seconds } = readOnce(Array.from({ length: times }, () => logs).flat(), everyString)
    console.log(`${times}× input: ${seconds.toFixed(2)} s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`)
  }
} finally {
  rmSync(folder, { recursive: true })
}

// Prints how long it takes from NDJSON on disk, in a process that has just started, to the packet of every ward: seconds, first
// sheets, pages, peak memory; at growing numbers of inpatients. Beside it headless Chromium printing the same texts in the
// same places (without hatching and codes), and pdfmake, for the number that the bar names. One process reads and sets: peak is the sum.
//   node bench/packets.ts [INPATIENTS…]        50 500 1500 5000 unless said
//   PDFMAKE=/folder node bench/packets.ts 500  a folder outside of the project in which npm install pdfmake was run
//   CHROMIUM=/path node bench/packets.ts 500   where Chromium is not /usr/bin/chromium
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { wardPacket } from '@codedark/domain/downtime'
import type { CopyHeader } from '@codedark/domain/downtime'
import { readCopy } from '@codedark/fhir'
import { drawWardPacket, openPrinter } from '@codedark/paper'
import { inventHospital } from '../drill/src/hospital.ts'
import { patientFiles } from '../drill/src/patients/index.ts'
import { randomOf } from '../drill/src/random.ts'
import { chromium, pdfmake, writeForPeers } from './packets-peers.ts'
import type { PeerRun } from './packets-peers.ts'

/** The number that the bar is stated for: at most 10 s, 500 MB, first sheets within 2 s. */
const BAR = 500
const RUNS = 3

interface Run {
  readonly seconds: number
  readonly firstSheets: number
  readonly cpuSeconds: number
  readonly pages: number
  readonly inpatients: number
  readonly peakMb: number
}

/** As many inpatients as asked for: hospitals of one seed after another, each with ids and numbers of its own. */
function writeInpatients(folder: string, inpatients: number): number {
  const files = new Map<string, string[]>()
  let bytes = 0
  for (let part = 0, left = inpatients; left > 0; part += 1) {
    const random = randomOf(part + 1)
    const hospital = inventHospital(random.split('hospital'))
    let here = 0
    for (const { path, content } of patientFiles(hospital, {
      seed: part + 1,
      random: random.split('patients'),
    })) {
      if (!path.endsWith('.ndjson')) continue
      const lines = content.split('\n').filter((line) => line !== '' && patientOf(line) <= left)
      if (path.endsWith('/Patient.ndjson')) here = lines.filter((line) => patientOf(line) > 0).length
      const own = lines.map((line) => ownIds(line, part))
      files.set(path, [...(files.get(path) ?? []), ...own])
    }
    left -= here
  }
  for (const [path, lines] of files) {
    const content = `${lines.join('\n')}\n`
    bytes += content.length
    writeFileSync(join(folder, path.replace('downtime/', '')), content)
  }
  const at = '2021-01-17T19:31:00Z'
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ transactionTime: at, output: [] }))
  return bytes
}

/** The number of the inpatient that a line is about; 0: about none, or about somebody who is only booked. */
function patientOf(line: string): number {
  return Number(/pat-(\d{4})/.exec(line)?.[1] ?? 0)
}

function ownIds(line: string, part: number): string {
  return line
    .replace(/"(id|reference)":"([^"]+)"/g, `"$1":"$2-h${part}"`)
    .replace(/"value":"(\d{8}|S\d+|TEMP[^"]*)"/g, `"value":"$1${part}"`)
}

/** The measured work: cold, in a process of its own. Wards with the fewest beds go first: intensive care is among them. */
async function work(folder: string, out: string, html: boolean): Promise<void> {
  const started = performance.timeOrigin
  const { copy } = readCopy(folder)
  const header: CopyHeader = {
    ...{
      kind: 'drill',
      hospital: 'Ormelande Hospitals (invented)',
      timeZone: 'Europe/Brussels',
      generation: 1,
    },
    ...{ now: '2021-01-17T20:10:00.000Z', takenAt: copy.asOf.patients, asOf: copy.asOf },
    ...{ oneCopyOnlySince: null, heldBack: null },
  }
  const source = { copy, header, packets: new Map(), faults: 0 }
  const printer = openPrinter()
  let pages = 0
  let firstSheets = 0
  const wards = [...copy.wards].sort((one, other) => one.beds.length - other.beds.length)
  for (const [index, ward] of wards.entries()) {
    const print = { printedAt: header.now, serialPrefix: 'DRILL-20210117-', firstSerial: index * 1000 + 1 }
    const packet = wardPacket(source, ward.id, print)
    if (packet === null || packet.patients.length === 0) continue
    const drawn = await drawWardPacket(packet, { printer })
    writeFileSync(join(out, `${index}.pdf`), drawn.bytes)
    if (html) writeForPeers(join(out, String(index)), drawn.boxes)
    pages += drawn.pages.length
    if (firstSheets === 0) firstSheets = (Date.now() - started) / 1000
  }
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const run: Run = {
    seconds: (Date.now() - started) / 1000,
    ...{ firstSheets, pages, inpatients: copy.patients.length },
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMb: maxRSS / 1024,
  }
  console.log(JSON.stringify(run))
}

function child(folder: string, out: string, html: boolean): Run {
  const args = [import.meta.filename, '--work', folder, out, ...(html ? ['--html'] : [])]
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as Run
}

const spread = (values: readonly number[], digits: number): string => {
  const sorted = [...values].sort((one, other) => one - other)
  const at = (index: number): string => (sorted[index] ?? 0).toFixed(digits)
  return sorted.length === 1
    ? at(0)
    : `${at(0)}/${at(Math.floor(sorted.length / 2))}/${at(sorted.length - 1)}`
}

function sayPeer(name: string, peer: PeerRun | null): void {
  if (peer === null) return console.log(`${name}: not installed, or it did not print`)
  const { seconds, bytes, pages, peakMb } = peer
  const peak = peakMb === null ? '' : `, peak ${peakMb.toFixed(0)} MB`
  console.log(
    `${name}, the same texts in the same places: ${seconds.toFixed(1)} s, ${pages} pages, ${(bytes / 1e6).toFixed(1)} MB of PDF${peak}`,
  )
}

function measure(inpatients: number): void {
  const root = mkdtempSync(join(tmpdir(), 'codedark-packets-'))
  try {
    const [folder, out] = [join(root, 'in'), join(root, 'out')]
    mkdirSync(folder)
    mkdirSync(out)
    const bytes = writeInpatients(folder, inpatients)
    const runs = Array.from({ length: inpatients > BAR ? 1 : RUNS }, () => child(folder, out, false))
    const [first] = runs
    if (first === undefined) return
    const cells = [
      `${first.inpatients} inpatients, ${(bytes / 1e6).toFixed(1)} MB NDJSON, ${first.pages} pages:`,
      `${spread(
        runs.map((run) => run.seconds),
        1,
      )} s`,
      `(CPU ${spread(
        runs.map((run) => run.cpuSeconds),
        1,
      )} s),`,
      `first sheets ${spread(
        runs.map((run) => run.firstSheets),
        2,
      )} s,`,
      `peak ${spread(
        runs.map((run) => run.peakMb),
        0,
      )} MB`,
    ]
    console.log(cells.join(' '))
    if (inpatients !== BAR) return
    child(folder, out, true)
    sayPeer('Chromium', chromium(out))
    const peers = process.env['PDFMAKE']
    if (peers === undefined) console.log('pdfmake: PDFMAKE names no folder')
    else sayPeer('pdfmake', pdfmake(out, peers))
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

if (process.argv[2] === '--work')
  await work(process.argv[3] ?? '', process.argv[4] ?? '', process.argv.includes('--html'))
else {
  const asked = process.argv.slice(2).map(Number)
  const load = loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores, load ${load}; min/median/max of ${RUNS} runs up to ${BAR} inpatients, then one`,
  )
  console.log(`Linux ${readFileSync('/proc/version', 'utf8').split(' ')[2] ?? ''}`)
  for (const inpatients of asked.length > 0 ? asked : [50, BAR, 1500, 5000]) measure(inpatients)
}

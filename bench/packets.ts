// Packets of all wards of the drill, set as the print child sets them: seconds, seconds to the first, memory.
//   node bench/packets.ts [TIMES]
// The bar (DESIGN 8): 500 inpatients, two pages each, in 10 s, 500 MB, the first sheets within 2 s.
import {
  buildCopy,
  printOrder,
  wardPacket,
  type CopySource,
  type FhirResource,
} from '@codedark/domain/downtime'
import { drillFiles } from '@codedark/drill'
import { drawWardPacket, openPrinter } from '../adapters/paper/src/index.ts'

const times = Number(process.argv[2] ?? 3)
const at = '2021-01-17T19:31:00.000Z'
const now = '2021-01-17T21:31:00.000Z'

function* resources(): Generator<FhirResource> {
  for (const { path, bytes } of drillFiles({ seed: 2021 })) {
    if (!path.startsWith('downtime/') || !path.endsWith('.ndjson')) continue
    for (const line of Buffer.from(bytes).toString('utf8').split('\n'))
      if (line !== '') yield JSON.parse(line) as FhirResource
  }
}

const { copy } = buildCopy(resources(), {
  feedTimes: { patients: at, orders: at, administrations: at, allergies: at, results: at },
})
const source: CopySource = {
  copy,
  header: {
    ...{ kind: 'drill', hospital: 'Drill', timeZone: 'Europe/Brussels', now, generation: 1, takenAt: at },
    ...{ asOf: copy.asOf, oneCopyOnlySince: null, heldBack: null },
  },
  packets: new Map(),
  faults: 0,
}
const seconds: number[] = []
const cpu: number[] = []
const first: number[] = []
let pages = 0
for (let run = 0; run < times; run += 1) {
  const started = performance.now()
  const busy = process.cpuUsage()
  pages = 0
  const printer = openPrinter()
  for (const ward of printOrder(copy.wards)) {
    const packet = wardPacket(source, ward.id, {
      printedAt: now,
      serialPrefix: 'DRILL-',
      firstSerial: pages + 1,
    })
    if (packet === null) continue
    pages += (await drawWardPacket(packet, { printer })).pages.length
    if (first.length === run) first.push((performance.now() - started) / 1000)
  }
  seconds.push((performance.now() - started) / 1000)
  cpu.push(process.cpuUsage(busy).user / 1e6)
}

const spread = (values: readonly number[]): string => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0
  return `${(sorted[0] ?? 0).toFixed(1)} – ${middle.toFixed(1)} – ${(sorted.at(-1) ?? 0).toFixed(1)} s`
}
console.log(
  `${copy.patients.length} inpatients, ${copy.wards.length} wards, ${pages} pages, ${times} runs: min – median – max`,
)
console.log(`all packets      ${spread(seconds)}   (processor time ${spread(cpu)})`)
console.log(`the first packet ${spread(first)}`)
console.log(`peak memory      ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)

// Prints how long a search among many patients takes: the first of a copy, which prepares it, and those after.
//   node bench/find.ts [PATIENTS]        20000 unless said; the bar is 50 ms
import { availableParallelism, loadavg } from 'node:os'
import { findPatients } from '@codedark/domain/downtime'
import type { CopyHeader, CopySource } from '@codedark/domain/downtime'
import { buildCopy } from '@codedark/domain/downtime'
import type { FhirResource } from '@codedark/domain/downtime'
import { inventHospital } from '../drill/src/hospital.ts'
import { patientFiles } from '../drill/src/patients/index.ts'
import { randomOf } from '../drill/src/random.ts'

const RUNS = 40
const wanted = Number(process.argv[2] ?? 20_000)

function inventedCopy(): CopySource {
  const random = randomOf(1)
  const hospital = inventHospital(random.split('hospital'))
  const resources: FhirResource[] = []
  for (const { path, content } of patientFiles(hospital, { seed: 1, random: random.split('patients') }))
    if (path.endsWith('.ndjson'))
      for (const line of content.split('\n'))
        if (line !== '') resources.push(JSON.parse(line) as FhirResource)
  const at = '2021-01-17T19:31:00.000Z'
  const asOf = { patients: at, orders: at, administrations: at, allergies: at, results: at }
  const { copy } = buildCopy(resources, { feedTimes: asOf, whereOf: () => null })
  const header: CopyHeader = {
    ...{ kind: 'drill', hospital: 'Invented', timeZone: 'Europe/Brussels', generation: 1, now: at },
    ...{ takenAt: at, asOf, oneCopyOnlySince: null, heldBack: null },
  }
  // The same people again and again under other numbers, each batch on wards of its own, as in a chain of hospitals.
  const batches = Array.from({ length: Math.ceil(wanted / copy.patients.length) }, (_, batch) => batch)
  const patients = batches.flatMap((batch) =>
    copy.patients.map((one) => ({
      ...{ ...one, id: `${one.id}-${batch}`, number: `${one.number}${batch}` },
      ward: one.ward === null ? null : `${one.ward}-${batch}`,
    })),
  )
  const wards = batches.flatMap((batch) => copy.wards.map((one) => ({ ...one, id: `${one.id}-${batch}` })))
  return {
    copy: { ...copy, patients: patients.slice(0, wanted), wards },
    header,
    packets: new Map(),
    faults: 0,
  }
}

const source = inventedCopy()
const one = source.copy.patients[Math.floor(wanted / 2)]
const born = (one?.bornOn ?? '1950-01-01').split('-').toReversed().join('/')
const queries = {
  'a number': one?.number ?? '',
  'part of a number': (one?.number ?? '').slice(2, 7),
  'a name': one?.familyName ?? '',
  'one letter': 'a',
  'a birth date': born,
  'name and birth date': `${one?.familyName ?? ''} ${born}`,
  nobody: 'zzzzqqq',
}
const load = loadavg().map((value) => value.toFixed(1))
console.log(
  `Node ${process.version}, ${availableParallelism()} cores, load ${load.join(' ')}; ${source.copy.patients.length} patients`,
)
const timed = (query: string): number => {
  const started = performance.now()
  findPatients(source, query)
  return performance.now() - started
}
console.log(`first search of the copy: ${timed('first').toFixed(1)} ms`)
for (const [name, query] of Object.entries(queries)) {
  const times = Array.from({ length: RUNS }, () => timed(query)).toSorted((a, b) => a - b)
  const at = (index: number): string => (times[index] ?? 0).toFixed(1)
  const { rows, more } = findPatients(source, query)
  console.log(
    `${name}: ${at(0)}/${at(RUNS / 2)}/${at(RUNS - 1)} ms, ${rows.length}${more ? ' and more' : ''} found`,
  )
}

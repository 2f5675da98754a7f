import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CopyHeader, CopySource, DowntimeCopy, WardPacket } from '@codedark/domain/downtime'
import { wardPacket } from '@codedark/domain/downtime'
import { inventHospital } from '../../drill/src/hospital.ts'
import { patientFiles } from '../../drill/src/patients/index.ts'
import type { PatientTruth } from '../../drill/src/patients/truth.ts'
import { randomOf } from '../../drill/src/random.ts'

/** Writes the inpatients of the drill of a seed below a folder; returns what is true of them. */
export function writeDrillPatients(seed: number, folder: string): readonly PatientTruth[] {
  const random = randomOf(seed)
  let truth: readonly PatientTruth[] = []
  for (const { path, content } of patientFiles(inventHospital(random.split('hospital')), {
    seed,
    random: random.split('patients'),
  })) {
    const to = join(folder, path)
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, content)
    if (path === 'downtime-truth.json') truth = (JSON.parse(content) as { patients: PatientTruth[] }).patients
  }
  return truth
}

/** The night's frame: printed at 21:10, 39 minutes after the copy and 58 after the last recorded dose. */
export function sourceOf(copy: DowntimeCopy): CopySource {
  const now = '2021-01-17T20:10:00.000Z'
  const header: CopyHeader = {
    ...{
      kind: 'drill',
      hospital: 'Ormelande Hospitals (invented)',
      timeZone: 'Europe/Brussels',
      now,
      generation: 12,
    },
    ...{ takenAt: copy.asOf.patients, asOf: copy.asOf, oneCopyOnlySince: null, heldBack: null },
  }
  return { copy, header, packets: new Map(), faults: 0 }
}

/** The packets of all wards, with only these patients where any are named. */
export function packetsOf(copy: DowntimeCopy, only?: ReadonlySet<string>): readonly WardPacket[] {
  const source = sourceOf(copy)
  let firstSerial = 1
  return copy.wards.flatMap((ward) => {
    const whole = wardPacket(source, ward.id, {
      ...{ printedAt: source.header.now, serialPrefix: 'DRILL-20210117-', firstSerial },
    })
    if (whole === null) return []
    firstSerial += 1000
    const patients = whole.patients.filter(({ patient }) => only === undefined || only.has(patient.id))
    return patients.length === 0 ? [] : [{ ...whole, patients }]
  })
}

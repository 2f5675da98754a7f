import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDataFolder, createKeys, DRILL_PASSPHRASE } from '@codedark/files'
import { openCare } from '../tasks/open-care.ts'
import type { OpenedCare } from '../tasks/open-care.ts'

/** When the small hospital's data is of. */
export const SMALL_AS_OF = '2021-01-17T19:31:00.000Z'

/** A FHIR resource as JSON. */
export type Resource = Readonly<Record<string, unknown>>

const place = (id: string, code: string, name: string, partOf?: string): Resource => ({
  resourceType: 'Location',
  id,
  name,
  physicalType: { coding: [{ code }] },
  ...(partOf === undefined ? {} : { partOf: { reference: `Location/${partOf}` } }),
})

/** An invented hospital of two wards, as FHIR R4 resources by type: `perWard` patients on each. */
export function smallHospital(perWard = 4): Readonly<Record<string, readonly Resource[]>> {
  const wards = ['a', 'b']
  const patients = wards.flatMap((ward) =>
    Array.from({ length: perWard }, (_, n) => ({ ward, n, id: `pat-${ward}${n}` })),
  )
  const about = (id: string): Resource => ({ reference: `Patient/${id}` })
  return {
    Location: [
      place('site', 'si', 'Main site'),
      ...wards.map((ward) =>
        place(`ward-${ward}`, 'wa', `Ward ${ward.toUpperCase()} Intensive care`, 'site'),
      ),
      ...wards.flatMap((ward) =>
        Array.from({ length: perWard + 1 }, (_, n) =>
          place(`bed-${ward}${n}`, 'bd', `${ward.toUpperCase()}${n}`, `ward-${ward}`),
        ),
      ),
    ],
    Patient: patients.map(({ id, ward, n }) => ({
      resourceType: 'Patient',
      id,
      identifier: [{ value: `7000${ward === 'a' ? 1 : 2}${n}` }],
      name: [{ family: `Verzonnen${ward}${n}`, given: ['Proefje'] }],
      gender: 'female',
      birthDate: `194${n % 10}-03-07`,
    })),
    Encounter: patients.map(({ id, ward, n }) => ({
      resourceType: 'Encounter',
      id: `stay-${id}`,
      status: 'in-progress',
      class: { code: 'IMP' },
      subject: about(id),
      period: { start: '2021-01-14T09:00:00Z' },
      location: [{ location: { reference: `Location/bed-${ward}${n}` }, status: 'active' }],
    })),
    MedicationRequest: patients.map(({ id, n }) => ({
      resourceType: 'MedicationRequest',
      id: `rx-${id}`,
      status: 'active',
      intent: 'order',
      subject: about(id),
      encounter: { reference: `Encounter/stay-${id}` },
      authoredOn: '2021-01-15T09:00:00Z',
      medicationCodeableConcept: { text: `Invendrug${n} tablet` },
      dosageInstruction: [
        {
          text: `${n + 3}25 mg twice a day`,
          doseAndRate: [{ doseQuantity: { value: (n + 3) * 100 + 25, unit: 'mg' } }],
          route: { text: 'by mouth' },
          timing: { repeat: { timeOfDay: ['08:00:00', '20:00:00'] } },
        },
      ],
    })),
    MedicationAdministration: [],
    AllergyIntolerance: patients.map(({ id, n }) => ({
      resourceType: 'AllergyIntolerance',
      id: `al-${id}`,
      patient: about(id),
      verificationStatus: { coding: [{ code: 'confirmed' }] },
      code: { text: `Allergen${n}` },
    })),
  }
}

/** Writes resources as a FHIR Bulk Data export into a new folder; null as `at`: without a manifest. */
export function writeExport(
  resources: Readonly<Record<string, readonly Resource[]>>,
  at: string | null = SMALL_AS_OF,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'codedark-export-'))
  for (const [type, list] of Object.entries(resources))
    writeFileSync(join(folder, `${type}.ndjson`), list.map((one) => `${JSON.stringify(one)}\n`).join(''))
  const output = Object.keys(resources).map((type) => ({ type, url: `${type}.ndjson` }))
  if (at !== null)
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ transactionTime: at, output }))
  return folder
}

/** A drill's data folder with keys, and nothing in it. */
export function drillFolder(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'codedark-care-')), 'data')
  const made = createDataFolder(folder, 'drill')
  if (!made.ok) throw new Error(made.fault.code)
  for (const side of ['command', 'care'] as const)
    if (!createKeys(made.value.keysFolder, side, DRILL_PASSPHRASE).ok) throw new Error('no keys')
  return folder
}

/** Writes the settings of a data folder. */
export function setSettings(data: string, secondCopy: string | null): void {
  if (secondCopy !== null) mkdirSync(secondCopy, { recursive: true })
  writeFileSync(
    join(data, 'settings.json'),
    JSON.stringify({ v: 1, hospital: 'Invented hospital', timeZone: 'Europe/Brussels', secondCopy }),
  )
}

/** Opens it. */
export function openSmall(data: string): OpenedCare {
  const opened = openCare(data, DRILL_PASSPHRASE)
  if (!opened.ok) throw new Error(opened.fault)
  return opened.value
}

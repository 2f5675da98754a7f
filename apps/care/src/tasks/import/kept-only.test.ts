import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { drillFolder, openSmall, smallHospital, writeExport } from '../../testing/small-hospital.ts'
import type { Resource } from '../../testing/small-hospital.ts'
import { importCopy } from './import-copy.ts'

const reference = (id: string): Resource => ({ reference: `Patient/${id}` })
const patient = (id: string): Resource => ({
  ...{ resourceType: 'Patient', id, identifier: [{ value: `9${id}` }], name: [{ family: `Familie-${id}` }] },
})
const stay = (id: string, status: string, code: string): Resource => ({
  ...{ resourceType: 'Encounter', id: `e-${id}`, status, class: { code }, subject: reference(id) },
})
const visit = (id: string, start: string): Resource => ({
  ...{ resourceType: 'Appointment', id: `v-${id}`, status: 'booked', start },
  participant: [{ actor: reference(id), status: 'accepted' }],
})
const allergy = (id: string): Resource => ({
  ...{
    resourceType: 'AllergyIntolerance',
    id: `al-${id}`,
    patient: reference(id),
    code: { text: `Stof-${id}` },
  },
})

test('of who went home, is booked for later than 30 days, or was only sent along, nothing is in the vault', async () => {
  const small = smallHospital(1)
  const others = ['gone', 'soon', 'late', 'emergency', 'alone']
  const resources = {
    ...small,
    Patient: [...(small['Patient'] ?? []), ...others.map(patient)],
    Encounter: [
      ...(small['Encounter'] ?? []),
      stay('gone', 'finished', 'IMP'),
      stay('emergency', 'in-progress', 'EMER'),
    ],
    AllergyIntolerance: [...(small['AllergyIntolerance'] ?? []), ...others.map(allergy)],
    Appointment: [visit('soon', '2021-01-25T09:00:00Z'), visit('late', '2021-04-25T09:00:00Z')],
    DocumentReference: [
      {
        resourceType: 'DocumentReference',
        id: 'd',
        subject: reference('pat-a0'),
        description: 'Brief-pat-a0',
      },
    ],
    Group: [{ resourceType: 'Group', id: 'g', member: [{ entity: reference('gone') }], name: 'Groep-gone' }],
  }
  const care = openSmall(drillFolder())
  const kept = await importCopy(care, {
    ...{ path: writeExport(resources), asOf: null, now: () => '2021-01-17T21:00:00.000Z' },
    onProgress: () => undefined,
  })
  assert.ok(kept.ok, JSON.stringify(kept))
  const parts = care.vault.parts(kept.value.generation)
  assert.ok(parts.ok)
  const text = parts.value
    .map(({ kind, bytes }) =>
      (kind === 'received' ? inflateRawSync(bytes) : Buffer.from(bytes)).toString('utf8'),
    )
    .join('\n')
  for (const word of ['Familie-soon', 'Familie-emergency', 'Stof-emergency', 'Verzonnena0'])
    assert.ok(text.includes(word), `${word} is kept`)
  for (const word of [
    'Familie-gone',
    'Stof-gone',
    'Groep-gone',
    'e-gone',
    'Familie-late',
    'Stof-late',
    'Familie-alone',
    'Stof-alone',
    'Brief-',
  ])
    assert.ok(!text.includes(word), `${word} is not kept`)
  care.vault.close()
})

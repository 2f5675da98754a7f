import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCopy, printOrder } from './index.ts'
import type { CopySource, FhirResource } from './index.ts'

const at = '2021-01-17T19:31:00.000Z'
const asOf = { patients: at, orders: at, administrations: at, allergies: at, results: at }

/** Wards by name, each with one patient whose drug is due at this time of the clock (UTC); null: no time is ordered. */
function sourceOf(wards: readonly (readonly [name: string, due: string | null])[]): CopySource {
  const resources = wards.flatMap(([name, due], index): FhirResource[] => [
    { resourceType: 'Location', id: `w${index}`, name, physicalType: { coding: [{ code: 'wa' }] } },
    {
      resourceType: 'Patient',
      id: `p${index}`,
      identifier: [{ value: `${index}` }],
      name: [{ family: 'X' }],
    },
    {
      ...{ resourceType: 'Encounter', id: `e${index}`, status: 'in-progress', class: { code: 'IMP' } },
      subject: { reference: `Patient/p${index}` },
      location: [{ location: { reference: `Location/w${index}` } }],
    },
    {
      ...{ resourceType: 'MedicationRequest', id: `m${index}`, status: 'active', intent: 'order' },
      subject: { reference: `Patient/p${index}` },
      medicationCodeableConcept: { text: 'Invendrug' },
      dosageInstruction: [
        due === null
          ? { text: 'daily', timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } }
          : {
              text: 'daily',
              timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd', timeOfDay: [due] } },
            },
      ],
    },
  ])
  const { copy } = buildCopy(resources, { feedTimes: asOf, whereOf: () => null })
  return {
    copy,
    header: {
      ...{ kind: 'drill', hospital: 'Invented', timeZone: 'UTC', generation: 1, now: at, takenAt: at },
      ...{ asOf, oneCopyOnlySince: null, heldBack: null },
    },
    packets: new Map(),
    faults: 0,
  }
}

const order = (wards: readonly (readonly [string, string | null])[]): readonly string[] =>
  printOrder(sourceOf(wards)).map(({ ward }) => ward.name)

test('intensive care, emergency, neonatal, recovery, dialysis and chemotherapy print first, in four languages', () => {
  const wanted = [
    'Intensive Care',
    'Spoedgevallen',
    'Néonatologie',
    'Aufwachraum',
    'Dialyse',
    'Chimiothérapie',
    'Surgery',
  ]
  const due = wanted.toReversed().map((name): readonly [string, string] => [name, '20:00:00'])
  assert.deepEqual(order(due), wanted)
})

test('other wards print by the next dose that is due; those whose times are not in the copy print last', () => {
  const wards = [
    ['Not told', null],
    ['Tomorrow', '19:00:00'],
    ['Late', '23:00:00'],
    ['Soon', '20:00:00'],
  ] as const
  assert.deepEqual(order(wards), ['Soon', 'Late', 'Tomorrow', 'Not told'])
  const [soon] = printOrder(sourceOf([['Soon', '20:00:00']]))
  assert.equal(soon?.nextDue, '2021-01-17T20:00:00.000Z')
})

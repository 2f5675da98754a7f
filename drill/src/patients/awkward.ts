import type { Random } from '../random.ts'
import { noneKnown } from './clinical.ts'
import type { DrillAllergy, DrillOrder, DrillPatient } from './model.ts'
import { inventSomeOrders } from './orders.ts'
import { addMinutes, COPY_AT, GIVEN_UNTIL } from './times.ts'

type Change = (patient: DrillPatient, random: Random) => Partial<DrillPatient>

const named = (family: string, ...given: readonly string[]): DrillPatient['name'] => ({
  ...{ family, given, text: null, own: null },
})
const LONG = `${'Maria Johanna Elisabeth Wilhelmina '.repeat(5)}Antoinette Franc`
const PENICILLIN: DrillAllergy = {
  ...{
    substance: 'Penicilline',
    code: '91936005',
    verification: 'confirmed',
    clinical: 'active',
    high: true,
  },
  reaction: { sign: 'anafylaxie', severity: 'severe' },
}

/** By ward and bed (from 0, in walking order): who lies there is awkward on purpose. */
const CHANGES: readonly (readonly [ward: string, bed: number, why: string, change: Change])[] = [
  ['ward-g3', 0, 'twin, beside the other', twin('Lina')],
  ['ward-g3', 1, 'twin, beside the other', twin('Lina-May')],
  [
    'ward-g3',
    3,
    'newborn without a name',
    () => ({
      name: { ...named('Montelincourne'), text: 'Enfant de Montelincourne' },
      bornOn: '2021-01-17',
      contact: null,
    }),
  ],
  [
    'ward-n0',
    1,
    'unknown man',
    () => ({
      name: { family: null, given: [], text: 'Onbekende man 1 (17/01 spoed)', own: null },
      ...{
        bornOn: null,
        sex: 'male',
        contact: null,
        allergies: [],
        codeStatus: null,
        number: 'TEMP-0117-01',
      },
    }),
  ],
  ['ward-n4', 2, 'name like the next one', () => ({ name: named('Kleisgaver', 'Greet') })],
  ['ward-n4', 3, 'name like the one before', () => ({ name: named('Kleysgaver', 'Greet'), sex: 'female' })],
  ['ward-n4', 6, 'same family name on the ward', () => ({ name: named('Kleisgaver', 'Hugo'), sex: 'male' })],
  [
    'ward-n6',
    4,
    'name of 200 characters',
    () => ({ name: named('Van den Meulenboomere-Perrehoevene', LONG.slice(0, 165)) }),
  ],
  [
    'ward-n5',
    5,
    '60 drugs',
    (patient, random) => ({
      orders: sixty(patient, random),
    }),
  ],
  [
    'ward-n3',
    0,
    'Latin letters beyond French',
    () => ({ name: named('Łąckożyński-Őrségi', 'Željka', 'Șerban') }),
  ],
  [
    'ward-n3',
    4,
    'Latin letters beyond French',
    () => ({ name: named('Ğümüşalanlı', 'İpek'), sex: 'female' }),
  ],
  ['ward-n7', 1, 'Latin letters beyond French', () => ({ name: named('Đặngthuỷhoa', 'Ngọc Ánh') })],
  [
    'ward-n9',
    2,
    'name in Arabic script too',
    () => ({
      name: { ...named('Zaharanour', 'Samira'), own: { family: 'زهرانور', given: ['سميرة'] } },
      sex: 'female',
    }),
  ],
  [
    'ward-g6',
    2,
    'name in Hebrew script too',
    () => ({
      name: { ...named('Barkefar', 'Noam'), own: { family: 'ברכפר', given: ['נועם'] } },
      sex: 'male',
    }),
  ],
  ['ward-g5', 3, 'name in Arabic script only', () => ({ name: named('قمرالدار', 'ليلى'), sex: 'female' })],
  ['ward-n8', 1, 'bed is not in the copy', () => ({ lost: 'bed' })],
  ['ward-v1', 2, 'stay names the ward only', () => ({ bed: null })],
  ['ward-n7', 5, 'ward and bed are not in the copy', () => ({ lost: 'ward' })],
  [
    'ward-n6',
    7,
    'none known beside an allergy',
    ({ ward }) => ({ allergies: [noneKnown(ward.language), PENICILLIN] }),
  ],
  [
    'ward-n4',
    8,
    'only an allergy that was refuted',
    () => ({ allergies: [{ ...PENICILLIN, verification: 'refuted', clinical: null }] }),
  ],
  [
    'ward-n0',
    3,
    'doses given without an order in the copy',
    () => ({
      givenWithoutOrder: [
        {
          drug: 'Ceftriaxon 2 g flacon',
          dose: {
            ...{ at: addMinutes(GIVEN_UNTIL, -55), amount: { value: 2, unit: 'g' }, site: null },
            status: 'completed',
          },
        },
      ],
    }),
  ],
  ['ward-v3', 4, 'died an hour ago, stay still open', () => ({ deceasedAt: addMinutes(COPY_AT, -60) })],
  [
    'ward-n5',
    9,
    'instruction over two lines, and a dose that a line break could change',
    ({ orders }) => ({
      orders: orders.map((order, index) =>
        index === 0 && order.text !== null
          ? { ...order, text: `${order.text}, start 1\n0,5 mg minder per dag` }
          : order,
      ),
    }),
  ],
]

function twin(given: string): Change {
  return () => ({ name: named('Sartfontève', given), bornOn: '2021-01-09', sex: 'female' })
}

function sixty(patient: DrillPatient, random: Random): readonly DrillOrder[] {
  const scene = { ward: patient.ward, admittedAt: patient.admittedAt, doctors: [patient.doctor] }
  const once = inventSomeOrders(scene, 40, random.split('once'))
  return [...once, ...inventSomeOrders(scene, 60 - once.length, random.split('again'))]
}

/** Whether somebody lies in this bed (from 0, in walking order) on purpose. */
export function isAwkward(ward: string, bed: number): boolean {
  return CHANGES.some(([where, at]) => where === ward && at === bed)
}

/** The patients with the awkward ones among them. */
export function makeAwkward(patients: readonly DrillPatient[], random: Random): readonly DrillPatient[] {
  return patients.map((patient) => {
    const { ward, bed } = patient
    const found = CHANGES.find(([where, at]) => where === ward.id && ward.beds[at] === bed)
    if (found === undefined) return patient
    const [, , why, change] = found
    return { ...patient, ...change(patient, random.split(patient.id)), why }
  })
}

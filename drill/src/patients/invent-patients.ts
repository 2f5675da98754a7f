import type { Random } from '../random.ts'
import { isAwkward, makeAwkward } from './awkward.ts'
import { inventClinical, inventRelation } from './clinical.ts'
import type { DrillBed, DrillCopy, DrillPatient, DrillWard } from './model.ts'
import { inventOrders } from './orders.ts'
import { inventDoctor, inventFamily, inventGiven, inventPhone } from './people.ts'
import { addMinutes, COPY_AT, dayBefore } from './times.ts'
import { wardsOf } from './ward-list.ts'

/** Share of beds that are taken. */
const TAKEN = 0.93
/** Days of life: least and most. */
const AGES: Readonly<Record<DrillWard['kind'], readonly [number, number]>> = {
  adult: [19 * 365, 88 * 365],
  intensive: [25 * 365, 84 * 365],
  emergency: [18 * 365, 92 * 365],
  recovery: [20 * 365, 80 * 365],
  maternity: [19 * 365, 43 * 365],
  newborn: [0, 21],
  child: [200, 15 * 365],
  old: [75 * 365, 101 * 365],
  cancer: [30 * 365, 84 * 365],
  palliative: [58 * 365, 96 * 365],
}
const DOCTORS_PER_WARD = 4

/** Some 400 inpatients over the wards, with the awkward ones among them. Same stream, same patients. */
export function inventPatients(sites: readonly string[], random: Random): DrillCopy {
  const wards = wardsOf(sites)
  const doctors = new Map(
    wards.map((ward) => {
      const own = random.split(`doctors ${ward.id}`)
      return [ward.id, Array.from({ length: DOCTORS_PER_WARD }, () => inventDoctor(ward.language, own))]
    }),
  )
  let count = 0
  const patients = wards.flatMap((ward) =>
    ward.beds.flatMap((bed, index): readonly DrillPatient[] => {
      const own = random.split(bed.id)
      if (!own.chance(TAKEN) && !isAwkward(ward.id, index)) return []
      count += 1
      return [inventPatient({ ward, bed, count, doctors: doctors.get(ward.id) ?? [] }, own)]
    }),
  )
  return { wards, doctors, patients: makeAwkward(patients, random.split('awkward')) }
}

interface Place {
  readonly ward: DrillWard
  readonly bed: DrillBed
  readonly count: number
  readonly doctors: readonly string[]
}

function inventPatient({ ward, bed, count, doctors }: Place, random: Random): DrillPatient {
  const [youngest, oldest] = AGES[ward.kind]
  const days = random.between(youngest, oldest)
  const female = ward.kind === 'maternity' || random.chance(0.52)
  const admittedAt = addMinutes(COPY_AT, -random.between(120, Math.min(14, Math.max(days, 0.2)) * 1440))
  const who = random.split('who')
  const family = inventFamily(ward.language, who)
  return {
    id: `pat-${String(count).padStart(4, '0')}`,
    number: String(60_000_000 + count * 9973),
    stay: `S21${String(400_000 + count * 37)}`,
    name: { family, given: inventGiven(female ? 'female' : 'male', who), text: null, own: null },
    bornOn: dayBefore(days),
    sex: female ? 'female' : 'male',
    ...{ ward, bed, lost: null, deceasedAt: null, givenWithoutOrder: [], why: null },
    doctor: random.pick(doctors),
    admittedAt,
    movedAt: random.chance(0.4) ? addMinutes(admittedAt, random.between(30, 110)) : null,
    orders: inventOrders({ ward, admittedAt, doctors }, random.split('orders')),
    ...inventClinical(ward, random.split('clinical')),
    contact: random.chance(0.85)
      ? {
          name: `${who.pick(inventGiven(who.chance(0.5) ? 'female' : 'male', who))} ${family}`,
          relation: inventRelation(ward.language, who),
          phone: inventPhone(who),
        }
      : null,
  }
}

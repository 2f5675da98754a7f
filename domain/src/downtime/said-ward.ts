import { censusPatient } from './census.ts'
import type { CopySource } from './copy-source.ts'
import type { Inpatient } from './model.ts'
import type { LeftLine, WardView } from './views.ts'

/** Who left, who arrived, and the last bed check of a ward. `today`: the hospital's day. */
export function saidOfWard(
  source: CopySource,
  id: string,
  today: string,
): Pick<WardView, 'left' | 'arrived' | 'check'> {
  const { copy, said, since } = source
  const check = said?.patients.checks.get(id)
  if (since === undefined && check === undefined) return { left: [], arrived: 0, check: null }
  const here = copy.patients.filter((patient) => patient.ward === id)
  const gone = goneFrom(source, id)
  const everybody = [...copy.patients, ...gone.map(({ patient }) => patient)]
  const touched = [...here, ...gone.map(({ patient }) => patient)]
  return {
    left: gone.map(({ patient, line }) => ({ patient: censusPatient(patient, [], today), line })),
    arrived: here.filter((patient) => since !== undefined && since.wardBefore.get(patient.id) !== id).length,
    check:
      check === undefined
        ? null
        : {
            ...{ at: check.at, by: check.by, confirmed: check.here.length },
            of: check.here.length + check.missing.length,
            missing: check.missing.map((one) =>
              nameOf(
                everybody.find((patient) => patient.id === one),
                one,
              ),
            ),
            older: touched.some((patient) => (since?.lines.get(patient.id)?.at(-1)?.n ?? 0) > check.n),
          },
  }
}

/** Somebody who was moved to another ward left this one as well, though not the hospital. */
function goneFrom(
  { copy, since }: CopySource,
  id: string,
): readonly { readonly patient: Inpatient; readonly line: LeftLine['line'] }[] {
  if (since === undefined) return []
  const moved = copy.patients.filter(
    (patient) => patient.ward !== id && since.wardBefore.get(patient.id) === id,
  )
  return [
    ...since.left.filter(({ ward }) => ward === id),
    ...moved.flatMap((patient) => {
      const line = since.lines.get(patient.id)?.at(-1)
      return line === undefined ? [] : [{ patient, line }]
    }),
  ]
}

const nameOf = (patient: Inpatient | undefined, id: string): string =>
  patient === undefined
    ? id
    : [patient.familyName.toUpperCase(), patient.givenNames].filter((part) => part !== '').join(', ')

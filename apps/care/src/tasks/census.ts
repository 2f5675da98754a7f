import { decidePatients, localClock } from '@codedark/domain/downtime'
import type { DowntimeCopy, PatientEvent, PatientSaying } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { CareLog } from './care-log.ts'
import { resolveWard } from './copy-source.ts'
import { readHeldCopy } from './held-copy.ts'
import type { OpenedCare } from './open-care.ts'
import { sourceNow } from './show.ts'
import { nextNumber } from './workstation.ts'

export type { PatientSaying } from '@codedark/domain/downtime'

/** Who says it. */
export interface PatientSayer {
  readonly by: string
  readonly byName: string | null
}

/** Beside what: the copy as received, the clock of the pages and its zone. */
export interface CensusBeside {
  readonly copy: DowntimeCopy
  readonly now: string
  readonly timeZone: string
}

/** Keeps what somebody says of a patient: done means on disk and synced. The fault is a sentence. */
export function sayPatient(
  { care, log }: { readonly care: OpenedCare; readonly log: CareLog },
  saying: PatientSaying,
  { by, byName }: PatientSayer,
  { copy, now, timeZone }: CensusBeside,
): Result<PatientEvent, string> {
  const today = localClock(timeZone).dayOf(Date.parse(now))
  const said: PatientEvent[] = []
  const kept = log.append({ by, byName, at: now }, (state) => {
    const decided = decidePatients(state.patients, saying, {
      ...{ copy, today },
      number: (patients) => nextNumber(care.folder, patients),
    })
    if (!decided.ok) return decided
    said.push(decided.value)
    return ok({ events: [decided.value] })
  })
  if (!kept.ok) return kept
  const last = said.at(-1)
  return last === undefined ? failed('Not kept.') : ok(last)
}

/** As `sayPatient`, from the command line; wards by id, name or a part of it. The fault is a sentence. */
export async function sayPatientOf(
  care: OpenedCare,
  saying: PatientSaying,
  { by, now }: { readonly by: string; readonly now: string },
): Promise<Result<PatientEvent, string>> {
  const source = await sourceNow(care, now)
  if (!source.ok) return source
  const held = await readHeldCopy(care)
  if (!held.ok) return held
  const log = CareLog.open(care.vault)
  if (!log.ok) return log
  const { header } = source.value
  const beside = { copy: held.value.copy, now: header.now, timeZone: header.timeZone }
  const at = { care, log: log.value }
  if (!('ward' in saying)) return sayPatient(at, saying, { by, byName: by }, beside)
  const ward = resolveWard(held.value.copy.wards, saying.ward)
  if (!ward.ok) return ward
  return sayPatient(at, { ...saying, ward: ward.value.id }, { by, byName: by }, beside)
}

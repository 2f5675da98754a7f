import { hospitalView } from '@codedark/domain/downtime'
import type { HospitalView, WardSaid, WardStanding } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { CareLog } from './care-log.ts'
import { resolveWard } from './copy-source.ts'
import { handOver } from './handovers.ts'
import type { OpenedCare } from './open-care.ts'
import { sourceNow } from './show.ts'
import { sayWard, sinceOf } from './ward-state.ts'

export type { WardSaid, WardStanding } from '@codedark/domain/downtime'

/** What somebody at the command line says of a ward; `since` a clock time of the hospital or an instant. */
export interface WardSaying {
  /** Id, name or a part of it. */
  readonly ward: string
  readonly said: WardSaid
  /** Who says it, as they say. */
  readonly by: string
  readonly now: string
}

/** Keeps what somebody says that a ward works from. The fault is a sentence. */
export async function sayWardOf(
  care: OpenedCare,
  { ward, said, by, now }: WardSaying,
): Promise<Result<{ readonly wardName: string; readonly standing: WardStanding }, string>> {
  const source = await sourceNow(care, now)
  if (!source.ok) return source
  const meant = resolveWard(source.value.copy.wards, ward)
  if (!meant.ok) return meant
  const log = CareLog.open(care.vault)
  if (!log.ok) return log
  const since = sinceOf('since' in said ? said.since : null, source.value.header)
  if (!since.ok) return since
  const timed = said.step === 'packet-out' ? said : { ...said, since: since.value }
  const sayer = { ward: meant.value.id, by, byName: by, at: now }
  const standing = sayWard(log.value, source.value, timed, sayer)
  if (!standing.ok) return standing
  const handed = handOver(care)
  if (!handed.ok) return failed(`Kept, but not handed to the record: ${handed.fault}`)
  return ok({ wardName: meant.value.name, standing: standing.value })
}

/** All wards with what they work from. The fault is a sentence. */
export async function wardStates(care: OpenedCare, now: string): Promise<Result<HospitalView, string>> {
  const source = await sourceNow(care, now)
  return source.ok ? ok(hospitalView(source.value)) : source
}

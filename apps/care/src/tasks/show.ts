import { hospitalView, wardView } from '@codedark/domain/downtime'
import type { CopySource, Generation, HospitalView, WardView } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { CareLog } from './care-log.ts'
import { copySource, resolveWard } from './copy-source.ts'
import { readHeldCopy } from './held-copy.ts'
import type { OpenedCare } from './open-care.ts'
import { vaultSentence } from './sentences.ts'
import { careStatus } from './copy/copy-now.ts'

/** The copy in use as a source of views, at this moment. The fault is a sentence. */
export async function sourceNow(care: OpenedCare, now: string): Promise<Result<CopySource, string>> {
  const held = await readHeldCopy(care)
  if (!held.ok) return held
  if (held.value.generation === null)
    return failed('There is no downtime copy yet: codedark downtime import makes one.')
  const since = careStatus(care, now)
  if (!since.ok) return since
  const log = CareLog.open(care.vault)
  if (!log.ok) return log
  return copySource(care, held.value, { now, oneCopyOnlySince: since.value, said: log.value.state })
}

/** All wards. The fault is a sentence. */
export async function listWards(care: OpenedCare, now: string): Promise<Result<HospitalView, string>> {
  const source = await sourceNow(care, now)
  return source.ok ? ok(hospitalView(source.value)) : source
}

/** The census of one ward, named by id, name or a part of it; that somebody looked is noted. The fault is a sentence. */
export async function censusOf(
  care: OpenedCare,
  said: { readonly ward: string; readonly by: string | null; readonly now: string },
): Promise<Result<WardView, string>> {
  const source = await sourceNow(care, said.now)
  if (!source.ok) return source
  const ward = resolveWard(source.value.copy.wards, said.ward)
  if (!ward.ok) return ward
  const { id } = ward.value
  const noted = care.vault.note([{ at: said.now, by: said.by, what: 'looked', ward: id, patient: null }])
  if (!noted.ok) return failed(vaultSentence(noted.fault))
  const view = wardView(source.value, id)
  return view === null ? failed('There is no such ward in the copy.') : ok(view)
}

/** All generations, newest first. The fault is a sentence. */
export function listGenerations(care: OpenedCare): Result<readonly Generation[], string> {
  const listed = care.vault.generations()
  return listed.ok ? listed : failed(vaultSentence(listed.fault))
}

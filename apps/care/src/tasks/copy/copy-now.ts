import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { OpenedCare } from '../open-care.ts'
import { vaultSentence } from '../sentences.ts'
import { careSettings } from '../settings.ts'
import { copyCare, lastCopy } from './copy-care.ts'
import { oneCopyOnlySince } from './standing.ts'

/** Makes the second copy that the settings name; null: none is named. The fault is a sentence. */
export function copyNow(care: OpenedCare, now: string): Result<string | null, string> {
  const { secondCopy } = careSettings(care.folder)
  if (secondCopy === null) return ok(null)
  const made = copyCare(care.folder, care.keys.vaultKey, secondCopy, now)
  return made.ok ? ok(secondCopy) : made
}

/** Since when the vault lies on one disk only; null: it does not. The fault is a sentence. */
export function careStatus(care: OpenedCare, now: string): Result<string | null, string> {
  const mark = care.vault.mark()
  if (!mark.ok) return failed(vaultSentence(mark.fault))
  const generations = care.vault.generations()
  if (!generations.ok) return failed(vaultSentence(generations.fault))
  const made = lastCopy(care.folder, careSettings(care.folder).secondCopy)
  return ok(oneCopyOnlySince({ made, mark: mark.value, generations: generations.value, now }))
}

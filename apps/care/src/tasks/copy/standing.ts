import type { Generation } from '@codedark/domain/downtime'
import type { CopyMade } from './copy-care.ts'
import { FRESH_MS } from './limits.ts'

/** What the second copy is judged by. */
export interface CopyFacts {
  /** The last copy that is still there; null: none. */
  readonly made: CopyMade | null
  /** The vault's mark now. */
  readonly mark: number
  /** The generations, newest first. */
  readonly generations: readonly Generation[]
  readonly now: string
}

/**
 * Since when what wards work from lies on one disk only; null: it does not, or there is nothing. A copy of the present state
 * is fresh for ever; of an earlier one, for two minutes.
 */
export function oneCopyOnlySince({ made, mark, generations, now }: CopyFacts): string | null {
  const first = generations.at(-1)
  if (first === undefined) return null
  if (made === null) return first.takenAt
  if (made.mark >= mark) return null
  return Date.parse(now) - Date.parse(made.at) <= FRESH_MS ? null : made.at
}

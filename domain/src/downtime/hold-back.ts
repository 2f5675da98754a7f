import { LEAST_WARD_TO_EMPTY, MAX_SHRINK } from './limits.ts'
import type { Generation, GenerationCounts, Manifest } from './vault-port.ts'

/**
 * Why a new generation must not take the place of the current one before a person has looked; null: it may. A feed that was
 * cut, encrypted or half exported shrinks: fewer than half of the patients, orders or allergies, a ward that is empty all at
 * once, a feed that is gone, or data older than what is there. Without a current one, only an empty one is held.
 */
export function holdBack(current: Generation | null, next: Manifest): string | null {
  const { counts } = next
  if (counts.inpatients === 0) return 'It holds no inpatient.'
  if (current === null) return null
  const older = olderThan(current, next)
  const gone = feedGone(current, next)
  return (
    older ??
    gone ??
    fewer('inpatients', current.counts.inpatients, counts.inpatients) ??
    fewer('medication orders', current.counts.orders, counts.orders) ??
    fewer('allergies', current.counts.allergies, counts.allergies) ??
    emptied(current.counts, counts)
  )
}

function olderThan(current: Generation, next: Manifest): string | null {
  const [had, has] = [current.asOf.patients, next.asOf.patients]
  if (had === null || has === null || Date.parse(has) >= Date.parse(had)) return null
  return `Its data is of ${has}, older than that of ${had} in use.`
}

function feedGone(current: Generation, next: Manifest): string | null {
  const feeds = ['patients', 'orders', 'administrations', 'allergies', 'results'] as const
  const gone = feeds.filter((feed) => current.asOf[feed] !== null && next.asOf[feed] === null)
  return gone.length === 0 ? null : `It has no ${gone.join(', no ')}; the copy in use has.`
}

function fewer(what: string, had: number, has: number): string | null {
  return has < had * MAX_SHRINK ? `It has ${has} ${what}; the copy in use has ${had}.` : null
}

function emptied(had: GenerationCounts, has: GenerationCounts): string | null {
  const now = new Map(has.wards.map((ward) => [ward.id, ward.patients]))
  const empty = had.wards.filter(
    (ward) => ward.patients >= LEAST_WARD_TO_EMPTY && (now.get(ward.id) ?? 0) === 0,
  )
  const [first] = empty
  if (first === undefined) return null
  const more = empty.length > 1 ? `, and ${empty.length - 1} more wards are empty too` : ''
  return `${first.name} is empty in it; the copy in use has ${first.patients} patients there${more}.`
}

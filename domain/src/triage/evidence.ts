import { sayInstant } from './instant.ts'
import type { Sighting } from './verdict.ts'

/** One thing that moves an answer of one server. */
export interface Evidence {
  readonly answer: 'encryption' | 'intrusion'
  readonly value: 'hit' | 'suspect'
  readonly firstAt: string
  readonly lastAt: string
  /** A whole sentence. */
  readonly text: string
  readonly byPerson: boolean
  /**
   * Whether it opens the window in which all servers must be searched. An encryption whose key went to the directory does
   * not, though it makes suspect: administrators do that on any day, and the window must not begin weeks before the night.
   */
  readonly opensWindow: boolean
}

const SEEN: Readonly<Record<Sighting['kind'], string>> = {
  'recovery-screen': 'a BitLocker recovery screen',
  'locked-volume': 'a locked volume',
  'ransom-note': 'a ransom note',
  'files-unreadable': 'files that cannot be read',
  'unknown-account': 'an account that nobody knows',
  other: 'something unusual',
}

/** What a named person saw: it makes hit alone, unless its answer is `none`. */
export function evidenceOfSighting(sighting: Sighting, at: string): Evidence | null {
  if (sighting.answer === 'none') return null
  return {
    answer: sighting.answer,
    value: 'hit',
    firstAt: at,
    lastAt: at,
    text: `${sighting.seenBy} saw ${SEEN[sighting.kind]} at ${sayInstant(at)}.`,
    byPerson: true,
    opensWindow: true,
  }
}

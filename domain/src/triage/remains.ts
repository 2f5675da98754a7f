import type { Mover } from './mover.ts'
import type { Finding, Recovery } from './verdict.ts'

type Labelled = Pick<Finding, 'recovery' | 'borrowedTemplate'>

/** Whether the record of a finding is no longer live in any log: it was found behind the end of a chunk, or in no chunk. */
export const isRemains = ({ recovery }: Labelled): boolean => recovery === 'slack' || recovery === 'orphan'

/**
 * How far a finding of a mover moves its answer. Suspect at most: remains, since the record was there, but nobody knows since
 * when it is not, nor what stood beside it; and a record read with the template of another log, since names of its fields are
 * likely and not certain.
 */
export const movesTo = (mover: Mover, finding: Labelled): 'hit' | 'suspect' =>
  isRemains(finding) || finding.borrowedTemplate === true ? 'suspect' : mover.moves

const WHERE: Readonly<Record<Recovery, string>> = {
  'crc-bad': 'in a part of the log whose checksum does not fit',
  slack: 'no longer live: found behind the end of a part of the log',
  orphan: 'no longer live: found in a part of the file that is no log',
}

/** What has to be said of where a record was found, as a clause; null where it is simply live. */
export function sayRecovery({ recovery, borrowedTemplate }: Labelled): string | null {
  const parts = [
    ...(recovery === undefined ? [] : [WHERE[recovery]]),
    ...(borrowedTemplate === true
      ? ['read with the template of another log: names of fields are likely, not certain']
      : []),
  ]
  return parts.length === 0 ? null : parts.join('; ')
}

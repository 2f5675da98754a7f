import type { VaultFault } from '@codedark/domain/downtime'

/** Leaves a transaction without having written. */
export class Abandoned extends Error {
  readonly fault: VaultFault

  constructor(fault: VaultFault) {
    super(fault.code)
    this.fault = fault
  }
}

/** What SQLite or the disk called it. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

/** Whether the bytes on disk are not what was written there: the cipher authenticates every page. */
export const isDamage = (error: unknown): boolean =>
  /^SQLITE_(CORRUPT|NOTADB|IOERR_(AUTH|DATA|CORRUPTFS|SHORT_READ)|FORMAT)/u.test(codeOf(error))

/** The fault for what was thrown. */
export function faultOf(error: unknown): VaultFault {
  if (error instanceof Abandoned) return error.fault
  const reason = codeOf(error)
  if (reason.startsWith('SQLITE_BUSY') || reason.startsWith('SQLITE_LOCKED')) return { code: 'busy' }
  if (isDamage(error)) return { code: 'damaged', generation: null, lastGood: null }
  // A file-size limit and some file systems say a failed write, and not that there is no room.
  const full = reason === 'SQLITE_FULL' || reason === 'ENOSPC' || reason === 'EDQUOT'
  return { code: 'storage', reason, full }
}

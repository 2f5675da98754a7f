/**
 * All that may pass from care to command (DESIGN 2.4): counts, serials and commitments keyed with a vault key. No name, no
 * number and no text of a patient; `parseHandover` refuses every field that is not listed here.
 */
export type Handover = DowntimeCopyTaken | SheetsWritten | WardState

interface HandoverHead {
  /** Random, 128 bits in hex: the command side takes each id once. */
  readonly id: string
  readonly at: string
}

/** A generation of the downtime copy was taken in. */
export interface DowntimeCopyTaken extends HandoverHead {
  readonly kind: 'downtime-copy-taken'
  readonly generation: number
  /** Data as of. */
  readonly asOf: string
  readonly wards: number
  readonly inpatients: number
  readonly resources: number
  readonly faults: number
  /** HMAC-SHA-256 under a vault key, hex. */
  readonly commitment: string
}

/** A packet was written for a ward. Written is not handed over. */
export interface SheetsWritten extends HandoverHead {
  readonly kind: 'sheets-written'
  readonly ward: string
  readonly generation: number
  readonly firstSerial: string
  readonly lastSerial: string
  readonly sheets: number
  readonly patients: number
  /** HMAC-SHA-256 of the file under a vault key, hex. */
  readonly commitment: string
}

/** What wards can say that they work from. */
export const WARD_STATES = ['packet-out', 'paper', 'back-on-screen'] as const

/** A ward said what it works from. Who signed stays in the vault. */
export interface WardState extends HandoverHead {
  readonly kind: 'ward-state'
  readonly ward: string
  readonly state: (typeof WARD_STATES)[number]
  /** UTC ISO 8601, on this computer's clock. */
  readonly since: string
}

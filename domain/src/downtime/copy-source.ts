import type { CareState, LeftPatient, SaidLine } from './log/index.ts'
import type { DowntimeCopy } from './model.ts'
import type { CopyHeader, PacketLine } from './views.ts'

/** What all views are made from. */
export interface CopySource {
  readonly copy: DowntimeCopy
  readonly header: CopyHeader
  /** The packet last written, by ward id. */
  readonly packets: ReadonlyMap<string, PacketLine>
  /** How many faults the copy was read with. */
  readonly faults: number
  /** What people of the wards said since; absent: nothing. */
  readonly said?: CareState
  /** What `saidCensus` made of it; absent: the copy stands as received. */
  readonly since?: {
    readonly lines: ReadonlyMap<string, readonly SaidLine[]>
    readonly notInCopy: ReadonlySet<string>
    readonly left: readonly LeftPatient[]
    /** Where the copy itself has each patient. */
    readonly wardBefore: ReadonlyMap<string, string | null>
  }
}

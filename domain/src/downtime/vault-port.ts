import type { Result } from '../result.ts'
import type { FeedTimes } from './model.ts'

/** How many patients a ward holds in a generation. */
export interface WardCount {
  readonly id: string
  readonly name: string
  readonly patients: number
}

/** What a generation holds, in numbers; what two generations are compared by. */
export interface GenerationCounts {
  readonly inpatients: number
  readonly orders: number
  /** Entries of allergies over all patients. */
  readonly allergies: number
  /** FHIR resources as received. */
  readonly resources: number
  readonly wards: readonly WardCount[]
}

/** What could not be read, or did not fit together. `line` counts from 1; null: the whole file, or the copy as a whole. */
export interface ImportFault {
  readonly code: string
  readonly file: string | null
  readonly line: number | null
}

/** What is known of a generation before it is kept. */
export interface Manifest {
  /** UTC ISO 8601. */
  readonly takenAt: string
  /** Where it was read from. */
  readonly source: string
  readonly asOf: FeedTimes
  readonly counts: GenerationCounts
  readonly faults: number
  /** The first of them. */
  readonly faultList: readonly ImportFault[]
}

/**
 * A piece of a generation: the copy's `frame` (as-of times, sites, wards) as JSON, then its `patients` as JSON arrays, then
 * what was `received`, NDJSON deflated.
 */
export interface Part {
  readonly kind: 'frame' | 'patients' | 'received'
  readonly bytes: Uint8Array
}

/** `current` is what wards work from; `held-back` waits for a person; `replaced` was either. */
export type GenerationState = 'current' | 'held-back' | 'replaced'

/** One generation of the downtime copy as the vault keeps it. */
export interface Generation extends Manifest {
  /** From 1; never used twice. */
  readonly generation: number
  readonly state: GenerationState
  /** Why it was held back, a sentence; null: it was not. */
  readonly heldBack: string | null
  readonly acceptedBy: string | null
  readonly acceptedAt: string | null
  /** SHA-256 over all its parts, lower-case hex. */
  readonly sha256: string
  /** Stored bytes; 0 once its content was dropped for room. */
  readonly bytes: number
}

/** What was printed: a ward's packet, its charts once paper is the record, sheets printed once more, or forms. */
export type PrintKind = 'packet' | 'charts' | 'reprint' | 'form'

/** A printed page: what a scanned serial leads to. */
export interface SheetDraft {
  /** As it stands on the sheet. */
  readonly serial: string
  /** Which form: 'medication', 'census', 'laboratory-request' … */
  readonly form: string
  /** Id of the patient; null: of none, or written in by hand. */
  readonly patient: string | null
  readonly page: number
  readonly of: number
  /** Its page in the PDF, from 1. */
  readonly pdfPage: number
  /** Serial of the sheet that it was printed in place of; null: it is a first print. */
  readonly replaces: string | null
}

/** A page with what it was printed with. */
export interface Sheet extends SheetDraft {
  readonly ward: string
  readonly wardName: string
  readonly firstSerial: string
  readonly printedAt: string
  readonly kind: PrintKind
}

/** A packet whose sheets are to be written down. */
export interface PacketDraft {
  readonly ward: string
  readonly wardName: string
  readonly generation: number
  readonly printedAt: string
  readonly serialPrefix: string
  /** What `reserveSheets` gave. */
  readonly firstSerial: number
  readonly reserved: number
  readonly sheets: number
  readonly patients: number
  readonly pdf: Uint8Array
  /** The name that the person gave; null: none. */
  readonly by: string | null
  /** Absent: a packet. */
  readonly kind?: PrintKind
  /** Each page by its serial; absent: not told. */
  readonly pages?: readonly SheetDraft[]
}

/** A packet as written: its sheets have these serials, and no other ever will. */
export interface WrittenPacket {
  readonly ward: string
  readonly wardName: string
  readonly generation: number
  readonly printedAt: string
  readonly firstSerial: string
  readonly lastSerial: string
  readonly sheets: number
  readonly patients: number
  /** SHA-256 of the PDF, lower-case hex. */
  readonly sha256: string
  readonly by: string | null
}

/** Who looked at what, and who came in. `by` is a name with the id of its account; from the command line a name as said. */
export interface Access {
  readonly at: string
  readonly by: string | null
  readonly what:
    | 'looked'
    | 'found'
    | 'printed'
    | 'opened-packet'
    | 'signed-in'
    | 'signed-out'
    | 'card-opened'
    | 'sign-ins-failed'
  readonly ward: string | null
  readonly patient: string | null
}

/** Something of counts and serials that waits to be handed to command: JSON by its id. */
export interface Outgoing {
  readonly id: string
  readonly json: string
}

/** An entry of the care log as the vault keeps it: what people of the wards said or did, as JSON of a `CareEvent`. */
export interface CareLogRow {
  /** From 1, without a gap. */
  readonly n: number
  /** UTC ISO 8601. */
  readonly at: string
  /** Id of the account, or a name as said on the command line. */
  readonly by: string
  /** The name that the account had then; null: none was known. */
  readonly byName: string | null
  readonly json: string
}

/** Why the vault did not do it; nothing of it was kept then. */
export type VaultFault =
  | { readonly code: 'storage'; readonly reason: string; readonly full: boolean }
  /** Another program writes and does not come to an end. */
  | { readonly code: 'busy' }
  /** Stored bytes do not fit their hash, or cannot be read; `lastGood` is the newest generation that can, null: none. */
  | { readonly code: 'damaged'; readonly generation: number | null; readonly lastGood: number | null }
  | { readonly code: 'no-such-generation'; readonly generation: number | null }
  /** A newer one is in use already. */
  | { readonly code: 'older-than-current'; readonly generation: number; readonly current: number }
  | { readonly code: 'content-dropped'; readonly generation: number }
  | { readonly code: 'too-large'; readonly have: number; readonly limit: number }
  | { readonly code: 'serials-not-reserved'; readonly firstSerial: number }
  /** Another program appended to the care log first: read on, decide again. */
  | { readonly code: 'log-moved-on'; readonly size: number }

/** The downtime copy on disk, as its one caller needs it: the tasks of the care server. Ok means on disk and synced. */
export interface VaultPort {
  /**
   * Keeps a generation whole or not at all. It is `current` at once, unless `holdBack` says a sentence against it beside the
   * one that is current now (null: there is none); then it is `held-back`. `outgoing` goes with it in the same step; null:
   * nothing is handed over.
   */
  keep(
    manifest: Manifest,
    parts: readonly Part[],
    holdBack: (current: Generation | null) => string | null,
    outgoing: (kept: Generation) => Outgoing | null,
  ): Result<Generation, VaultFault>
  /** All generations, newest first. */
  generations(): Result<readonly Generation[], VaultFault>
  /** The one in use; null: none yet. */
  current(): Result<Generation | null, VaultFault>
  /** A person takes a held-back generation into use; null: the newest held back. */
  accept(
    generation: number | null,
    said: { readonly by: string | null; readonly at: string },
    outgoing: (taken: Generation) => Outgoing | null,
  ): Result<Generation, VaultFault>
  /** The parts of a generation in order, each once; `damaged` where they do not fit the hash. */
  parts(generation: number): Result<readonly Part[], VaultFault>

  /** Sets serials aside so that no other sheet gets them, whatever happens next; returns the first. */
  reserveSheets(most: number): Result<number, VaultFault>
  /** Writes down what was printed; serials reserved and not used are free again only if nobody reserved after. */
  writePacket(
    draft: PacketDraft,
    outgoing: (written: WrittenPacket) => Outgoing | null,
  ): Result<WrittenPacket, VaultFault>
  /** The packet last written of each ward, or its charts; no reprint and no form. */
  packets(): Result<readonly WrittenPacket[], VaultFault>
  /** The PDF of a packet by its first serial; null: unknown, or dropped for room. */
  pdf(firstSerial: string): Result<Uint8Array | null, VaultFault>

  /** The sheet with this serial; null: none that is known. */
  sheet(serial: string): Result<Sheet | null, VaultFault>
  /** All sheets of what was printed with this first serial, in order; empty: not known. */
  sheetsFrom(firstSerial: string): Result<readonly Sheet[], VaultFault>

  /** Notes who looked. */
  note(accesses: readonly Access[]): Result<null, VaultFault>
  /** The newest first. */
  accesses(limit: number): Result<readonly Access[], VaultFault>

  /** The care log after its first `after` entries, oldest first. */
  careLog(after: number): Result<readonly CareLogRow[], VaultFault>
  /**
   * Appends to the care log, all or nothing, if it has just `size` entries (`log-moved-on` otherwise); returns its new size.
   * `outgoing` goes with it in the same step.
   */
  appendCareLog(
    size: number,
    rows: readonly Omit<CareLogRow, 'n'>[],
    outgoing: readonly Outgoing[],
  ): Result<number, VaultFault>

  /** What waits to be handed over, oldest first. */
  outgoing(): Result<readonly Outgoing[], VaultFault>
  /** It lies where command takes it: forgets it. */
  handedOver(id: string): Result<null, VaultFault>

  /** Grows with every write of any program. */
  mark(): Result<number, VaultFault>
  close(): void
}

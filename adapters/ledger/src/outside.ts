import {
  cosignaturesOf,
  notesInText,
  openNote,
  parseCheckpoint,
  parseCosignerKey,
  sameBytes,
} from '@codedark/tlog'
import type { CosignerVerifier, MerkleTree, NoteVerifier } from '@codedark/tlog'
import { sha256, verifySignature } from './signing.ts'

/** How one checkpoint that came from outside stands to the record. */
export interface OutsideStanding {
  /**
   * `other-key`: of this record by name, yet signed by no key that ever signed it. `other-record`: another name. `unreadable`:
   * no signed checkpoint at all, or one whose signature does not hold.
   */
  readonly state: 'fits' | 'does-not-fit' | 'other-key' | 'other-record' | 'unreadable'
  /** Entries that it covers; null where it cannot be read. */
  readonly size: number | null
  /** Witnesses that are known here and cosigned it, with the time on their clock, in seconds since 1970. */
  readonly cosigned: readonly { readonly by: string; readonly atS: number }[]
}

/** What all checkpoints from outside come to. */
export interface OutsideFound {
  readonly standings: readonly OutsideStanding[]
  /** Entries that at least one of them confirms: the largest that fits. */
  readonly confirmed: number
  /** Size of the smallest that the present entries contradict; null: none does. */
  readonly contradicted: number | null
  /** Size of the smallest that reaches further than the record; null: none does. */
  readonly beyond: number | null
  /** Size at which two of them, both signed, contradict each other: the record was forked. */
  readonly forkedAt: number | null
}

/** The record as far as it could be read. */
export interface RecordRead {
  readonly tree: MerkleTree
  readonly origin: string
  /** Every key that may have signed it. */
  readonly keys: readonly NoteVerifier[]
}

/** Holds texts from outside, each with any number of checkpoints in it, against the record; `witnesses` are verifier keys. */
export function compareOutside(
  texts: readonly string[],
  record: RecordRead,
  witnesses: readonly string[],
): OutsideFound {
  const known = witnesses.flatMap((vkey) => {
    const key = parseCosignerKey(sha256, vkey)
    return key.ok ? [key.value] : []
  })
  const read = texts.flatMap((text) => {
    const notes = notesInText(text)
    return notes.length === 0 ? [NOTHING] : notes.map((note) => standingOf(note, record, known))
  })
  const sizes = (state: OutsideStanding['state'], beyond = false): number[] =>
    read.flatMap((one) =>
      one.state === state && one.size !== null && one.size > record.tree.size === beyond ? [one.size] : [],
    )
  return {
    standings: read.map(({ state, size, cosigned }) => ({ state, size, cosigned })),
    confirmed: Math.max(0, ...sizes('fits')),
    contradicted: least(sizes('does-not-fit')),
    beyond: least(sizes('does-not-fit', true)),
    forkedAt: forkOf(read),
  }
}

interface ReadOutside extends OutsideStanding {
  readonly root: Uint8Array | null
}

const NOTHING: ReadOutside = { state: 'unreadable', size: null, cosigned: [], root: null }

function standingOf(
  note: string,
  { tree, origin, keys }: RecordRead,
  known: readonly CosignerVerifier[],
): ReadOutside {
  const body = parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1))
  if (!body.ok) return NOTHING
  const { size, root } = body.value
  if (body.value.origin !== origin) return { ...NOTHING, state: 'other-record', size }
  const opened = openNote(note, keys, verifySignature)
  if (!opened.ok)
    return opened.fault.code === 'no-known-signature' ? { ...NOTHING, state: 'other-key', size } : NOTHING
  const cosigned = cosignaturesOf(note, known, verifySignature)
  if (!cosigned.ok) return NOTHING
  const here = tree.rootAt(size)
  const fits = here.ok && sameBytes(here.value, root)
  return {
    state: fits ? 'fits' : 'does-not-fit',
    size,
    cosigned: cosigned.value.map(({ by, atS }) => ({ by: by.name, atS })),
    root,
  }
}

function forkOf(read: readonly ReadOutside[]): number | null {
  const roots = new Map<number, Uint8Array>()
  const forks: number[] = []
  for (const { size, root } of read) {
    if (size === null || root === null) continue
    const first = roots.get(size)
    if (first === undefined) roots.set(size, root)
    else if (!sameBytes(first, root)) forks.push(size)
  }
  return least(forks)
}

const least = (sizes: readonly number[]): number | null => (sizes.length === 0 ? null : Math.min(...sizes))

import type Database from 'better-sqlite3-multiple-ciphers'
import { decodeEntry, textRefsOf } from '@codedark/domain/incident'
import {
  leafHash,
  MerkleTree,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  sameBytes,
  toHex,
} from '@codedark/tlog'
import type { NoteVerifier } from '@codedark/tlog'
import type { EntryRow } from './database.ts'
import { sha256, verifySignature } from './signing.ts'
import { textState } from './text-state.ts'

/** How a text beside the log stands. Only `missing`, `misfit` and `still-there` (taken out, yet kept) are wrong. */
export type TextState = 'present' | 'taken-out' | 'missing' | 'misfit' | 'still-there'

/** The first thing that does not fit; `entry` counts from 0. */
export interface LedgerBreak {
  readonly entry: number
  readonly reason:
    | 'missing'
    | 'wrong-hash'
    | 'not-an-entry'
    | 'wrong-root'
    | 'wrong-signature'
    | 'cut'
    | 'rewritten'
}

/** What a verification found. */
export interface LedgerReport {
  /** Entries that were read up to the break, or all. */
  readonly size: number
  /** Lower-case hex, over those entries. */
  readonly root: string
  readonly broken: LedgerBreak | null
  /** How the checkpoint from outside stands: `none` given, `fits`, `does-not-fit`, or `unreadable` (not ours, or no note). */
  readonly against: 'none' | 'fits' | 'does-not-fit' | 'unreadable'
  /** Each text that an entry names, once, in order. */
  readonly texts: readonly { readonly entry: number; readonly field: string; readonly state: TextState }[]
  /** The outcome for people. */
  readonly sentence: string
}

interface Handing {
  readonly entry: number
  readonly retired: NoteVerifier
  readonly next: NoteVerifier
}

interface Walk {
  readonly tree: MerkleTree
  readonly refs: Map<string, { readonly entry: number; readonly field: string }>
  readonly takenOut: Set<string>
  readonly handings: Handing[]
  broken: LedgerBreak | null
}

/** Reads every entry, text and checkpoint; `own` is the key that signs today. */
export function verifyDatabase(
  db: Database.Database,
  own: NoteVerifier,
  against: string | undefined,
): LedgerReport {
  const walk: Walk = {
    tree: new MerkleTree(sha256),
    refs: new Map(),
    takenOut: new Set(),
    handings: [],
    broken: null,
  }
  readEntries(db, walk)
  checkCheckpoints(db, walk, own)
  const outside = compare(against, walk, own)
  const texts = [...walk.refs].map(([commitment, ref]) => {
    const { state } = textState(db, commitment)
    const out = walk.takenOut.has(commitment)
    const stands: TextState = out ? (state === 'missing' ? 'taken-out' : 'still-there') : state
    return { ...ref, state: stands }
  })
  const { size } = walk.tree
  const found = { size, root: toHex(walk.tree.root()), broken: walk.broken, against: outside, texts }
  return { ...found, sentence: sentenceOf(found) }
}

function readEntries(db: Database.Database, walk: Walk): void {
  const rows = db.prepare<[], EntryRow>('SELECT n, bytes, leaf FROM entry ORDER BY n')
  for (const row of rows.iterate()) {
    const entry = walk.tree.size
    const leaf = leafHash(sha256, row.bytes)
    if (row.n !== entry) walk.broken = { entry, reason: 'missing' }
    else if (!sameBytes(leaf, row.leaf)) walk.broken = { entry, reason: 'wrong-hash' }
    const event = decodeEntry(row.bytes, entry)
    if (!event.ok) walk.broken ??= { entry, reason: 'not-an-entry' }
    if (walk.broken !== null || !event.ok) return
    walk.tree.append(leaf)
    for (const { field, ref } of textRefsOf(event.value))
      if (!walk.refs.has(ref.commitment)) walk.refs.set(ref.commitment, { entry, field })
    if (event.value.type === 'TextTakenOut')
      for (const commitment of event.value.commitments) walk.takenOut.add(commitment)
    if (event.value.type === 'HandedOver') {
      const retired = parseVerifierKey(sha256, event.value.retiredKey)
      const next = parseVerifierKey(sha256, event.value.newKey)
      if (retired.ok && next.ok) walk.handings.push({ entry, retired: retired.value, next: next.value })
    }
  }
}

/** Every checkpoint up to the break, and that they reach to the end; the first that does not fit names where. */
function checkCheckpoints(db: Database.Database, walk: Walk, own: NoteVerifier): void {
  const rows = db.prepare<[], { size: number; note: string }>(
    'SELECT size, note FROM checkpoint ORDER BY size',
  )
  let covered = 0
  for (const { size, note } of rows.iterate()) {
    if (size > walk.tree.size) {
      walk.broken ??= { entry: walk.tree.size, reason: 'missing' }
      return
    }
    const reason = checkOne(note, size, walk, own)
    if (reason !== null) {
      walk.broken = { entry: covered, reason }
      return
    }
    covered = size
  }
  if (covered !== walk.tree.size) walk.broken ??= { entry: covered, reason: 'wrong-signature' }
}

function checkOne(note: string, size: number, walk: Walk, own: NoteVerifier): LedgerBreak['reason'] | null {
  const opened = openNote(note, signersAt(size, walk.handings, own), verifySignature)
  if (!opened.ok) return 'wrong-signature'
  const checkpoint = parseCheckpoint(opened.value.text)
  if (!checkpoint.ok || checkpoint.value.origin !== own.name || checkpoint.value.size !== size)
    return 'wrong-signature'
  const root = walk.tree.rootAt(size)
  return root.ok && sameBytes(root.value, checkpoint.value.root) ? null : 'wrong-root'
}

/** Who may sign a checkpoint of this size. The one that covers a handing over may bear either key. */
function signersAt(size: number, handings: readonly Handing[], own: NoteVerifier): readonly NoteVerifier[] {
  for (const { entry, retired, next } of handings) {
    if (size <= entry) return [retired]
    if (size === entry + 1) return [retired, next]
  }
  return [handings.at(-1)?.next ?? own]
}

function compare(against: string | undefined, walk: Walk, own: NoteVerifier): LedgerReport['against'] {
  if (against === undefined) return 'none'
  const known = [own, ...walk.handings.flatMap(({ retired, next }) => [retired, next])]
  const opened = openNote(against, known, verifySignature)
  const checkpoint = opened.ok ? parseCheckpoint(opened.value.text) : opened
  if (!checkpoint.ok || checkpoint.value.origin !== own.name) return 'unreadable'
  const { size, root } = checkpoint.value
  const here = walk.tree.rootAt(size)
  if (!here.ok) walk.broken ??= { entry: walk.tree.size, reason: 'cut' }
  else if (!sameBytes(here.value, root)) walk.broken ??= { entry: 0, reason: 'rewritten' }
  else return 'fits'
  return 'does-not-fit'
}

const REASONS: Record<LedgerBreak['reason'], string> = {
  missing: 'is missing',
  'wrong-hash': 'does not fit its hash',
  'not-an-entry': 'is not an entry of this place',
  'wrong-root': 'or one after it, up to the next checkpoint, is not what was signed',
  'wrong-signature': 'and those up to the next checkpoint are under no valid signature',
  cut: 'and perhaps more were there when the checkpoint from outside was made, and are gone',
  rewritten: 'or one after it is not what it was when the checkpoint from outside was made',
}

function sentenceOf(report: Omit<LedgerReport, 'sentence'>): string {
  const { broken, size, against, texts } = report
  const wrong = texts.filter(({ state }) => state !== 'present' && state !== 'taken-out').length
  const beside = wrong === 0 ? '' : ` Texts that do not stand as they should: ${wrong}.`
  if (broken !== null) return `Entry ${broken.entry + 1} ${REASONS[broken.reason]}.${beside}`
  if (against === 'fits')
    return `All ${size} entries fit each other and the checkpoint from outside.${beside}`
  if (against === 'unreadable')
    return `The record of ${size} entries is consistent with itself only: what was given is no checkpoint of this record.${beside}`
  return `The record of ${size} entries is consistent with itself only: no checkpoint from outside was given.${beside}`
}

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
import { compareOutside } from './outside.ts'
import type { OutsideStanding } from './outside.ts'
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
    | 'forked'
  /** Of `rewritten` and `forked`: what changed lies below this index; only checkpoints from outside narrow it further. */
  readonly until?: number
}

/** What a verification found. */
export interface LedgerReport {
  /** Entries that were read up to the break, or all. */
  readonly size: number
  /** Lower-case hex, over those entries. */
  readonly root: string
  readonly broken: LedgerBreak | null
  /**
   * How the checkpoints from outside stand, the worst of them: `none` given, all fit, `does-not-fit`, or `unreadable` (of
   * another record or key, or no checkpoint).
   */
  readonly against: 'none' | 'fits' | 'does-not-fit' | 'unreadable'
  /** Each checkpoint from outside, in the order in which they were given. */
  readonly outside: readonly OutsideStanding[]
  /** Entries, from the first, that a checkpoint from outside confirms to be what they were when it was made. */
  readonly confirmed: number
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

/** What a verification is held against. */
export interface VerifyOptions {
  /** Texts from outside with checkpoints in them: files, mails, what a phone or a witness gave back. */
  readonly against?: string | readonly string[] | undefined
  /** Verifier keys (C2SP vkey) of witnesses, so that their cosignatures are told. */
  readonly witnesses?: readonly string[] | undefined
}

/** Reads every entry, text and checkpoint; `own` is the key that signs today. */
export function verifyDatabase(
  db: Database.Database,
  own: NoteVerifier,
  options: VerifyOptions,
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
  const outside = compare(options, walk, own)
  const texts = [...walk.refs].map(([commitment, ref]) => {
    const { state } = textState(db, commitment)
    const out = walk.takenOut.has(commitment)
    const stands: TextState = out ? (state === 'missing' ? 'taken-out' : 'still-there') : state
    return { ...ref, state: stands }
  })
  const { size } = walk.tree
  const found = { size, root: toHex(walk.tree.root()), broken: walk.broken, ...outside, texts }
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

/** What the checkpoints from outside say; a change before anything found so far becomes the break. */
function compare(
  { against = [], witnesses = [] }: VerifyOptions,
  walk: Walk,
  own: NoteVerifier,
): Pick<LedgerReport, 'against' | 'outside' | 'confirmed'> {
  const texts = typeof against === 'string' ? [against] : against
  const keys = [own, ...walk.handings.flatMap(({ retired, next }) => [retired, next])]
  const found = compareOutside(texts, { tree: walk.tree, origin: own.name, keys }, witnesses)
  const { confirmed, contradicted, beyond, forkedAt, standings } = found
  if (contradicted !== null && (walk.broken === null || contradicted <= walk.broken.entry))
    walk.broken = {
      entry: confirmed < contradicted ? confirmed : 0,
      reason: 'rewritten',
      until: contradicted,
    }
  if (forkedAt !== null && contradicted === forkedAt && walk.broken?.reason === 'rewritten')
    walk.broken = { ...walk.broken, reason: 'forked' }
  if (beyond !== null) walk.broken ??= { entry: walk.tree.size, reason: 'cut' }
  return { against: worstOf(standings), outside: standings, confirmed }
}

function worstOf(standings: readonly OutsideStanding[]): LedgerReport['against'] {
  if (standings.length === 0) return 'none'
  if (standings.some(({ state }) => state === 'does-not-fit')) return 'does-not-fit'
  return standings.every(({ state }) => state === 'fits') ? 'fits' : 'unreadable'
}

const REASONS: Record<LedgerBreak['reason'], string> = {
  missing: 'is missing',
  'wrong-hash': 'does not fit its hash',
  'not-an-entry': 'is not an entry of this place',
  'wrong-root': 'or one after it, up to the next checkpoint, is not what was signed',
  'wrong-signature': 'and those up to the next checkpoint are under no valid signature',
  cut: 'and perhaps more were there when the checkpoint from outside was made, and are gone',
  rewritten: 'or one after it is not what it was when the checkpoint from outside was made',
  forked:
    'or one after it is not what it was, and the checkpoints from outside are of two records: it was forked',
}

function sentenceOf(report: Omit<LedgerReport, 'sentence'>): string {
  const { broken, size, against, texts, outside, confirmed } = report
  const wrong = texts.filter(({ state }) => state !== 'present' && state !== 'taken-out').length
  const beside = wrong === 0 ? '' : ` Texts that do not stand as they should: ${wrong}.`
  if (broken !== null) {
    const until = broken.until === undefined ? '' : ` The first change lies below entry ${broken.until + 1}.`
    const sure = confirmed === 0 ? '' : ` Confirmed from outside: entries 1 to ${confirmed}.`
    return `Entry ${broken.entry + 1} ${REASONS[broken.reason]}.${until}${sure}${beside}`
  }
  const fits = outside.filter(({ state }) => state === 'fits').length
  const later =
    confirmed < size ? ` What came after entry ${confirmed} no checkpoint from outside covers.` : ''
  if (against === 'fits')
    return outside.length === 1
      ? `All ${size} entries fit each other and the checkpoint from outside.${later}${beside}`
      : `All ${size} entries fit each other and all ${fits} checkpoints from outside.${later}${beside}`
  if (against === 'unreadable') {
    const strange = outside.length - fits
    return fits === 0
      ? `The record of ${size} entries is consistent with itself only: what was given is no checkpoint of this record.${beside}`
      : `Entries 1 to ${confirmed} of ${size} are confirmed from outside, but ${strange} of what was given is no checkpoint of this record.${beside}`
  }
  return `The record of ${size} entries is consistent with itself only: no checkpoint from outside was given.${beside}`
}

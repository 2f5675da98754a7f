import {
  fromHex,
  notesInText,
  openNote,
  parseCheckpoint,
  parseSubmission,
  parseVerifierKey,
  sameBytes,
  spokenWords,
  toHex,
  utf8Bytes,
  verifyConsistency,
} from '@codedark/tlog'
import type { NoteVerifier, Sha256, VerifySignature } from '@codedark/tlog'

/** What a phone holds of one record. */
export interface PhoneHeld {
  readonly origin: string
  /** The key that it was told first; it takes no other. */
  readonly key: string
  readonly size: number
  /** Lower-case hex. */
  readonly root: string
  readonly at: string
  /** Every checkpoint that it took, the newest last: what is given back for codedark ledger verify --against. */
  readonly notes: readonly string[]
}

/** What came of a text that was put in. `alarm`: it shows that the record was forked, rewritten or put back. */
export interface PhoneTaken {
  readonly held: readonly PhoneHeld[]
  readonly kind: 'kept' | 'refused' | 'alarm'
  readonly sentence: string
}

interface Tools {
  readonly sha256: Sha256
  readonly verify: VerifySignature
  readonly now: string
}

/** Checkpoints that are kept of one record: one each hour for some weeks. The first, which all others continue, stays. */
const MOST_NOTES = 500

/** Takes a text with a checkpoint in it: typed, pasted, or read from a printed code; before it, perhaps, a proof. */
export function takeOnPhone(held: readonly PhoneHeld[], text: string, tools: Tools): PhoneTaken {
  const refused = (sentence: string): PhoneTaken => ({ held, kind: 'refused', sentence })
  const note = notesInText(text).at(-1)
  const origin = note?.split('\n', 1)[0]
  if (note === undefined || origin === undefined) return refused('There is no checkpoint in that text.')
  const before = held.find((one) => one.origin === origin)
  const key = keyOf(before?.key ?? text.trim().split('\n').at(-1)?.trim() ?? '', tools.sha256)
  if (key === null)
    return refused('This record is new here: its key is needed once, as the last line of the file has it.')
  const opened = openNote(note, [key.verifier], tools.verify)
  const checkpoint = opened.ok ? parseCheckpoint(opened.value.text) : opened
  if (!checkpoint.ok || checkpoint.value.origin !== key.verifier.name)
    return refused('The signature does not hold under the key that this phone knows. Ask who gave it to you.')
  const { size, root } = checkpoint.value
  const next = { origin, key: key.vkey, size, root: toHex(root), at: tools.now }
  if (before === undefined) {
    const words = spokenWords(tools.sha256(utf8Bytes(key.vkey)))
      .slice(0, 6)
      .join(' ')
    return {
      held: [...held, { ...next, notes: [note] }],
      kind: 'kept',
      sentence: `Kept: entries 1 to ${size}. The key is new here; compare it once by telephone: ${words}`,
    }
  }
  const heldRoot = fromHex(before.root)
  const judged = judge({
    before,
    size,
    root,
    heldRoot: heldRoot.ok ? heldRoot.value : root,
    text,
    note,
    tools,
  })
  const kept = [...before.notes.filter((one) => one !== note), note]
  const shortened = kept.length > MOST_NOTES ? [...kept.slice(0, 1), ...kept.slice(1 - MOST_NOTES)] : kept
  const after = judged.advance ? { ...next, notes: shortened } : { ...before, notes: shortened }
  return {
    held: held.map((one) => (one === before ? after : one)),
    kind: judged.alarm ? 'alarm' : 'kept',
    sentence: judged.sentence,
  }
}

interface Judged {
  readonly advance: boolean
  readonly alarm: boolean
  readonly sentence: string
}

function judge(asked: {
  readonly before: PhoneHeld
  readonly size: number
  readonly root: Uint8Array
  readonly heldRoot: Uint8Array
  readonly text: string
  readonly note: string
  readonly tools: Tools
}): Judged {
  const { before, size, root, heldRoot, text, note, tools } = asked
  const plain = { advance: false, alarm: false }
  if (size === before.size)
    return sameBytes(root, heldRoot)
      ? { ...plain, sentence: `The same as held: entries 1 to ${size}.` }
      : {
          ...plain,
          alarm: true,
          sentence: `FORK: two different records of ${size} entries are signed. Keep this phone safe and tell the police.`,
        }
  if (size < before.size)
    return {
      ...plain,
      sentence: `This is of ${size} entries; held are ${before.size}. If it is the newest that the laptop has, THE RECORD WAS CUT OR PUT BACK.`,
    }
  const proof = proofIn(text, note)
  if (proof === null || proof.oldSize !== before.size)
    return {
      ...plain,
      sentence: `Kept, but whether it continues the ${before.size} entries held is not shown. Ask for: codedark ledger checkpoint --since ${before.size}`,
    }
  const claim = { oldSize: before.size, oldRoot: heldRoot, newSize: size, newRoot: root, proof: proof.hashes }
  return before.size === 0 || verifyConsistency(tools.sha256, claim).ok
    ? {
        advance: true,
        alarm: false,
        sentence: `Kept: entries 1 to ${size}, which continue the ${before.size} held.`,
      }
    : {
        ...plain,
        alarm: true,
        sentence: `What came does not continue the ${before.size} entries held: REWRITTEN, FORKED, or a wrong proof. It is kept.`,
      }
}

function proofIn(text: string, note: string): { oldSize: number; hashes: readonly Uint8Array[] } | null {
  const clean = text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
  const start = clean.search(/^old \d/mu)
  const end = clean.indexOf(note, Math.max(start, 0))
  if (start < 0 || end < 0) return null
  const parsed = parseSubmission(clean.slice(start, end + note.length))
  return parsed.ok ? parsed.value : null
}

function keyOf(
  vkey: string,
  sha256: Sha256,
): { readonly vkey: string; readonly verifier: NoteVerifier } | null {
  const key = parseVerifierKey(sha256, vkey)
  return key.ok ? { vkey, verifier: key.value } : null
}

/** Everything that is held, as text to be given back. */
export const handBack = (held: readonly PhoneHeld[]): string => held.flatMap(({ notes }) => notes).join('\n')

/** What was stored before, or nothing: another program's text under the same name is none of ours. */
export function heldFrom(stored: string | null): readonly PhoneHeld[] {
  let value: unknown
  try {
    value = JSON.parse(stored ?? '[]')
  } catch {
    return []
  }
  return Array.isArray(value) && value.every(isHeld) ? value : []
}

function isHeld(value: unknown): value is PhoneHeld {
  if (typeof value !== 'object' || value === null) return false
  const { origin, key, size, root, at, notes } = value as { [Name in keyof PhoneHeld]?: unknown }
  const texts = [origin, key, root, at].every((one) => typeof one === 'string')
  return (
    texts && typeof size === 'number' && Array.isArray(notes) && notes.every((one) => typeof one === 'string')
  )
}

import { fromBase64, joinBytes, toBase64, toHex, utf8Bytes } from './bytes.ts'
import type { Sha256 } from './hashes.ts'
import { MAX_NOTE_CHARS, MAX_SIGNATURES } from './limits.ts'
import { failed, ok } from './result.ts'
import type { Result } from './result.ts'

/** Signature type of a note by Ed25519 (C2SP signed-note). */
const ED25519 = 0x01
/** Signature type of a witness's timestamped Ed25519 cosignature (C2SP tlog-cosignature). */
export const COSIGNATURE_ED25519 = 0x04

/** The public key of a note's signer: name, 4-byte id, 32-byte Ed25519 key. */
export interface NoteVerifier {
  readonly name: string
  readonly id: Uint8Array
  readonly publicKey: Uint8Array
}

/** Who signs a note; `sign` gives 64 bytes (Ed25519). */
export interface NoteSigner {
  readonly verifier: NoteVerifier
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** Checks an Ed25519 signature, handed in by the caller. */
export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean

/** Why a verifier key cannot be used. */
export interface VerifierKeyFault {
  readonly code: 'bad-verifier-key'
  readonly reason: 'shape' | 'name' | 'key-type' | 'key-length' | 'key-id'
}

/** Why a note is refused; `line` counts from 1, `name` is the signer's. */
export type NoteFault =
  | { readonly code: 'bad-note'; readonly line: number; readonly expected: string }
  | { readonly code: 'wrong-signature'; readonly name: string }
  | { readonly code: 'no-known-signature'; readonly names: readonly string[] }

/** A note whose signatures by `signedBy` hold; signatures by unknown keys are left out. */
export interface OpenedNote {
  readonly text: string
  readonly signedBy: readonly NoteVerifier[]
}

/** The verifier of an Ed25519 key under a name. */
export function noteVerifier(sha256: Sha256, name: string, publicKey: Uint8Array): NoteVerifier {
  return { name, id: keyId(sha256, name, ED25519, publicKey), publicKey }
}

/** The first 4 bytes of SHA-256(name ‖ LF ‖ type ‖ key). */
export function keyId(sha256: Sha256, name: string, type: number, publicKey: Uint8Array): Uint8Array {
  return sha256(joinBytes(utf8Bytes(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, 4)
}

/** `name+id+base64(type ‖ key)`. */
export function formatVerifierKey(verifier: NoteVerifier): string {
  const typed = joinBytes(Uint8Array.of(ED25519), verifier.publicKey)
  return `${verifier.name}+${toHex(verifier.id)}+${toBase64(typed)}`
}

/** Reads a verifier key. The base64 may itself hold '+', so only the first two '+' part it. */
export function parseVerifierKey(sha256: Sha256, vkey: string): Result<NoteVerifier, VerifierKeyFault> {
  return parseTypedKey(sha256, vkey, ED25519)
}

/** Reads a verifier key of one signature type. */
export function parseTypedKey(
  sha256: Sha256,
  vkey: string,
  type: number,
): Result<NoteVerifier, VerifierKeyFault> {
  const bad = (reason: VerifierKeyFault['reason']): Result<never, VerifierKeyFault> =>
    failed({ code: 'bad-verifier-key', reason })
  const parts = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/u.exec(vkey)
  if (parts === null) return bad('shape')
  const [, name = '', idHex = '', base64 = ''] = parts
  if (!isKeyName(name)) return bad('name')
  const typed = fromBase64(base64)
  if (!typed.ok) return bad('shape')
  if (typed.value[0] !== type) return bad('key-type')
  if (typed.value.length !== 33) return bad('key-length')
  const publicKey = typed.value.slice(1)
  const id = keyId(sha256, name, type, publicKey)
  return toHex(id) === idHex ? ok({ name, id, publicKey }) : bad('key-id')
}

/** Signs a note's text, which must end in LF and hold no other control character. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!isNoteText(text)) throw new Error('a note ends in a line feed and holds no other control character')
  const message = utf8Bytes(text)
  const lines = signers.map(({ verifier, sign }) => {
    const blob = joinBytes(verifier.id, sign(message))
    return `— ${verifier.name} ${toBase64(blob)}\n`
  })
  return `${text}\n${lines.join('')}`
}

/** Opens a note: at least one signature by a known key, and none by a known key that is wrong (C2SP signed-note). */
export function openNote(
  note: string,
  known: readonly NoteVerifier[],
  verify: VerifySignature,
): Result<OpenedNote, NoteFault> {
  const lines = signatureLines(note)
  if (!lines.ok) return lines
  const { text, signatures } = lines.value
  const message = utf8Bytes(text)
  const signedBy: NoteVerifier[] = []
  for (const { name, id, bytes } of signatures) {
    const verifier = known.find((one) => one.name === name && toHex(one.id) === toHex(id))
    if (verifier === undefined || signedBy.includes(verifier)) continue
    if (!verify(verifier.publicKey, message, bytes)) return failed({ code: 'wrong-signature', name })
    signedBy.push(verifier)
  }
  const names = signatures.map(({ name }) => name)
  return signedBy.length > 0 ? ok({ text, signedBy }) : failed({ code: 'no-known-signature', names })
}

/** A signature line of a note; `bytes` is what follows the 4-byte key id. */
export interface SignatureLine {
  readonly name: string
  readonly id: Uint8Array
  readonly bytes: Uint8Array
}

/** A note's text and its signature lines, none of them checked yet. */
export function signatureLines(
  note: string,
): Result<{ readonly text: string; readonly signatures: readonly SignatureLine[] }, NoteFault> {
  const split = note.lastIndexOf('\n\n')
  if (note.length > MAX_NOTE_CHARS || split < 0) return badNote(1, 'a text and signatures')
  const text = note.slice(0, split + 1)
  const tail = note.slice(split + 2)
  if (!isNoteText(text)) return badNote(1, 'no control character but line feed')
  const firstLine = text.split('\n').length + 1
  if (!tail.endsWith('\n')) return badNote(firstLine, 'a final line feed')
  const lines = tail.slice(0, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) return badNote(firstLine + MAX_SIGNATURES, 'no more signatures')
  const signatures: SignatureLine[] = []
  for (const [index, line] of lines.entries()) {
    const signature = parseSignatureLine(line)
    if (signature === null) return badNote(firstLine + index, '— name base64')
    signatures.push(signature)
  }
  return ok({ text, signatures })
}

const badNote = (line: number, expected: string): Result<never, NoteFault> =>
  failed({ code: 'bad-note', line, expected })

function parseSignatureLine(line: string): SignatureLine | null {
  const parts = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/u.exec(line)
  if (parts === null || !isKeyName(parts[1] ?? '')) return null
  const blob = fromBase64(parts[2] ?? '')
  if (!blob.ok || blob.value.length < 5) return null
  return { name: parts[1] ?? '', id: blob.value.slice(0, 4), bytes: blob.value.slice(4) }
}

/** A key name is not empty and holds no space and no plus. */
function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+]/u.test(name)
}

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && !/[\u0000-\u0009\u000b-\u001f\u007f]/u.test(text) && text.isWellFormed()
}

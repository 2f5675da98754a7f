import { joinBytes, toBase64, toHex, utf8Bytes } from './bytes.ts'
import type { Sha256 } from './hashes.ts'
import { COSIGNATURE_ED25519, keyId, parseTypedKey, signatureLines } from './note.ts'
import type { NoteFault, VerifierKeyFault, VerifySignature } from './note.ts'
import { failed, ok } from './result.ts'
import type { Result } from './result.ts'

/** The public key of a witness that cosigns checkpoints (C2SP tlog-cosignature, Ed25519): name, 4-byte id, 32-byte key. */
export interface CosignerVerifier {
  readonly name: string
  readonly id: Uint8Array
  readonly publicKey: Uint8Array
}

/** Who cosigns; `sign` gives 64 bytes (Ed25519). The key must serve nothing else: the message does not name the cosigner. */
export interface Cosigner {
  readonly verifier: CosignerVerifier
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** A cosignature that holds: who made it, and when as the witness's clock said, in seconds since 1970. */
export interface Cosignature {
  readonly by: CosignerVerifier
  readonly atS: number
}

/** Signatures of 8 bytes of time and 64 of Ed25519. */
const SIGNATURE_BYTES = 72

/** The verifier of a witness's Ed25519 key under its name. */
export function cosignerVerifier(sha256: Sha256, name: string, publicKey: Uint8Array): CosignerVerifier {
  return { name, id: keyId(sha256, name, COSIGNATURE_ED25519, publicKey), publicKey }
}

/** `name+id+base64(0x04 ‖ key)`: a vkey of C2SP signed-note. */
export function formatCosignerKey({ name, id, publicKey }: CosignerVerifier): string {
  return `${name}+${toHex(id)}+${toBase64(joinBytes(Uint8Array.of(COSIGNATURE_ED25519), publicKey))}`
}

/** Reads a witness's verifier key; a log's (type 0x01) is refused with `key-type`. */
export function parseCosignerKey(sha256: Sha256, vkey: string): Result<CosignerVerifier, VerifierKeyFault> {
  return parseTypedKey(sha256, vkey, COSIGNATURE_ED25519)
}

/**
 * The signature line, ended by LF, that a witness gives for a checkpoint's text at `atS` (seconds since 1970, below 2^53).
 * What it says: of this origin I have seen no larger tree that is consistent with what I saw before.
 */
export function cosignCheckpoint(text: string, atS: number, cosigner: Cosigner): string {
  const signature = cosigner.sign(cosignedMessage(text, atS))
  const blob = joinBytes(cosigner.verifier.id, bigEndian64(atS), signature)
  return `— ${cosigner.verifier.name} ${toBase64(blob)}\n`
}

/**
 * The cosignatures of a note by known witnesses, each once; lines of unknown keys are passed over. A line of a known witness
 * that does not hold refuses the note, as a known signature does.
 */
export function cosignaturesOf(
  note: string,
  known: readonly CosignerVerifier[],
  verify: VerifySignature,
): Result<readonly Cosignature[], NoteFault> {
  const lines = signatureLines(note)
  if (!lines.ok) return lines
  const found: Cosignature[] = []
  for (const { name, id, bytes } of lines.value.signatures) {
    const by = known.find((one) => one.name === name && toHex(one.id) === toHex(id))
    if (by === undefined || found.some((one) => one.by === by)) continue
    const atS = bytes.length === SIGNATURE_BYTES ? timeOf(bytes) : null
    if (atS === null) return failed({ code: 'wrong-signature', name })
    if (!verify(by.publicKey, cosignedMessage(lines.value.text, atS), bytes.slice(8)))
      return failed({ code: 'wrong-signature', name })
    found.push({ by, atS })
  }
  return ok(found)
}

const cosignedMessage = (text: string, atS: number): Uint8Array =>
  utf8Bytes(`cosignature/v1\ntime ${atS}\n${text}`)

function bigEndian64(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no time in seconds`)
  const bytes = new Uint8Array(8)
  let rest = value
  for (let at = 7; at >= 0; at -= 1) {
    bytes[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return bytes
}

/** Null for a time beyond 2^53 seconds: no clock gives one. */
function timeOf(bytes: Uint8Array): number | null {
  let value = 0
  for (const byte of bytes.subarray(0, 8)) value = value * 256 + byte
  return Number.isSafeInteger(value) ? value : null
}

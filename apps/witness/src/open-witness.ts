import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createKeys, describeFileFault, faultOf, unlockKeys, writeDurably, type Keys } from '@codedark/files'
import { failed, ok, type Result } from '@codedark/domain/result'
import { sha256, signerOf, verifySignature } from '@codedark/ledger'
import { cosignerVerifier, formatCosignerKey, type Cosigner } from '@codedark/tlog'
import { openWitnessStore, type WitnessStore } from '@codedark/witness-store'

/** A witness that is open: its folder, its name, the key that its cosignatures bear. */
export interface OpenedWitness {
  readonly name: string
  /** C2SP vkey; the record's people set it beside the address. */
  readonly key: string
  readonly store: WitnessStore
  close(): void
}

/** A name that stands in signature lines, which part at blanks, and in keys, which part at `+`. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/u

/**
 * Makes the folder of a witness under a passphrase of its own: its owner must be another than that of the record, on another
 * machine. Gives the verifier key; the fault is a sentence.
 */
export function initWitness(folder: string, name: string, passphrase: string): Result<string, string> {
  if (!NAME.test(name))
    return failed(
      `${name}: a witness’s name has letters, digits, dots, slashes and dashes only, as dpo.hospital.`,
    )
  if (passphrase.length < 8) return failed('A passphrase of at least 8 characters is needed.')
  const root = resolve(folder)
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 })
  } catch (error) {
    return failed(describeFileFault(faultOf(error, root)))
  }
  const keys = createKeys(root, 'witness', passphrase)
  if (!keys.ok)
    return failed(
      keys.fault.code === 'keys-exist'
        ? `${root}: is a witness already; its key stays.`
        : `${root}: the key could not be written: ${keys.fault.code}.`,
    )
  const named = writeDurably(join(root, 'name.json'), `${JSON.stringify({ v: 1, name })}\n`)
  if (!named.ok) return failed(describeFileFault(named.fault))
  return ok(formatCosignerKey(cosignerOf(name, keys.value).verifier))
}

/** Opens the folder of a witness. The fault is a sentence. */
export function openWitness(folder: string, passphrase: string): Result<OpenedWitness, string> {
  const root = resolve(folder)
  const name = readName(join(root, 'name.json'))
  if (name === null) return failed(`${root}: is no witness; codedark witness init makes one.`)
  const keys = unlockKeys(root, 'witness', passphrase)
  if (!keys.ok)
    return failed(
      keys.fault.code === 'wrong-passphrase'
        ? 'The passphrase is not the one of this witness.'
        : `The key could not be opened: ${keys.fault.code}.`,
    )
  const cosigner = cosignerOf(name, keys.value)
  const tools = { sha256, verify: verifySignature, cosigner }
  const store = openWitnessStore(join(root, 'witness.db'), keys.value.databaseKey, tools)
  if (!store.ok) return failed(`What the witness holds could not be opened: ${store.fault.reason}.`)
  const key = formatCosignerKey(cosigner.verifier)
  return ok({ name, key, store: store.value, close: () => store.value.close() })
}

function cosignerOf(name: string, { seed }: Keys): Cosigner {
  const { verifier, sign } = signerOf(name, seed)
  return { verifier: cosignerVerifier(sha256, name, verifier.publicKey), sign }
}

function readName(path: string): string | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value !== 'object' || value === null || !('name' in value)) return null
    return typeof value.name === 'string' && NAME.test(value.name) ? value.name : null
  } catch {
    return null
  }
}

/** Watches a record: its verifier key, or the text of a checkpoint that was handed out, which ends in it. */
export function watchRecord(witness: OpenedWitness, given: string, now: string): Result<string, string> {
  const watched = witness.store.watch(given.trim().split('\n').at(-1)?.trim() ?? '', now)
  if (watched.ok) return watched
  return failed(
    watched.fault.code === 'bad-key'
      ? 'That is neither the verifier key of a record nor the file of a checkpoint that ends in one.'
      : `Not stored: ${watched.fault.reason}.`,
  )
}

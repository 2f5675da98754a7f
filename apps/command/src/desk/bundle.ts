import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeFileFault, faultOf, giveEvidenceFile, writeDurably } from '@codedark/files'
import {
  encodeEntry,
  mayLeave,
  textRefsOf,
  type Bundle,
  type BundledEvidence,
  type IncidentEvent,
  type IncidentState,
  type TlpLabel,
} from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import { readWitnessed } from '../tasks/witness/index.ts'
import { bundleReadme } from './bundle-readme.ts'
import type { OpenedCommand } from './open-command.ts'
import { notRecorded } from './sentences.ts'
import { settingsOf } from './settings.ts'

/** What is asked for. */
export interface BundleAsked {
  /** A folder that does not exist yet, or is empty. */
  readonly out: string
  readonly for: string
  readonly tlp: TlpLabel
  /** The page that checks a bundle: one file. */
  readonly verifierPage: string
}

/** A bundle as made. */
export interface BundleMade {
  readonly entries: number
  readonly files: number
  /** Numbers of entries whose file is held back: it may show patients and nobody released it. */
  readonly withheld: readonly number[]
  /** SHA-256 of `manifest.json`: to be told to the receiver by another way. */
  readonly manifest: string
  /** The entry that says that the bundle was made. */
  readonly entry: number
}

/**
 * Writes what the police is handed: entries, the texts that were not taken out, evidence, proofs, checkpoints, a page that
 * checks all of it offline, and a manifest. Then records for whom it was made. The fault is a sentence; what was written by
 * then is left, without a manifest.
 */
export async function makeBundle(
  opened: OpenedCommand,
  asked: BundleAsked,
): Promise<Result<BundleMade, string>> {
  if (existsSync(asked.out) && readdirSync(asked.out).length > 0)
    return failed(`${asked.out} is not empty: name a new folder.`)
  if (!existsSync(asked.verifierPage))
    return failed(
      `The page that checks a bundle is not built (${asked.verifierPage}): run node scripts/build-web.ts.`,
    )
  try {
    for (const part of ['evidence', 'proofs'])
      mkdirSync(join(asked.out, part), { recursive: true, mode: 0o700 })
  } catch (error) {
    return failed(describeFileFault(faultOf(error, asked.out)))
  }
  const evidence = giveEvidence(opened, asked.out)
  const bundle = bundleOf(opened, asked, evidence)
  if (!bundle.ok) return bundle
  const written = writeParts(opened, asked, bundle.value)
  if (!written.ok) return written
  const manifest = await writeManifest(asked.out, bundle.value)
  if (!manifest.ok) return manifest
  const withheld = evidence.flatMap(({ entry, why }) => (why === 'may-show-patients' ? [entry] : []))
  const text = `A bundle of entries 1 to ${bundle.value.entries.length} was made for: ${asked.for} (${asked.tlp}; ${withheld.length} evidence files held back; manifest SHA-256 ${manifest.value}).`
  const done = opened.ledger.submit({ type: 'MakeComment', text }, 'command-line')
  if (!done.ok) return failed(notRecorded(done.fault))
  return ok({
    ...{ entries: bundle.value.entries.length, withheld, manifest: manifest.value },
    files: evidence.filter(({ file }) => file !== null).length,
    entry: done.value.from + 1,
  })
}

/** Copies out every file that may leave. Names are ours: a name from outside could be a path, or a patient. */
function giveEvidence({ folder, keys, ledger }: OpenedCommand, out: string): readonly BundledEvidence[] {
  const state = ledger.state()
  return [...state.evidence].map(([sha256, held]) => {
    const known = { entry: held.entry + 1, sha256, bytes: held.bytes }
    if (!mayLeave(state, sha256)) return { ...known, file: null, why: 'may-show-patients' as const }
    const file = `evidence/entry-${String(held.entry + 1).padStart(5, '0')}-${sha256.slice(0, 8)}.bin`
    const given = giveEvidenceFile(
      join(folder.commandFolder, 'evidence'),
      keys.databaseKey,
      sha256,
      join(out, file),
    )
    return given.ok ? { ...known, file, why: null } : { ...known, file: null, why: 'missing' as const }
  })
}

function bundleOf(
  { folder, keys, ledger }: OpenedCommand,
  asked: BundleAsked,
  evidence: readonly BundledEvidence[],
): Result<Bundle, string> {
  const state = ledger.state()
  const checkpoint = ledger.checkpointAt(state.log.length)
  if (checkpoint === null) return failed('The record is empty: there is nothing to hand over.')
  const witnessed = readWitnessed(folder, keys)
  if (!witnessed.ok) return witnessed
  const settings = settingsOf(folder)
  const entries: string[] = []
  const texts: Record<string, { salt: string; text: string }> = {}
  const withheldTexts: string[] = []
  const signers = new Set<string>()
  for (let index = 0; index < state.log.length; index += 1) {
    const event = ledger.event(index)
    const bytes = event === undefined ? undefined : encodeEntry(event, index)
    if (event === undefined || bytes?.ok !== true) return failed(`Entry ${index + 1} cannot be read.`)
    entries.push(Buffer.from(bytes.value).toString('utf8'))
    if (event.type === 'HandedOver') signers.add(event.retiredKey)
    const held = holdsBack(event, state)
    for (const { field, ref } of textRefsOf(event)) {
      const kept = ledger.saltedText(ref.commitment)
      if (held && field !== 'byName') withheldTexts.push(ref.commitment)
      else if (kept !== null)
        texts[ref.commitment] = { salt: Buffer.from(kept.salt).toString('hex'), text: kept.text }
    }
  }
  signers.add(ledger.verifierKey)
  return ok({
    ...{ v: 1, what: 'codedark-bundle', kind: folder.kind, for: asked.for, tlp: asked.tlp, checkpoint },
    ...{ entries, texts, withheldTexts, evidence, keys: [...signers] },
    hospital: settings.ok ? settings.value.settings.hospital : '',
    madeAt: new Date().toISOString(),
    witnesses: witnessed.value.map(({ key }) => key),
    cosigned: witnessed.value.map(({ note, line }) => `${note}${line}`),
  })
}

/** Whether the texts of an entry, file names among them, are about something that may show patients and was not released. */
function holdsBack(event: IncidentEvent, state: IncidentState): boolean {
  if (event.type === 'EvidenceRecorded') return !mayLeave(state, event.sha256)
  const item = 'item' in event && typeof event.item === 'string' ? state.items.get(event.item) : undefined
  return item !== undefined && item.mayShowPatients && item.releasedBy === null
}

function writeParts({ ledger }: OpenedCommand, asked: BundleAsked, bundle: Bundle): Result<null, string> {
  const parts: [string, string | Uint8Array][] = [
    ['record.json', JSON.stringify(bundle)],
    ['checkpoint.txt', `${bundle.checkpoint}\nverifier key:\n${ledger.verifierKey}\n`],
    ['README.txt', bundleReadme(bundle)],
    ['verify.html', readFileSync(asked.verifierPage)],
  ]
  if (bundle.cosigned.length > 0)
    parts.push([
      'cosigned.txt',
      `${bundle.cosigned.join('\n')}\nkeys of the witnesses:\n${bundle.witnesses.join('\n')}\n`,
    ])
  for (const { entry } of bundle.evidence) {
    const proof = ledger.prove(entry - 1)
    if (!proof.ok || proof.value === null) return failed(`Entry ${entry} cannot be proved.`)
    parts.push([`proofs/entry-${String(entry).padStart(5, '0')}.tlog-proof`, proof.value])
  }
  for (const [name, content] of parts) {
    const written = writeDurably(join(asked.out, name), content, 0o644)
    if (!written.ok) return failed(describeFileFault(written.fault))
  }
  return ok(null)
}

/** Last of all: a bundle without it was not made to the end. Gives its own SHA-256. */
async function writeManifest(out: string, bundle: Bundle): Promise<Result<string, string>> {
  const names = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) =>
      join(one.parentPath, one.name)
        .slice(out.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
  const files: { path: string; bytes: number; sha256: string }[] = []
  for (const path of names) files.push({ path, ...(await hashFile(join(out, path))) })
  const { madeAt, tlp, kind } = bundle
  const text = `${JSON.stringify({ v: 1, kind, madeAt, for: bundle.for, tlp, files }, null, 2)}\n`
  const written = writeDurably(join(out, 'manifest.json'), text, 0o644)
  if (!written.ok) return failed(describeFileFault(written.fault))
  return ok(createHash('sha256').update(text).digest('hex'))
}

async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(part)
    bytes += part.byteLength
  }
  return { bytes, sha256: hash.digest('hex') }
}

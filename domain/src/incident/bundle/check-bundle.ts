import {
  cosignaturesOf,
  fromHex,
  leafHash,
  MerkleTree,
  notesInText,
  openNote,
  parseCheckpoint,
  parseCosignerKey,
  parseVerifierKey,
  sameBytes,
  utf8Bytes,
} from '@codedark/tlog'
import type { Checkpoint, NoteVerifier, Sha256, VerifySignature } from '@codedark/tlog'
import { commitTo } from '../decision-draft.ts'
import { decodeEntryText } from '../entry-bytes.ts'
import type { IncidentEvent } from '../event.ts'
import { textRefsOf } from '../refs.ts'
import type { Bundle } from './bundle.ts'

/** One thing that was checked. `not-shown` is neither: it says what nobody can see from what is here. */
export interface BundleCheck {
  readonly state: 'holds' | 'wrong' | 'not-shown'
  /** A whole sentence; names the place where something is wrong. */
  readonly sentence: string
}

/** What a check is handed. */
export interface BundleTools {
  readonly sha256: Sha256
  readonly verify: VerifySignature
  /** SHA-256, lower-case hex, of each evidence file that was given, by its name in the bundle. */
  readonly files: ReadonlyMap<string, string>
  /** What the reader holds from elsewhere: a verifier key, or checkpoints; empty: nothing. */
  readonly outside: string
}

interface Read {
  readonly bundle: Bundle
  readonly tools: BundleTools
  readonly tree: MerkleTree
  /** Undefined where an entry is none of this place. */
  readonly events: readonly (IncidentEvent | undefined)[]
}

/** Checks everything that a bundle holds, in the order in which a reader asks. */
export function checkBundle(bundle: Bundle, tools: BundleTools): readonly BundleCheck[] {
  const tree = new MerkleTree(tools.sha256)
  const events = bundle.entries.map((text, index) => {
    tree.append(leafHash(tools.sha256, utf8Bytes(text)))
    const event = decodeEntryText(text, index)
    return event.ok ? event.value : undefined
  })
  const read: Read = { bundle, tools, tree, events }
  return [
    ...entryChecks(read),
    ...signatureChecks(read),
    ...cosignatureChecks(read),
    ...outsideChecks(read),
    ...textChecks(read),
    ...evidenceChecks(read),
  ]
}

const holds = (sentence: string): BundleCheck => ({ state: 'holds', sentence })
const wrong = (sentence: string): BundleCheck => ({ state: 'wrong', sentence })
const notShown = (sentence: string): BundleCheck => ({ state: 'not-shown', sentence })

function entryChecks({ events }: Read): BundleCheck[] {
  const bad = events.findIndex((event) => event === undefined)
  return bad === -1
    ? [holds(`All ${events.length} entries are entries of their place.`)]
    : [wrong(`Entry ${bad + 1} is no entry of this place.`)]
}

function signatureChecks({ bundle, tools, tree, events }: Read): BundleCheck[] {
  const keys = bundle.keys.flatMap((vkey) => {
    const key = parseVerifierKey(tools.sha256, vkey)
    return key.ok ? [key.value] : []
  })
  const checks: BundleCheck[] = []
  const signed = signedBy(bundle.checkpoint, keys, tools.verify)
  if (signed === null) checks.push(wrong('The checkpoint is not signed by a key of this bundle.'))
  else if (signed.size !== tree.size)
    checks.push(
      wrong(`The checkpoint is of ${signed.size} entries, here are ${tree.size}: entries were cut or added.`),
    )
  else if (sameBytes(signed.root, tree.root()))
    checks.push(
      holds(`The ${signed.size} entries are those that were signed, each of them and in this order.`),
    )
  else
    checks.push(
      wrong('An entry is not what was signed; which one the cosigned checkpoints below narrow down.'),
    )
  const handed = events.filter((event) => event?.type === 'HandedOver').length
  if (keys.length < bundle.keys.length || keys.length > handed + 1)
    checks.push(wrong('The keys of this bundle are not those that the entries speak of.'))
  return checks
}

function signedBy(note: string, keys: readonly NoteVerifier[], verify: VerifySignature): Checkpoint | null {
  const opened = openNote(note, keys, verify)
  const checkpoint = opened.ok ? parseCheckpoint(opened.value.text) : opened
  return checkpoint.ok && keys.some(({ name }) => name === checkpoint.value.origin) ? checkpoint.value : null
}

function cosignatureChecks({ bundle, tools, tree }: Read): BundleCheck[] {
  if (bundle.cosigned.length === 0)
    return [
      notShown(
        'No witness cosigned: whoever held the laptop and its passphrase could have written all of it anew.',
      ),
    ]
  const witnesses = bundle.witnesses.flatMap((vkey) => {
    const key = parseCosignerKey(tools.sha256, vkey)
    return key.ok ? [key.value] : []
  })
  return bundle.cosigned.map((note) => {
    const checkpoint = parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1))
    const found = cosignaturesOf(note, witnesses, tools.verify)
    if (!checkpoint.ok || !found.ok || found.value.length === 0)
      return wrong('A cosignature does not hold under the witness’s key of this bundle.')
    const by = found.value.map((one) => `${one.by.name} at ${atOf(one.atS)}`).join(', ')
    const { size, root } = checkpoint.value
    const here = tree.rootAt(size)
    return here.ok && sameBytes(here.value, root)
      ? holds(`Entries 1 to ${size} are those that were cosigned by ${by}.`)
      : wrong(`Among entries 1 to ${size} is one that is not what was cosigned by ${by}.`)
  })
}

const atOf = (atS: number): string => new Date(atS * 1000).toISOString()

function outsideChecks({ bundle, tools, tree }: Read): BundleCheck[] {
  const given = tools.outside.trim()
  if (given === '')
    return [
      notShown(
        'Nothing from elsewhere was given: all of this is as trustworthy as whoever handed it to you.',
      ),
    ]
  const known =
    bundle.keys.find((vkey) => given.includes(vkey)) ?? bundle.witnesses.find((vkey) => given.includes(vkey))
  const keys = bundle.keys.flatMap((vkey) => {
    const key = parseVerifierKey(tools.sha256, vkey)
    return key.ok ? [key.value] : []
  })
  const checks: BundleCheck[] = notesInText(given).map((note) => {
    const signed = signedBy(note, keys, tools.verify)
    if (signed === null)
      return wrong('A checkpoint that you hold is not of this record, or is signed by another key.')
    const here = tree.rootAt(signed.size)
    if (!here.ok)
      return wrong(
        `The checkpoint that you hold is of ${signed.size} entries, here are ${tree.size}: the rest was cut.`,
      )
    return sameBytes(here.value, signed.root)
      ? holds(`Entries 1 to ${signed.size} are those of the checkpoint that you hold.`)
      : wrong(`Among entries 1 to ${signed.size} is one that is not what the checkpoint that you hold says.`)
  })
  if (known !== undefined) checks.push(holds(`The key that you hold is one of this bundle: ${known}`))
  return checks.length > 0
    ? checks
    : [wrong('What you hold is neither a key of this bundle nor a checkpoint.')]
}

function textChecks({ bundle, tools, events }: Read): BundleCheck[] {
  const takenOut = new Set(
    events.flatMap((event) => (event?.type === 'TextTakenOut' ? event.commitments : [])),
  )
  const withheld = new Set(bundle.withheldTexts)
  const counts = { fits: 0, takenOut: 0, withheld: 0 }
  const checks: BundleCheck[] = []
  for (const [index, event] of events.entries()) {
    for (const { ref } of event === undefined ? [] : textRefsOf(event)) {
      const held = bundle.texts[ref.commitment]
      const salt = held === undefined ? undefined : fromHex(held.salt)
      if (held === undefined || salt === undefined) {
        if (takenOut.has(ref.commitment)) counts.takenOut += 1
        else if (withheld.has(ref.commitment)) counts.withheld += 1
        else checks.push(wrong(`A text of entry ${index + 1} is missing.`))
      } else if (salt.ok && commitTo(tools.sha256, salt.value, held.text) === ref.commitment) counts.fits += 1
      else checks.push(wrong(`A text of entry ${index + 1} is not the one that was recorded.`))
    }
  }
  checks.push(
    holds(`Texts that are what was recorded: ${counts.fits}. Taken out by an entry: ${counts.takenOut}.`),
  )
  if (counts.withheld > 0)
    checks.push(
      notShown(`Texts that are held back, since they may name or show patients: ${counts.withheld}.`),
    )
  return checks
}

function evidenceChecks({ bundle, tools, events }: Read): BundleCheck[] {
  const checks: BundleCheck[] = []
  const listed = new Map(bundle.evidence.map((one) => [one.sha256, one]))
  let fit = 0
  const away: number[] = []
  const unseen: number[] = []
  for (const [index, event] of events.entries()) {
    if (event?.type !== 'EvidenceRecorded') continue
    const one = listed.get(event.sha256)
    if (one === undefined || one.entry !== index + 1)
      checks.push(wrong(`The file of entry ${index + 1} is not on the list of this bundle.`))
    else if (one.file === null) away.push(index + 1)
    else {
      const have = tools.files.get(one.file)
      if (have === undefined) unseen.push(index + 1)
      else if (have === event.sha256) fit += 1
      else checks.push(wrong(`The file of entry ${index + 1} is not what was taken in: ${one.file}.`))
    }
  }
  if (fit > 0) checks.push(holds(`Evidence files that are what was taken in: ${fit}.`))
  if (unseen.length > 0)
    checks.push(
      notShown(`Evidence files that were not given to this page: those of entries ${unseen.join(', ')}.`),
    )
  if (away.length > 0)
    checks.push(notShown(`Evidence files that are not in this bundle: those of entries ${away.join(', ')}.`))
  return checks
}

import { failed, ok } from '../../result.ts'
import type { Result } from '../../result.ts'

/** Traffic Light Protocol 2.0: to whom what is exported may be shown. */
export const TLP_LABELS = ['TLP:RED', 'TLP:AMBER+STRICT', 'TLP:AMBER', 'TLP:GREEN', 'TLP:CLEAR'] as const
/** One of the five. */
export type TlpLabel = (typeof TLP_LABELS)[number]

/** `record.json` of a bundle for the police: all that can be checked of the record, but the evidence files themselves. */
export interface Bundle {
  readonly v: 1
  readonly what: 'codedark-bundle'
  readonly kind: 'real' | 'drill'
  readonly hospital: string
  readonly madeAt: string
  /** For whom it was made, as said. */
  readonly for: string
  readonly tlp: TlpLabel
  /** Verifier keys (C2SP vkey) that signed the record, the present one last. */
  readonly keys: readonly string[]
  /** Verifier keys of the witnesses whose cosignatures are in it. */
  readonly witnesses: readonly string[]
  /** The exact text of each entry, in order. */
  readonly entries: readonly string[]
  /** What lies beside the entries, by commitment; salt in hex. */
  readonly texts: Readonly<Record<string, { readonly salt: string; readonly text: string }>>
  /** Commitments whose text is held back: it may show patients. */
  readonly withheldTexts: readonly string[]
  /** The signed note over all entries. */
  readonly checkpoint: string
  /** Signed notes with cosignatures, of any size up to that. */
  readonly cosigned: readonly string[]
  readonly evidence: readonly BundledEvidence[]
}

/** An evidence file that the record speaks of. */
export interface BundledEvidence {
  /** Number of its entry, from 1. */
  readonly entry: number
  readonly sha256: string
  readonly bytes: number
  /** Where it lies in the bundle; null: it is not in it. */
  readonly file: string | null
  /** Why it is not in it. */
  readonly why: 'may-show-patients' | 'missing' | null
}

/** Why a text is no bundle. */
export interface BundleFault {
  readonly code: 'not-a-bundle'
  readonly expected: string
}

/** Entries of one bundle: an incident has thousands. */
export const MAX_BUNDLE_ENTRIES = 1_000_000

/** Reads `record.json`; nothing in it is checked yet but its shape. */
export function parseBundle(text: string): Result<Bundle, BundleFault> {
  const bad = (expected: string): Result<never, BundleFault> => failed({ code: 'not-a-bundle', expected })
  const value = fieldsOf(parseJson(text))
  if (value?.['v'] !== 1 || value['what'] !== 'codedark-bundle') return bad('a bundle of version 1')
  const { kind, hospital, madeAt, for: forWhom, checkpoint } = value
  const tlp = TLP_LABELS.find((label) => label === value['tlp'])
  if (tlp === undefined || (kind !== 'real' && kind !== 'drill')) return bad('real or drill, and a TLP label')
  if (typeof hospital !== 'string' || typeof madeAt !== 'string' || typeof forWhom !== 'string')
    return bad('hospital, madeAt and for')
  if (typeof checkpoint !== 'string') return bad('a checkpoint')
  const [keys, witnesses, entries, withheldTexts, cosigned] = [
    strings(value['keys']),
    strings(value['witnesses']),
    strings(value['entries']),
    strings(value['withheldTexts']),
    strings(value['cosigned']),
  ]
  if (!keys || !witnesses || !entries || !withheldTexts || !cosigned) return bad('lists of texts')
  if (entries.length > MAX_BUNDLE_ENTRIES) return bad(`at most ${MAX_BUNDLE_ENTRIES} entries`)
  const texts = textsOf(value['texts'])
  const evidence = evidenceOf(value['evidence'])
  if (texts === undefined || evidence === undefined) return bad('texts and evidence')
  return ok({
    ...{ v: 1, what: 'codedark-bundle', kind, hospital, madeAt, for: forWhom, tlp, checkpoint },
    ...{ keys, witnesses, entries, withheldTexts, cosigned, texts, evidence },
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fieldsOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined
}

function strings(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined
}

function textsOf(value: unknown): Bundle['texts'] | undefined {
  const fields = fieldsOf(value)
  if (fields === undefined) return undefined
  const found: [string, { salt: string; text: string }][] = []
  for (const [commitment, one] of Object.entries(fields)) {
    const { salt, text } = fieldsOf(one) ?? {}
    if (typeof salt !== 'string' || typeof text !== 'string') return undefined
    found.push([commitment, { salt, text }])
  }
  return Object.fromEntries(found)
}

function evidenceOf(value: unknown): readonly BundledEvidence[] | undefined {
  if (!Array.isArray(value)) return undefined
  const found: BundledEvidence[] = []
  for (const one of value) {
    const { entry, sha256, bytes, file, why } = fieldsOf(one) ?? {}
    if (typeof entry !== 'number' || typeof sha256 !== 'string' || typeof bytes !== 'number') return undefined
    if (file !== null && typeof file !== 'string') return undefined
    if (why !== null && why !== 'may-show-patients' && why !== 'missing') return undefined
    found.push({ entry, sha256, bytes, file, why })
  }
  return found
}

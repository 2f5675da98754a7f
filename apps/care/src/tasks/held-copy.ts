import type {
  DowntimeCopy,
  FeedTimes,
  Generation,
  Inpatient,
  PlannedItem,
  Ward,
} from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { COPY_SHAPE } from './import/limits.ts'
import type { OpenedCare } from './open-care.ts'
import { vaultSentence } from './sentences.ts'

/** The copy that wards work from, in memory, and what is held back beside it. */
export interface HeldCopy {
  readonly generation: Generation | null
  readonly copy: DowntimeCopy
  /** A sentence for the strip on every page; null: nothing is held back and nothing is damaged. */
  readonly heldBack: string | null
}

interface Frame {
  readonly shape: number
  readonly asOf: FeedTimes
  readonly sites: readonly string[]
  readonly wards: readonly Ward[]
  readonly planned: readonly PlannedItem[]
}

const otherShape = (generation: number): string =>
  `Generation ${generation} was made by another version of Codedark and is not shown: take its export in again. The packets on paper hold.`

const EMPTY: FeedTimes = {
  patients: null,
  orders: null,
  administrations: null,
  allergies: null,
  results: null,
}

/**
 * Reads the generation in use, checked against its hash, piece by piece: between two pieces other work of the process runs.
 * The fault is a sentence.
 */
export async function readHeldCopy(care: OpenedCare): Promise<Result<HeldCopy, string>> {
  const listed = care.vault.generations()
  if (!listed.ok) return failed(vaultSentence(listed.fault))
  const { damaged } = care
  const shown =
    listed.value.find((one) =>
      damaged === null ? one.state === 'current' : one.generation === damaged.shown,
    ) ?? null
  const held = listed.value.find((one) => one.state === 'held-back')
  const sentences = [
    ...(damaged === null
      ? []
      : [
          `Generation ${damaged.generation} is damaged and cannot be read; this is generation ${damaged.shown}.`,
        ]),
    ...(held === undefined ? [] : [`generation ${held.generation}. ${held.heldBack ?? ''}`]),
  ]
  const heldBack = sentences.length === 0 ? null : sentences.join(' ')
  if (shown === null)
    return ok({
      generation: null,
      copy: { asOf: EMPTY, sites: [], wards: [], patients: [], planned: [] },
      heldBack,
    })
  const parts = care.vault.parts(shown.generation)
  if (!parts.ok) return failed(vaultSentence(parts.fault))
  let frame: Omit<DowntimeCopy, 'patients'> = {
    ...{ asOf: shown.asOf, sites: [], wards: [], planned: [] },
  }
  const patients: Inpatient[] = []
  for (const { kind, bytes } of parts.value) {
    if (kind === 'received') continue
    const parsed: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    // Written by our own child and checked against the hash: it has the shape that it was written with.
    if (kind === 'frame') {
      const { shape, ...stored } = parsed as Frame
      if (shape !== COPY_SHAPE) return failed(otherShape(shown.generation))
      frame = stored
    } else patients.push(...(parsed as Inpatient[]))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return ok({ generation: shown, copy: { ...frame, patients }, heldBack })
}

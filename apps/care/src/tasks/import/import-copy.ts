import { holdBack } from '@codedark/domain/downtime'
import type { Generation, Manifest } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { handOver, handoverOfCopy } from '../handovers.ts'
import type { OpenedCare } from '../open-care.ts'
import { vaultSentence } from '../sentences.ts'
import { readExport } from './read-export.ts'
import type { ReadProgress } from './read-export.ts'

/** How a copy is taken in. */
export interface ImportOptions {
  readonly path: string
  readonly asOf: string | null
  readonly childPath?: string | undefined
  readonly now: () => string
  readonly onProgress: ReadProgress
}

/**
 * Reads an export and keeps it as a generation: in use at once, or held back with the reason. Done means on disk and synced,
 * and its counts lie where command takes them. The fault is a sentence, and nothing was kept then.
 */
export async function importCopy(
  care: OpenedCare,
  options: ImportOptions,
): Promise<Result<Generation, string>> {
  const read = await readExport(options)
  if (!read.ok) return read
  const { parts, ...told } = read.value
  if (told.counts.resources === 0)
    return failed(`${options.path}: holds no FHIR resource that could be read; nothing was kept.`)
  const takenAt = options.now()
  const manifest: Manifest = { ...told, takenAt, source: options.path }
  const kept = care.vault.keep(
    manifest,
    parts,
    (current) => holdBack(current, manifest),
    (generation) => handoverOfCopy(care.keys, generation, takenAt),
  )
  if (!kept.ok) return failed(vaultSentence(kept.fault))
  const handed = handOver(care)
  return handed.ok ? ok(kept.value) : failed(`Kept, but not handed to the record: ${handed.fault}`)
}

/** A person takes a held-back generation into use; null: the newest held back. The fault is a sentence. */
export function acceptCopy(
  care: OpenedCare,
  generation: number | null,
  said: { readonly by: string | null; readonly at: string },
): Result<Generation, string> {
  const taken = care.vault.accept(generation, said, (one) => handoverOfCopy(care.keys, one, said.at))
  if (!taken.ok) return failed(vaultSentence(taken.fault))
  const handed = handOver(care)
  return handed.ok ? ok(taken.value) : failed(`Taken, but not handed to the record: ${handed.fault}`)
}

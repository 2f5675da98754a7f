import { holdBack } from '@codedark/domain/downtime'
import type { Generation, Manifest } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { handOver, handoverOfCopy } from '../handovers.ts'
import type { OpenedCare } from '../open-care.ts'
import { vaultSentence } from '../sentences.ts'
import { careSettings } from '../settings.ts'
import { readExport } from './read-export.ts'
import type { ExportRead, ReadProgress } from './read-export.ts'
import { readFeed } from './read-feed.ts'

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
  if (read.value.counts.resources === 0)
    return failed(`${options.path}: holds no FHIR resource that could be read; nothing was kept.`)
  return keepRead(care, read.value, { takenAt: options.now(), source: options.path })
}

/** How the journal of a collector is taken in. */
export interface FeedImportOptions {
  /** The collector's folder, or the `journal` folder in it. */
  readonly path: string
  readonly childPath?: string | undefined
  readonly now: () => string
  readonly onProgress: ReadProgress
}

/** As `importCopy`, from what the collector sealed: all messages of its journal, in the order in which they came. */
export async function importFeed(
  care: OpenedCare,
  options: FeedImportOptions,
): Promise<Result<Generation, string>> {
  const { timeZone } = careSettings(care.folder)
  const read = await readFeed({ ...options, timeZone, privateKey: care.keys.feedKey })
  if (!read.ok) return read
  if (read.value.counts.resources === 0)
    return failed(
      read.value.faultList.some(({ code }) => code === 'journal-seal-broken')
        ? `${options.path}: what lies there is sealed to the key of another vault (codedark feeds key writes this one's); nothing was kept.`
        : `${options.path}: holds no message that says something to the copy; nothing was kept.`,
    )
  return keepRead(care, read.value, { takenAt: options.now(), source: options.path })
}

function keepRead(
  care: OpenedCare,
  { parts, ...told }: ExportRead,
  { takenAt, source }: { readonly takenAt: string; readonly source: string },
): Result<Generation, string> {
  const manifest: Manifest = { ...told, takenAt, source }
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

import { basename, join, resolve } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { describeFileFault, loadRulePacks, writeImported } from '@codedark/files'
import type { ImportCard } from '@codedark/files'
import { makeBundle } from '@codedark/sigma'
import { gatherRules } from './gather-rules.ts'
import type { PackRefusal } from './gather-rules.ts'

/** What to import and where to. */
export interface ImportInput {
  /** A zip as SigmaHQ releases it, or a folder of rules. */
  readonly path: string
  /** The folder that holds imported packs; the pack gets a folder in it, named as the zip or folder is. */
  readonly into: string
  /** UTC, ISO 8601. */
  readonly importedAt: string
}

/** What was imported. */
export interface Imported {
  readonly folder: string
  readonly card: ImportCard
  readonly rules: number
  readonly correlations: number
  readonly filters: number
  readonly refused: readonly PackRefusal[]
  /** Files that could not be read, a sentence each. */
  readonly faults: readonly string[]
}

/**
 * Keeps a rule pack: its files, licence and date, and its rules as read, so that a start does not read YAML. Importing the same
 * rules again gives the same bytes but for the date. Fault: the pack cannot be read or not written, as one sentence.
 */
export function importRules(input: ImportInput): Result<Imported, string> {
  const loaded = loadRulePacks([input.path])
  const [pack] = loaded.packs
  const faults = loaded.faults.map(describeFileFault)
  if (pack === undefined) return failed(faults.join(' ') || `${input.path}: holds no rules.`)
  const name =
    basename(resolve(input.path))
      .replace(/\.zip$/i, '')
      .replaceAll(/[^\w.-]/g, '_') || 'rules'
  const folder = join(input.into, name)
  if (pack.bundle !== undefined)
    return failed(`${input.path}: is an imported pack already; import the zip or folder that it came from.`)
  const bundle = makeBundle(pack.files)
  const gathered = gatherRules([{ name, files: [], bundle }])
  const written = writeImported(folder, {
    card: {
      name,
      version: pack.version,
      hash: pack.hash,
      importedAt: input.importedAt,
      from: basename(resolve(input.path)),
    },
    files: pack.files,
    licence: pack.licence ?? null,
    bundle,
  })
  if (!written.ok) return failed(describeFileFault(written.fault))
  return ok({
    folder,
    card: written.value,
    rules: gathered.set.rules.length,
    correlations: gathered.correlations.correlations.length,
    filters: gathered.filters.length,
    refused: gathered.refused,
    faults,
  })
}

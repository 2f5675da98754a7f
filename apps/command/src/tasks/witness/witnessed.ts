import { join } from 'node:path'
import { z } from 'zod'
import { readSealed, writeSealed, type DataFolder, type Keys } from '@codedark/files'
import { failed, ok, type Result } from '@codedark/domain/result'

/** What a witness cosigned last: kept so that the cosignature is in proofs and bundles, and as where the next proof begins. */
export interface WitnessedCheckpoint {
  /** Verifier key of the witness. */
  readonly key: string
  readonly by: string
  /** On the witness's clock. */
  readonly at: string
  readonly size: number
  /** The signed note as handed to it. */
  readonly note: string
  /** Its cosignature, a line ended by LF. */
  readonly line: string
}

const shape = z.strictObject({
  v: z.literal(1),
  witnessed: z.array(
    z.strictObject({
      key: z.string(),
      by: z.string(),
      at: z.iso.datetime(),
      size: z.number().int().min(0),
      note: z.string(),
      line: z.string(),
    }),
  ),
})

const NAME = 'witnessed'

const pathOf = (folder: DataFolder): string => join(folder.commandFolder, `${NAME}.sealed`)

/** What was kept; empty where nothing was. The fault is a sentence. */
export function readWitnessed(
  folder: DataFolder,
  keys: Keys,
): Result<readonly WitnessedCheckpoint[], string> {
  const read = readSealed(pathOf(folder), keys.databaseKey, NAME)
  if (!read.ok)
    return read.fault.code === 'not-found'
      ? ok([])
      : failed(`What witnesses cosigned could not be read: ${read.fault.code}.`)
  let value: unknown
  try {
    value = JSON.parse(read.value.toString('utf8'))
  } catch {
    return failed('What witnesses cosigned could not be read: it is no JSON.')
  }
  const parsed = shape.safeParse(value)
  return parsed.success
    ? ok(parsed.data.witnessed)
    : failed('What witnesses cosigned could not be read: it is of another shape.')
}

/** Keeps the last of each witness; done means synced. The fault is a sentence. */
export function writeWitnessed(
  folder: DataFolder,
  keys: Keys,
  witnessed: readonly WitnessedCheckpoint[],
): Result<null, string> {
  const bytes = Buffer.from(JSON.stringify({ v: 1, witnessed }))
  const written = writeSealed(pathOf(folder), keys.databaseKey, NAME, bytes)
  return written.ok ? ok(null) : failed(`What a witness cosigned could not be kept: ${written.fault.code}.`)
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { RescueSheet } from '@codedark/domain/triage'

/** The sheet as it lies in the folder of a run, and whether all of it is a drill. */
export type RescueFile = RescueSheet & { readonly kind: 'real' | 'drill' }

/**
 * Reads the rescue sheet that a run of triage left in its folder. The fault is a sentence. The file is our own: its shape is
 * looked at only as far as a wrong file would show.
 */
export function readRescue(folder: string): Result<RescueFile, string> {
  const path = join(folder, 'rescue.json')
  try {
    const sheet: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (isSheet(sheet))
      return ok({ ...sheet, kind: 'kind' in sheet && sheet.kind === 'drill' ? 'drill' : 'real' })
    return failed(`${path}: is no rescue sheet of ours.`)
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is no JSON' : 'could not be read'
    return failed(`${path}: ${reason}. Run codedark triage first; --out names its folder.`)
  }
}

function isSheet(value: unknown): value is RescueSheet {
  if (typeof value !== 'object' || value === null) return false
  return (
    'lines' in value &&
    Array.isArray(value.lines) &&
    'orders' in value &&
    Array.isArray(value.orders) &&
    'mayBeOpen' in value &&
    'withoutRecords' in value &&
    Array.isArray(value.withoutRecords)
  )
}

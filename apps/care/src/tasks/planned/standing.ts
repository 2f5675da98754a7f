import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCareStanding } from '@codedark/domain/handover'
import type { CareStanding } from '@codedark/domain/handover'
import type { OpenedCare } from '../open-care.ts'

/** The largest standing that is read, in bytes: thousands of lines. */
const MAX_STANDING_BYTES = 4 * 1024 * 1024

/** How care stands, as the command side told it last; null: it told nothing, or what it told cannot be read. */
export function readStanding({ folder }: Pick<OpenedCare, 'folder'>): CareStanding | null {
  let descriptor: number
  try {
    descriptor = openSync(join(folder.path, 'care-standing.json'), 'r')
  } catch {
    return null
  }
  try {
    if (fstatSync(descriptor).size > MAX_STANDING_BYTES) return null
    const parsed = parseCareStanding(JSON.parse(readFileSync(descriptor, 'utf8')))
    return parsed.ok ? parsed.value : null
  } catch {
    return null
  } finally {
    closeSync(descriptor)
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { DataFolder } from '@codedark/files'

/** What the care side needs of `settings.json`. */
export interface CareSettings {
  readonly hospital: string
  readonly timeZone: string
  /** Absolute path of the folder that holds the second copy; null: none is set. */
  readonly secondCopy: string | null
}

const shape = z.object({ hospital: z.string(), timeZone: z.string(), secondCopy: z.string().nullable() })

/** The settings of a data folder, read anew each time; where there are none, what they are when nobody set them. */
export function careSettings(folder: DataFolder): CareSettings {
  try {
    return shape.parse(JSON.parse(readFileSync(join(folder.path, 'settings.json'), 'utf8')))
  } catch {
    return { hospital: 'Hospital not named', timeZone: 'Europe/Brussels', secondCopy: null }
  }
}

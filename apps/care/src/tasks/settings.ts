import type { DataFolder, Settings } from '@codedark/files'
import { readSettings } from '@codedark/files'

/**
 * The settings of a data folder, read anew each time, so that a change is followed at once. A folder that has none, or whose
 * file was damaged, must not keep a ward from its patients: then the hospital is not named and there is no second copy.
 */
export function careSettings(folder: DataFolder): Settings {
  const read = readSettings(folder)
  return read.ok
    ? read.value
    : { hospital: 'Hospital not named', timeZone: 'Europe/Brussels', secondCopy: null }
}

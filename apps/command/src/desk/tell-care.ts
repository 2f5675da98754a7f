import { join } from 'node:path'
import { careStanding } from '@codedark/domain/board'
import { describeFileFault, writeDurably, type DataFolder } from '@codedark/files'
import type { Desk } from './desk.ts'

/** Changes come in bursts; so long after the first of them the wards are told, in milliseconds. */
const SOON_MS = 500
/** It is told again so often, in milliseconds: a standing that nobody renews is no longer believed after two hours. */
const RENEW_MS = 10 * 60_000

/**
 * Keeps `care-standing.json` in the data folder: what each care is worth, without a name of a server, for the ward pages. Ends
 * with the returned function. That it could not be written is said once; the wards then see how old the last one is.
 */
export function tellCare(
  desk: Pick<Desk, 'input' | 'onChange'>,
  folder: DataFolder,
  onNote: (sentence: string) => void,
): () => void {
  const path = join(folder.path, 'care-standing.json')
  let waiting: NodeJS.Timeout | null = null
  let failing = false
  const tell = (): void => {
    waiting = null
    const standing = careStanding(desk.input())
    if (standing === null) return
    const written = writeDurably(path, `${JSON.stringify(standing)}\n`)
    if (!written.ok && !failing)
      onNote(`The wards are not told how care stands: ${describeFileFault(written.fault)}`)
    failing = !written.ok
  }
  const soon = (): void => {
    waiting ??= setTimeout(tell, SOON_MS).unref()
  }
  const renewing = setInterval(soon, RENEW_MS).unref()
  desk.onChange(soon)
  tell()
  return () => {
    clearInterval(renewing)
    if (waiting !== null) clearTimeout(waiting)
    // A change that still waits would be lost with us.
    if (waiting !== null) tell()
  }
}

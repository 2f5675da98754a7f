import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerVerdict } from '@codedark/domain/triage'
import { readVerdicts } from '../estate/index.ts'
import type { VerdictChange } from './triage-input.ts'

/** The verdicts that an earlier run left in a folder; null where there are none that can be read. */
export function earlierVerdicts(folder: string | undefined): readonly ServerVerdict[] | null {
  const path = folder === undefined ? undefined : join(folder, 'verdicts.json')
  if (path === undefined || !existsSync(path)) return null
  const read = readVerdicts(path)
  return read.ok ? read.value : null
}

/** Every server whose verdict is another, in order of its id; null where there is nothing to compare with. */
export function changesSince(
  before: readonly ServerVerdict[] | null,
  now: readonly ServerVerdict[],
): readonly VerdictChange[] | null {
  if (before === null) return null
  const was = new Map(before.map(({ server, verdict }) => [server, verdict]))
  const is = new Map(now.map(({ server, verdict }) => [server, verdict]))
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .map((server) => ({ server, was: was.get(server) ?? null, is: is.get(server) ?? null }))
    .filter((one) => one.was !== one.is)
}

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { Finding, NameMap, RescueSheet, ServerVerdict, VolumeState } from '@codedark/domain/triage'
import { faultOf, openDurableWriter, writeDurably } from '@codedark/files'
import type { FileFault } from '@codedark/files'
import type { FindingsFault, FindingsQuery, FindingsStore } from '@codedark/findings'
import type { TriageFault } from './gather.ts'
import { BATCH } from './limits.ts'
import type { TriageSummary } from './summary.ts'

/** What a run writes. */
export interface TriageOutputs {
  readonly summary: TriageSummary
  readonly verdicts: readonly ServerVerdict[]
  readonly faults: readonly TriageFault[]
  readonly volumes: readonly VolumeState[]
  readonly rescue: RescueSheet
  readonly store: FindingsStore
  readonly names: NameMap
}

/**
 * Writes the five files of a run, each whole or not at all, `summary.json` last: where it is, the others are. Findings are
 * in order of time, computer, channel, record and rule; a line each.
 */
export function writeOutputs(folder: string, outputs: TriageOutputs): Result<null, FileFault> {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    return failed(faultOf(error, folder))
  }
  const findings = writeLines(join(folder, 'findings.jsonl'), assigned(outputs.store, outputs.names))
  if (!findings.ok) return findings
  const faults = writeLines(join(folder, 'faults.jsonl'), outputs.faults)
  if (!faults.ok) return faults
  const verdicts = writeDurably(
    join(folder, 'verdicts.json'),
    `${JSON.stringify(outputs.verdicts, null, 1)}\n`,
  )
  if (!verdicts.ok) return verdicts
  const rescue = writeDurably(
    join(folder, 'rescue.json'),
    `${JSON.stringify({ ...outputs.rescue, volumes: outputs.volumes }, null, 1)}\n`,
  )
  if (!rescue.ok) return rescue
  return writeDurably(join(folder, 'summary.json'), `${JSON.stringify(outputs.summary, null, 1)}\n`)
}

/** Copies the findings of a run into the store that keeps them, with the servers they speak for; done means synced. */
export function keepFindings(
  from: FindingsStore,
  into: FindingsStore,
  names: NameMap,
): Result<null, FindingsFault> {
  let batch: Finding[] = []
  for (const finding of assigned(from, names)) {
    batch.push(finding)
    if (batch.length < BATCH) continue
    const added = into.add(batch)
    if (!added.ok) return added
    batch = []
  }
  return batch.length === 0 ? ok(null) : into.add(batch)
}

/** Findings with the servers that they speak for. */
export function* assigned(
  store: FindingsStore,
  names: NameMap,
  only: FindingsQuery = {},
): Generator<Finding> {
  for (const finding of store.all(only)) yield { ...finding, server: names.serverOf(finding.computer) }
}

function writeLines(path: string, items: Iterable<unknown>): Result<null, FileFault> {
  const opened = openDurableWriter(path)
  if (!opened.ok) return opened
  for (const item of items) {
    const written = opened.value.write(`${JSON.stringify(item)}\n`)
    if (!written.ok) return written
  }
  return opened.value.commit()
}

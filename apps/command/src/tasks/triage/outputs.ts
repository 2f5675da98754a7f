import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { Finding, NameMap } from '@codedark/domain/triage'
import { faultOf, openDurableWriter, writeDurably } from '@codedark/files'
import type { FileFault } from '@codedark/files'
import type { FindingsQuery, FindingsStore } from '@codedark/findings'
import { findingsCsv, timesketchLines } from './findings-csv.ts'
import { FORMATS } from './formats.ts'
import type { OutputFormat } from './formats.ts'
import { htmlReport } from './html-report.ts'
import type { TriageOutcome } from './triage-input.ts'

/** What a run writes. */
export interface TriageOutputs {
  readonly outcome: TriageOutcome
  readonly store: FindingsStore
  readonly names: NameMap
  readonly formats: readonly OutputFormat[]
}

/**
 * Writes the files of a run, each whole or not at all, `summary.json` last: where it is, the others are. Findings are in order of
 * time, computer, channel, record and rule; a line each.
 */
export function writeOutputs(folder: string, outputs: TriageOutputs): Result<null, FileFault> {
  const { outcome, store, names, formats } = outputs
  const made = makeFolder(folder)
  if (!made.ok) return made
  const findings = (): Iterable<Finding> => assigned(store, names)
  const more: Readonly<Record<OutputFormat, () => Result<null, FileFault>>> = {
    csv: () => writePieces(join(folder, 'findings.csv'), findingsCsv(findings())),
    timesketch: () => writePieces(join(folder, 'timesketch.jsonl'), timesketchLines(findings())),
    html: () => writePieces(join(folder, 'report.html'), htmlReport(outcome, findings())),
  }
  const steps: (() => Result<null, FileFault>)[] = [
    () => writePieces(join(folder, 'findings.jsonl'), jsonLines(findings())),
    () => writePieces(join(folder, 'faults.jsonl'), jsonLines(outcome.faults)),
    () => writeJson(join(folder, 'verdicts.json'), outcome.verdicts),
    () => writeRescue(folder, outcome),
    () => writeJson(join(folder, 'notes.json'), outcome.notes),
    ...FORMATS.filter((format) => formats.includes(format)).map((format) => more[format]),
    () => writeJson(join(folder, 'summary.json'), outcome.summary),
  ]
  for (const step of steps) {
    const done = step()
    if (!done.ok) return done
  }
  return ok(null)
}

/** Writes `rescue.json`: after the first pass already, since nobody should wait for the rest. */
export function writeRescue(
  folder: string,
  { rescue, volumes, summary }: Pick<TriageOutcome, 'rescue' | 'volumes' | 'summary'>,
): Result<null, FileFault> {
  const made = makeFolder(folder)
  return made.ok ? writeJson(join(folder, 'rescue.json'), { kind: summary.kind, ...rescue, volumes }) : made
}

function makeFolder(folder: string): Result<null, FileFault> {
  try {
    mkdirSync(folder, { recursive: true })
    return ok(null)
  } catch (error) {
    return failed(faultOf(error, folder))
  }
}

function writeJson(path: string, value: unknown): Result<null, FileFault> {
  return writeDurably(path, `${JSON.stringify(value, null, 1)}\n`)
}

/** Findings with the servers that they speak for. */
export function* assigned(
  store: FindingsStore,
  names: NameMap,
  only: FindingsQuery = {},
): Generator<Finding> {
  for (const finding of store.all(only)) yield { ...finding, server: names.serverOf(finding.computer) }
}

function* jsonLines(items: Iterable<unknown>): Generator<string> {
  for (const item of items) yield `${JSON.stringify(item)}\n`
}

function writePieces(path: string, pieces: Iterable<string>): Result<null, FileFault> {
  const opened = openDurableWriter(path)
  if (!opened.ok) return opened
  for (const piece of pieces) {
    const written = opened.value.write(piece)
    if (!written.ok) return written
  }
  return opened.value.commit()
}

import { failed, ok, type Result } from '@codedark/domain/result'
import { estateOf } from '../tasks/estate/index.ts'
import { evidenceWithoutEntry } from './evidence.ts'
import { judgeNow, recordVerdicts } from './judging.ts'
import type { DeskHoldings } from './holdings.ts'
import type { OpenedCommand } from './open-command.ts'
import { notRecorded } from './sentences.ts'

/**
 * What a use case stores is synced first and its entry second (DESIGN 5); a program that was stopped in between left
 * something without an entry. This makes the entries that are missing and says of each what it did.
 */
export function reconcile(
  { folder, ledger, findings }: OpenedCommand,
  held: DeskHoldings,
): Result<readonly string[], string> {
  const said: string[] = []
  const findingsAdditions = findings.additions()
  const state = ledger.state()
  if (held.heldEstate !== null) {
    const { estate, digest, faults } = estateOf(held.heldEstate.texts)
    if (state.estate?.digest !== digest) {
      const done = ledger.submit({ type: 'ImportEstate', estate, digest, faults: faults.length }, 'start-up')
      if (!done.ok) return failed(notRecorded(done.fault))
      said.push('A list of servers was kept without its entry: the import is recorded now.')
    }
  }
  const { triage } = held
  if (triage !== null && state.lastTriage?.digest !== triage.run.digest) {
    const verdicts = judgeNow(ledger, held)
    const done = ledger.submit(
      { type: 'RecordTriageRun', ...triage.run, packs: triage.packs, verdicts },
      'start-up',
    )
    if (!done.ok) return failed(notRecorded(done.fault))
    said.push('A run of triage was kept without its entry: it is recorded now.')
  }
  if (findingsAdditions !== (triage?.findingsAdditions ?? 0))
    said.push(
      'Findings of a run of triage that did not end are kept. They count; what its logs cover does not. Run triage again.',
    )
  const loose = evidenceWithoutEntry(folder, ledger.state())
  if (loose.length > 0)
    said.push(
      `Evidence files without an entry: ${loose.length}. They were never acknowledged; add them again.`,
    )
  const judged = recordVerdicts(ledger, held)
  if (!judged.ok) return judged
  if (judged.value > 0) said.push(`Verdicts were judged again: ${judged.value} are another now.`)
  return ok(said)
}

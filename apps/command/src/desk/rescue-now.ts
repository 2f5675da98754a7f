import { firstEvilAt, rescueSheet, type RescueSheet } from '@codedark/domain/triage'
import { failed, ok, type Result } from '@codedark/domain/result'
import { readHoldings } from './holdings.ts'
import { judgeNow, powersOf, sightingsOf } from './judging.ts'
import type { OpenedCommand } from './open-command.ts'

/** The rescue sheet as of now: what the logs of all runs tell of volumes, with what people have said and seen since. */
export function rescueOf(opened: OpenedCommand): Result<RescueSheet, string> {
  const { folder, keys, ledger, findings } = opened
  const held = readHoldings(folder, keys, findings)
  if (!held.ok) return held
  if (held.value.triage === null)
    return failed('No log was read into this data folder yet: codedark triage --data.')
  const verdicts = judgeNow(ledger, held.value)
  const answered = (answer: 'hit' | 'blind'): string[] =>
    verdicts.filter(({ encryption }) => encryption === answer).map(({ server }) => server)
  const state = ledger.state()
  return ok(
    rescueSheet({
      volumes: held.value.volumes,
      estate: held.value.estate,
      powers: powersOf(ledger, state),
      sightings: sightingsOf(ledger, state),
      hit: answered('hit'),
      blind: answered('blind'),
      firstEvilAt: firstEvilAt(verdicts),
    }),
  )
}

import { rescueSheet, type RescueSheet } from '../../triage/index.ts'
import type { BoardInput } from './board-input.ts'

/** The rescue sheet as of now: the volumes of the last run of triage, with what people have said and seen since. */
export function rescueNow(input: BoardInput): RescueSheet {
  const answered = (answer: 'hit' | 'blind'): string[] =>
    [...input.verdicts.values()].filter(({ encryption }) => encryption === answer).map(({ server }) => server)
  return rescueSheet({
    volumes: input.triage?.volumes ?? [],
    estate: input.estate,
    powers: input.powers,
    sightings: input.sightings ?? [],
    hit: answered('hit'),
    blind: answered('blind'),
    firstEvilAt: input.triage?.firstEvilAt ?? null,
  })
}

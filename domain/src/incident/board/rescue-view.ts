import { rescueSheet, type RescueSheet } from '../../triage/index.ts'
import type { BoardInput } from './board-input.ts'
import { inLocalTime, pageHeader } from './header.ts'
import type { RescueView } from './views.ts'

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

/** GET /api/rescue: the sheet with its sentences on the hospital's clock. */
export function rescueView(input: BoardInput): RescueView {
  const sheet = rescueNow(input)
  const local = (text: string): string => inLocalTime(text, input.now, input.timeZone)
  return {
    header: pageHeader(input),
    searched: input.triage?.volumes !== undefined,
    searchedAt: input.triage?.at ?? null,
    sheet: {
      ...sheet,
      lines: sheet.lines.map((line) => ({
        ...line,
        notes: line.notes.map((note) => ({ ...note, text: local(note.text) })),
      })),
      withoutRecords: sheet.withoutRecords.map(({ server, why }) => ({ server, why: local(why) })),
    },
  }
}

import { STORY_LINES_MAX, type StoryEntry, type StoryInput } from '@codedark/domain/board'
import { findingId, type FindingsStore } from '@codedark/findings'
import type { CommandLedger } from '../tasks/ledger/index.ts'
import { logLine } from './board-input.ts'
import { MOVER_IDS, type DeskHoldings } from './holdings.ts'

/** What the story of one server is made from: findings that moved its verdict, how many did not, entries of people. */
export function storyInput(
  ledger: CommandLedger,
  held: DeskHoldings,
  findings: FindingsStore,
  server: string,
): StoryInput {
  const moving = held.moversOf.get(server) ?? []
  return {
    // The names under which they are kept are only needed of those that are shown.
    evidence: moving.map((one, index) =>
      index < STORY_LINES_MAX ? { ...one, id: findingId(one.finding) } : one,
    ),
    contextFindings: held.triage === null ? null : findings.count({ server, exceptRuleIds: MOVER_IDS }),
    entries: ledger
      .state()
      .log.filter((entry) => entry.server === server)
      .map((entry) => ({ ...logLine(ledger, entry), ...whenItWas(ledger, entry.index) })),
  }
}

/** When it was seen, said or tested: an entry is often typed hours later. */
function whenItWas(ledger: CommandLedger, index: number): Partial<StoryEntry> {
  const event = ledger.event(index)
  if (event?.type === 'SightingRecorded') return { happenedAt: event.seenAt, sighting: event.sighting }
  if (event?.type === 'ConnectionChanged' || event?.type === 'PowerChanged')
    return { happenedAt: event.statedAt, confidence: event.confidence }
  return {}
}

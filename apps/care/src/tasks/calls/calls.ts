import { randomBytes } from 'node:crypto'
import {
  blockView,
  callSentence,
  callsView,
  makeBlocks,
  recordCall,
  takeBlock,
} from '@codedark/domain/downtime'
import type {
  BlockView,
  CallMade,
  CallScript,
  CallsState,
  CallsView,
  CareEvent,
  PlannedRow,
} from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { CareActor } from '../care-log.ts'
import { localWords } from '../local-words.ts'
import { plannedNow } from '../planned/planned.ts'
import type { PlannedSource } from '../planned/planned.ts'

/** Letters and digits that no hand confuses (Crockford). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code of four, by chance. */
const newCode = (): string => [...randomBytes(4)].map((byte) => LETTERS.charAt(byte % 32)).join('')

function knownOf(planned: PlannedSource): Parameters<typeof callsView>[0] {
  const { header, rows } = plannedNow(planned, 'all')
  return { header, rows, state: planned.log.state.calls, when: localWords(header.timeZone) }
}

/** All blocks and who waits; `mayRead`: who asks may see patients outside of a block. */
export const callsNow = (planned: PlannedSource, mayRead: boolean): CallsView =>
  callsView(knownOf(planned), mayRead)

/** A block with its patients; null: there is none. */
export const blockNow = (planned: PlannedSource, code: string): BlockView | null =>
  blockView(knownOf(planned), code)

/** Makes blocks of 20 of all who wait. Of two who do so at once the second finds nobody left. The fault is a sentence. */
export function newBlocks(
  planned: PlannedSource,
  said: { readonly script: CallScript; readonly callBack: string },
  actor: CareActor,
): Result<readonly string[], string> {
  let codes: readonly string[] = []
  const kept = decide(planned, actor, (state, rows) => {
    const made = makeBlocks(rows, state, said, newCode)
    codes = made.ok ? made.value.map(({ block }) => block) : []
    return made.ok ? made : failed(callSentence(made.fault))
  })
  return kept.ok ? ok(codes) : kept
}

/** A caller takes a block. The fault is a sentence. */
export const takeCalls = (
  planned: PlannedSource,
  said: { readonly block: string; readonly caller: string },
  actor: CareActor,
): Result<null, string> =>
  decide(planned, actor, (state) => {
    const taken = takeBlock(state, said.block, said.caller)
    return taken.ok ? taken : failed(callSentence(taken.fault))
  })

/** An attempt, on screen or typed back from a sheet. The fault is a sentence. */
export const noteCall = (
  planned: PlannedSource,
  said: Omit<CallMade, 'type'>,
  actor: CareActor,
): Result<null, string> =>
  decide(planned, actor, (state, rows) => {
    const recorded = recordCall({ state, rows, now: planned.source.header.now }, said)
    return recorded.ok ? recorded : failed(callSentence(recorded.fault))
  })

/** Decides on the newest state each time that somebody else wrote in between. */
function decide(
  planned: PlannedSource,
  actor: CareActor,
  act: (state: CallsState, rows: readonly PlannedRow[]) => Result<readonly CareEvent[], string>,
): Result<null, string> {
  const kept = planned.log.append(actor, ({ calls }) => {
    const decided = act(calls, plannedNow(planned, 'all').rows)
    return decided.ok ? ok({ events: decided.value }) : decided
  })
  return kept.ok ? ok(null) : kept
}

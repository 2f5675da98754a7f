import type { BoardInput } from '@codedark/domain/board'
import { failed, ok, type Result } from '@codedark/domain/result'
import { boardInput } from './board-input.ts'
import { readHoldings } from './holdings.ts'
import { judgeNow } from './judging.ts'
import type { OpenedCommand } from './open-command.ts'
import { notRecorded } from './sentences.ts'
import { statementsDesk, type StatementsDesk } from './statements.ts'

/** The desk for searches, statements and deadlines without a server, for the command line. The fault is a sentence. */
export function openStatements({
  folder,
  keys,
  ledger,
  findings,
}: OpenedCommand): Result<StatementsDesk, string> {
  const held = readHoldings(folder, keys, findings)
  if (!held.ok) return held
  const input = (): BoardInput =>
    boardInput(ledger, held.value, {
      now: new Date().toISOString(),
      copy: { fresh: false, lastAt: null, note: null },
      verdicts: judgeNow(ledger, held.value),
      // No view of this desk shows them.
      witness: { witnessed: null, uncoveredSince: null, alarm: null },
      notices: [],
    })
  return ok(
    statementsDesk({
      ledger,
      input,
      clock: () => ({ now: new Date().toISOString(), timeZone: input().timeZone }),
      submit: async (command, who) => {
        const done = ledger.submit(command, who.account, who.name)
        return done.ok ? ok({ entry: done.value.from + 1 }) : failed(notRecorded(done.fault))
      },
    }),
  )
}

/** As the server does after each change: warns of deadlines, and of what contradicts released statements. */
export function watchStatements(opened: OpenedCommand): Result<number, string> {
  const desk = openStatements(opened)
  return desk.ok ? desk.value.watch() : desk
}

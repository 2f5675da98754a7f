import type { BoardInput } from '@codedark/domain/board'
import type { IncidentCommand } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import { boardInput } from './board-input.ts'
import { readHoldings } from './holdings.ts'
import { judgeNow } from './judging.ts'
import type { OpenedCommand } from './open-command.ts'
import { notRecorded } from './sentences.ts'

/** What the desk's parts work on where no server runs: the command line. */
export interface WithoutServer {
  /** All that views are made from, now. */
  readonly input: () => BoardInput
  readonly submit: (
    command: IncidentCommand,
    who: { readonly account: string; readonly name: string },
  ) => Promise<Result<{ readonly entry: number }, string>>
}

/** Reads what lies beside the record once. The fault is a sentence. */
export function withoutServer({
  folder,
  keys,
  ledger,
  findings,
}: OpenedCommand): Result<WithoutServer, string> {
  const held = readHoldings(folder, keys, findings)
  if (!held.ok) return held
  return ok({
    input: () =>
      boardInput(ledger, held.value, {
        now: new Date().toISOString(),
        copy: { fresh: false, lastAt: null, note: null },
        verdicts: judgeNow(ledger, held.value),
        // No view without a server shows them.
        witness: { witnessed: null, uncoveredSince: null, alarm: null },
        notices: [],
      }),
    submit: async (command, who) => {
      const done = ledger.submit(command, who.account, who.name)
      return done.ok ? ok({ entry: done.value.from + 1 }) : failed(notRecorded(done.fault))
    },
  })
}

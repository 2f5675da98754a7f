import type { BoardInput } from '@codedark/domain/board'
import { failed, ok, type Result } from '@codedark/domain/result'
import { describeFileFault, writeDurably } from '@codedark/files'
import { boardInput } from './board-input.ts'
import { diversionDesk, type DiversionDesk } from './diversion.ts'
import { readHoldings } from './holdings.ts'
import { judgeNow } from './judging.ts'
import type { OpenedCommand } from './open-command.ts'
import { notRecorded } from './sentences.ts'

/** The desk's part for diversion alone, for the command line. The fault is a sentence. */
export function openDiversion({
  folder,
  keys,
  ledger,
  findings,
}: OpenedCommand): Result<DiversionDesk, string> {
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
    diversionDesk(input, async (command, who) => {
      const done = ledger.submit(command, who.account, who.name)
      return done.ok ? ok({ entry: done.value.from + 1 }) : failed(notRecorded(done.fault))
    }),
  )
}

/** The sheet of a site in a file; done means synced. The fault is a sentence. */
export async function saveDiversionSheet(
  desk: DiversionDesk,
  site: string,
  path: string,
): Promise<Result<null, string>> {
  const drawn = await desk.sheet(site)
  if (drawn === null) return failed(`There is no site "${site}" on the list, and nothing was asked for it.`)
  const written = writeDurably(path, drawn)
  return written.ok ? ok(null) : failed(describeFileFault(written.fault))
}

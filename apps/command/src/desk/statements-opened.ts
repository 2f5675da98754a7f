import { ok, type Result } from '@codedark/domain/result'
import type { OpenedCommand } from './open-command.ts'
import { statementsDesk, type StatementsDesk } from './statements.ts'
import { withoutServer } from './without-server.ts'

/** The desk for searches, statements and deadlines without a server, for the command line. The fault is a sentence. */
export function openStatements(opened: OpenedCommand): Result<StatementsDesk, string> {
  const desk = withoutServer(opened)
  if (!desk.ok) return desk
  const { input, submit } = desk.value
  const clock = (): { now: string; timeZone: string } => ({
    now: new Date().toISOString(),
    timeZone: input().timeZone,
  })
  return ok(statementsDesk({ ledger: opened.ledger, input, clock, submit }))
}

/** As the server does after each change: warns of deadlines, and of what contradicts released statements. */
export function watchStatements(opened: OpenedCommand): Result<number, string> {
  const desk = openStatements(opened)
  return desk.ok ? desk.value.watch() : desk
}

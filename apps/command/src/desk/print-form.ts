import type { SituationReport } from '@codedark/domain/board'
import { writeDurably } from '@codedark/files'
import { failed, ok, type Result } from '@codedark/domain/result'
import { openDesk } from './open-desk.ts'
import type { OpenedCommand } from './open-command.ts'
import type { FormAsked } from './staff.ts'

/** Writes a form as PDF; the desk is closed with it, and the record stays as it was. The fault is a sentence. */
export async function printForm(
  opened: OpenedCommand,
  asked: FormAsked,
  path: string,
): Promise<Result<null, string>> {
  const desk = openDesk(opened, { now: () => new Date().toISOString() })
  if (!desk.ok) return desk
  try {
    const written = writeDurably(path, await desk.value.formPdf(asked))
    return written.ok ? ok(null) : failed(`${path}: could not be written: ${written.fault.code}.`)
  } finally {
    await desk.value.close()
  }
}

/** The situation as it was recorded at an instant (UTC), or now. The desk is closed with it; the fault is a sentence. */
export async function readReport(
  opened: OpenedCommand,
  at: string | null,
): Promise<Result<SituationReport, string>> {
  const desk = openDesk(opened, { now: () => new Date().toISOString() })
  if (!desk.ok) return desk
  const { report } = desk.value.staff.report(at)
  await desk.value.close()
  return ok(report)
}

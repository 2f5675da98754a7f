import { failed, ok, type Result } from '@codedark/domain/result'
import { describeFileFault, writeDurably } from '@codedark/files'
import { diversionDesk, type DiversionDesk } from './diversion.ts'
import type { OpenedCommand } from './open-command.ts'
import { withoutServer } from './without-server.ts'

/** The desk's part for diversion alone, for the command line. The fault is a sentence. */
export function openDiversion(opened: OpenedCommand): Result<DiversionDesk, string> {
  const desk = withoutServer(opened)
  return desk.ok ? ok(diversionDesk(desk.value.input, desk.value.submit)) : desk
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

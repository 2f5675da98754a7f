import type { FileFault } from '@codedark/files'
import { readEvtx } from '@codedark/evtx'
import type { TemplateCache } from '@codedark/evtx'
import { openSource } from './log-source.ts'

/**
 * Reads a log for its templates alone, so that they can stand in for those that another has lost. What is wrong with the
 * log's records is not what was asked; a file that cannot be opened is a fault.
 */
export function learnTemplates(
  path: string,
  templates: TemplateCache,
  beat: () => void,
): FileFault | undefined {
  const opened = openSource({ path }, beat)
  if (!opened.ok) return opened.fault
  const { log, kind } = opened.value
  const source = {
    size: log.size,
    read: (offset: number, into: Uint8Array): number => {
      beat()
      return log.read(offset, into)
    },
  }
  if (kind === 'evtx') {
    const items = readEvtx(source, { templates })
    while (items.next().done !== true);
  }
  log.close()
  return undefined
}

import type { FileFault } from '@codedark/files'
import { readEvtx } from '@codedark/evtx'
import type { ByteSource, TemplateCache, TemplateStock } from '@codedark/evtx'
import { openSource } from './log-source.ts'
import type { LogPlace, TemplatePlace } from './messages.ts'

/** Where templates are put, and who is told that reading goes on. */
export interface Learner {
  readonly templates: TemplateCache
  readonly stock: TemplateStock
  readonly beat: () => void
}

/** Before the first chunk of a log. */
const FILE_HEADER_BYTES = 4_096
const CHUNK_BYTES = 65_536

/**
 * Reads a log, or one chunk of it, for its templates alone, so that they can stand in for those that another has lost. What is
 * wrong with the log's records is not what was asked; a file that cannot be opened is a fault.
 */
export function learnTemplates(place: LogPlace | TemplatePlace, learner: Learner): FileFault | undefined {
  const { templates, stock, beat } = learner
  const opened = openSource(place, beat)
  if (!opened.ok) return opened.fault
  const { log, kind } = opened.value
  const whole: ByteSource = {
    size: log.size,
    read: (offset, into) => {
      beat()
      return log.read(offset, into)
    },
  }
  const source = 'chunkOffset' in place ? oneChunk(whole, place.chunkOffset) : whole
  if (kind === 'evtx') {
    const items = readEvtx(source, { templates, stock })
    while (items.next().done !== true);
  }
  log.close()
  return undefined
}

/** A log of one chunk. */
const oneChunk = (log: ByteSource, chunkOffset: number): ByteSource => ({
  size: Math.min(log.size - chunkOffset, CHUNK_BYTES) + FILE_HEADER_BYTES,
  read: (offset, into) =>
    offset < FILE_HEADER_BYTES ? 0 : log.read(chunkOffset + offset - FILE_HEADER_BYTES, into),
})

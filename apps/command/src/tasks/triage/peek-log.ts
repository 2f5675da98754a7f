import { readEvtx } from '@codedark/evtx'
import type { TemplateCache } from '@codedark/evtx'
import { MAX_PEEKED_CHANNELS, PEEK_BYTES, PEEK_VALUES } from './limits.ts'
import { openSource, readJsonLog } from './log-source.ts'
import type { LogPlace } from './messages.ts'

/** The channels of the first records of a log, each once; of a file that cannot be opened none. */
export function peekChannels(place: LogPlace, templates: TemplateCache, beat: () => void): readonly string[] {
  const channels = new Set<string>()
  const opened = openSource(place, beat)
  if (!opened.ok) return []
  const { log, kind } = opened.value
  if (kind === 'evtx') {
    const size = Math.min(log.size, PEEK_BYTES)
    const source = { size, read: (offset: number, into: Uint8Array) => log.read(offset, into) }
    for (const item of readEvtx(source, { templates }))
      if (item.kind === 'record') channels.add(item.record.channel ?? '')
  } else {
    let left = PEEK_VALUES
    for (const item of readJsonLog(log)) {
      if (item.kind === 'record') channels.add(item.record.channel ?? '')
      left -= 1
      if (left === 0) break
    }
  }
  log.close()
  return [...channels].slice(0, MAX_PEEKED_CHANNELS)
}

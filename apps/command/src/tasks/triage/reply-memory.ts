import { createHash } from 'node:crypto'
import { openTextMemory } from '@codedark/findings'
import type { FindingsFault, TextMemory } from '@codedark/findings'
import type { RulePack } from '@codedark/files'
import type { PlaceholderList } from './messages.ts'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { parseReply } from './child.ts'
import type { Reply } from './messages.ts'
import { programDigest } from './program-digest.ts'
import type { ReadMemory } from './read-logs.ts'

/** Where what was read is kept from run to run, and under which key; without one it is as open as the outputs beside it. */
export interface MemoryPlace {
  readonly path: string
  readonly key?: Uint8Array
}

/** What was read before, as replies of a child: they are checked like those of a child that reads now. */
export interface ReplyMemory extends ReadMemory {
  /** The first fault of writing: what came after it must be read again another time. */
  fault(): FindingsFault | undefined
  close(): void
}

/** Opens the memory of a run. It is emptied when other rules, other placeholders or another program filled it. */
export function openReplyMemory(
  place: MemoryPlace,
  { packs, placeholders }: { packs: readonly RulePack[]; placeholders: PlaceholderList },
  childPath: string,
): Result<ReplyMemory, FindingsFault> {
  const madeBy = createHash('sha256')
    .update(JSON.stringify([packs.map(({ name, hash }) => [name, hash]), placeholders]))
    .update(programDigest(childPath))
    .digest('hex')
  const opened = openTextMemory(place.path, madeBy, place.key)
  return opened.ok ? ok(overText(opened.value)) : failed(opened.fault)
}

function overText(memory: TextMemory): ReplyMemory {
  return {
    recall(digest, take) {
      const lines = memory.recall(digest)
      if (lines === undefined) return false
      let last: Reply | undefined
      for (const line of lines) {
        last = parseReply(line)
        if (last === undefined) return false
        take(last)
      }
      return last?.is === 'end'
    },
    keep(digest) {
      const kept = memory.keep(digest)
      return { add: (reply) => kept.add(JSON.stringify(reply)), done: () => kept.done() }
    },
    wasEmpty: memory.wasEmpty,
    fault: () => memory.fault(),
    close: () => memory.close(),
  }
}

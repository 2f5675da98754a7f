import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { Child, CHILD_IN_CLONE, describeFailure } from './child.ts'
import { PROGRESS_TIMEOUT_MS } from './limits.ts'
import type { LogPlace, Reply, Request } from './messages.ts'
import { startOf } from './read-logs.ts'

/** A log as a run read it. */
export interface KnownLog {
  /** As it is shown. */
  readonly path: string
  /** Where it lies: the whole path. */
  readonly place: LogPlace
  /** Of its bytes as they lay there. */
  readonly digest: string
}

/**
 * Reads a record again from its log, in a child process, after looking whether the log still has the bytes that were read. Fault: a
 * whole sentence that says why it is not shown.
 */
export async function readRecordAgain(
  { path, place, digest }: KnownLog,
  { offset, recordId }: { readonly offset: number; readonly recordId: number },
  childPath: string = CHILD_IN_CLONE,
): Promise<Result<string, string>> {
  const roots = [place.path]
  const child = new Child(startOf({ files: [{ path: place.path }], roots, childPath }))
  try {
    const hashed = await answerOf(child, { do: 'hash', ...place })
    if (!hashed.ok) return failed(`${path} could not be read again: ${hashed.fault}.`)
    const now = hashed.value.find((said) => said.is === 'hashed')
    if (now?.is !== 'hashed') return failed(`${path} is not there any more, or cannot be opened.`)
    if (now.digest !== digest)
      return failed(`${path} has other bytes now than when it was read: what stands there now is not shown.`)
    const read = await answerOf(child, { do: 'record', ...place, offset, recordId })
    if (!read.ok) return failed(`The record could not be read again from ${path}: ${read.fault}.`)
    for (const said of read.value) {
      if (said.is === 'record' && typeof said.json === 'string') return ok(said.json)
      if (said.is === 'fault') return failed(`The record could not be read again from ${path}: ${said.text}.`)
    }
    return failed(`The record could not be read again from ${path}.`)
  } finally {
    child.end()
  }
}

async function answerOf(child: Child, request: Request): Promise<Result<readonly Reply[], string>> {
  const said: Reply[] = []
  child.ask(request)
  for (;;) {
    // The first answer waits for the program to start as well.
    const next = await child.next(said.length === 0 ? 10 * PROGRESS_TIMEOUT_MS : PROGRESS_TIMEOUT_MS)
    if (!next.ok) return failed(describeFailure(next.fault))
    if (next.value.is === 'end') return ok(said)
    if (next.value.is !== 'beat') said.push(next.value)
  }
}

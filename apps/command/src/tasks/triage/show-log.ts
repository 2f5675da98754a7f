import { resolve } from 'node:path'
import { Child, CHILD_IN_CLONE } from './child.ts'
import { PROGRESS_TIMEOUT_MS } from './limits.ts'
import { timeoutAfter } from './reader.ts'
import { faultOfFailure, startOf } from './read-logs.ts'
import type { FaultOfFile } from './read-logs.ts'

/** Where the records and faults of one log go. Either may take its time: reading waits for it. */
export interface ShowTarget {
  /** One record: JSON in the shape of the regression corpus (`Event.System`, `Event.EventData`), or the text of its XML. */
  record(shown: unknown): Promise<void> | void
  fault(fault: FaultOfFile): Promise<void> | void
}

/** How a log is shown. */
export interface ShowOptions {
  readonly childPath?: string
  /** Default JSON. */
  readonly form?: 'json' | 'xml'
  /** Also the records that are no longer live, after all others; each says so. */
  readonly recover?: boolean
  /** Other logs, whose templates may stand in for those that this one has lost. */
  readonly templates?: readonly string[]
  /** Only the record of this number. */
  readonly recordId?: number
}

/** What was shown. */
export interface Shown {
  readonly records: number
  readonly faults: number
}

/**
 * Reads one log in a child process and hands over every record and every fault in the order of the file. A file that makes
 * no progress is a fault; it is not tried again, since what was shown cannot be taken back.
 */
export async function showLog(file: string, target: ShowTarget, options: ShowOptions = {}): Promise<Shown> {
  const childPath = options.childPath ?? CHILD_IN_CLONE
  const templates = options.templates ?? []
  const roots = [file, ...templates]
  const child = new Child(startOf({ files: roots.map((path) => ({ path })), roots, childPath }))
  child.ask({
    do: 'show',
    path: resolve(file),
    form: options.form ?? 'json',
    recover: options.recover ?? false,
    templates: templates.map((path) => resolve(path)),
    ...(options.recordId === undefined ? {} : { recordId: options.recordId }),
  })
  let records = 0
  let faults = 0
  let timeoutMs = PROGRESS_TIMEOUT_MS
  try {
    for (;;) {
      // The first answer waits for the program to start as well.
      const next = await child.next(records === 0 ? 10 * PROGRESS_TIMEOUT_MS : timeoutMs)
      if (!next.ok) {
        await target.fault(faultOfFailure(next.fault))
        return { records, faults: faults + 1 }
      }
      timeoutMs = timeoutAfter(next.value)
      if (next.value.is === 'end') return { records, faults }
      if (next.value.is === 'record') {
        records += 1
        await target.record(next.value.json)
      } else if (next.value.is === 'fault') {
        faults += 1
        await target.fault(next.value)
      }
    }
  } finally {
    child.end()
  }
}

import { realpathSync, statSync } from 'node:fs'
import type { FeedTimes, GenerationCounts, ImportFault, Part } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { CareChild, childInClone, describeFailure } from '../child/child.ts'
import type { ChildFailure } from '../child/child.ts'
import { READ_STALL_MS, STEP_STALL_MS } from '../child/limits.ts'
import { BUNDLE_BYTES_PER_STALL, MAX_FILES_GIVEN_UP } from './limits.ts'
import { readReply } from './messages.ts'
import type { ReadReply } from './messages.ts'

/** An export, read and made into a copy by a child; not yet kept. */
export interface ExportRead {
  readonly asOf: FeedTimes
  readonly counts: GenerationCounts
  readonly faults: number
  readonly faultList: readonly ImportFault[]
  readonly parts: readonly Part[]
}

/** Tells where reading is. */
export type ReadProgress = (file: string, resources: number) => void

/** How an export is read. */
export interface ReadOptions {
  readonly path: string
  /** When it is of, if the person knows better than the export says. */
  readonly asOf: string | null
  readonly childPath?: string | undefined
  readonly onProgress: ReadProgress
}

/** What came of one child. */
export interface Attempt {
  readonly outcome: Result<ExportRead, string>
  /** The file that the child was at when it ended; null: it did not end. */
  readonly endedAt: { readonly file: string; readonly failure: ChildFailure } | null
}

/**
 * Reads a folder or file of FHIR R4 in a child. A file that ends the child twice is given up and is a fault; the rest is read
 * without it. The fault is a sentence.
 */
export async function readExport(options: ReadOptions): Promise<Result<ExportRead, string>> {
  let path: string
  try {
    path = realpathSync(options.path)
    statSync(path)
  } catch {
    return failed(`${options.path}: there is no such file or folder, or it may not be read.`)
  }
  const ended = new Map<string, number>()
  const givenUp: ImportFault[] = []
  for (;;) {
    const skip = givenUp.flatMap(({ file }) => file ?? [])
    const { outcome, endedAt } = await attempt({ ...options, path }, skip)
    if (endedAt === null) return outcome.ok ? ok(withFaults(outcome.value, givenUp)) : outcome
    const { file, failure } = endedAt
    const times = (ended.get(file) ?? 0) + 1
    ended.set(file, times)
    if (times < 2) continue
    if (file === '' || givenUp.length >= MAX_FILES_GIVEN_UP)
      return failed(`The export could not be read: ${describeFailure(failure)}.`)
    givenUp.push({ code: `file-given-up: ${describeFailure(failure)}`.slice(0, 60), file, line: null })
  }
}

function withFaults(read: ExportRead, more: readonly ImportFault[]): ExportRead {
  return { ...read, faults: read.faults + more.length, faultList: [...more, ...read.faultList] }
}

async function attempt(options: ReadOptions, skip: readonly string[]): Promise<Attempt> {
  const { path, asOf } = options
  const readable = statSync(path).isDirectory() ? `${path}/` : path
  const child = new CareChild({
    childPath: options.childPath ?? childInClone('fhir-child'),
    readable: [path, readable],
  })
  child.ask({ from: 'files', path, skip, asOf })
  try {
    return await listen(child, options)
  } finally {
    child.end()
  }
}

/** Hears a reading child out: what it read, or where it was when it ended. */
export async function listen(child: CareChild, options: Pick<ReadOptions, 'onProgress'>): Promise<Attempt> {
  const parts: Part[] = []
  const received: Part[] = []
  let file = ''
  let patienceMs = STEP_STALL_MS
  for (;;) {
    const frame = await child.next(patienceMs)
    if (!frame.ok) return { outcome: failed(''), endedAt: { file, failure: frame.fault } }
    const { kind, bytes } = frame.value
    if (kind === 'F') parts.push({ kind: 'frame', bytes })
    else if (kind === 'P') parts.push({ kind: 'patients', bytes })
    else if (kind === 'R') received.push({ kind: 'received', bytes })
    else {
      const reply = parseReply(bytes)
      if (reply === null)
        return {
          outcome: failed(''),
          endedAt: { file, failure: { code: 'child-nonsense', reason: 'a message that is no answer' } },
        }
      if (reply.say === 'file') {
        file = reply.file
        patienceMs = READ_STALL_MS * (1 + Math.ceil(reply.bytes / BUNDLE_BYTES_PER_STALL))
        // Lines of NDJSON are short; only a file that is parsed in one piece may take longer.
        if (file.endsWith('.ndjson')) patienceMs = READ_STALL_MS
      } else if (reply.say === 'at') options.onProgress(file, reply.resources)
      else if (reply.say === 'building') {
        file = ''
        patienceMs = STEP_STALL_MS
      } else return { outcome: readOf(reply, [...parts, ...received]), endedAt: null }
    }
  }
}

function readOf(
  reply: Extract<ReadReply, { say: 'done' | 'no-as-of' }>,
  parts: readonly Part[],
): Result<ExportRead, string> {
  if (reply.say === 'no-as-of')
    return failed(
      'Nothing in the export says of when its data is: no manifest.json with a transactionTime, no meta.lastUpdated. Name the time with --as-of.',
    )
  const { asOf, counts, faults, faultList } = reply
  return ok({ asOf, counts, faults, faultList, parts })
}

function parseReply(bytes: Buffer): ReadReply | null {
  try {
    const parsed = readReply.safeParse(JSON.parse(bytes.toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

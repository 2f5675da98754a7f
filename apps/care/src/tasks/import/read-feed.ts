import { existsSync } from 'node:fs'
import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { ImportFault } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { readJournal } from '@codedark/journal'
import { CareChild, childInClone, describeFailure } from '../child/child.ts'
import { MAX_MESSAGES_GIVEN_UP } from './limits.ts'
import { encodeMessage, placeOf } from './message-frame.ts'
import { listen } from './read-export.ts'
import type { Attempt, ExportRead, ReadProgress } from './read-export.ts'

/** How a journal is read. */
export interface ReadFeedOptions {
  readonly path: string
  readonly privateKey: KeyObject
  readonly timeZone: string
  readonly childPath?: string | undefined
  readonly onProgress: ReadProgress
}

/**
 * Opens the seals of a journal here and has its messages taken apart by a child, which holds no key. A message that ends the
 * child is found by going step by step, given up, and is a fault; the rest is read without it. The fault is a sentence.
 */
export async function readFeed(options: ReadFeedOptions): Promise<Result<ExportRead, string>> {
  const inside = join(options.path, 'journal')
  const folder = existsSync(inside) ? inside : options.path
  if (!existsSync(folder)) return failed(`${options.path}: there is no such folder.`)
  const givenUp = new Map<string, ImportFault>()
  let step = false
  for (;;) {
    const faults: ImportFault[] = []
    const { outcome, endedAt } = await attempt({ ...options, folder, step }, givenUp, faults)
    if (endedAt === null) {
      if (!outcome.ok) return outcome
      const more = [...faults, ...givenUp.values()]
      const { value } = outcome
      return ok({ ...value, faults: value.faults + more.length, faultList: [...more, ...value.faultList] })
    }
    const { file, failure } = endedAt
    if (!step) {
      step = true
      continue
    }
    if (file === '' || givenUp.size >= MAX_MESSAGES_GIVEN_UP)
      return failed(`The journal could not be read: ${describeFailure(failure)}.`)
    const [name = '', line = ''] = file.split(':')
    givenUp.set(file, {
      code: `message-given-up: ${describeFailure(failure)}`.slice(0, 60),
      file: name,
      line: Number(line),
    })
  }
}

async function attempt(
  options: ReadFeedOptions & { readonly folder: string; readonly step: boolean },
  givenUp: ReadonlyMap<string, ImportFault>,
  faults: ImportFault[],
): Promise<Attempt> {
  const { timeZone, step, onProgress } = options
  const child = new CareChild({ childPath: options.childPath ?? childInClone('fhir-child'), readable: [] })
  child.ask({ from: 'messages', timeZone, step })
  try {
    const [heard] = await Promise.all([
      listen(child, { onProgress }),
      giveAll(child, options, givenUp, faults),
    ])
    return heard
  } finally {
    child.end()
  }
}

async function giveAll(
  child: CareChild,
  { folder, privateKey }: { readonly folder: string; readonly privateKey: KeyObject },
  givenUp: ReadonlyMap<string, ImportFault>,
  faults: ImportFault[],
): Promise<void> {
  for (const item of readJournal(folder, privateKey)) {
    const { file, line } = placeOf(item.place)
    if (item.kind === 'fault') {
      // The last record of a file that a crash left was never acknowledged: nobody misses it.
      if (item.code !== 'unfinished') faults.push({ code: `journal-${item.code}`, file, line })
      continue
    }
    // What is in quarantine waits for a person; it is told, and not applied.
    if (item.as !== 'message') faults.push({ code: `quarantine-${item.as}`, file, line })
    else if (!givenUp.has(`${file}:${line}`)) {
      const { receivedAt, bytes } = item
      if (!(await child.give('M', encodeMessage({ ...item.place, receivedAt, bytes })))) return
    }
  }
  await child.give('E', new Uint8Array())
}

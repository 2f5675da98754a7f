import { readdirSync, readFileSync, statSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { parseHandover } from '@codedark/domain/handover'
import type { HandoverFault } from '@codedark/domain/handover'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { faultOf, syncFolder } from '@codedark/files'
import type { DataFolder, FileFault } from '@codedark/files'
import type { CommandLedger, SubmitFault } from './command-ledger.ts'
import { MAX_HANDOVER_BYTES } from './limits.ts'

/** Why a handover was left where it lies. */
export type TakeFault =
  | FileFault
  | SubmitFault
  | { readonly code: 'not-json' }
  | { readonly code: 'not-a-handover'; readonly fault: HandoverFault }

/** One file of the spool; `again` when its entry was there already and only the file was left. */
export interface TakenHandover {
  readonly file: string
  readonly outcome: Result<'recorded' | 'again', TakeFault>
}

/**
 * Takes in what care handed over: records each, and deletes its file after the entry is synced. A file that is no handover
 * stays for somebody to look at, and the rest is taken. Faults of the folder itself: `not-found`, `no-access`, `io`.
 */
export function takeHandovers(
  folder: DataFolder,
  ledger: CommandLedger,
): Result<readonly TakenHandover[], FileFault> {
  try {
    const files = readdirSync(folder.handoverFolder).filter((file) => file.endsWith('.json'))
    const taken = files
      .toSorted()
      .map((file) => ({ file, outcome: takeOne(join(folder.handoverFolder, file), ledger) }))
    if (taken.some(({ outcome }) => outcome.ok)) syncFolder(folder.handoverFolder)
    return ok(taken)
  } catch (error) {
    return failed(faultOf(error, folder.handoverFolder))
  }
}

function takeOne(path: string, ledger: CommandLedger): Result<'recorded' | 'again', TakeFault> {
  try {
    const have = statSync(path).size
    if (have > MAX_HANDOVER_BYTES) return failed({ code: 'too-large', path, have, limit: MAX_HANDOVER_BYTES })
    const json = parseJson(readFileSync(path, 'utf8'))
    if (json === undefined) return failed({ code: 'not-json' })
    const handover = parseHandover(json)
    if (!handover.ok) return failed({ code: 'not-a-handover', fault: handover.fault })
    const recorded = ledger.submit({ type: 'TakeHandover', handover: handover.value }, 'care')
    const again =
      !recorded.ok && recorded.fault.code === 'refused' && recorded.fault.refusal.code === 'already-taken'
    if (!recorded.ok && !again) return recorded
    unlinkSync(path)
    return ok(again ? 'again' : 'recorded')
  } catch (error) {
    return failed(faultOf(error, path))
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { openPrinter } from '@codedark/paper'
import type { BlockView, CallScript, CallsView } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { describeFileFault, writeDurably } from '@codedark/files'
import { localWords } from '../local-words.ts'
import type { OpenedCare } from '../open-care.ts'
import { openPlanned } from '../planned/planned-files.ts'
import { vaultSentence } from '../sentences.ts'
import { blockNow, callsNow, newBlocks } from './calls.ts'
import { printBlock } from './calls-sheet.ts'

interface By {
  readonly by: string
  readonly now: string
}

/** All blocks, from the command line. The fault is a sentence. */
export async function listCalls(care: OpenedCare, now: string): Promise<Result<CallsView, string>> {
  const planned = await openPlanned(care, now)
  return planned.ok ? ok(callsNow(planned.value, true)) : planned
}

/** Makes blocks, from the command line. The fault is a sentence. */
export async function makeCalls(
  care: OpenedCare,
  said: { readonly script: CallScript; readonly callBack: string },
  { by, now }: By,
): Promise<Result<readonly string[], string>> {
  const planned = await openPlanned(care, now)
  return planned.ok ? newBlocks(planned.value, said, { by, byName: null, at: now }) : planned
}

/** A block as a PDF in a file; that its patients were printed is noted. The fault is a sentence. */
export async function printCallsTo(
  care: OpenedCare,
  { block, file }: { readonly block: string; readonly file: string },
  { by, now }: By,
): Promise<Result<BlockView, string>> {
  const planned = await openPlanned(care, now)
  if (!planned.ok) return planned
  const view = blockNow(planned.value, block)
  if (view === null) return failed('There is no such block.')
  const noted = care.vault.note(
    view.rows.map(({ patient }) => ({ at: now, by, what: 'printed', ward: null, patient })),
  )
  if (!noted.ok) return failed(vaultSentence(noted.fault))
  const clock = localWords(view.header.timeZone)
  const drawn = await printBlock(care, view, { printer: openPrinter(), clock })
  if (!drawn.ok) return drawn
  const written = writeDurably(file, drawn.value.bytes)
  return written.ok ? ok(view) : failed(describeFileFault(written.fault))
}

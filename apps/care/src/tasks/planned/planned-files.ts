import { openPrinter } from '@codedark/paper'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { PlannedView } from '@codedark/domain/downtime'
import { describeFileFault, writeDurably } from '@codedark/files'
import { CareLog } from '../care-log.ts'
import { localWords } from '../local-words.ts'
import type { OpenedCare } from '../open-care.ts'
import { vaultSentence } from '../sentences.ts'
import { sourceNow } from '../show.ts'
import { decideItem, noteStep, plannedNow, sayNeed } from './planned.ts'
import type { PlannedSource } from './planned.ts'
import { printPlanned } from './planned-sheet.ts'

/** Who asks on the command line, and when. */
export interface Asking {
  readonly by: string | null
  readonly now: string
}

/** What planned care is looked at with, for a program that ends. The fault is a sentence. */
export async function openPlanned(care: OpenedCare, now: string): Promise<Result<PlannedSource, string>> {
  const source = await sourceNow(care, now)
  if (!source.ok) return source
  const log = CareLog.open(care.vault)
  return log.ok ? ok({ care, log: log.value, source: source.value }) : log
}

/** The planned care of a day, `next` or `all`; that somebody looked is noted. The fault is a sentence. */
export async function showPlanned(
  care: OpenedCare,
  day: string,
  { by, now }: Asking,
): Promise<Result<PlannedView, string>> {
  const planned = await openPlanned(care, now)
  if (!planned.ok) return planned
  const view = plannedNow(planned.value, day)
  const noted = note(care, view, 'looked', { by, now })
  return noted.ok ? ok(view) : noted
}

/** The list of a day as a PDF in a file. The fault is a sentence. */
export async function printPlannedTo(
  care: OpenedCare,
  { day, file }: { readonly day: string; readonly file: string },
  asking: Asking,
): Promise<Result<{ readonly sheets: number; readonly day: string | null }, string>> {
  const planned = await openPlanned(care, asking.now)
  if (!planned.ok) return planned
  const view = plannedNow(planned.value, day)
  const noted = note(care, view, 'printed', asking)
  if (!noted.ok) return noted
  const clock = localWords(view.header.timeZone)
  const drawn = await printPlanned(care, view, { printer: openPrinter(), clock })
  if (!drawn.ok) return drawn
  const written = writeDurably(file, drawn.value.bytes)
  return written.ok
    ? ok({ sheets: drawn.value.pages, day: view.day })
    : failed(describeFileFault(written.fault))
}

function note(
  care: OpenedCare,
  { rows }: PlannedView,
  what: 'looked' | 'printed',
  { by, now }: Asking,
): Result<null, string> {
  const noted = care.vault.note(
    rows.flatMap(({ item: { patient } }) =>
      patient === null ? [] : [{ at: now, by, what, ward: null, patient: patient.id }],
    ),
  )
  return noted.ok ? ok(null) : failed(vaultSentence(noted.fault))
}

/** A decision from the command line; see `decideItem`. */
export async function decidePlannedBy(
  care: OpenedCare,
  said: Parameters<typeof decideItem>[1],
  asking: { readonly by: string; readonly now: string },
): Promise<Result<null, string>> {
  const planned = await openPlanned(care, asking.now)
  return planned.ok ? decideItem(planned.value, said, actorOf(asking)) : planned
}

/** A step that was done, from the command line, as of now. */
export async function notePlannedStep(
  care: OpenedCare,
  said: Omit<Parameters<typeof noteStep>[1], 'doneAt'>,
  asking: { readonly by: string; readonly now: string },
): Promise<Result<null, string>> {
  const planned = await openPlanned(care, asking.now)
  if (!planned.ok) return planned
  return noteStep(planned.value, { ...said, doneAt: planned.value.source.header.now }, actorOf(asking))
}

/** How a need stands, from the command line. */
export async function sayPlannedNeed(
  care: OpenedCare,
  said: Omit<Parameters<typeof sayNeed>[1], 'saidBy'>,
  asking: { readonly by: string; readonly now: string },
): Promise<Result<null, string>> {
  const planned = await openPlanned(care, asking.now)
  return planned.ok ? sayNeed(planned.value, { ...said, saidBy: asking.by }, actorOf(asking)) : planned
}

const actorOf = ({ by, now }: { readonly by: string; readonly now: string }) => ({
  by,
  byName: null,
  at: now,
})

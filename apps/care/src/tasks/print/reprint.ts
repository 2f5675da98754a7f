import { standingOf } from '@codedark/domain/downtime'
import type { CopySource, Reprint, Sheet } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { OpenedCare } from '../open-care.ts'
import { vaultSentence } from '../sentences.ts'

/** Which sheets are printed once more: those of patients (ids), or of a range of pages of what has this first serial. */
export type ReprintAsked =
  | { readonly patients: readonly string[] }
  | { readonly firstSerial: string; readonly fromPage: number; readonly toPage: number }

/** What is printed: for whom (null: all of the ward), and beside what (null: it is a first print). */
export interface Chosen {
  readonly patients: ReadonlySet<string> | null
  readonly reprint: Reprint | null
}

/**
 * What of a ward's packet is printed. A whole packet is a first print until one was handed over: what then is printed stands
 * beside sheets on which doses are written, so it is a reprint. The fault is a sentence.
 */
export function chosenFor(
  care: OpenedCare,
  source: CopySource,
  order: { readonly ward: string; readonly reprint?: ReprintAsked },
): Result<Chosen, string> {
  const { ward, reprint } = order
  const standing = standingOf(source, ward)
  if (reprint === undefined) {
    const out = standing?.state === 'packet-out' ? standing.firstSerial : null
    if (out === null) return ok({ patients: null, reprint: null })
    const sheets = sheetsFrom(care, out)
    return sheets.ok ? ok({ patients: null, reprint: beside(out, sheets.value, true) }) : sheets
  }
  const replaces =
    'firstSerial' in reprint
      ? reprint.firstSerial
      : (standing?.firstSerial ?? source.packets.get(ward)?.firstSerial ?? null)
  if (replaces === null) return failed('Nothing was printed for this ward yet: write its packet.')
  const sheets = sheetsFrom(care, replaces)
  if (!sheets.ok) return sheets
  if ('patients' in reprint)
    return ok({
      patients: new Set(reprint.patients),
      reprint: beside(replaces, sheets.value, false),
    })
  return ofPages(sheets.value, ward, reprint)
}

function ofPages(
  sheets: readonly Sheet[],
  ward: string,
  { firstSerial, fromPage, toPage }: Extract<ReprintAsked, { readonly firstSerial: string }>,
): Result<Chosen, string> {
  const meant = sheets.filter(
    (sheet) => sheet.ward === ward && sheet.pdfPage >= fromPage && sheet.pdfPage <= toPage,
  )
  if (meant.length === 0) return failed(`${firstSerial} has no such pages of this ward.`)
  const patients = new Set(meant.flatMap(({ patient }) => patient ?? []))
  const census = meant.some(({ form }) => form === 'census' || form === 'index')
  return ok({ patients, reprint: beside(firstSerial, sheets, census) })
}

function beside(replaces: string, sheets: readonly Sheet[], census: boolean): Reprint {
  const byPatient = new Map<string, string>()
  for (const { patient, serial } of sheets)
    if (patient !== null && !byPatient.has(patient)) byPatient.set(patient, serial)
  return { replaces, byPatient: Object.fromEntries(byPatient), census }
}

function sheetsFrom(care: OpenedCare, firstSerial: string): Result<readonly Sheet[], string> {
  const read = care.vault.sheetsFrom(firstSerial)
  return read.ok ? read : failed(vaultSentence(read.fault))
}

import type { PacketPage } from '@codedark/paper'
import type { DrugTruth, PatientTruth } from '../../drill/src/patients/truth.ts'
import { ocr, raster, squeeze } from './read-print.ts'

const KINDS = ['infusion', 'scheduled', 'as-needed', 'once', 'stopped'] as const

/** The order of a medication sheet: care-features 2.2. */
export function inOrder(drugs: readonly DrugTruth[]): readonly DrugTruth[] {
  const kindOf = ({ status, kind }: DrugTruth): (typeof KINDS)[number] => {
    if (status === 'stopped' || status === 'on-hold') return 'stopped'
    if (kind === 'rate') return 'infusion'
    return kind === 'as-needed' || kind === 'once' ? kind : 'scheduled'
  }
  return KINDS.flatMap((kind) => drugs.filter((drug) => kindOf(drug) === kind))
}

/** The amount with the record's decimal comma; where the order has none, the sheet says so. */
export function doseWords({ dose, rate }: DrugTruth): string {
  const amount = dose ?? rate
  if (amount === null) return 'DOSE NOT IN COPY'
  return `${String(amount.value).replace('.', ',')} ${amount.unit}`
}

/** Allergies, and the drugs with their doses that stand on this page; tesseract takes µ for p or u, a person does not. */
export function wordsToRead(text: string, { allergies, drugs }: PatientTruth): readonly string[] {
  const here = drugs.filter(({ drug }) => text.includes(squeeze(drug)))
  const words = [...allergies.substances, ...here.flatMap((drug) => [drug.drug, doseWords(drug)])]
  return words.filter((word) => !word.includes('µ'))
}

/** What tesseract does not read of these words on a page: 200 dpi, one bit, the left half, where drugs and allergies stand. */
export function unreadIn(file: string, page: PacketPage, words: readonly string[]): readonly string[] {
  const part = { x: 14, y: 8, w: 100, h: 280 }
  const read = ocr(raster(file, page.pdfPage, { dpi: 200, format: 'pbm', part }))
  return words.filter((word) => !read.includes(squeeze(word))).map((word) => `${word} in ${read}`)
}

import type { CareState } from '@codedark/domain/downtime'
import type { OpenedCare } from '../open-care.ts'
import { vaultSentence } from '../sentences.ts'

const FORMS_WITH_ORDERS: readonly string[] = ['medication', 'summary']

/**
 * Why what was printed with this first serial is not given out now: orders of the copy are on it, and paper is the record of
 * its ward. A sentence; null: it may be. Of a packet whose sheets or ward are not known it is refused while any ward is on paper.
 */
export function ordersKept(
  care: OpenedCare,
  { wards }: Pick<CareState, 'wards'>,
  firstSerial: string,
): string | null {
  const onPaper = new Set([...wards].filter(([, { state }]) => state === 'paper').map(([ward]) => ward))
  if (onPaper.size === 0) return null
  const sheets = care.vault.sheetsFrom(firstSerial)
  if (!sheets.ok) return vaultSentence(sheets.fault)
  const packets = care.vault.packets()
  if (!packets.ok) return vaultSentence(packets.fault)
  const ward =
    sheets.value[0]?.ward ?? packets.value.find((one) => one.firstSerial === firstSerial)?.ward ?? null
  const orders =
    sheets.value.length === 0 || sheets.value.some(({ form }) => FORMS_WITH_ORDERS.includes(form))
  return orders && (ward === null || onPaper.has(ward))
    ? 'Not given out: paper is the record of this ward, and orders of the copy are on these sheets.'
    : null
}

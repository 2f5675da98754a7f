import { wardPacket } from '@codedark/domain/downtime'
import type {
  Access,
  CopySource,
  FormKind,
  FormLanguage,
  PrintKind,
  Reprint,
  SheetDraft,
  WardPacket,
  WrittenPacket,
} from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { CareLog } from '../care-log.ts'
import { handOver, handoverOfPacket } from '../handovers.ts'
import { serialPrefix } from '../open-care.ts'
import type { OpenedCare } from '../open-care.ts'
import { vaultSentence } from '../sentences.ts'
import { SERIALS_RESERVED } from './limits.ts'
import type { Press, SetPacket } from './press.ts'
import { chosenFor } from './reprint.ts'
import type { Chosen, ReprintAsked } from './reprint.ts'

/** A packet as written: in the vault, with its serials, and its counts handed to the record. */
export interface PacketDone {
  readonly written: WrittenPacket
  readonly pdf: Uint8Array
  /** Kinds of what could not be printed in full, with how often; the paper says so in its place. */
  readonly notInFull: ReadonlyMap<string, number>
}

/** What is written, and for whom. */
export interface PacketOrder {
  readonly ward: string
  /** This computer's clock; the sheets bear that of the pages, which the source's header tells. */
  readonly at: string
  /** The name that the person gave; null: none. */
  readonly by: string | null
  /** Some sheets once more; absent: the whole packet. */
  readonly reprint?: ReprintAsked
  /** Blank forms instead of the packet. */
  readonly form?: FormAsked
}

/** Which form, for whom (ids; none: `copies` blank ones). */
export interface FormAsked {
  readonly kind: FormKind
  readonly language: FormLanguage
  readonly patients: readonly string[]
  readonly copies: number
}

/**
 * Sets and writes the packet of a ward. Serials are set aside first, so that a program that is killed can at worst leave a gap.
 * Written is not printed, and not handed over. The fault is a sentence.
 */
export async function writePacket(
  care: OpenedCare,
  source: CopySource,
  press: Press,
  order: PacketOrder,
): Promise<Result<PacketDone, string>> {
  const { ward, at, by } = order
  const { form } = order
  const chosen = form === undefined ? chosenFor(care, source, order) : ok(forForm(form))
  if (!chosen.ok) return chosen
  const first = care.vault.reserveSheets(SERIALS_RESERVED)
  if (!first.ok) return failed(vaultSentence(first.fault))
  const prefix = serialPrefix(care)
  const { generation, now: printedAt } = source.header
  const { reprint, patients } = chosen.value
  const marks = reprint === null ? {} : { reprint }
  const print = { printedAt, serialPrefix: prefix, firstSerial: first.value, ...marks, ...formMark(form) }
  const whole = wardPacket(source, ward, print)
  if (whole === null || generation === null) return failed('There is no such ward in the copy.')
  const packet = patients === null ? whole : withOnly(whole, patients)
  const set = await press.set(packet)
  if (!set.ok) return set
  const paper = paperSince(care, packet)
  if (paper !== null) return failed(paper)
  const kind = kindOf(packet)
  const written = care.vault.writePacket(
    {
      ...{ ward, wardName: packet.ward.name, generation, printedAt, serialPrefix: prefix },
      ...{ firstSerial: first.value, reserved: SERIALS_RESERVED, sheets: set.value.sheets },
      ...{ patients: packet.patients.length, pdf: set.value.pdf, by },
      ...{ kind, pages: pagesOf(set.value, packet.reprint) },
    },
    (one) => (kind === 'reprint' || kind === 'form' ? null : handoverOfPacket(care.keys, one, at)),
  )
  if (!written.ok) return failed(vaultSentence(written.fault))
  const noted = care.vault.note(
    packet.patients.map(({ patient }): Access => ({ at, by, what: 'printed', ward, patient: patient.id })),
  )
  if (!noted.ok) return failed(vaultSentence(noted.fault))
  const handed = handOver(care)
  if (!handed.ok) return failed(`Written, but not handed to the record: ${handed.fault}`)
  const notInFull = new Map<string, number>()
  for (const { code } of set.value.faults) notInFull.set(code, (notInFull.get(code) ?? 0) + 1)
  return ok({ written: written.value, pdf: set.value.pdf, notInFull })
}

const withOnly = (packet: WardPacket, ids: ReadonlySet<string>): WardPacket => ({
  ...packet,
  patients: packet.patients.filter(({ patient }) => ids.has(patient.id)),
})

const forForm = ({ patients }: FormAsked): Chosen => ({ patients: new Set(patients), reprint: null })

const formMark = (form: FormAsked | undefined): Pick<WardPacket, 'form'> =>
  form === undefined ? {} : { form: { kind: form.kind, language: form.language, copies: form.copies } }

const kindOf = ({ form, paper, reprint }: WardPacket): PrintKind =>
  form !== undefined ? 'form' : reprint !== undefined ? 'reprint' : paper === undefined ? 'packet' : 'charts'

/** A ward may have signed for paper while its packet was being set: orders are not handed out after that. */
function paperSince(care: OpenedCare, { ward, paper, form }: WardPacket): string | null {
  // No order stands on a form.
  if (paper !== undefined || form !== undefined) return null
  const log = CareLog.open(care.vault)
  if (!log.ok) return log.fault
  return log.value.state.wards.get(ward.id)?.state === 'paper'
    ? 'Not written: meanwhile the ward said that paper is its record. Write it again for its charts.'
    : null
}

const pagesOf = ({ pages }: SetPacket, reprint: Reprint | undefined): readonly SheetDraft[] =>
  pages.map((page) => ({
    ...page,
    replaces:
      reprint === undefined
        ? null
        : ((page.patient === null ? undefined : reprint.byPatient[page.patient]) ?? reprint.replaces),
  }))

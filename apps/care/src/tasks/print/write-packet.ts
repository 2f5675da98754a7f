import { wardPacket } from '@codedark/domain/downtime'
import type { Access, CopySource, WrittenPacket } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { handOver, handoverOfPacket } from '../handovers.ts'
import { serialPrefix } from '../open-care.ts'
import type { OpenedCare } from '../open-care.ts'
import { vaultSentence } from '../sentences.ts'
import { SERIALS_RESERVED } from './limits.ts'
import type { Press } from './press.ts'

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
}

/**
 * Sets and writes the packet of a ward. Serials are set aside first, so that a program that is killed can at worst leave a gap.
 * Written is not printed, and not handed over. The fault is a sentence.
 */
export async function writePacket(
  care: OpenedCare,
  source: CopySource,
  press: Press,
  { ward, at, by }: PacketOrder,
): Promise<Result<PacketDone, string>> {
  const first = care.vault.reserveSheets(SERIALS_RESERVED)
  if (!first.ok) return failed(vaultSentence(first.fault))
  const prefix = serialPrefix(care)
  const { generation, now: printedAt } = source.header
  const print = { printedAt, serialPrefix: prefix, firstSerial: first.value }
  const packet = wardPacket(source, ward, print)
  if (packet === null || generation === null) return failed('There is no such ward in the copy.')
  const set = await press.set(packet)
  if (!set.ok) return set
  const written = care.vault.writePacket(
    {
      ...{ ward, wardName: packet.ward.name, generation, printedAt, serialPrefix: prefix },
      ...{ firstSerial: first.value, reserved: SERIALS_RESERVED, sheets: set.value.sheets },
      ...{ patients: packet.patients.length, pdf: set.value.pdf, by },
    },
    (one) => handoverOfPacket(care.keys, one, at),
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

import type { CareState, CopyHeader, CopySource, PacketLine, Ward } from '@codedark/domain/downtime'
import { saidCensus } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { clockOffsetMs, onCareClock } from './drill-clock.ts'
import type { HeldCopy } from './held-copy.ts'
import type { OpenedCare } from './open-care.ts'
import { vaultSentence } from './sentences.ts'
import { careSettings } from './settings.ts'

/** What all views, lists and packets are made from at this moment, on the clock of the pages. The fault is a sentence. */
export function copySource(
  care: OpenedCare,
  held: HeldCopy,
  at: { readonly now: string; readonly oneCopyOnlySince: string | null; readonly said: CareState },
): Result<CopySource, string> {
  const packets = care.vault.packets()
  if (!packets.ok) return failed(vaultSentence(packets.fault))
  const { hospital, timeZone } = careSettings(care.folder)
  const offset = clockOffsetMs(care.folder.kind, held.generation)
  const told = (instant: string | null | undefined): string | null =>
    instant === null || instant === undefined ? null : onCareClock(instant, offset)
  const header: CopyHeader = {
    kind: care.folder.kind,
    hospital,
    timeZone,
    now: onCareClock(at.now, offset),
    generation: held.generation?.generation ?? null,
    takenAt: told(held.generation?.takenAt),
    asOf: held.copy.asOf,
    oneCopyOnlySince: told(at.oneCopyOnlySince),
    heldBack: held.heldBack,
  }
  const lines = packets.value.map((one): [string, PacketLine] => [
    one.ward,
    {
      at: one.printedAt,
      sheets: one.sheets,
      firstSerial: one.firstSerial,
      lastSerial: one.lastSerial,
      generation: one.generation,
      href: packetHref(one.firstSerial),
    },
  ])
  const { copy, ...since } = saidCensus(held.copy, at.said.patients)
  const wardBefore = new Map(held.copy.patients.map(({ id, ward }) => [id, ward]))
  return ok({
    ...{ copy, header, packets: new Map(lines), faults: held.generation?.faults ?? 0, said: at.said },
    ...(since.lines.size === 0 ? {} : { since: { ...since, wardBefore } }),
  })
}

/** Where the PDF of a packet is served. */
export const packetHref = (firstSerial: string): string => `/api/packets/${encodeURIComponent(firstSerial)}`

/** The one ward that a person means: by id, by name, or by a part of its name that no other has. The fault is a sentence. */
export function resolveWard(wards: readonly Ward[], said: string): Result<Ward, string> {
  const fold = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
  const wanted = fold(said)
  const exact = wards.filter(({ id, name }) => fold(id) === wanted || fold(name) === wanted)
  const found = exact.length > 0 ? exact : wards.filter(({ name }) => fold(name).includes(wanted))
  const [first, second] = found
  if (first !== undefined && second === undefined) return ok(first)
  if (first === undefined) return failed(`There is no ward "${said}" in the copy.`)
  return failed(
    `"${said}" may be ${found.map(({ name, id }) => `${name} (${id})`).join(' or ')}: name its id.`,
  )
}

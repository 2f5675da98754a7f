import type { KeyObject } from 'node:crypto'
import { CLEAR_BYTES, boundTo, decodeSealed } from './record.ts'
import type { RecordKind, SealedPart } from './record.ts'
import { Opener } from './seal.ts'
import { recordsOf, segmentsOf } from './segments.ts'
import type { RawItem, RecordPlace } from './segments.ts'

/** What a journal holds, in the order in which it came. */
export type JournalItem =
  | ({ readonly kind: 'message'; readonly as: RecordKind; readonly place: RecordPlace } & SealedPart)
  | {
      readonly kind: 'fault'
      readonly code: Extract<RawItem, { kind: 'fault' }>['code'] | 'seal-broken'
      readonly place: RecordPlace
    }

/**
 * Reads a journal with the vault's key from a place on; null: from its beginning. Every record that cannot be read is a fault
 * with its place, and the rest is read. A record in the place of another is a broken seal.
 */
export function* readJournal(
  folder: string,
  privateKey: KeyObject,
  from: RecordPlace | null = null,
): Generator<JournalItem> {
  const opener = new Opener(privateKey)
  for (const segment of segmentsOf(folder)) {
    if (from !== null && segment < from.segment) continue
    for (const item of recordsOf(folder, segment, segment === from?.segment ? from.index : 0)) {
      if (item.kind === 'fault') {
        yield { kind: 'fault', code: item.code, place: item.place }
        continue
      }
      const { body, clear, place } = item
      const bound = boundTo(place.segment, place.index, body.subarray(0, CLEAR_BYTES))
      const plain = opener.open(bound, body.subarray(CLEAR_BYTES))
      if (plain.ok) yield { kind: 'message', as: clear.kind, place, ...decodeSealed(plain.value) }
      else yield { kind: 'fault', code: 'seal-broken', place }
    }
  }
}

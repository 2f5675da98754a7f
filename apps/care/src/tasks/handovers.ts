import { createHmac, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Generation, Outgoing, WrittenPacket } from '@codedark/domain/downtime'
import { parseHandover } from '@codedark/domain/handover'
import type { Handover, WardState } from '@codedark/domain/handover'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { describeFileFault, writeDurably } from '@codedark/files'
import type { CareKeys, OpenedCare } from './open-care.ts'
import { vaultSentence } from './sentences.ts'

/** Counts of a generation that came into use, for command; null while it is held back. */
export function handoverOfCopy(keys: CareKeys, kept: Generation, at: string): Outgoing | null {
  if (kept.state !== 'current') return null
  const asOf = kept.asOf.patients ?? Object.values(kept.asOf).find((one) => one !== null) ?? kept.takenAt
  return outgoing({
    kind: 'downtime-copy-taken',
    id: newId(),
    at,
    generation: kept.generation,
    asOf,
    wards: kept.counts.wards.length,
    inpatients: kept.counts.inpatients,
    resources: kept.counts.resources,
    faults: kept.faults,
    commitment: commitTo(keys, `downtime copy ${kept.generation} ${kept.sha256}`),
  })
}

/** Serials and counts of a packet, for command. */
export function handoverOfPacket(keys: CareKeys, written: WrittenPacket, at: string): Outgoing {
  return outgoing({
    kind: 'sheets-written',
    id: newId(),
    at,
    ward: plainName(written.wardName),
    generation: written.generation,
    firstSerial: written.firstSerial,
    lastSerial: written.lastSerial,
    sheets: written.sheets,
    patients: written.patients,
    commitment: commitTo(keys, `packet ${written.firstSerial} ${written.sha256}`),
  })
}

/** What a ward works from, for command; who signed is not in it. Instants on this computer's clock. */
export function handoverOfWardState(said: {
  readonly wardName: string
  readonly state: WardState['state']
  readonly since: string
  readonly at: string
}): Outgoing {
  const { wardName, state, since, at } = said
  return outgoing({ kind: 'ward-state', id: newId(), at, ward: plainName(wardName), state, since })
}

/** Puts what waits where command takes it; done means synced, and it waits no more. The fault is a sentence. */
export function handOver({ folder, vault }: OpenedCare): Result<number, string> {
  const waiting = vault.outgoing()
  if (!waiting.ok) return failed(vaultSentence(waiting.fault))
  for (const { id, json } of waiting.value) {
    // Written again under the same name if the program ends in between; command takes an id once.
    const written = writeDurably(join(folder.handoverFolder, `${id}.json`), json)
    if (!written.ok) return failed(describeFileFault(written.fault))
    const done = vault.handedOver(id)
    if (!done.ok) return failed(vaultSentence(done.fault))
  }
  return ok(waiting.value.length)
}

/** Checked by the same reader that command has: what it would refuse is a bug here. */
function outgoing(handover: Handover): Outgoing {
  const checked = parseHandover(handover)
  if (!checked.ok) throw new Error(`a handover that command would refuse: ${checked.fault.field}`)
  return { id: handover.id, json: `${JSON.stringify(handover)}\n` }
}

const newId = (): string => randomBytes(16).toString('hex')

const commitTo = (keys: CareKeys, words: string): string =>
  createHmac('sha256', keys.commitmentKey).update(words).digest('hex')

/** A ward's name in the letters that a handover takes. */
function plainName(name: string): string {
  const kept = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._/:+-]+/gu, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 100)
    .trim()
  return kept === '' ? 'ward without a name' : kept
}

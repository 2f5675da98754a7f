import { decideWard, localClock } from '@codedark/domain/downtime'
import type { CopySource, WardSaid, WardStanding } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { CareLog } from './care-log.ts'
import { handoverOfWardState } from './handovers.ts'

const DAY_MS = 86_400_000
/** A clock time so little ahead of now is of today: people round up. */
const ROUNDED_MS = 2 * 60_000

/** Who says it, of which ward; `at`: this computer's clock. */
export interface WardSayer {
  readonly ward: string
  readonly by: string
  readonly byName: string | null
  readonly at: string
}

/**
 * Keeps what somebody says that a ward works from, with what command may know of it. Its moments are on the clock of the pages.
 * The fault is a sentence.
 */
export function sayWard(
  log: CareLog,
  source: CopySource,
  said: WardSaid,
  { ward, by, byName, at }: WardSayer,
): Result<WardStanding, string> {
  const held = source.copy.wards.find(({ id }) => id === ward)
  if (held === undefined) return failed('There is no such ward in the copy.')
  const { now } = source.header
  const around = { ward, written: source.packets.get(ward)?.firstSerial ?? null, now }
  const offset = Date.parse(now) - Date.parse(at)
  const kept = log.append({ by, byName, at: now }, (state) => {
    const event = decideWard(state, said, around)
    if (!event.ok) return event
    const since = event.value.type === 'PacketHandedOver' ? now : event.value.since
    const outgoing = handoverOfWardState({
      ...{ wardName: held.name, at, since: new Date(Date.parse(since) - offset).toISOString() },
      state: STATES[event.value.type],
    })
    return ok({ events: [event.value], outgoing: [outgoing] })
  })
  if (!kept.ok) return kept
  const standing = kept.value.wards.get(ward)
  return standing === undefined ? failed('Not kept.') : ok(standing)
}

const STATES = {
  PacketHandedOver: 'packet-out',
  PaperDeclared: 'paper',
  ScreenResumed: 'back-on-screen',
} as const

/**
 * The instant that a clock time of the hospital means: the last time that clocks showed it. An instant stays what it is; null:
 * from now on. The fault is a sentence.
 */
export function sinceOf(
  said: string | null,
  { now, timeZone }: CopySource['header'],
): Result<string | null, string> {
  if (said === null || said.trim() === '') return ok(null)
  const time = /^([01]?\d|2[0-3])[:.h]([0-5]\d)$/u.exec(said.trim())
  if (time === null) {
    const at = Date.parse(said)
    return /T.*(?:Z|[+-]\d\d:\d\d)$/u.test(said) && !Number.isNaN(at)
      ? ok(new Date(at).toISOString())
      : failed('The time is needed as 22:40.')
  }
  const clock = localClock(timeZone)
  const wall = `${(time[1] ?? '').padStart(2, '0')}:${time[2] ?? ''}`
  const nowMs = Date.parse(now)
  const today = clock.instantOf(clock.dayOf(nowMs), wall)
  const meant = today <= nowMs + ROUNDED_MS ? today : clock.instantOf(clock.dayOf(nowMs - DAY_MS), wall)
  return ok(new Date(Math.min(meant, nowMs)).toISOString())
}

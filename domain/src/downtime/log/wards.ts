import { ID, INSTANT, check } from '../../field-checks.ts'
import type { Check } from '../../field-checks.ts'

/** Where in the care log something stands. */
export interface EntryPlace {
  readonly n: number
  /** UTC ISO 8601. */
  readonly at: string
}

/** A name or a short note; the longest that a form takes. */
export const MAX_CARE_TEXT_CHARS = 2_000

/** A text of a person: not empty, no longer than the limit. */
export const CARE_TEXT = check(
  `a text of at most ${MAX_CARE_TEXT_CHARS} characters`,
  (value) => typeof value === 'string' && value.trim() !== '' && value.length <= MAX_CARE_TEXT_CHARS,
)

/** What a ward works from. */
export type WardEvent = PacketHandedOver | PaperDeclared | ScreenResumed

/** Somebody of the ward took the packet in hand. */
export interface PacketHandedOver {
  readonly type: 'PacketHandedOver'
  readonly ward: string
  readonly firstSerial: string
  readonly receivedBy: string
}

/** The ward says that from then on paper is its record: the copy prints no order and no grid for it any more. */
export interface PaperDeclared {
  readonly type: 'PaperDeclared'
  readonly ward: string
  /** UTC ISO 8601. */
  readonly since: string
  readonly signedBy: string
}

/** The ward works on screen again. */
export interface ScreenResumed {
  readonly type: 'ScreenResumed'
  readonly ward: string
  /** UTC ISO 8601. */
  readonly since: string
  readonly signedBy: string
}

/** What each event of wards holds. */
export const WARD_FIELDS: Readonly<Record<WardEvent['type'], Readonly<Record<string, Check>>>> = {
  PacketHandedOver: { ward: ID, firstSerial: ID, receivedBy: CARE_TEXT },
  PaperDeclared: { ward: ID, since: INSTANT, signedBy: CARE_TEXT },
  ScreenResumed: { ward: ID, since: INSTANT, signedBy: CARE_TEXT },
}

/** Whether an event is one of wards. */
export const isWardEvent = (event: { readonly type: string }): event is WardEvent =>
  Object.hasOwn(WARD_FIELDS, event.type)

/** What a ward works from, and since when, by whose signature. A ward of which nothing was said is not in the map: on screen. */
export interface WardStanding {
  readonly state: 'packet-out' | 'paper' | 'back-on-screen'
  /** UTC ISO 8601: as signed; of a packet when it was said. */
  readonly since: string
  readonly signedBy: string
  /** Entry of the care log that says so. */
  readonly entry: number
  /** The packet last handed over; null: none was. */
  readonly firstSerial: string | null
}

/** Standing of wards by id. */
export type WardsState = ReadonlyMap<string, WardStanding>

/** Nothing was said of any ward. */
export const EMPTY_WARDS: WardsState = new Map()

/** The standing of wards after one more entry. A packet handed over to a ward on paper leaves paper the record. */
export function evolveWards(state: WardsState, event: WardEvent, { n, at }: EntryPlace): WardsState {
  const before = state.get(event.ward)
  const next = new Map(state)
  if (event.type === 'PacketHandedOver') {
    const { firstSerial } = event
    next.set(
      event.ward,
      before?.state === 'paper'
        ? { ...before, firstSerial }
        : { state: 'packet-out', since: at, signedBy: event.receivedBy, entry: n, firstSerial },
    )
  } else {
    next.set(event.ward, {
      state: event.type === 'PaperDeclared' ? 'paper' : 'back-on-screen',
      since: event.since,
      signedBy: event.signedBy,
      entry: n,
      firstSerial: before?.firstSerial ?? null,
    })
  }
  return next
}

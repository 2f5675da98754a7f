import type {
  FeedAllergy,
  FeedAppointment,
  FeedDose,
  FeedDrugOrder,
  FeedNumber,
  FeedPlace,
  FeedRequest,
  FeedResult,
} from './messages.ts'

/** What the messages of the feeds add up to. Changed in place by `applyMessage`: a feed has hundreds of thousands. */
export interface FeedState {
  /** By the number that counts, see `numberKey`. */
  readonly patients: Map<string, FeedPatient>
  /** Retired number to the number it was merged into; chains are followed, nothing is ever taken out. */
  readonly aliases: Map<string, string>
  /** By number of the appointment. */
  readonly appointments: Map<string, HeldAppointment>
  readonly notes: FeedNote[]
  /** Notes beyond those kept. */
  notesLost: number
}

/** What was odd about a message; it was applied as far as it goes. Nothing of a patient but the number is in it. */
export interface FeedNote {
  readonly receivedAt: string
  readonly code:
    | 'no-number'
    | 'nobody-to-merge'
    | 'merge-in-a-circle'
    | 'move-without-visit'
    | 'stay-not-begun-here'
    | 'second-stay-open'
    | 'nothing-to-cancel'
    | 'order-without-number'
    | 'order-not-known'
    | 'prior-place-differs'
    | 'moved-by-update'
    | 'event-not-applied'
  readonly number: string | null
}

/** One patient. */
export interface FeedPatient {
  readonly number: FeedNumber
  numbers: readonly FeedNumber[]
  family: string | null
  given: string | null
  bornOn: string | null
  sex: string | null
  language: string | null
  deceased: boolean
  visit: HeldVisit | null
  /** The stay that ended last, for a discharge that is cancelled. */
  lastVisit: HeldVisit | null
  readonly allergies: Map<string, FeedAllergy>
  readonly orders: Map<string, HeldOrder>
  readonly doses: Map<string, FeedDose>
  readonly results: Map<string, FeedResult>
  /** Requests that are open: one that is stopped or answered by a final result is taken out. */
  readonly requests: Map<string, FeedRequest>
}

/** A stay. */
export interface HeldVisit {
  number: FeedNumber | null
  patientClass: string
  place: FeedPlace | null
  /** Places before this one, the last one last. */
  priorPlaces: readonly FeedPlace[]
  doctor: string | null
  admittedAt: string | null
  /** Expected, not here yet. */
  expected: boolean
  onLeave: boolean
}

/** A drug order as it stands. */
export interface HeldOrder {
  order: FeedDrugOrder
  status: 'active' | 'on-hold' | 'stopped' | 'completed'
  /** Number of the stay that it was given in. */
  readonly visit: string | null
  readonly since: string
  /** It ended because the stay did. */
  endedWithStay: boolean
}

/** An appointment as it stands. */
export interface HeldAppointment extends FeedAppointment {
  /** Key of the patient. */
  readonly patient: string
}

/** Notes kept one by one; more are counted. */
const MAX_NOTES = 10_000

/** Nothing came yet. */
export function emptyFeedState(): FeedState {
  return { patients: new Map(), aliases: new Map(), appointments: new Map(), notes: [], notesLost: 0 }
}

/** Authority and number: the same number of two authorities is two patients. */
export function numberKey({ authority, value }: FeedNumber): string {
  return `${authority}|${value}`
}

/** Key of a stay among the orders; null: it has no number. */
export function visitKey(stay: HeldVisit): string | null {
  return stay.number === null ? null : numberKey(stay.number)
}

/** The number that counts among those of a patient: the first of type MR or PI, else the first; undefined: there is none. */
export function mainNumber(numbers: readonly FeedNumber[]): FeedNumber | undefined {
  return numbers.find(({ type }) => type === 'MR' || type === 'PI') ?? numbers[0]
}

/** The key that a number stands for after all merges. */
export function survivorKey(state: FeedState, key: string): string {
  let here = key
  // A circle cannot arise: `merge` refuses it.
  for (let next = state.aliases.get(here); next !== undefined; next = state.aliases.get(here)) here = next
  return here
}

/** Keeps a note, up to the limit. */
export function note(state: FeedState, one: FeedNote): void {
  if (state.notes.length < MAX_NOTES) state.notes.push(one)
  else state.notesLost += 1
}

/** The patient that a number names, made where it is new. */
export function patientOf(state: FeedState, number: FeedNumber): FeedPatient {
  const key = survivorKey(state, numberKey(number))
  const known = state.patients.get(key)
  if (known !== undefined) return known
  const fresh: FeedPatient = {
    number,
    numbers: [number],
    family: null,
    given: null,
    bornOn: null,
    sex: null,
    language: null,
    deceased: false,
    visit: null,
    lastVisit: null,
    allergies: new Map(),
    orders: new Map(),
    doses: new Map(),
    results: new Map(),
    requests: new Map(),
  }
  state.patients.set(key, fresh)
  return fresh
}

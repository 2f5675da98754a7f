import { failed, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import type { CareState } from './care-state.ts'
import type { WardEvent } from './wards.ts'

/** How far back a signature may set the moment from which paper or screen counts: a weekend that nobody wrote down. */
const MAX_BACK_MS = 72 * 3_600_000
/** Clocks of two computers differ by so much. */
const CLOCKS_APART_MS = 2 * 60_000

/** What somebody says of a ward. `null` as `since`: from now on. */
export type WardSaid =
  /** `firstSerial` null: the packet last written. */
  | { readonly step: 'packet-out'; readonly receivedBy: string; readonly firstSerial: string | null }
  | { readonly step: 'paper'; readonly since: string | null; readonly signedBy: string }
  | { readonly step: 'screen'; readonly since: string | null; readonly signedBy: string }

/** Beside what: the ward, the packet last written for it (null: none) and the clock of the pages. */
export interface WardAround {
  readonly ward: string
  readonly written: string | null
  /** UTC ISO 8601. */
  readonly now: string
}

/** What follows when this is said of a ward. The fault is a sentence. */
export function decideWard(
  state: Pick<CareState, 'wards'>,
  said: WardSaid,
  { ward, written, now }: WardAround,
): Result<WardEvent, string> {
  const before = state.wards.get(ward)
  if (said.step === 'packet-out') {
    const firstSerial = said.firstSerial ?? written
    if (firstSerial === null) return failed('No packet was written for this ward: write it first.')
    return ok({ type: 'PacketHandedOver', ward, firstSerial, receivedBy: said.receivedBy.trim() })
  }
  const since = said.since ?? now
  const wrong = wrongSince(since, now)
  if (wrong !== null) return failed(wrong)
  const signedBy = said.signedBy.trim()
  if (said.step === 'paper') {
    if (before?.state === 'paper')
      return failed(`Paper is the record of this ward already, signed by ${before.signedBy}.`)
    return ok({ type: 'PaperDeclared', ward, since, signedBy })
  }
  if (before === undefined || before.state === 'back-on-screen')
    return failed('This ward is on screen already.')
  if (before.state === 'paper' && Date.parse(since) < Date.parse(before.since))
    return failed('It cannot be back on screen before paper was its record.')
  return ok({ type: 'ScreenResumed', ward, since, signedBy })
}

function wrongSince(since: string, now: string): string | null {
  const ahead = Date.parse(since) - Date.parse(now)
  if (ahead > CLOCKS_APART_MS) return 'That moment is still to come: name one that has passed.'
  return -ahead > MAX_BACK_MS ? 'That moment is more than 72 hours back: name the day as well.' : null
}

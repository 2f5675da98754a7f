import { impact } from '../../estate/index.ts'
import type { CareStanding } from '../../handover/index.ts'
import type { BoardInput } from './board-input.ts'
import { reckoned } from './care-view.ts'

/** How care stands, for the wards: without causes, since names of servers are not for them. Null: no list was imported. */
export function careStanding(input: BoardInput): CareStanding | null {
  const { estate, now } = input
  if (estate === null) return null
  const whole = reckoned(input, estate)
  return {
    kind: 'care-standing',
    at: now,
    care: impact(whole.estate, whole.states).care.map(({ care, site, state, workaround, phone }) => ({
      ...{ care, site, state, workaround, phone },
    })),
  }
}

/** The last export of the record before the attack: 20:31 in the hospital. */
export const COPY_AT = '2021-01-17T19:31:00.000Z'
/** Doses recorded up to here are in the copy: 20:12 in the hospital. Its feed is slower than the others. */
export const GIVEN_UNTIL = '2021-01-17T19:12:00.000Z'
/** Results up to here are in the copy: 20:26 in the hospital. */
export const RESULTS_UNTIL = '2021-01-17T19:26:00.000Z'

const OFFSET_MS = 3_600_000

/** As a FHIR dateTime of the hospital's clocks. All of the drill lies in winter: one hour before UTC. */
export function stamp(at: string): string {
  return new Date(Date.parse(at) + OFFSET_MS).toISOString().replace(/\.\d{3}Z$/, '+01:00')
}

/** An instant some minutes later. */
export function addMinutes(at: string, minutes: number): string {
  return new Date(Date.parse(at) + Math.round(minutes) * 60_000).toISOString()
}

/** The instant of a wall clock time some days before the drill's Sunday (0: that day). */
export function onDay(daysBefore: number, time: string): string {
  return addMinutes(`2021-01-17T${time}:00.000Z`, -60 - daysBefore * 1440)
}

/** The date some days before the drill's Sunday. */
export function dayBefore(days: number): string {
  return new Date(Date.parse('2021-01-17T00:00:00.000Z') - days * 86_400_000).toISOString().slice(0, 10)
}

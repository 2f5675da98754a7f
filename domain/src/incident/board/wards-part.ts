import type { BoardInput, SheetsHeld } from './board-input.ts'
import type { WardsPart } from './views.ts'

/** What is known of the wards' paper from the handovers: the latest packet of each ward; of all others nothing. */
export function wardsPart({ downtime, sheets }: BoardInput): WardsPart {
  const latest = new Map<string, SheetsHeld>()
  for (const held of sheets) {
    const before = latest.get(held.ward)
    if (before === undefined || before.at <= held.at) latest.set(held.ward, held)
  }
  const wards = [...latest.values()]
    .sort((a, b) => a.ward.localeCompare(b.ward))
    .map((held) => ({
      ward: held.ward,
      writtenAt: held.at,
      sheets: held.sheets,
      patients: held.patients ?? null,
      serials:
        held.firstSerial === undefined || held.lastSerial === undefined
          ? null
          : `${held.firstSerial} to ${held.lastSerial}`,
      older:
        held.generation === undefined || downtime?.generation === undefined
          ? null
          : held.generation < downtime.generation,
    }))
  return {
    copy:
      downtime === null
        ? null
        : {
            asOf: downtime.asOf,
            takenAt: downtime.takenAt,
            wards: downtime.wards,
            inpatients: downtime.inpatients,
            faults: downtime.faults ?? null,
          },
    wards,
    without: Math.max((downtime?.wards ?? 0) - wards.length, 0),
  }
}

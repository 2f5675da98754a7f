import type { WardPacket } from '@codedark/domain/downtime'
import type { Printer } from './fonts.ts'
import { localTime } from './local-time.ts'
import type { SheetSetting } from './medication-sheet.ts'

/** What the sheets of a packet are set with; serials run on from its first. */
export function settingOf(packet: WardPacket, printer: Printer): SheetSetting {
  let next = packet.firstSerial
  return {
    header: packet.header,
    time: localTime(packet.header.timeZone),
    printedAt: packet.printedAt,
    printer,
    serial: () => `${packet.serialPrefix}${String(next++).padStart(6, '0')}`,
    ...markOf(packet, null),
  }
}

/** As `setting`, where a reprint names the sheet of this patient that it stands in place of. */
export function forPatient(setting: SheetSetting, packet: WardPacket, patient: string): SheetSetting {
  return packet.reprint === undefined ? setting : { ...setting, ...markOf(packet, patient) }
}

/** A second sheet beside one that doses were written on: whoever gives by both gives twice. */
function markOf({ header, reprint }: WardPacket, patient: string | null): Pick<SheetSetting, 'mark'> {
  if (reprint === undefined) return {}
  const { orders, patients } = header.asOf
  const asOf = orders ?? patients
  const of = asOf === null ? 'AS-OF TIME NOT KNOWN' : `AS OF ${localTime(header.timeZone).full(asOf)}`
  const replaced = (patient === null ? undefined : reprint.byPatient[patient]) ?? reprint.replaces
  return { mark: `REPRINT – ${of}, NOT FOR GIVING. Printed in place of ${replaced}` }
}

import type { Hospital } from '../hospital.ts'
import type { Night, ServerNight } from '../night.ts'
import { addSeconds } from '../night.ts'
import type { Random } from '../random.ts'
import { logon } from './noise.ts'
import { draft, type Draft } from './record.ts'

/** The domain controller that gives the tickets, and the account and address of the inventory that goes round. */
export const TICKETS_FROM = 'srv-dir-01'
const ACCOUNT = 'svc.assets'
const ADDRESS = '10.41.0.5'
const ROUNDS_FROM = '2021-01-13T12:00:00.000Z'

/** The inventory comes to each server every few hours: both the server and the domain controller write it down. */
export function visitTimes(one: ServerNight, random: Random): readonly string[] {
  const times: string[] = []
  let at = addSeconds(ROUNDS_FROM, random.between(0, 5 * 3600))
  while (at < one.isolatedAt) {
    times.push(at)
    at = addSeconds(at, random.between(4 * 3600, 7 * 3600))
  }
  return times
}

/** What the visited server writes. */
export function visitsSeen(
  times: readonly string[],
  windowsDomain: string,
  random: Random,
): readonly Draft[] {
  return times.map((at) => logon(at, { user: ACCOUNT, windowsDomain, type: 3, from: ADDRESS }, random))
}

/** What the domain controller writes of all of them (4769): the ticket is a moment older than the logon. */
export function ticketsGiven(
  hospital: Hospital,
  night: Night,
  timesOf: (one: ServerNight) => readonly string[],
): readonly Draft[] {
  return night.servers
    .filter(({ server }) => server.platform === 'windows')
    .flatMap((one) =>
      timesOf(one).map((at) =>
        draft('security', 4769, addSeconds(at, -0.2), [
          ['TargetUserName', `${ACCOUNT}@${hospital.windowsDomain}`],
          ['TargetDomainName', hospital.windowsDomain],
          ['ServiceName', `${one.server.id.toUpperCase()}$`],
          ['TicketOptions', { type: 'hex32', value: 0x40810000 }],
          ['TicketEncryptionType', { type: 'hex32', value: 0x12 }],
          ['IpAddress', `::ffff:${ADDRESS}`],
          ['IpPort', 50_000],
          ['Status', { type: 'hex32', value: 0 }],
        ]),
      ),
    )
}

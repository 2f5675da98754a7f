import { sayInstant } from './instant.ts'
import { ARRIVAL_MS } from './limits.ts'
import type { ContactSpan } from './traces.ts'
import type { Arrival } from './verdict.ts'

/** One finding that moved a verdict, as far as it tells how somebody came there. */
export interface EvidencePoint {
  readonly at: string
  readonly eventId: number
  /** Where from, where the record of the finding says so itself (5140, 5145, 4624, 4625); else empty. */
  readonly from: string
  readonly account: string
}

/** A contact with a server that another server’s log tells of. */
export interface ContactFromElsewhere {
  /** The server that acted. */
  readonly by: string
  readonly at: string
  readonly account: string
}

/** The clocks of two machines and the order of two records may differ by this much. */
const NEAR_MS = 5_000

/** All that may tell how somebody came to one server. */
export interface ArrivalInput {
  /** The server that was reached: it was not reached from itself, whatever a tunnel makes its own log say. */
  readonly server: string
  readonly points: readonly EvidencePoint[]
  readonly spans: readonly ContactSpan[]
  readonly elsewhere: readonly ContactFromElsewhere[]
  /** The server behind an address or a name; null: none of ours. */
  readonly serverOf: (name: string) => string | null
}

/**
 * How somebody came there: read from the record of the first evidence where it names the source; else inferred from the
 * contact that began last before it, within a quarter of an hour, those with an administrator's rights first. Null where
 * nothing tells; a contact of the server with itself does not.
 */
export function arrivalOf(input: ArrivalInput): Arrival | null {
  const point = input.points.toSorted(
    (a, b) => compare(a.at, b.at) || a.eventId - b.eventId || compare(a.from, b.from),
  )[0]
  if (point === undefined) return null
  const how = HOW.get(point.eventId)
  const isOther = (peer: string): boolean => input.serverOf(peer) !== input.server
  if (point.from !== '' && isOther(point.from))
    return told(input, {
      how: how ?? 'logon',
      at: point.at,
      peer: point.from,
      account: point.account,
      basis: 'seen',
    })
  const before = (at: string): boolean => {
    const ms = Date.parse(point.at) - Date.parse(at)
    return ms >= -NEAR_MS && ms <= ARRIVAL_MS
  }
  const span = input.spans
    .filter((one) => isArrival(one) && before(one.firstAt) && isOther(one.peer))
    .toSorted(
      (a, b) =>
        Number(b.elevated) - Number(a.elevated) || compare(b.firstAt, a.firstAt) || compare(a.peer, b.peer),
    )[0]
  if (span !== undefined)
    return told(input, {
      how: how ?? (span.kind === 'desktop' ? 'remote desktop' : 'logon'),
      at: span.firstAt,
      peer: span.peer,
      account: span.account,
      basis: 'inferred',
    })
  const other = input.elsewhere
    .filter((one) => before(one.at))
    .toSorted((a, b) => compare(b.at, a.at) || compare(a.by, b.by))[0]
  if (other === undefined) return null
  return told(input, {
    how: how ?? 'logon',
    at: other.at,
    peer: other.by,
    account: other.account,
    basis: 'inferred',
  })
}

/** Service from another machine: 7045, 4697; task: 4698, 4702; share: 5140, 5145. */
const HOW: ReadonlyMap<number, Arrival['how']> = new Map([
  [7045, 'service'],
  [4697, 'service'],
  [4698, 'task'],
  [4702, 'task'],
  [5140, 'share'],
  [5145, 'share'],
])

/** Whether a span is somebody coming here. */
export function isArrival(span: ContactSpan): boolean {
  return span.kind === 'in' || span.kind === 'desktop'
}

function told(
  { serverOf }: ArrivalInput,
  of: Pick<Arrival, 'how' | 'at' | 'account' | 'basis'> & { readonly peer: string },
): Arrival {
  const server = serverOf(of.peer)
  const from = server ?? of.peer
  const who = of.account === '' ? 'somebody' : of.account
  const way = of.how === 'logon' || of.how === 'remote desktop' ? `by ${of.how}` : `by a ${of.how}`
  const ground =
    of.basis === 'seen'
      ? 'seen in the record'
      : 'inferred from the contact that came before the first evidence'
  return {
    at: of.at,
    from,
    fromServer: server !== null,
    account: of.account,
    how: of.how,
    basis: of.basis,
    text: `It was reached ${way} from ${from} as ${who} at ${sayInstant(of.at)} (${ground}).`,
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

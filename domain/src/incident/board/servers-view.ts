import type { Estate, Server } from '../../estate/index.ts'
import type { ChannelCoverage, ServerVerdict } from '../../triage/index.ts'
import type { BoardInput } from './board-input.ts'
import { inLocalTime, pageHeader } from './header.ts'
import { rescueNow } from './rescue-view.ts'
import { serviceGroups } from './service-groups.ts'
import type { FiveNumbers, SaidOrTested, ServerRow, ServersView } from './views.ts'

/** The channels of the three bars, in their order on the board. */
export const BAR_CHANNELS = [
  'System',
  'Microsoft-Windows-BitLocker/BitLocker Management',
  'Security',
] as const

const NOBODY_SAID: SaidOrTested = { state: 'unknown', confidence: 'unknown', by: null, at: null }
const WORST_FIRST = { hit: 0, suspect: 1, blind: 2, 'no-sign': 3 } as const

/** What to collect first, by role: where most other servers leave their traces. Source: issue "Triage", part 2. */
const TELLING: readonly (readonly [RegExp, string])[] = [
  [/^(ad|dc)\b|directory/i, 'all logons pass here'],
  [/\b(siem|logs?|log collectors?|server monitoring)\b/i, 'may hold copies of other servers’ logs'],
  [/\bbackups?\b/i, 'tells whether the way back exists'],
  [/hypervisor|vcenter|management/i, 'console of the virtual machines'],
  [/\bjump\b/i, 'administrators pass here, attackers too'],
  [/\bfiles?\b/i, 'files are what was encrypted elsewhere'],
]

/** The five numbers; they add up to all servers of the list (of the verdicts, where there is no list). */
export function fiveNumbers(input: BoardInput): FiveNumbers {
  const ids = serverIds(input)
  const verdicts = ids.map((id) => input.verdicts.get(id))
  const count = (test: (verdict: ServerVerdict) => boolean): number =>
    verdicts.filter((verdict) => verdict !== undefined && test(verdict)).length
  const seenByPerson = count((verdict) => verdict.verdict === 'hit' && verdict.seenByPerson)
  const hitByLog = count((verdict) => verdict.verdict === 'hit' && !verdict.seenByPerson)
  const suspect = count((verdict) => verdict.verdict === 'suspect')
  const noSign = count((verdict) => verdict.verdict === 'no-sign')
  const total = ids.length
  // Whatever is none of the four is not known, a server without any verdict included.
  return {
    seenByPerson,
    hitByLog,
    suspect,
    noSign,
    notKnown: total - seenByPerson - hitByLog - suspect - noSign,
    total,
  }
}

/** GET /api/servers: every server of the list, worst first, then by name. */
export function serversView(input: BoardInput): ServersView {
  const rows = serverIds(input).map((id) => serverRow(input, id))
  rows.sort(
    (a, b) =>
      rank(a) - rank(b) || (a.firstAt ?? '9').localeCompare(b.firstAt ?? '9') || a.id.localeCompare(b.id),
  )
  const open = rescueNow(input).mayBeOpen.servers
  return {
    header: pageHeader(input),
    numbers: fiveNumbers(input),
    firstEvilAt: input.triage?.firstEvilAt ?? null,
    isolationAt: lastIsolationAt(input),
    mayBeOpen: open.length === 0 ? null : { servers: open },
    rows,
    groups: serviceGroups(input),
    collectNext: collectNext(input),
    packs: input.triage?.packs ?? [],
    unassigned: input.triage?.unassigned ?? [],
    triagedAt: input.triage?.at ?? null,
    changed: input.triage?.changed ?? null,
  }
}

/** One row; a server without a verdict is blind and says why. */
export function serverRow(input: BoardInput, id: string): ServerRow {
  const verdict = input.verdicts.get(id)
  const server = input.estate?.servers.find((one) => one.id === id)
  const service = input.estate?.services.find((one) => one.id === server?.service)
  return {
    id,
    names: [...(server?.aliases ?? []), ...(server === undefined || server.ip === '' ? [] : [server.ip])],
    service: server?.service ?? '',
    serviceName: service?.name ?? server?.service ?? 'not on the list of servers',
    site: server?.site ?? '',
    verdict: verdict?.verdict ?? 'blind',
    seenByPerson: verdict?.seenByPerson ?? false,
    encryption: verdict?.encryption ?? 'blind',
    intrusion: verdict?.intrusion ?? 'blind',
    why: inLocalTime(
      verdict?.reasons[0] ?? verdict?.missing[0] ?? 'No log received, nobody has looked.',
      input.now,
      input.timeZone,
    ),
    firstAt: verdict?.firstAt ?? null,
    spreadOrder: verdict?.spreadOrder ?? null,
    connection: input.connections.get(id) ?? NOBODY_SAID,
    power: input.powers.get(id) ?? NOBODY_SAID,
    coverage: BAR_CHANNELS.map((channel) => ({
      channel,
      covered: coverageOf(verdict, channel),
    })),
    marks: (input.triage?.evidence.get(id) ?? []).map(({ time, channel, kind }) => ({
      at: time,
      channel,
      kind,
    })),
    changedAt: input.changedAt.get(id) ?? null,
  }
}

function coverageOf(verdict: ServerVerdict | undefined, channel: string): ChannelCoverage | null {
  const find = (name: string): ChannelCoverage | undefined =>
    verdict?.channels.find((one) => one.channel.toLowerCase() === name.toLowerCase())
  const covered = find(channel)
  if (covered === undefined) return null
  const [, bitlocker] = BAR_CHANNELS
  const last = covered.spans.at(-1)
  // A quiet log that counts as covering reaches as far as System does (triage, `coversWindow`): its bar must say the same.
  const until = find(BAR_CHANNELS[0])?.lastAt ?? covered.lastAt
  if (channel !== bitlocker || !covered.coversWindow || last === undefined || until <= last.until)
    return covered
  return { ...covered, spans: [...covered.spans.slice(0, -1), { from: last.from, until }] }
}

/** All ids that the board speaks of: the list of servers, and hosts of logs where no list was imported. */
export function serverIds(input: BoardInput): readonly string[] {
  if (input.estate === null) return [...input.verdicts.keys()].sort()
  return input.estate.servers.map((server) => server.id)
}

const rank = (row: ServerRow): number => WORST_FIRST[row.verdict] * 2 + (row.seenByPerson ? 0 : 1)

/** When the last server was taken off the network, as far as anybody said; null: nobody did. */
export function lastIsolationAt(input: BoardInput): string | null {
  const instants = [...input.connections.values()].flatMap(({ state, at }) =>
    at !== null && (state === 'isolated' || state === 'off') ? [at] : [],
  )
  return instants.sort().at(-1) ?? null
}

function collectNext(input: BoardInput): ServersView['collectNext'] {
  const { estate } = input
  if (estate === null) return []
  return estate.servers
    .filter((server) => (input.verdicts.get(server.id)?.verdict ?? 'blind') === 'blind')
    .filter((server) => server.os === '' || /windows/i.test(server.os))
    .map((server) => ({ server, telling: telling(input, estate, server) }))
    .sort((a, b) => a.telling.rank - b.telling.rank || a.server.id.localeCompare(b.server.id))
    .slice(0, 7)
    .map(({ server, telling: told }) => ({
      server: server.id,
      service: estate.services.find(({ id }) => id === server.service)?.name ?? server.service,
      reason: told.reason,
    }))
}

/** How much the logs of a blind server would tell: those that other servers' logs point at come first, the more the sooner. */
function telling(input: BoardInput, estate: Estate, server: Server): { rank: number; reason: string } {
  const byRole = tellingRank(estate, server)
  const named = new Set((input.verdicts.get(server.id)?.pointedAtBy ?? []).map(({ by }) => by)).size
  if (named === 0) return byRole
  const others =
    named === 1
      ? 'the log of one other server points at it'
      : `the logs of ${named} other servers point at it`
  return { rank: -named, reason: byRole.rank < TELLING.length ? `${byRole.reason}; ${others}` : others }
}

function tellingRank(estate: Estate, server: Server): { rank: number; reason: string } {
  const name = estate.services.find(({ id }) => id === server.service)?.name ?? ''
  const index = TELLING.findIndex(([pattern]) =>
    [server.role, server.service, name].some((text) => pattern.test(text)),
  )
  const found = TELLING[index]
  return found === undefined
    ? { rank: TELLING.length, reason: 'no log of it was seen' }
    : { rank: index, reason: found[1] }
}

import { ITEM_KIND_WORDS } from '../evidence/kinds.ts'
import type { ItemKind } from '../evidence/kinds.ts'
import type { EvidenceItem } from '../evidence/state.ts'
import { DEMAND_CHANNELS, SEARCH_ANSWER_WORDS, SEARCH_CHANNEL_WORDS } from '../searches/kinds.ts'
import type { SearchChannel } from '../searches/kinds.ts'
import type { SearchStanding } from '../searches/state.ts'
import type { RuleId } from './claims.ts'
import type { ServerFact, StatementFacts } from './facts.ts'
import { factLine, lineOf, outcomeOf } from './outcome.ts'
import type { CheckLine, Outcome } from './outcome.ts'
import { linksCut, recordsAccessible, recordsNotAccessible } from './rules-systems.ts'

/** How long a look into a channel counts, in hours: mail of this morning says nothing of tonight. */
export const CHANNEL_FRESH_HOURS = 12

/** The numbers that a claim states, by the names of its pattern. */
export type ClaimNumbers = Readonly<Record<string, number>>

/** Holds a claim against the facts. Source of each rule: specification of the incident record, table 2.5. */
export function checkRule(rule: RuleId, facts: StatementFacts, numbers: ClaimNumbers): Outcome {
  switch (rule) {
    case 'no-demand':
      return noDemand(facts)
    case 'no-patient-data':
      return noPatientData(facts)
    case 'no-data-stolen':
      return noDataStolen(facts)
    case 'servers-exactly':
      return serversExactly(facts, numbers)
    case 'servers-at-least':
      return serversAtLeast(facts, numbers)
    case 'records-accessible':
      return recordsAccessible(facts)
    case 'records-not-accessible':
      return recordsNotAccessible(facts)
    case 'all-links-cut':
      return linksCut(facts)
    case 'it-issue':
      return itIssue(facts)
    case 'ask-a-person':
      return outcomeOf({ against: [], notLooked: [factLine('No rule checks this claim: a person must.')] })
  }
}

const DEMANDS: readonly ItemKind[] = ['demand', 'threat-to-publish', 'contact-only', 'wrongly-addressed']

function noDemand(facts: StatementFacts): Outcome {
  const { servers, channels, noteSightings } = facts
  const found = DEMAND_CHANNELS.filter((one) => channels.get(one)?.answer === 'found')
  const notOpen = DEMAND_CHANNELS.filter((one) => channelGap(facts, one) !== null)
  const unsearched = servers.filter(({ search }) => search.answer !== 'found' && search.answer !== 'nothing')
  return outcomeOf({
    against: [
      ...itemLines(facts, DEMANDS, 'speaks of a demand or of a way to get in touch'),
      ...lineOf('sighting', noteSightings, {
        ...{ id: ({ server }) => server, entry: ({ entry }) => entry },
        text: (_, names) => `Somebody saw a ransom note on ${names}.`,
      }),
      ...lineOf(
        'server',
        servers.filter(({ search }) => search.answer === 'found'),
        {
          ...{ id: idOf, entry: ({ search }) => search.search?.entry },
          text: (count, names) =>
            `A note was found on ${count} ${count === 1 ? 'server' : 'servers'}: ${names}.`,
        },
      ),
      ...channelLines(facts, found, 'something was found'),
    ],
    held: itemLines(facts, ['third-party-claim'], 'is what somebody outside claims, not verified'),
    notLooked: [
      ...(servers.length === 0 ? [factLine('No server is known, so none was searched.')] : []),
      ...(facts.attackAt === null ? [factLine('When the attack was is not recorded.')] : []),
      ...unsearchedLines(unsearched),
      ...notOpen.map((one) => channelLine(one, channels.get(one), channelGap(facts, one) ?? '')),
      ...itemLines(facts, ['third-party-claim'], 'must be verified first'),
    ],
    holes: {
      searched: servers.length - unsearched.length,
      servers: servers.length,
      channels: notOpen,
    },
  })
}

/** Why a channel does not speak for the time from the attack to now; null: it does. */
function channelGap({ channels, attackAt, now }: StatementFacts, channel: SearchChannel): string | null {
  const standing = channels.get(channel)
  const search = standing?.search ?? null
  if (standing === undefined || search === null) return 'not searched'
  if (standing.answer === 'found') return null
  if (standing.answer !== 'nothing') return SEARCH_ANSWER_WORDS[standing.answer]
  if (search.coversFrom === null) return 'searched, but since when it could be read is not said'
  if (attackAt !== null && Date.parse(search.coversFrom) > Date.parse(attackAt))
    return 'could not be read from the attack on; what came in before is not known'
  if (Date.parse(now) - Date.parse(search.at) > CHANNEL_FRESH_HOURS * 3_600_000)
    return `searched more than ${CHANNEL_FRESH_HOURS} hours ago`
  return null
}

function noPatientData(facts: StatementFacts): Outcome {
  const stores = facts.servers.filter(({ holds }) => holds !== 'none')
  const tagged = stores.filter(({ holds }) => holds === 'patient-data')
  const hit = tagged.filter(({ encryption }) => encryption === 'hit')
  const notSaid = stores.filter(({ holds }) => holds === 'not-said')
  const open = tagged.filter(
    ({ encryption, intrusion }) =>
      encryption !== 'hit' && !(encryption === 'no-sign' && intrusion === 'no-sign'),
  )
  return outcomeOf({
    against: serverLines(
      hit,
      (count, names) =>
        `${count} of ${tagged.length} servers that hold patient data are encrypted: ${names}. Encryption alone is a breach.`,
    ),
    notLooked: [
      ...(facts.listKnown
        ? []
        : [factLine('No list of servers was imported: where patient data lies is not known.')]),
      ...(facts.listKnown && tagged.length === 0
        ? [factLine('The list names no server that holds patient data.')]
        : []),
      ...serverLines(
        open,
        (count, names) =>
          `Of ${count} servers that hold patient data it is not known, or somebody may have been in them: ${names}.`,
      ),
      ...serverLines(
        notSaid,
        (count, names) => `Of ${count} servers nobody said whether they hold patient data: ${names}.`,
      ),
      ...itemLines(
        facts,
        ['data-taken', 'threat-to-publish', 'third-party-claim'],
        'may speak of patient data',
      ),
    ],
    holes: { hit: hit.length, stores: tagged.length },
  })
}

function noDataStolen(facts: StatementFacts): Outcome {
  const logs = facts.channels.get('outgoing-logs')
  const search = logs?.search ?? null
  const unclear = facts.servers.filter(({ intrusion }) => intrusion === 'blind' || intrusion === 'suspect')
  const cutAt = allCutAt(facts)
  const covers = (): readonly CheckLine[] => {
    if (search === null || logs?.answer !== 'nothing')
      return [factLine('The logs of what left the network were not searched.')]
    const from = facts.firstAccessAt
    if (from === null) return [factLine('When somebody first was in is not known.')]
    if (search.coversFrom === null || Date.parse(search.coversFrom) > Date.parse(from))
      return [
        factLine('The logs of what left the network do not reach back to the first known access.', [
          search.entry,
        ]),
      ]
    if (cutAt === null) return [factLine('Not every link is cut and tested: data may still leave.')]
    return Date.parse(search.at) < Date.parse(cutAt)
      ? [
          factLine('The logs of what left the network were searched before the links were cut.', [
            search.entry,
          ]),
        ]
      : []
  }
  return outcomeOf({
    against: [
      ...itemLines(facts, ['data-taken'], 'shows that data was taken'),
      ...(logs?.answer === 'found' ? channelLines(facts, ['outgoing-logs'], 'something was found') : []),
    ],
    notLooked: [
      ...covers(),
      ...(facts.servers.length === 0 ? [factLine('No server is known.')] : []),
      ...serverLines(unclear, (count, names) => `Who was in ${count} servers is not known: ${names}.`),
      ...itemLines(facts, ['threat-to-publish', 'third-party-claim'], 'claims it; nobody has verified it'),
    ],
  })
}

/** Since when every link is cut and tested; null: not every one is. */
function allCutAt({ links }: StatementFacts): string | null {
  if (
    links === null ||
    links.length === 0 ||
    links.some(({ state, since }) => state !== 'tested-cut' || since === null)
  )
    return null
  return (
    links.flatMap(({ since }) => since ?? []).toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null
  )
}

interface Counts {
  readonly hit: readonly ServerFact[]
  readonly open: readonly ServerFact[]
  readonly total: number
  /** Names that only logs, people or searches know: the board's numbers are those of the list. */
  readonly beside: readonly ServerFact[]
  readonly holes: Outcome['holes']
}

/** The numbers of the board: all servers, those hit, those of which it is not settled. */
function countsOf(facts: StatementFacts): Counts {
  const { listKnown } = facts
  const servers = boardServers(facts)
  const beside = listKnown ? facts.servers.filter(({ listed }) => !listed) : []
  const hit = servers.filter(({ verdict }) => verdict === 'hit')
  const open = servers.filter(({ verdict }) => verdict === 'suspect' || verdict === 'blind')
  const holes = { hit: hit.length, servers: servers.length, unknown: open.length }
  return { hit, open, beside, total: servers.length, holes }
}

/** The servers that the board counts: those of the list, where there is one. */
export const boardServers = ({ servers, listKnown }: StatementFacts): readonly ServerFact[] =>
  listKnown ? servers.filter(({ listed }) => listed) : servers

function serversExactly(facts: StatementFacts, { n, m }: ClaimNumbers): Outcome {
  const { hit, open, beside, total, holes } = countsOf(facts)
  const low = n !== undefined && n < hit.length
  const high = n !== undefined && n > hit.length + open.length
  return outcomeOf({
    against:
      total === 0
        ? []
        : [
            ...(low || high
              ? serverLines(
                  hit,
                  (count) => `The board has ${count} hit, the draft ${n}.`,
                  factLine(`The board has none hit, the draft ${n}.`),
                )
              : []),
            ...(m !== undefined && m !== total
              ? [factLine(`The board has ${total} servers, the draft ${m}.`)]
              : []),
          ],
    held: serverLines(hit, (count) => `The board has ${count} of ${total} hit.`),
    notLooked: [
      ...(facts.listKnown && total > 0
        ? []
        : [factLine('No list of servers was imported: how many there are is not known.')]),
      ...(n === undefined || m === undefined
        ? [factLine('The draft states no two numbers that could be read.')]
        : []),
      ...serverLines(open, (count, names) => `${count} servers are suspect or were not looked at: ${names}.`),
      ...serverLines(
        beside,
        (count, names) =>
          `${count} ${count === 1 ? 'name' : 'names'} in logs or reports fit no server of the list: ${names}.`,
      ),
    ],
    holes,
  })
}

/** A number that may only grow needs no more than as many as are found. */
function serversAtLeast(facts: StatementFacts, { n, m }: ClaimNumbers): Outcome {
  const { hit, open, total, holes } = countsOf(facts)
  const beyond = n === undefined || n > hit.length
  return outcomeOf({
    against: [
      ...(total > 0 && m !== undefined && m !== total
        ? [factLine(`The board has ${total} servers, the draft ${m}.`)]
        : []),
      ...(n !== undefined && n > hit.length + open.length
        ? [factLine(`The board has at most ${hit.length + open.length}, the draft at least ${n}.`)]
        : []),
    ],
    held: serverLines(hit, (count) => `The board has ${count} of ${total} hit.`),
    notLooked: [
      ...(facts.listKnown && total > 0
        ? []
        : [factLine('No list of servers was imported: how many there are is not known.')]),
      ...(beyond || m === undefined
        ? [factLine(`The board has ${hit.length} hit, the draft ${n ?? 'no number'}.`)]
        : []),
    ],
    holes,
  })
}

function itIssue(facts: StatementFacts): Outcome {
  const hit = facts.servers.filter(({ verdict }) => verdict === 'hit')
  const open = facts.servers.filter(({ verdict }) => verdict === 'suspect' || verdict === 'blind')
  const malicious: readonly ItemKind[] = [...DEMANDS, 'data-taken', 'encryption', 'backup-hit']
  return outcomeOf({
    against: [
      ...serverLines(hit, (count, names) => `${count} servers are hit: ${names}.`),
      ...itemLines(facts, malicious, 'shows an attack'),
      ...lineOf('sighting', facts.noteSightings, {
        ...{ id: ({ server }) => server, entry: ({ entry }) => entry },
        text: (_, names) => `Somebody saw a ransom note on ${names}.`,
      }),
    ],
    notLooked: [
      ...(facts.servers.length === 0 ? [factLine('No server is known, so none was looked at.')] : []),
      ...serverLines(open, (count, names) => `${count} servers are suspect or were not looked at: ${names}.`),
      ...itemLines(facts, ['third-party-claim', 'sighting'], 'must be looked into first'),
    ],
  })
}

const idOf = ({ id }: { readonly id: string }): string => id

function serverLines(
  servers: readonly ServerFact[],
  text: (count: number, names: string) => string,
  none?: CheckLine,
): readonly CheckLine[] {
  if (servers.length === 0 && none !== undefined) return [none]
  return lineOf('server', servers, { id: idOf, entry: ({ entry }) => entry, text })
}

function unsearchedLines(servers: readonly ServerFact[]): readonly CheckLine[] {
  const cannot = servers.filter(({ search }) => search.answer === 'cannot')
  const before = servers.filter(({ search }) => search.answer === 'not-searched' && search.onlyBefore)
  const not = servers.filter((one) => !cannot.includes(one) && !before.includes(one))
  return [
    ...serverLines(
      not,
      (count, names) =>
        `${count} ${count === 1 ? 'server was' : 'servers were'} not searched for notes: ${names}.`,
    ),
    ...serverLines(before, (count, names) => `${count} were searched before the attack only: ${names}.`),
    ...serverLines(cannot, (count, names) => `${count} cannot be searched: ${names}.`),
  ]
}

function itemLines(facts: StatementFacts, kinds: readonly ItemKind[], says: string): readonly CheckLine[] {
  return facts.items
    .filter(({ kind }) => kinds.includes(kind))
    .map((item) => ({
      ...{ kind: 'item', ids: [item.item], entries: [item.entry] },
      text: `${item.item} (${ITEM_KIND_WORDS[item.kind]}${onServers(item)}) ${says}.`,
    }))
}

const onServers = ({ servers }: EvidenceItem): string =>
  servers.length === 0 ? '' : `, ${servers.join(', ')}`

const channelLines = (
  { channels }: StatementFacts,
  found: readonly SearchChannel[],
  text: string,
): readonly CheckLine[] => found.map((one) => channelLine(one, channels.get(one), text))

const channelLine = (
  channel: SearchChannel,
  standing: SearchStanding | undefined,
  text: string,
): CheckLine => ({
  ...{ kind: 'channel', ids: [channel], entries: standing?.search ? [standing.search.entry] : [] },
  text: `${SEARCH_CHANNEL_WORDS[channel]}: ${text}.`,
})

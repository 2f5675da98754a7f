import { localTime } from '../board/header.ts'
import type { MarkName } from '../board/views.ts'
import type { TextRef } from '../event-head.ts'
import {
  LINK_CONDITIONS,
  LINK_CONDITION_WORDS,
  LINK_KIND_WORDS,
  LINK_METHOD_WORDS,
  RELEASE_CONDITION_WORDS,
} from './kinds.ts'
import type { LinkCounts, LinkRow, LinksPart, ReleaseRow } from './part.ts'
import { conditionsNow, linkStanding } from './standing.ts'
import type { LinkStanding, LinkStateWord } from './standing.ts'
import type { LinkFact, LinkRecord, LinksState, ProbeHeld, ReleaseHeld } from './state.ts'
import { addressText, readLinkWords } from './words.ts'
import type { LinkWords } from './words.ts'

/** What is needed of the board to say how links are. `textOf`: null where a text is taken out or missing. */
export interface LinksInput {
  readonly state: LinksState
  readonly textOf: (ref: TextRef) => string | null
  readonly now: string
  readonly timeZone: string
  /** Verdict of a server now, in words; for releases. */
  readonly verdictOf: (server: string) => string | null
}

/** What the record holds of links and releases, for the board. */
export function linksPart(input: LinksInput): LinksPart {
  const { register, links, releases } = input.state
  const rows = [...links.values()].map((record) => linkRow(record, input))
  const ranked = rows.toSorted((one, other) => rank(one) - rank(other) || one.id.localeCompare(other.id))
  return {
    register: register && {
      importedAt: register.importedAt,
      links: register.links,
      faults: register.faults,
    },
    counts: countsOf(rows),
    rows: ranked,
    releases: [...releases].map(([server, held]) => releaseRow(server, held, input)),
  }
}

function countsOf(rows: readonly LinkRow[]): LinkCounts {
  const listed = rows.filter((row) => row.listed)
  const count = (test: (row: LinkRow) => boolean): number => listed.filter(test).length
  return {
    total: listed.length,
    contradicted: count((row) => row.state === 'open' && row.alarm !== null),
    saidCut: count((row) => row.state === 'said-cut'),
    testedCut: count((row) => row.state === 'tested-cut'),
    open: count((row) => row.state === 'open' && row.looked),
    notLooked: count((row) => row.state === 'open' && !row.looked),
    reopened: count((row) => row.state === 'reopened'),
  }
}

/** A cut that does not hold, said and not tested, a watch that is over, open, not looked, reopened, tested. */
function rank(row: LinkRow): number {
  if (row.state === 'open' && row.alarm !== null) return 0
  if (row.state === 'said-cut') return 1
  if (row.watch?.over === true) return 2
  if (row.state === 'open') return row.looked ? 3 : 4
  return row.state === 'reopened' ? 5 : 6
}

const MARKS: Readonly<Record<LinkStateWord, MarkName>> = {
  open: 'hit',
  'said-cut': 'said',
  'tested-cut': 'tested',
  reopened: 'suspect',
}

const WORDS: Readonly<Record<LinkStateWord, string>> = {
  open: 'open',
  'said-cut': 'said cut, not tested',
  'tested-cut': 'cut and tested',
  reopened: 'reopened',
}

const NO_WORDS: LinkWords = {
  purpose: '[text not there]',
  care: [],
  needs: [],
  helps: [],
  owner: '',
  phone: '',
  workaround: '',
  addresses: [],
}

function linkRow(record: LinkRecord, input: LinksInput): LinkRow {
  const standing = linkStanding(record)
  const said = saidBy(input)
  const words = readLinkWords(input.textOf(record.words)) ?? NO_WORDS
  const looked = standing.fact !== null
  return {
    id: record.link,
    kind: LINK_KIND_WORDS[record.kind],
    partner: said(record.partner),
    purpose: words.purpose,
    care: words.care,
    services: [...words.needs, ...words.helps],
    owner: words.owner,
    phone: words.phone,
    workaround: words.workaround,
    addresses: words.addresses.map(addressText),
    listed: record.listed,
    state: standing.state,
    looked,
    mark: looked ? MARKS[standing.state] : 'blind',
    words: looked ? WORDS[standing.state] : 'open as listed, nobody has looked',
    because: standing.fact === null ? '' : factWords(standing.fact, input),
    alarm: alarmOf(record, standing, input),
    probe: record.lastProbe === null ? null : probeWords(record.lastProbe, input),
    agreed: agreedWords(record, input),
    conditions: conditionRows(record, input),
    ...reopeningOf(record, standing, input),
    changedAt: record.changedAt,
  }
}

const saidBy =
  ({ textOf }: LinksInput) =>
  (ref: TextRef | null): string =>
    ref === null ? '[no name]' : (textOf(ref) ?? '[text not there]')

const timeOf = (at: string, { now, timeZone }: LinksInput): string => localTime(at, now, timeZone)

function factWords(fact: LinkFact, input: LinksInput): string {
  const when = timeOf(fact.at, input)
  if (fact.how === 'probed') return `connected to from here ${when}`
  if (fact.how === 'signed') return `two people signed, ${when}`
  const how = fact.method === null ? '' : `, ${LINK_METHOD_WORDS[fact.method]}`
  const who = saidBy(input)(fact.by)
  return fact.how === 'tested' ? `tested by ${who} ${when}${how}` : `${who} says so, ${when}${how}`
}

function alarmOf(record: LinkRecord, standing: LinkStanding, input: LinksInput): string | null {
  const { state, contradicts, fact } = standing
  if (state === 'open' && contradicts !== null && fact !== null) {
    const cut = contradicts.how === 'tested' ? 'was tested as cut' : 'was said to be cut'
    return `NOT cut: ${factWords(fact, input)}, although it ${cut} ${timeOf(contradicts.at, input)}.`
  }
  if (state === 'said-cut' && contradicts !== null)
    return `It was found open after an earlier cut; nobody has tested this one.`
  if (state === 'reopened' && watchIsOver(record, input))
    return `The watch was until ${timeOf(record.reopening?.watchUntil ?? input.now, input)}; nobody has said that it was quiet.`
  const probe = record.lastProbe
  const after = probe !== null && (fact === null || Date.parse(probe.at) >= Date.parse(fact.at))
  if (state !== 'open' && state !== 'reopened' && after && probe.refused > 0 && probe.connected === 0)
    return 'Something on the way answered and refused: the way may be open. Test it from both ends.'
  return null
}

function probeWords(probe: ProbeHeld, input: LinksInput): string {
  const { connected, refused, silent, notTried } = probe
  const tried = connected + refused + silent + notTried
  const lead = `Tried ${timeOf(probe.at, input)} from ${saidBy(input)(probe.from)}:`
  if (connected > 0) return `${lead} ${connected} of ${tried} addresses could be connected to.`
  const parts = [
    silent > 0 ? `${silent} of ${tried} not reachable from this laptop` : '',
    refused > 0 ? `${refused} answered and refused` : '',
    notTried > 0 ? `${notTried} could not be tried` : '',
  ].filter((part) => part !== '')
  return `${lead} ${parts.join(', ')}. It says nothing of other places, so it is no test.`
}

function agreedWords({ agreed }: LinkRecord, input: LinksInput): string | null {
  if (agreed === null) return null
  const { careLost } = agreed
  const cost =
    careLost === null
      ? 'what care it costs could not be reckoned'
      : `reckoned then: ${careLost.down} lines of care down, ${careLost.onPaper} to paper, ${careLost.limited} limited, ${careLost.notReckoned} not known`
  return `${saidBy(input)(agreed.by)} agreed ${timeOf(agreed.at, input)}; ${cost}.`
}

function conditionRows(record: LinkRecord, input: LinksInput): LinkRow['conditions'] {
  const held = conditionsNow(record)
  return LINK_CONDITIONS.map((id) => {
    const one = held.get(id) ?? null
    const words = LINK_CONDITION_WORDS[id]
    if (one === null) return { id, words, state: 'not said', because: '' }
    const text = one.text === null ? '' : `: ${saidBy(input)(one.text)}`
    const because = `${saidBy(input)(one.by)}, ${timeOf(one.at, input)}${text}`
    return { id, words, state: one.met ? 'met' : 'not met', because }
  })
}

function watchIsOver({ reopening }: LinkRecord, { now }: LinksInput): boolean {
  return (
    reopening !== null && reopening.watchEnded === null && Date.parse(reopening.watchUntil) <= Date.parse(now)
  )
}

function reopeningOf(
  record: LinkRecord,
  { state }: LinkStanding,
  input: LinksInput,
): Pick<LinkRow, 'reopened' | 'watch'> {
  const { reopening } = record
  if (reopening === null || state !== 'reopened') return { reopened: null, watch: null }
  const said = saidBy(input)
  const closer = said(reopening.closer)
  const signed = `Signed by ${said(reopening.firstName)} and ${said(reopening.secondName)} ${timeOf(reopening.at, input)}; ${closer} closes it again.`
  if (reopening.watchEnded !== null) {
    const { by, at } = reopening.watchEnded
    return { reopened: `${signed} The watch was quiet, says ${said(by)} ${timeOf(at, input)}.`, watch: null }
  }
  return {
    reopened: signed,
    watch: { until: reopening.watchUntil, over: watchIsOver(record, input), closer },
  }
}

function releaseRow(server: string, held: ReleaseHeld, input: LinksInput): ReleaseRow {
  const said = saidBy(input)
  const ticked = held.conditions.map((one) => RELEASE_CONDITION_WORDS[one]).join(', ')
  const then =
    held.verdict === null
      ? 'no verdict'
      : held.verdict === 'no-sign'
        ? 'no sign in what was searched'
        : held.verdict
  const signed = `${said(held.firstName)} and ${said(held.secondName)} ${timeOf(held.at, input)}: ${said(held.reason)} (${ticked}; verdict then: ${then}). ${said(held.closer)} takes it off again.`
  const { withdrawn } = held
  const now = input.verdictOf(server)
  const worse = (now === 'hit' || now === 'suspect') && now !== held.verdict
  const over = Date.parse(held.watchUntil) <= Date.parse(input.now)
  return {
    server,
    stands: withdrawn === null,
    because:
      withdrawn === null
        ? signed
        : `Withdrawn ${timeOf(withdrawn.at, input)}: ${said(withdrawn.reason)}. Before that: ${signed}`,
    alarm:
      withdrawn === null && worse
        ? `It is ${now} now, and was released as ${then}. Take it off again?`
        : null,
    watchUntil: held.watchUntil,
    watchOver: over,
  }
}

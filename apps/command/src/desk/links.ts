import type { Who } from './commands.ts'
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import {
  cutCostView,
  linksPart,
  linksView,
  type BoardInput,
  type CutCostView,
  type LinksPart,
  type LinksView,
} from '@codedark/domain/board'
import {
  describeLinkFault,
  linkStanding,
  parseLinks,
  readLinkWords,
  writeLinkWords,
  type IncidentCommand,
  type LinkAddress,
  type LinkCommand,
  type LinkNeed,
} from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import { readSettings, systemTimeZone } from '@codedark/files'
import { tryAddresses, type TriedAddress } from '@codedark/probe'
import type { CommandLedger } from '../tasks/ledger/index.ts'
import type { OpenedCommand } from './open-command.ts'
import { heldFile } from './held.ts'
import { estateOf } from '../tasks/estate/index.ts'
import { notRecorded } from './sentences.ts'

/** The largest register that is read, in bytes: 2,000 links of 2,000 characters. */
const REGISTER_BYTES_MAX = 8 * 1024 * 1024

/** What a probe of some links came to. */
export interface Probed {
  /** The first of its entries, from 1. */
  readonly entry: number
  /** Entries, one for each link that has addresses, as numbers from 1. */
  readonly entries: readonly {
    readonly link: string
    readonly entry: number
    readonly connected: boolean
    readonly sentence: string
  }[]
  /** Links of which the register has no address: nothing was tried. */
  readonly without: readonly string[]
}

/** The text of a commitment; null where it is taken out or missing. */
function textReader(ledger: CommandLedger) {
  return ({ commitment }: { readonly commitment: string }): string | null => {
    const found = ledger.textOf(commitment)
    return found.state === 'present' ? found.text : null
  }
}

/** What the board shows of links and releases. */
export function linksHeld(
  ledger: CommandLedger,
  at: { readonly now: string; readonly timeZone: string },
): LinksPart {
  const state = ledger.state()
  return linksPart({
    ...at,
    state: state.links,
    textOf: textReader(ledger),
    verdictOf: (server) => state.servers.get(server)?.verdict?.verdict ?? null,
  })
}

/** What the board may ask and do about links: each record resolves when its entry is synced; refusals are sentences. */
export interface LinksDesk {
  view(): LinksView
  /** Null for a link that is not in the register. */
  cost(link: string): CutCostView | null
  record(command: LinkCommand, who: Who): Promise<Result<{ readonly entry: number }, string>>
  /** The cost of the cut as reckoned now is kept with the agreement. */
  agree(
    command: Extract<LinkCommand, { type: 'AgreeToCut' }>,
    who: Who,
  ): Promise<Result<{ readonly entry: number }, string>>
  /** Tries the addresses of these links, or of all; null: all. */
  probe(
    links: readonly string[] | null,
    asked: { readonly from: string; readonly who: Who },
  ): Promise<Result<Probed, string>>
}

/** The desk's part for links. `submit` records on behalf of the board. */
export function linksDesk(
  ledger: CommandLedger,
  input: () => BoardInput,
  submit: (command: IncidentCommand, who: Who) => Promise<Result<{ readonly entry: number }, string>>,
): LinksDesk {
  const cost = (link: string): CutCostView | null =>
    ledger.state().links.links.has(link) ? cutCostView(input(), linkNeeds(ledger), link) : null
  return {
    view: () => linksView(input()),
    cost,
    record: submit,
    agree: (command, who) => {
      const careLost = cost(command.link)?.cost?.lost
      return submit({ ...command, careLost }, who)
    },
    probe: (links, { from, who }) =>
      probeLinks(ledger, { links, from, by: who.account, recordedBy: who.name }),
  }
}

/** What was made of a state of the register: every page reckons care from it, and it changes with its own entries only. */
const needsMade = new WeakMap<object, { readonly takenOut: unknown; readonly needs: readonly LinkNeed[] }>()

/** Of each link the services behind it, and whether it is cut by what anybody said. */
export function linkNeeds(ledger: CommandLedger): readonly LinkNeed[] {
  const { links, takenOut } = ledger.state()
  const kept = needsMade.get(links)
  if (kept !== undefined && kept.takenOut === takenOut) return kept.needs
  const needs = needsOf(ledger)
  needsMade.set(links, { takenOut, needs })
  return needs
}

function needsOf(ledger: CommandLedger): readonly LinkNeed[] {
  const textOf = textReader(ledger)
  return [...ledger.state().links.links.values()].flatMap((record) => {
    const words = readLinkWords(textOf(record.words))
    if (words === null) return []
    const { state, fact } = linkStanding(record)
    const cut = state === 'said-cut' || state === 'tested-cut'
    return [{ id: record.link, needs: words.needs, helps: words.helps, cut, notLooked: fact === null }]
  })
}

/** Which links are to be tried, from where, and who asks. */
export interface ProbeAsked {
  /** Null: all that are listed. */
  readonly links: readonly string[] | null
  readonly from: string
  /** Account that records. */
  readonly by: string
  readonly recordedBy: string
}

/**
 * Tries the addresses that the register has of these links, and no other, and records one entry for each link. Nothing is
 * tried while no incident is open, since then nothing of it could be recorded.
 */
export async function probeLinks(
  ledger: CommandLedger,
  { links, from, by, recordedBy }: ProbeAsked,
): Promise<Result<Probed, string>> {
  const state = ledger.state()
  if (state.incident === null)
    return failed('Not tried: no incident is opened yet, so nothing could be recorded.')
  const held = state.links.links
  const unknown = (links ?? []).filter((id) => !held.has(id))
  if (unknown.length > 0) return failed(`Not tried: not in the register: ${unknown.join(', ')}.`)
  const wanted = [...held.values()].filter((one) => (links === null ? one.listed : links.includes(one.link)))
  if (wanted.length === 0) return failed('Not tried: the register holds no link.')
  const textOf = textReader(ledger)
  const asked = wanted.map((one) => ({
    link: one.link,
    addresses: readLinkWords(textOf(one.words))?.addresses ?? [],
  }))
  const all: LinkAddress[] = asked.flatMap(({ addresses }) => addresses)
  const tried = await tryAllowed(all, state.incident.kind)
  const entries: Probed['entries'][number][] = []
  let next = 0
  for (const { link, addresses } of asked) {
    const own = tried.slice(next, next + addresses.length)
    next += addresses.length
    if (own.length === 0) continue
    const count = (outcome: string): number => own.filter((one) => one.outcome === outcome).length
    const probedAt = new Date().toISOString()
    const done = ledger.submit(
      {
        type: 'RecordProbe',
        link,
        probedAt,
        from,
        connected: count('connected'),
        refused: count('refused'),
        silent: count('silent'),
        notTried: count('not-tried'),
      },
      by,
      recordedBy,
    )
    if (!done.ok) return failed(`${link}: ${notRecorded(done.fault)}`)
    const connected = count('connected') > 0
    entries.push({ link, entry: done.value.from + 1, connected, sentence: ledger.describe(done.value.from) })
  }
  const [first] = entries
  if (first === undefined) return failed('Not tried: the register has no address of these links.')
  return ok({
    entry: first.entry,
    entries,
    without: asked.filter(({ addresses }) => addresses.length === 0).map(({ link }) => link),
  })
}

/** The addresses of a drill are invented: only those of this machine are tried, whatever network it stands in. */
async function tryAllowed(
  addresses: readonly LinkAddress[],
  kind: 'real' | 'drill',
): Promise<readonly TriedAddress[]> {
  if (kind === 'real') return tryAddresses(addresses)
  const own = await tryAddresses(addresses.filter(isOwn))
  let next = 0
  return addresses.map((address): TriedAddress => {
    if (!isOwn(address)) return { address, outcome: 'not-tried' }
    next += 1
    return own[next - 1] ?? { address, outcome: 'not-tried' }
  })
}

const isOwn = ({ host }: LinkAddress): boolean =>
  host === '::1' || host === 'localhost' || /^127(\.\d+){3}$/.test(host)

/** A register as it was taken in. */
export interface RegisterTaken {
  readonly links: number
  /** Whole sentences with their line. */
  readonly faults: readonly string[]
}

/** Reads `links.csv` and records it; faults of lines are told and the rest is taken in. The fault is a sentence. */
export function takeLinks(opened: OpenedCommand, path: string): Result<RegisterTaken, string> {
  let text: string
  try {
    const { size } = statSync(path)
    if (size > REGISTER_BYTES_MAX)
      return failed(`${path}: has ${size} bytes; at most ${REGISTER_BYTES_MAX} are taken.`)
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return failed(`${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`)
  }
  const { folder, keys, ledger } = opened
  const estate = heldFile(folder, keys, 'estate')
  if (!estate.ok) return estate
  const services =
    estate.value === null
      ? undefined
      : new Set(estateOf(estate.value.texts).estate.services.map(({ id }) => id))
  const { links, faults } = parseLinks(text, services)
  const told = faults.map((fault) => `${path}, ${describeLinkFault(fault)}`)
  if (links.length === 0) return failed([`${path}: no link could be read.`, ...told].join('\n'))
  const done = ledger.submit(
    {
      type: 'ImportLinks',
      digest: createHash('sha256').update(text).digest('hex'),
      faults: faults.length,
      links: links.map(({ id, kind, partner, words }) => ({
        link: id,
        kind,
        partner,
        words: writeLinkWords(words),
        addresses: words.addresses.length,
      })),
    },
    'command-line',
  )
  return done.ok ? ok({ links: links.length, faults: told }) : failed(notRecorded(done.fault))
}

/** Links and releases as the command line shows them. */
export function boardLinks({ folder, ledger }: OpenedCommand): LinksPart {
  const settings = readSettings(folder)
  const timeZone = settings.ok ? settings.value.timeZone : systemTimeZone()
  return linksHeld(ledger, { now: new Date().toISOString(), timeZone })
}

/** Records one report. Gives the number of its entry; the fault is a sentence. */
export function recordLinkReport(
  { ledger }: OpenedCommand,
  report: Omit<Extract<LinkCommand, { type: 'ReportLink' }>, 'type'>,
  recordedBy: string,
): Result<number, string> {
  const done = ledger.submit({ type: 'ReportLink', ...report }, 'command-line', recordedBy)
  return done.ok ? ok(done.value.from + 1) : failed(notRecorded(done.fault))
}

/** Records what people said and tested of links; what is recorded already is not recorded twice. Gives how many entries. */
export function takeLinkReports(
  { ledger }: OpenedCommand,
  reports: readonly Omit<Extract<LinkCommand, { type: 'ReportLink' }>, 'type'>[],
): Result<number, string> {
  let count = 0
  for (const report of reports) {
    const facts = ledger.state().links.links.get(report.link)?.facts ?? []
    const known = facts.some(
      ({ kind, how, at }) =>
        kind === report.state && how === report.confidence && Date.parse(at) === Date.parse(report.statedAt),
    )
    if (known) continue
    const done = ledger.submit({ type: 'ReportLink', ...report }, 'command-line')
    if (!done.ok) return failed(`${report.link}: ${notRecorded(done.fault)}`)
    count += 1
  }
  return ok(count)
}

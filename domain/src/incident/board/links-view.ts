import { costOfCut } from '../links/care-lost.ts'
import type { CutCost, LinkNeed } from '../links/care-lost.ts'
import type { LinksPart } from '../links/part.ts'
import type { BoardInput } from './board-input.ts'
import { statesNow } from './care-view.ts'
import { pageHeader } from './header.ts'
import type { BarPart, BoardView, PageHeader, QuestionAnswer, Sentence } from './views.ts'

/** GET /api/links */
export interface LinksView extends LinksPart {
  readonly header: PageHeader
}

/** GET /api/links/:id/cost: what the cut of a link would cost, as reckoned now. */
export interface CutCostView {
  readonly link: string
  /** Null: no list of servers, services and care was imported. */
  readonly cost: CutCost | null
  readonly sentence: Sentence
}

const NOTHING = { total: 0, contradicted: 0, saidCut: 0, testedCut: 0, open: 0, notLooked: 0, reopened: 0 }

/** GET /api/links: every link and every release, what to look at first on top. */
export function linksView(input: BoardInput): LinksView {
  const part = input.links ?? { register: null, counts: NOTHING, rows: [], releases: [] }
  return { header: pageHeader(input), ...part }
}

/** Question 6. Links come first: a server is cut by a cable, the hospital by its links. */
export function cutAnswer(input: BoardInput): QuestionAnswer {
  const servers = serversCut(input)
  const base = {
    number: 6,
    question: 'What is cut, and when may it open again?',
    short: 'Cut',
    answerable: true,
  } as const
  const said = `Servers: ${servers.tested} of ${servers.total} tested, ${servers.said} said${servers.on > 0 ? `, ${servers.on} on` : ''}, ${servers.unknown} not known.`
  const { register = null, counts = NOTHING, rows = [] } = input.links ?? {}
  if (register === null) {
    return {
      ...base,
      answer: {
        strong: 'Of no link to the outside anything is known: no register was imported.',
        rest: said,
      },
      bar: [
        { kind: 'unknown', count: Math.max(servers.total, 1), label: 'links to the outside' },
        ...serverBar(servers),
      ],
      besideBar: 'links not known',
      changedAt: null,
    }
  }
  const { total, contradicted, saidCut, testedCut, open, notLooked, reopened } = counts
  const parts = [
    contradicted > 0 ? `${contradicted} open although reported cut` : '',
    `${saidCut} said only`,
    open - contradicted > 0 ? `${open - contradicted} open` : '',
    notLooked > 0 ? `${notLooked} not looked at` : '',
    reopened > 0 ? `${reopened} reopened` : '',
  ].filter((part) => part !== '')
  return {
    ...base,
    answer: {
      strong: `${testedCut} of ${total} links to the outside are cut and tested,`,
      rest: `${parts.join(', ')}. ${said}`,
    },
    bar: linkBar(counts),
    besideBar: `links: ${total - testedCut - reopened} of ${total} not cut for certain`,
    changedAt:
      rows
        .map(({ changedAt }) => changedAt)
        .toSorted()
        .at(-1) ?? null,
  }
}

/** The links by state, worst first. */
export function linkBar({
  open,
  reopened,
  saidCut,
  notLooked,
  testedCut,
}: typeof NOTHING): readonly BarPart[] {
  return [
    { kind: 'bad', count: open, label: 'open' },
    { kind: 'half', count: reopened, label: 'reopened' },
    { kind: 'said', count: saidCut, label: 'said cut, not tested' },
    { kind: 'unknown', count: notLooked, label: 'nobody has looked' },
    { kind: 'fine', count: testedCut, label: 'cut and tested' },
  ]
}

interface ServersCut {
  readonly total: number
  readonly tested: number
  readonly said: number
  readonly on: number
  readonly unknown: number
}

function serversCut(input: BoardInput): ServersCut {
  const servers = input.estate?.servers ?? []
  const of = (test: (id: string) => boolean): number => servers.filter(({ id }) => test(id)).length
  const off = (id: string): boolean => ['isolated', 'off'].includes(input.connections.get(id)?.state ?? '')
  const tested = of((id) => off(id) && input.connections.get(id)?.confidence === 'tested')
  const said = of((id) => off(id) && input.connections.get(id)?.confidence === 'said')
  const on = of((id) => input.connections.get(id)?.state === 'on')
  return { total: servers.length, tested, said, on, unknown: servers.length - tested - said - on }
}

function serverBar({ tested, said, on, unknown }: ServersCut): readonly BarPart[] {
  return [
    { kind: 'fine', count: tested, label: 'servers off, tested' },
    { kind: 'said', count: said, label: 'servers said off' },
    { kind: 'bad', count: on, label: 'servers on' },
    { kind: 'unknown', count: unknown, label: 'servers not known' },
  ]
}

/** Links that are named one by one where somebody must decide; more are counted. */
const NAMED_MAX = 3

/** What waits for somebody: a cut that does not hold, cuts that nobody tested, watches that are over, releases gone bad. */
export function linksToDecide(input: BoardInput): BoardView['decideNow'] {
  const { rows = [], releases = [] } = input.links ?? {}
  const here = { who: 'Head of IT command', byAt: null, href: '/cut' }
  const broken = rows.filter(({ state, alarm }) => state === 'open' && alarm !== null)
  const untested = rows.filter(({ state, listed }) => state === 'said-cut' && listed).length
  const over = rows.filter(({ watch }) => watch?.over === true)
  return [
    ...(broken.length > NAMED_MAX
      ? [{ ...here, text: `${broken.length} links are open although they were reported cut.` }]
      : broken.map(({ id }) => ({ ...here, text: `Link ${id} is open although it was reported cut.` }))),
    ...releases.flatMap(({ server, alarm }) =>
      alarm === null ? [] : [{ ...here, text: `${server}: ${alarm}` }],
    ),
    ...(untested === 0
      ? []
      : [
          {
            ...here,
            text: `${untested} ${untested === 1 ? 'link is' : 'links are'} said to be cut: who tests?`,
          },
        ]),
    ...over.map(({ id, watch }) => ({
      ...here,
      text: `Link ${id} was reopened: was its watch quiet?`,
      byAt: watch?.until ?? null,
    })),
  ]
}

/** GET /api/links/:id/cost. `needs`: every link of the register with the services behind it. */
export function cutCostView(input: BoardInput, needs: readonly LinkNeed[], link: string): CutCostView {
  const { estate } = input
  const none = {
    strong: 'What care the cut costs is not known.',
    rest: 'No list of servers, services and care was imported.',
  }
  if (estate === null) return { link, cost: null, sentence: none }
  const cost = costOfCut(estate, statesNow(input, estate), { links: needs, link })
  const behind = needs.find(({ id }) => id === link)
  if (behind === undefined || behind.needs.length + behind.helps.length === 0) {
    const rest = 'The register names no service behind this link: ask its owner.'
    return { link, cost: null, sentence: { ...none, rest } }
  }
  const { down, onPaper, limited, notReckoned } = cost.lost
  const parts = [
    onPaper > 0 ? `${onPaper} more go to paper.` : '',
    limited > 0 ? `${limited} become limited.` : '',
    notReckoned > 0 ? `${notReckoned} are not known now, so not known then.` : '',
  ].filter((part) => part !== '')
  const changes = cost.changes.length > 0
  const strong = changes ? `${down} lines of care more go down.` : 'No care that is on the list changes.'
  return { link, cost, sentence: { strong, rest: parts.join(' ') } }
}

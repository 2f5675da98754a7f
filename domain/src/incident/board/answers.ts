import type { BoardInput } from './board-input.ts'
import { rescueNow } from './rescue-view.ts'
import { careView } from './care-view.ts'
import { diversionToDecide, elsewhereAnswer } from './diversion-view.ts'
import { serversWithNotes } from './notes-view.ts'
import { localTime, pageHeader } from './header.ts'
import { noticesToDecide, whoKnows } from './knows.ts'
import { cutAnswer, linksToDecide } from './links-view.ts'
import { foldRecent } from './recent.ts'
import { fiveNumbers } from './servers-view.ts'
import { wardsPart } from './wards-part.ts'
import type { BarPart, BoardView, CareView, QuestionAnswer } from './views.ts'

/** GET /api/board: the seven questions of DESIGN 1, each with its present answer. */
export function boardView(input: BoardInput): BoardView {
  return {
    header: pageHeader(input),
    answers: [
      hit(input),
      care(input),
      wards(input),
      elsewhereAnswer(input),
      whoKnows(input),
      cutAnswer(input),
      comeBack(),
    ],
    decideNow: decideNow(input),
    recent: foldRecent(input.recent),
    wards: wardsPart(input),
  }
}

function hit(input: BoardInput): QuestionAnswer {
  const five = fiveNumbers(input)
  const hits = five.seenByPerson + five.hitByLog
  const base = {
    number: 1,
    question: 'What is hit, since when, how?',
    short: 'Hit',
    answerable: true,
  } as const
  const bar: BarPart[] = [
    { kind: 'bad', count: five.seenByPerson, label: 'hit, seen by a person' },
    { kind: 'bad', count: five.hitByLog, label: 'hit, by log' },
    { kind: 'half', count: five.suspect, label: 'suspect' },
    { kind: 'fine', count: five.noSign, label: 'no sign in what was searched' },
    { kind: 'unknown', count: five.notKnown, label: 'not known' },
  ]
  if (five.notKnown === five.total) {
    const rest =
      five.total === 0
        ? 'No list of servers was imported and no log is in.'
        : `${five.total} are on the list; no log is in, nobody has reported.`
    const unknown: BarPart[] = [{ kind: 'unknown', count: Math.max(five.total, 1), label: 'not known' }]
    return {
      ...base,
      answer: { strong: 'Of no server do we know anything yet.', rest },
      bar: unknown,
      besideBar: 'nothing is known',
      changedAt: null,
    }
  }
  const first = input.triage?.firstEvilAt ?? null
  const since =
    first === null ? 'First sign: not known.' : `First sign ${localTime(first, input.now, input.timeZone)}.`
  return {
    ...base,
    answer: {
      strong: `${hits} of ${five.total} servers are hit,`,
      rest: `${five.suspect} are suspect. ${since}`,
    },
    bar,
    besideBar: `${five.notKnown} of ${five.total} not known`,
    changedAt: [...input.changedAt.values()].sort().at(-1) ?? null,
  }
}

function care(input: BoardInput): QuestionAnswer {
  const base = {
    number: 2,
    question: 'What care is down because of it?',
    short: 'Care',
    answerable: true,
    changedAt: null,
  } as const
  const view = careView(input)
  const total = Object.values(view.counts).reduce((sum, count) => sum + count, 0)
  if (total === 0) {
    return {
      ...base,
      answer: { strong: 'Not known.', rest: 'No list of care and services was imported.' },
      bar: [{ kind: 'unknown', count: 1, label: 'not known' }],
      besideBar: 'no list',
    }
  }
  const { down, limited, unknown, works } = view.counts
  const paper = view.counts['on paper']
  const names = downNames(view)
  return {
    ...base,
    answer: {
      strong:
        down === 0
          ? 'No care on the list is known to be down.'
          : `${names} ${down === 1 ? 'is' : 'are'} down.`,
      rest: `${paper} on paper, ${limited} limited, ${unknown} of ${total} not known.`,
    },
    bar: [
      { kind: 'bad', count: down, label: 'down' },
      { kind: 'half', count: paper + limited, label: 'on paper or limited' },
      { kind: 'fine', count: works, label: 'works as far as we know' },
      { kind: 'unknown', count: unknown, label: 'not known' },
    ],
    besideBar: `${unknown} of ${total} not known`,
  }
}

function downNames(view: CareView): string {
  const rows = view.rows.filter(({ cells }) => cells.some((cell) => cell.impact?.state === 'down'))
  const names = rows.slice(0, 2).map(({ care: name, cells }) => {
    const sites = cells.filter((cell) => cell.impact?.state === 'down').map(({ site }) => site)
    const everywhere =
      sites.length === cells.filter((cell) => cell.impact !== null).length && sites.length > 1
    return everywhere ? `${name} (all sites)` : `${name} (${sites.join(', ')})`
  })
  const more = rows.length - names.length
  return more === 0 ? names.join(' and ') : `${names.join(', ')} and ${more} more`
}

function wards(input: BoardInput): QuestionAnswer {
  const base = {
    number: 3,
    question: 'What do the wards work from?',
    short: 'Wards',
    answerable: true,
  } as const
  const { downtime } = input
  if (downtime === null) {
    return {
      ...base,
      answer: { strong: 'There is no downtime copy that we know of.', rest: 'Care has handed nothing over.' },
      bar: [{ kind: 'unknown', count: 1, label: 'not known' }],
      besideBar: 'no copy',
      changedAt: null,
    }
  }
  const written = new Set(input.sheets.map(({ ward }) => ward)).size
  const asOf = localTime(downtime.asOf, input.now, input.timeZone)
  return {
    ...base,
    answer: {
      strong: `Packets of ${written} of ${downtime.wards} wards are written,`,
      rest: `data as of ${asOf}. No ward has confirmed that it holds one.`,
    },
    bar: [
      { kind: 'said', count: written, label: 'written, not confirmed' },
      { kind: 'unknown', count: Math.max(downtime.wards - written, 0), label: 'not known' },
    ],
    besideBar: `${downtime.wards - written} of ${downtime.wards} wards without a packet`,
    changedAt:
      input.sheets
        .map(({ at }) => at)
        .sort()
        .at(-1) ?? downtime.takenAt,
  }
}

const cannotYet = (number: 7, question: string, short: string, rest: string): QuestionAnswer => ({
  number,
  question,
  short,
  answer: { strong: 'Codedark cannot answer this yet.', rest },
  bar: [{ kind: 'unknown', count: 1, label: 'not known' }],
  besideBar: 'not known here',
  changedAt: null,
  answerable: false,
})

const comeBack = (): QuestionAnswer =>
  cannotYet(7, 'How do we come back?', 'Come back', 'Plan by hand; what needs what is on the care page.')

function decideNow(input: BoardInput): BoardView['decideNow'] {
  return [
    ...(input.pressing ?? []),
    ...noticesToDecide(input),
    ...diversionToDecide(input),
    ...openVolumes(input),
    ...ransomNotes(input),
  ]
}

function ransomNotes(input: BoardInput): BoardView['decideNow'] {
  const servers = serversWithNotes(input)
  if (servers === 0) return []
  return [
    {
      text: `Ransom notes or signs of them on ${servers} ${servers === 1 ? 'server' : 'servers'}: who reads them, who may answer?`,
      who: 'Crisis lead',
      byAt: null,
      href: '/notes',
    },
  ]
}

function openVolumes(input: BoardInput): BoardView['decideNow'] {
  const { volumes, servers } = rescueNow(input).mayBeOpen
  if (volumes === 0) return linksToDecide(input)
  const what = `${volumes} ${volumes === 1 ? 'volume' : 'volumes'} on ${servers.length} ${servers.length === 1 ? 'server' : 'servers'}`
  return [
    {
      text: `${what} may still be open: look at the console before anything is switched off.`,
      who: 'Response lead',
      byAt: null,
      href: '/rescue',
    },
    ...linksToDecide(input),
  ]
}

import type { DiversionPart } from '../diversion/part.ts'
import { sayAloud } from '../diversion/say.ts'
import { DIVERSION_LANGUAGES } from '../diversion/kinds.ts'
import type { DiversionLanguage } from '../diversion/kinds.ts'
import type { BoardInput } from './board-input.ts'
import { localTime, pageHeader } from './header.ts'
import type { BoardView, PageHeader, QuestionAnswer } from './views.ts'

/** GET /api/diversion */
export interface DiversionView extends DiversionPart {
  readonly header: PageHeader
  /** What is read aloud for each site in each language. */
  readonly words: readonly {
    readonly site: string
    readonly language: DiversionLanguage
    readonly text: string
  }[]
}

const NOTHING: DiversionPart = {
  sites: [],
  cells: [],
  counts: { 'not-declared': 0, asked: 0, confirmed: 0, 'not-confirmed-since': 0 },
}

/** Every service of every site, and the words for the dispatcher. */
export function diversionView(input: BoardInput): DiversionView {
  const part = input.diversion ?? NOTHING
  const header = pageHeader(input)
  const clock = (at: string): string => localTime(at, input.now, input.timeZone)
  return {
    header,
    ...part,
    words: part.sites.flatMap((site) =>
      DIVERSION_LANGUAGES.map((language) => ({
        ...{ site, language },
        text: sayAloud(
          part.cells.filter((cell) => cell.site === site),
          { language, hospital: header.hospital, site, now: input.now, clock },
        ),
      })),
    ),
  }
}

/** Question 4, as far as command knows it: what was asked of the dispatcher. Theatre and calls are on the ward pages. */
export function elsewhereAnswer(input: BoardInput): QuestionAnswer {
  const { cells, counts } = input.diversion ?? NOTHING
  const base = {
    number: 4,
    question: 'Whom do we send elsewhere, postpone, phone?',
    short: 'Send elsewhere',
    answerable: true,
  } as const
  const declared = cells.length - counts['not-declared']
  const changes = cells.flatMap(({ confirmedAt, askedAt }) => confirmedAt ?? askedAt ?? [])
  const changedAt = changes.toSorted((one, other) => (one < other ? -1 : 1)).at(-1) ?? null
  if (declared === 0)
    return {
      ...base,
      answer: {
        strong: 'Nothing is declared to the dispatcher.',
        rest: 'Not declared is not open. Theatre and call lists: on the ward pages.',
      },
      bar: [{ kind: 'unknown', count: Math.max(cells.length, 1), label: 'not declared' }],
      besideBar: 'not declared',
      changedAt: null,
    }
  const { confirmed, asked } = counts
  const stale = counts['not-confirmed-since']
  return {
    ...base,
    answer: {
      strong: `${confirmed} of ${declared} declarations are confirmed by the dispatcher,`,
      rest: `${asked} only asked, ${stale} not confirmed since their review. Theatre and call lists: on the ward pages.`,
    },
    bar: [
      { kind: 'fine', count: confirmed, label: 'confirmed' },
      { kind: 'half', count: asked, label: 'asked' },
      { kind: 'unknown', count: stale, label: 'not confirmed since' },
      { kind: 'unknown', count: counts['not-declared'], label: 'not declared' },
    ],
    besideBar: `${asked + stale} to confirm`,
    changedAt,
  }
}

/** What presses: asked and not confirmed, or past its review. */
export function diversionToDecide(input: BoardInput): BoardView['decideNow'] {
  const open = (input.diversion ?? NOTHING).cells.filter(
    ({ word, overdue }) => word === 'asked' || word === 'not-confirmed-since' || overdue,
  )
  if (open.length === 0) return []
  const earliest = open
    .flatMap(({ reviewAt }) => reviewAt ?? [])
    .toSorted((one, other) => (one < other ? -1 : 1))
  return [
    {
      text: `${open.length} ${open.length === 1 ? 'declaration' : 'declarations'} to the dispatcher not confirmed: phone, get the name and time.`,
      who: 'Care lead',
      byAt: earliest[0] ?? null,
      href: '/elsewhere',
    },
  ]
}

import type { NoticeView } from '../notices/view.ts'
import type { BoardInput } from './board-input.ts'
import { localTime } from './header.ts'
import type { BarPart, BoardView, QuestionAnswer } from './views.ts'

const BASE = {
  number: 5,
  question: 'Who must know, and do they?',
  short: 'Who knows',
  answerable: true,
} as const

/** Question 5: how many notices wait for a decision, and when the next step up is. */
export function whoKnows(input: BoardInput): QuestionAnswer {
  const { notices = [], callTreeAt = null } = input
  const tree = callTreeAt === null ? ' No call tree is imported: notices reach nobody but this board.' : ''
  const treeBar: BarPart[] =
    callTreeAt === null ? [{ kind: 'unknown', count: 1, label: '1 list not imported: the call tree' }] : []
  if (notices.length === 0) {
    return {
      ...BASE,
      answer: { strong: 'Nothing was raised yet.', rest: `No evidence is filed, so nobody was told.${tree}` },
      bar: [{ kind: 'unknown', count: 1, label: 'nothing filed, so not known' }, ...treeBar],
      besideBar: 'nothing filed',
      changedAt: null,
    }
  }
  const open = notices.filter(({ state }) => state === 'climbs' || state === 'held')
  const seen = open.filter(({ people }) =>
    people.some((one) => one.readAt !== null || one.acknowledged !== null),
  )
  const next = nextOf(open)
  const nextWords =
    next === null ? '' : ` Next step up ${localTime(next.at, input.now, input.timeZone)} (${next.notice}).`
  return {
    ...BASE,
    answer: {
      strong: `${open.length} of ${notices.length} notices ${open.length === 1 ? 'is' : 'are'} not decided,`,
      rest: `${open.length - seen.length} of them read by nobody.${nextWords}${tree}`,
    },
    bar: [
      { kind: 'bad', count: open.length - seen.length, label: 'not decided, read by nobody' },
      { kind: 'half', count: seen.length, label: 'read or acknowledged, not decided' },
      { kind: 'fine', count: notices.length - open.length, label: 'decided' },
      ...treeBar,
    ],
    besideBar: `${open.length} of ${notices.length} not decided`,
    changedAt: notices.flatMap(instantsOf).sort().at(-1) ?? null,
  }
}

function nextOf(open: readonly NoticeView[]): { readonly at: string; readonly notice: string } | null {
  const due = open.flatMap(({ notice, next }) => (next === null ? [] : { at: next.at, notice }))
  return due.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))[0] ?? null
}

const instantsOf = ({ raisedAt, people, decided }: NoticeView): string[] =>
  [
    raisedAt,
    decided?.at ?? null,
    ...people.flatMap(({ readAt, acknowledged }) => [readAt, acknowledged?.at ?? null]),
  ].filter((at) => at !== null)

/** What the first page shows of notices that wait for a decision: the one that is due first on top. */
export function noticesToDecide({ notices = [] }: BoardInput): BoardView['decideNow'] {
  const open = notices
    .filter(({ state }) => state === 'climbs' || state === 'held')
    .toSorted((a, b) => Date.parse(a.next?.at ?? a.raisedAt) - Date.parse(b.next?.at ?? b.raisedAt))
  const clocks = open.filter(({ subject }) => subject.kind === 'deadline')
  return open.flatMap((one) => {
    const { notice, about, decides, next, subject } = one
    const folded = subject.kind === 'deadline' && clocks.length > 1
    if (folded && one !== clocks[0]) return []
    const ids = clocks
      .map((clock) => clock.notice)
      .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    return [
      {
        text: folded
          ? `${clocks.length} notices of deadlines, ${ids[0]} to ${ids.at(-1)}: what is decided?`
          : `${notice}, ${about}: what is decided?`,
        who: decides.map(({ name }) => name).join(' or '),
        byAt: next?.at ?? null,
        href: '/knows',
      },
    ]
  })
}

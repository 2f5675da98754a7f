import { deadlinesNow } from '../deadlines/index.ts'
import type { Counting, DeadlineNow } from '../deadlines/index.ts'
import { roleName } from '../notices/describe.ts'
import type { IncidentState } from '../state.ts'
import type { BoardView } from './views.ts'

/** Titles of deadlines that one line names; of more it says how many. */
const NAMED_MAX = 2

/**
 * What comes before every other decision on the first page: deadlines that are over or end soon, and statements that are
 * released and contradicted. Deadlines are counted as `counting` says.
 */
export function pressing(state: IncidentState, counting: Counting): BoardView['decideNow'] {
  const now = deadlinesNow(state.deadlines, counting)
  return [
    ...deadlineLine(now, 'overdue', (names, many) => `${names} ${many ? 'are' : 'is'} overdue: who submits?`),
    ...contradicted(state),
    ...deadlineLine(now, 'soon', (names, many) => `${names} ${many ? 'end' : 'ends'} soon: who submits?`),
  ]
}

function deadlineLine(
  all: readonly DeadlineNow[],
  standing: 'overdue' | 'soon',
  sentence: (names: string, many: boolean) => string,
): BoardView['decideNow'] {
  const those = all
    .filter((one) => one.standing === standing && one.end !== null)
    .toSorted((a, b) => Date.parse(a.end?.exact ?? '') - Date.parse(b.end?.exact ?? ''))
  const [first] = those
  if (first === undefined) return []
  const titles = those.map(({ rule }) => rule.title)
  const more = titles.length - NAMED_MAX
  const names = more > 0 ? `${titles.slice(0, NAMED_MAX).join(', ')} and ${more} more` : titles.join(' and ')
  return [
    {
      text: sentence(names, those.length > 1),
      who: 'Incident commander, with the data protection officer',
      byAt: first.end?.exact ?? null,
      href: '/deadlines',
    },
  ]
}

/** A statement stands as contradicted from its release or by what came later, until it is taken back. */
function contradicted({ statements }: IncidentState): BoardView['decideNow'] {
  return [...statements.all.values()].flatMap(({ statement, release, contradictions, takenBack }) =>
    release === null ||
    takenBack !== null ||
    (contradictions.length === 0 && release.answer !== 'contradicted')
      ? []
      : [
          {
            text: `Statement ${statement} is released and contradicted by what we hold: take it back?`,
            who: roleName(release.approverRole),
            byAt: null,
            href: '/statements',
          },
        ],
  )
}

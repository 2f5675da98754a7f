import type { RecordService, StatementFacts } from './facts.ts'
import { factLine, lineOf, outcomeOf } from './outcome.ts'
import type { CheckLine, Outcome } from './outcome.ts'

type Works = 'works' | 'down' | 'open'

/**
 * Whether a service works, by the board: a test by a person and the list of dependencies must agree; where they do not, or nobody
 * tested it, that is open. What is only said is not tested.
 */
function worksOf({ reckoned, said }: RecordService): Works {
  const tested = said?.confidence === 'tested' ? said.state : null
  if (tested === 'works') return reckoned === 'down' ? 'open' : 'works'
  if (tested === 'down' || tested === 'on-paper') return reckoned === 'up' ? 'open' : 'down'
  return reckoned === 'down' && tested === null && said?.state !== 'works' ? 'down' : 'open'
}

/** "Patient records can be reached": only where somebody tested that they work. */
export const recordsAccessible = (facts: StatementFacts): Outcome => records(facts, 'works')

/** "Patient records cannot be reached": where they are down by a test or by what they need. */
export const recordsNotAccessible = (facts: StatementFacts): Outcome => records(facts, 'down')

function records({ records: all }: StatementFacts, claimed: 'works' | 'down'): Outcome {
  const of = (works: Works): readonly RecordService[] => all.filter((one) => worksOf(one) === works)
  const other = claimed === 'works' ? 'down' : 'works'
  const lines = (services: readonly RecordService[], text: (names: string) => string): readonly CheckLine[] =>
    lineOf('service', services, {
      id: ({ name }) => name,
      entry: ({ said }) => said?.entry,
      text: (_, names) => text(names),
    })
  const saying = { works: 'was tested and works', down: 'is down' }
  return outcomeOf({
    against: lines(of(other), (names) => `${names} ${saying[other]}.`),
    held: lines(of(claimed), (names) => `${names} ${saying[claimed]}.`),
    notLooked: [
      ...(all.length === 0
        ? [factLine('The list of services does not say which of them is the patient record.')]
        : []),
      ...lines(
        of('open'),
        (names) =>
          `Whether ${names} works is not settled: nobody tested it, or a test and the list of dependencies disagree.`,
      ),
    ],
  })
}

/** "All links are cut": every link of the register cut and tested. */
export function linksCut({ links }: StatementFacts): Outcome {
  const listed = links ?? []
  const of = (...states: readonly string[]) => listed.filter(({ state }) => states.includes(state))
  const told = (text: (count: number, names: string) => string) => ({
    id: ({ id }: { readonly id: string }) => id,
    entry: ({ entry }: { readonly entry: number | null }) => entry,
    text,
  })
  // A link that nobody spoke of is open as the register lists it; only what somebody said or saw open is against the claim.
  const open = of('open', 'reopened').filter(({ entry }) => entry !== null)
  const silent = of('open', 'reopened').filter(({ entry }) => entry === null)
  return outcomeOf({
    against: lineOf(
      'link',
      open,
      told((count, names) => `${count} open: ${names}.`),
    ),
    held: lineOf(
      'link',
      of('tested-cut'),
      told((count) => `${count} of ${listed.length} are cut and tested.`),
    ),
    notLooked: [
      ...(listed.length === 0
        ? [factLine('There is no register of links, so which there are is not known.')]
        : []),
      ...lineOf(
        'link',
        of('said-cut'),
        told((count, names) => `${count} said cut, not tested: ${names}.`),
      ),
      ...lineOf(
        'link',
        silent,
        told((count, names) => `Of ${count} nobody said that they are cut: ${names}.`),
      ),
    ],
    holes: { links: listed.length },
  })
}

import type { Fill } from '../deadlines/index.ts'
import { checkRule } from '../statements/index.ts'
import type { IncidentState } from '../state.ts'
import type { BoardInput } from './board-input.ts'
import { careView } from './care-view.ts'
import { localDay, localTime } from './header.ts'
import type { ReadText } from './searches-view.ts'
import { fiveNumbers } from './servers-view.ts'
import { factsOf } from './statements-view.ts'

/** What of drafts the record can fill in now, as whole sentences. What it does not know is absent, and a gap in the draft. */
export function draftFills(
  input: BoardInput,
  state: IncidentState,
  textOf: ReadText,
): ReadonlyMap<Fill, string> {
  const fills = new Map<Fill, string>([['hospital', input.hospital]])
  const put = (fill: Fill, text: string | null): void => {
    if (text !== null && text !== '') fills.set(fill, text)
  }
  const told = (at: string): string => `${localDay(at, input.timeZone)} ${localTime(at, at, input.timeZone)}`
  const { awareness } = state.deadlines
  if (awareness !== null)
    put('awareness', `${told(awareness.at)}, as decided by ${textOf(awareness.by) ?? '[text not there]'}.`)
  const attackAt = state.incident?.attackAt ?? null
  put('attack', attackAt === null ? null : `The attack is recorded as of ${told(attackAt)}.`)
  const facts = factsOf(input, state)
  const because = (rule: 'it-issue' | 'no-patient-data' | 'no-demand'): string | null => {
    const { answer, because: lines } = checkRule(rule, facts, {})
    return answer === 'contradicted' ? lines.map(({ text }) => text).join(' ') : null
  }
  const attack = because('it-issue')
  put('malicious', attack === null ? null : `Yes: ${attack}`)
  put('patient-data', because('no-patient-data'))
  put('demand', because('no-demand'))
  put('severity', serverSentence(input))
  put('servers', serverSentence(input))
  put('care', careSentence(input))
  put('indicators', indicators(state))
  put('measures', measures(input))
  put('links', linkSentence(facts.links))
  return fills
}

function serverSentence(input: BoardInput): string | null {
  const { seenByPerson, hitByLog, suspect, noSign, notKnown, total } = fiveNumbers(input)
  if (total === 0) return null
  return `${seenByPerson + hitByLog} of ${total} servers are hit, ${suspect} suspect, ${noSign} without a sign in what was searched; of ${notKnown} it is not known.`
}

function careSentence(input: BoardInput): string | null {
  if (input.estate === null) return null
  const { counts } = careView(input)
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  return `Of ${total} lines of care by site ${counts.down} are down, ${counts['on paper']} on paper, ${counts.limited} limited, ${counts.works} work; of ${counts.unknown} it is not known.`
}

/** Files of evidence by their hash; names and contents stay out. */
function indicators({ items }: IncidentState): string | null {
  const files = [...items.values()].filter(({ hasFile, closedBy }) => hasFile && closedBy === null)
  return files.length === 0 ? null : files.map(({ item, hash }) => `${item}: SHA-256 ${hash}`).join('; ')
}

function measures({ connections }: BoardInput): string | null {
  const off = [...connections.values()].filter(({ state }) => state === 'isolated' || state === 'off')
  if (off.length === 0) return null
  const tested = off.filter(({ confidence }) => confidence === 'tested').length
  return `${off.length} servers are recorded as off the network: ${tested} tested, ${off.length - tested} said only.`
}

function linkSentence(links: ReturnType<typeof factsOf>['links']): string | null {
  if (links === null || links.length === 0) return null
  const of = (wanted: string): number => links.filter(({ state }) => state === wanted).length
  return `Of ${links.length} links to the outside ${of('tested-cut')} are cut and tested, ${of('said-cut')} said cut, ${of('reopened')} reopened; of the others no cut is recorded.`
}

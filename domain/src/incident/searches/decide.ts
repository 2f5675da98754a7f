import type { NoteAnswer } from '../../triage/index.ts'
import type { DecisionDraft } from '../decision-draft.ts'
import { isId } from '../field-checks.ts'
import { MAX_NAME_CHARS, MAX_SERVERS_PER_ENTRY, MAX_TEXT_CHARS } from '../limits.ts'
import type { IncidentState } from '../state.ts'
import type { SearchCommand, SearchRefusal } from './commands.ts'
import type { SearchAnswer } from './kinds.ts'
import { triageSaid } from './state.ts'
import type { SearchHeld } from './state.ts'

type Command<Type extends SearchCommand['type']> = Extract<SearchCommand, { type: Type }>

/** What a command on searches leads to. */
export function decideSearch(command: SearchCommand, draft: DecisionDraft): void {
  switch (command.type) {
    case 'RecordSearch':
      return recordSearch(command, draft)
    case 'RecordNoteSearch':
      return recordNoteSearch(command, draft)
    case 'WithdrawSearch':
      return withdraw(command, draft)
  }
}

const refuse = (draft: DecisionDraft, why: SearchRefusal): void => draft.refuse({ code: 'search', why })

function recordSearch(command: Command<'RecordSearch'>, draft: DecisionDraft): void {
  draft.needsIncident()
  const { place, answer, method, searchedAt, coversFrom } = command
  if ('server' in place) draft.server(place.server)
  draft.past('searchedAt', searchedAt)
  if (coversFrom !== undefined) {
    draft.past('coversFrom', coversFrom)
    if (Date.parse(coversFrom) > Date.parse(searchedAt)) refuse(draft, { code: 'covers-after-search' })
  }
  const searchedBy = draft.text('searchedBy', command.searchedBy, MAX_NAME_CHARS)
  const text = draft.optionalText('text', command.text, MAX_TEXT_CHARS)
  draft.event({
    type: 'SearchRecorded',
    ...place,
    ...{ answer, method, searchedBy, searchedAt },
    ...(coversFrom === undefined ? {} : { coversFrom }),
    ...(text && { text }),
  })
}

const ANSWER_OF: Readonly<Record<NoteAnswer['answer'], SearchAnswer>> = {
  found: 'found',
  'searched, nothing': 'nothing',
  'cannot be searched': 'cannot',
  'not searched': 'not-searched',
}

function recordNoteSearch({ searchedAt, answers }: Command<'RecordNoteSearch'>, draft: DecisionDraft): void {
  const changed = newNoteAnswers(draft.state, answers)
  for (let from = 0; from < changed.length; from += MAX_SERVERS_PER_ENTRY) {
    const part = changed.slice(from, from + MAX_SERVERS_PER_ENTRY)
    const of = (wanted: SearchAnswer): readonly string[] =>
      part.filter(({ answer }) => answer === wanted).map(({ server }) => server)
    draft.event({
      ...{ type: 'ServersSearched', searchedAt, found: of('found'), nothing: of('nothing') },
      cannot: of('cannot'),
    })
  }
}

/** What of triage's answers tells more than it said before. */
export function newNoteAnswers(
  { searches, estate }: Pick<IncidentState, 'searches' | 'estate'>,
  answers: readonly Pick<NoteAnswer, 'server' | 'answer'>[],
): readonly { readonly server: string; readonly answer: SearchAnswer }[] {
  return answers.flatMap(({ server, answer: word }) => {
    const answer = ANSWER_OF[word]
    // A name that a hostile log made up is none that an entry can hold.
    if (!isId(server) || (estate !== null && !estate.servers.has(server))) return []
    return tellsMore(answer, triageSaid(searches, server)) ? [{ server, answer }] : []
  })
}

/** A run sees only its own files: that it looked at fewer takes nothing back of what an earlier one found or searched. */
function tellsMore(answer: SearchAnswer, before: SearchAnswer | null): boolean {
  if (before === null) return answer !== 'not-searched'
  return answer === 'found' ? before !== 'found' : answer === 'nothing' && before === 'cannot'
}

function withdraw(
  { search, reason, secondName, secondBy }: Command<'WithdrawSearch'>,
  draft: DecisionDraft,
): void {
  const { servers, channels } = draft.state.searches
  const all: readonly SearchHeld[] = [...servers.values(), ...channels.values()].flat()
  const held = all.find(({ entry, by, overBy }) => entry === search && by !== null && overBy === null)
  if (held === undefined) return refuse(draft, { code: 'no-such-search', entry: search })
  const second = secondName?.trim() ?? ''
  if (held.answer === 'found' && !draft.twoPeople(second, secondBy)) refuse(draft, { code: 'find-needs-two' })
  const other = second === '' ? undefined : draft.text('secondName', second, MAX_NAME_CHARS)
  draft.event({
    ...{ type: 'SearchWithdrawn', search, reason: draft.text('reason', reason, MAX_TEXT_CHARS) },
    ...(other && { secondName: other }),
  })
}

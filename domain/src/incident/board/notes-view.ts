import type { Note, NoteAnswer, NoteReport } from '../../triage/index.ts'
import type { BoardInput } from './board-input.ts'
import { inLocalTime, pageHeader } from './header.ts'
import type { PageHeader, Sentence } from './views.ts'

/** One text that notes hold, with every place where it lies. */
export interface NoteTextView {
  readonly sha256: string
  readonly bytes: number | null
  readonly language: string | null
  readonly contacts: readonly { readonly kind: string; readonly value: string }[]
  readonly addressee: string | null
  /** The beginning of the text, written by attackers. */
  readonly excerpt: string
  /** Servers that it lies on, in order; null is a place of no server that we know. */
  readonly servers: readonly (string | null)[]
  readonly notes: readonly Note[]
}

/** GET /api/notes */
export interface NotesView {
  readonly header: PageHeader
  /** False: nobody has looked for notes. */
  readonly searched: boolean
  readonly searchedAt: string | null
  readonly sentence: Sentence
  readonly counts: Readonly<Record<NoteAnswer['answer'], number>>
  /** The different texts, that on most servers first. */
  readonly texts: readonly NoteTextView[]
  /** Signs of notes whose text is not here: names of files in records, what a person saw. In order of time. */
  readonly signs: readonly Note[]
  readonly servers: readonly NoteAnswer[]
  /** Notes and files beyond what is listed or was looked at. */
  readonly leftOut: number
  readonly filesLeftOut: number
}

/** Ransom notes as of now, and for each server whether one was looked for. */
export function notesView(input: BoardInput): NotesView {
  const report = input.triage?.notes
  const servers = (report?.servers ?? []).map((one) => withLocalTime(input, one))
  const count = (answer: NoteAnswer['answer']): number =>
    servers.filter((one) => one.answer === answer).length
  const counts = {
    found: count('found'),
    'searched, nothing': count('searched, nothing'),
    'cannot be searched': count('cannot be searched'),
    'not searched': count('not searched'),
  }
  return {
    header: pageHeader(input),
    searched: report !== undefined,
    searchedAt: input.triage?.at ?? null,
    sentence: sentenceOf(counts, servers.length, report !== undefined),
    counts,
    texts: textsOf(report),
    signs: (report?.notes ?? []).filter(({ excerpt }) => excerpt === null || excerpt === ''),
    servers,
    leftOut: report?.leftOut ?? 0,
    filesLeftOut: report?.filesLeftOut ?? 0,
  }
}

/** What is known of notes on one server; null: nobody has looked for notes at all. */
export function notesOfServer(
  input: BoardInput,
  server: string,
): { readonly answer: NoteAnswer; readonly notes: readonly Note[] } | null {
  const report = input.triage?.notes
  const answer = report?.servers.find((one) => one.server === server)
  if (report === undefined || answer === undefined) return null
  return {
    answer: withLocalTime(input, answer),
    notes: report.notes.filter((note) => note.server === server),
  }
}

/** How many servers a note was found on. */
export const serversWithNotes = (input: BoardInput): number =>
  (input.triage?.notes?.servers ?? []).filter(({ answer }) => answer === 'found').length

const withLocalTime = (input: BoardInput, answer: NoteAnswer): NoteAnswer => ({
  ...answer,
  because: inLocalTime(answer.because, input.now, input.timeZone),
})

function sentenceOf(counts: NotesView['counts'], all: number, searched: boolean): Sentence {
  if (!searched || all === 0)
    return { strong: 'Not known:', rest: 'nobody has looked for a ransom note yet.' }
  const { found } = counts
  const strong =
    found === 0
      ? 'No ransom note was found in what was searched:'
      : `Ransom notes or signs of them on ${found} of ${all} servers:`
  return {
    strong,
    rest: `on ${counts['searched, nothing']} nothing was found in what was searched, ${counts['cannot be searched']} cannot be searched, ${counts['not searched']} nobody has searched.`,
  }
}

function textsOf(report: NoteReport | undefined): readonly NoteTextView[] {
  const withText = (report?.notes ?? []).filter(({ excerpt }) => excerpt !== null && excerpt !== '')
  const byText = Map.groupBy(withText, ({ sha256, excerpt, bytes }) => sha256 ?? `${bytes} ${excerpt}`)
  return [...byText.values()]
    .map((notes): NoteTextView => {
      const [first] = notes
      return {
        sha256: first?.sha256 ?? '',
        bytes: first?.bytes ?? null,
        language: first?.text?.language ?? null,
        contacts: first?.text?.contacts ?? [],
        addressee: first?.text?.addressee ?? null,
        excerpt: first?.excerpt ?? '',
        servers: [...new Set(notes.map(({ server }) => server))].sort((a, b) =>
          (a ?? '~') < (b ?? '~') ? -1 : 1,
        ),
        notes,
      }
    })
    .sort((a, b) => b.servers.length - a.servers.length || (a.sha256 < b.sha256 ? -1 : 1))
}

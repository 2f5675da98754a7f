import type { MarkName } from '@codedark/domain/board'
import type { Note, NoteAnswer } from '@codedark/domain/triage'

/** The mark of each answer: what nobody searched, or nobody can, is hatched. */
export const NOTE_MARKS: Readonly<Record<NoteAnswer['answer'], MarkName>> = {
  found: 'suspect',
  'searched, nothing': 'no-sign',
  'cannot be searched': 'blind',
  'not searched': 'blind',
}

const TITLES: readonly (readonly [NoteAnswer['answer'], string])[] = [
  ['searched, nothing', 'Searched, nothing found'],
  ['cannot be searched', 'Cannot be searched'],
  ['not searched', 'Nobody has searched'],
]

/** Servers without a note, by answer and by the sentence that says why, each sentence once. */
export function groupAnswers(servers: readonly NoteAnswer[]): readonly {
  readonly answer: NoteAnswer['answer']
  readonly title: string
  readonly reasons: readonly { readonly because: string; readonly servers: readonly string[] }[]
}[] {
  return TITLES.flatMap(([answer, title]) => {
    const of = servers.filter((one) => one.answer === answer)
    const reasons = [...Map.groupBy(of, ({ because }) => because)].map(([because, alike]) => ({
      because,
      servers: alike.map(({ server }) => server),
    }))
    return reasons.length === 0 ? [] : [{ answer, title, reasons }]
  })
}

/** How a note is known, in words. */
export function signWords(note: Note): string {
  const { record, shownBy, bytes } = note
  const size = bytes === null ? '' : `, ${bytes} bytes`
  if (record === null)
    return shownBy === 'file'
      ? `a file that was copied${size}; the time is the file’s own, which copying may have changed`
      : 'seen by a person'
  return `${shownBy}: ${record.channel}, record ${record.recordId}`
}

/** The first places of a text, one for each server before a second of any. */
export function placesOf(
  notes: readonly Note[],
  most: number,
): { readonly shown: readonly Note[]; readonly more: number } {
  const seen = new Set<string | null>()
  const firsts = notes.filter(({ server }) => !seen.has(server) && seen.add(server))
  const others = notes.filter((note) => !firsts.includes(note))
  const all = [...firsts, ...others]
  return { shown: all.slice(0, most), more: Math.max(0, all.length - most) }
}

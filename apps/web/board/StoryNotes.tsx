import type { ReactElement } from 'react'
import type { ServerStory } from '@codedark/domain/board'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { follow } from '../parts/route.ts'
import { NOTE_MARKS, signWords } from './notes.ts'

/** Signs listed on the page of one server; the page of notes has the others. */
const SHOWN = 5

/** Whether a ransom note was looked for on this server, and what was found. */
export function StoryNotes({
  story,
  now,
}: {
  readonly story: ServerStory
  readonly now: string
}): ReactElement {
  const { notes } = story
  const link = (
    <a href="/notes" onClick={follow}>
      All ransom notes
    </a>
  )
  if (notes === null)
    return (
      <p data-state="unknown">
        <Mark name="blind" /> <b>Ransom note: not known.</b> Nobody has looked for one. {link}
      </p>
    )
  const { answer, because } = notes.answer
  const mark = NOTE_MARKS[answer]
  const words = answer === 'found' ? 'found' : answer
  return (
    <>
      <p data-state={mark === 'blind' ? 'unknown' : 'known'}>
        <Mark name={mark} /> <b>Ransom note: {words}.</b> {because} {link}
      </p>
      <ul className="list">
        {notes.notes.slice(0, SHOWN).map((note) => (
          <li key={`${note.at} ${note.place} ${note.record?.recordId ?? ''}`}>
            <b>{note.at === null ? 'time not known' : whenOf(note.at, now, story.header.timeZone)}</b>{' '}
            {note.place} <span className="label">{signWords(note)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { NotesView, NoteTextView } from '@codedark/domain/board'
import type { Note, NoteAnswer } from '@codedark/domain/triage'
import { getJson } from '../parts/api.ts'
import { Bar } from '../parts/Bar.tsx'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { useRows } from '../parts/page-keys.ts'
import { follow } from '../parts/route.ts'
import { NotRead, Unknown } from '../parts/Unknown.tsx'
import { groupAnswers, NOTE_MARKS, placesOf, signWords } from './notes.ts'

/** Places of one text that are listed; the file of the run has all. */
const PLACES_SHOWN = 12

interface When {
  readonly now: string
  readonly zone: string
}

/** Ransom notes: each text once with every place, signs without a text, and for every server whether one was looked for. */
export function Notes({ now }: { readonly now: string }): ReactElement {
  const read = useQuery({ queryKey: ['/api/notes'], queryFn: () => getJson<NotesView>('/api/notes') })
  const list = useRows<HTMLDivElement>()
  if (read.data === undefined) return <NotRead what="The ransom notes" error={read.error} />
  const view = read.data
  const when = { now, zone: view.header.timeZone }
  return (
    <>
      {read.error !== null && <NotRead what="The newest state of the ransom notes" error={read.error} />}
      <p className="crumbs">
        <a href="/hit" onClick={follow}>
          Hit
        </a>{' '}
        / ransom notes
      </p>
      <h1>Ransom notes</h1>
      <Answer view={view} when={when} />
      <div ref={list} data-rows>
        {view.texts.map((text) => (
          <Text key={`${text.sha256} ${text.excerpt.length}`} text={text} when={when} />
        ))}
        <Signs signs={view.signs} when={when} />
      </div>
      <Servers servers={view.servers} />
      {view.leftOut > 0 && <p>{view.leftOut} more notes are not listed: of each server the first 50 are.</p>}
      {view.filesLeftOut > 0 && (
        <p data-state="unknown">
          <Mark name="blind" /> {view.filesLeftOut} more text files were found and not looked at.
        </p>
      )}
    </>
  )
}

function Answer({ view, when }: { readonly view: NotesView; readonly when: When }): ReactElement {
  const { sentence, counts } = view
  if (!view.searched)
    return (
      <Unknown>
        <p className="answer-text">
          <b>{sentence.strong}</b> {sentence.rest}
        </p>
      </Unknown>
    )
  return (
    <>
      <p className="answer-text">
        <b>{sentence.strong}</b> {sentence.rest}
      </p>
      <Bar
        parts={[
          { kind: 'bad', count: counts.found, label: 'found' },
          { kind: 'fine', count: counts['searched, nothing'], label: 'searched, nothing' },
          { kind: 'unknown', count: counts['cannot be searched'], label: 'cannot be searched' },
          { kind: 'unknown', count: counts['not searched'], label: 'not searched' },
        ]}
        width={1300}
        height={20}
      />
      <p className="label">
        By logs and copied files as of {whenOf(view.searchedAt, when.now, when.zone)}, and what people said
        since. Do not answer a note and open no address in it: that is for the response lead and the police.
      </p>
    </>
  )
}

function Text({ text, when }: { readonly text: NoteTextView; readonly when: When }): ReactElement {
  const { shown, more } = placesOf(text.notes, PLACES_SHOWN)
  return (
    <section>
      <h2>
        A note on {text.servers.length} {text.servers.length === 1 ? 'server' : 'servers'}
      </h2>
      <dl className="facts">
        <Fact name="Addressed to" value={text.addressee} />
        <Fact name="Language" value={text.language === null ? null : `${text.language}, by its words`} />
        <Fact
          name="To answer to"
          value={
            text.contacts.length === 0
              ? null
              : text.contacts.map(({ kind, value }) => `${kind} ${value}`).join(', ')
          }
        />
        <Fact name="SHA-256" value={text.sha256 === '' ? null : text.sha256} />
      </dl>
      <pre className="raw" tabIndex={0} aria-label="The text of the note, written by others">
        {text.excerpt}
      </pre>
      <ul className="list">
        {shown.map((note) => (
          <Place key={`${note.place} ${note.record?.recordId ?? ''}`} note={note} when={when} />
        ))}
      </ul>
      {more > 0 && <p>and {more} more places; notes.json of the run has all.</p>}
    </section>
  )
}

/** A fact that is not known is hatched, never blank. */
function Fact({ name, value }: { readonly name: string; readonly value: string | null }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      {value === null ? (
        <dd data-state="unknown">
          <Mark name="blind" /> not known
        </dd>
      ) : (
        <dd>{value}</dd>
      )}
    </div>
  )
}

function Place({ note, when }: { readonly note: Note; readonly when: When }): ReactElement {
  return (
    <li>
      <Mark name={note.shownBy === 'person' ? 'hit-seen' : 'suspect'} />{' '}
      <b>{note.at === null ? 'time not known' : whenOf(note.at, when.now, when.zone)}</b>{' '}
      {note.server === null ? (
        'of no server that we know'
      ) : (
        <a data-row tabIndex={-1} href={`/servers/${encodeURIComponent(note.server)}`} onClick={follow}>
          {note.server}
        </a>
      )}
      : {note.place} <span className="label">{signWords(note)}</span>
    </li>
  )
}

function Signs({
  signs,
  when,
}: {
  readonly signs: readonly Note[]
  readonly when: When
}): ReactElement | null {
  if (signs.length === 0) return null
  return (
    <section>
      <h2>
        Signs of notes whose text is not here <span className="count">{signs.length}</span>
      </h2>
      <p>A record says that such a file was written, or a person saw one. What it says is not known.</p>
      <ul className="list">
        {signs.map((note) => (
          <Place
            key={`${note.server} ${note.at} ${note.place} ${note.record?.recordId ?? ''}`}
            note={note}
            when={when}
          />
        ))}
      </ul>
    </section>
  )
}

function Servers({ servers }: { readonly servers: readonly NoteAnswer[] }): ReactElement {
  return (
    <>
      {groupAnswers(servers).map(({ answer, title, reasons }) => (
        <section key={answer}>
          <h2>
            {title} <span className="count">{reasons.reduce((sum, one) => sum + one.servers.length, 0)}</span>
          </h2>
          {reasons.map(({ because, servers: names }) => (
            <p key={because} data-state={NOTE_MARKS[answer] === 'blind' ? 'unknown' : 'known'}>
              <Mark name={NOTE_MARKS[answer]} /> {because} <span className="label">{names.join(', ')}</span>
            </p>
          ))}
        </section>
      ))}
    </>
  )
}

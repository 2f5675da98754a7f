import { readNoteText } from './note-text.ts'
import type { NoteText } from './note-text.ts'
import { parseInstant, sayInstant } from './instant.ts'
import { MAX_NOTE_EXCERPT, MAX_NOTES_PER_SERVER } from './limits.ts'
import type { NameMap } from './names.ts'
import type { Finding, ServerVerdict, Sighting } from './verdict.ts'

/** One note, or what shows that there was one: evidence, with where it is. */
export interface Note {
  /** Null: it lies where no server can be told from. */
  readonly server: string | null
  readonly shownBy:
    | 'file'
    | 'file written'
    | 'share write'
    | 'legal notice'
    | 'recovery message'
    | 'drive label'
    | 'person'
  /** Path, registry value, command line, or the words of the person’s sighting. */
  readonly place: string
  /** Of the file or of the record; null where it is not known. */
  readonly at: string | null
  /** SHA-256: of the file, or of the text that the record holds (UTF-8); null where the content is not here. */
  readonly sha256: string | null
  readonly bytes: number | null
  /** Null where the content is not here. */
  readonly text: Omit<NoteText, 'isNote'> | null
  /** The beginning of the content, `MAX_NOTE_EXCERPT` characters at most; hostile text, to be shown as text only. */
  readonly excerpt: string | null
  /** The record, where one shows it. */
  readonly record: { readonly file: string; readonly channel: string; readonly recordId: number } | null
}

/** The answer for one server, hit or not. */
export interface NoteAnswer {
  readonly server: string
  readonly answer: 'found' | 'searched, nothing' | 'cannot be searched' | 'not searched'
  /** A whole sentence. */
  readonly because: string
  readonly notes: number
}

/** `notes.json`. */
export interface NoteReport {
  readonly notes: readonly Note[]
  readonly servers: readonly NoteAnswer[]
  /** Notes beyond `MAX_NOTES_PER_SERVER` of a server: the same note lies in every folder. */
  readonly leftOut: number
  /** Files that were found and not looked at, being too many. */
  readonly filesLeftOut: number
}

/** A file beside the logs that reads like a note. */
export interface NoteFile {
  readonly path: string
  readonly server: string | null
  readonly bytes: number
  /** Its own time, which copying may have changed. */
  readonly modifiedAt: string | null
  /** Null: too large to be hashed, or it could not be read to its end. */
  readonly sha256: string | null
  readonly text: Omit<NoteText, 'isNote'>
  readonly excerpt: string
}

/** What came of looking through the files beside the logs. */
export interface NoteSearch {
  readonly files: readonly NoteFile[]
  /** Files that were found and not looked at, being too many. */
  readonly filesLeftOut: number
  /** Servers of which files other than logs were copied and looked at. */
  readonly searched: readonly string[]
}

/** All that is known of notes. */
export interface NoteInput {
  readonly names: NameMap
  readonly verdicts: readonly ServerVerdict[]
  readonly findings: Iterable<Finding>
  readonly search: NoteSearch
  readonly sightings: readonly Pick<Sighting, 'server' | 'kind' | 'seenBy' | 'seenAt'>[]
  readonly powers: ReadonlyMap<string, { readonly state: string }>
}

/** Rules of our own pack whose findings show a note, and the field that says where. */
export const NOTE_RULES: ReadonlyMap<string, readonly [Note['shownBy'], place: string, text: string | null]> =
  new Map([
    ['917c3847-1af7-5b59-b9be-1e17e0663a49', ['file written', 'TargetFilename', null]],
    ['87891358-55f9-5010-bd46-925294abca89', ['share write', 'RelativeTargetName', null]],
    ['dcb155d4-b931-5662-b861-51896f00afa6', ['legal notice', 'TargetObject', 'Details']],
    ['8294aeff-1ba7-5766-81b1-0e5dc7b50297', ['recovery message', 'TargetObject', 'Details']],
    ['118071ed-778b-58e9-b076-39a9f761dd32', ['drive label', 'CommandLine', 'CommandLine']],
  ])

const SYSMON = 'microsoft-windows-sysmon/operational'

/** Every note that was found, and for every server whether one was looked for at all. */
export function noteReport(input: NoteInput): NoteReport {
  const all = [...fromFiles(input.search.files), ...fromFindings(input), ...fromPeople(input)].sort(byPlace)
  const counts = new Map<string, number>()
  const notes = all.filter(({ server }) => {
    const count = (counts.get(server ?? '') ?? 0) + 1
    counts.set(server ?? '', count)
    return count <= MAX_NOTES_PER_SERVER
  })
  return {
    notes,
    leftOut: all.length - notes.length,
    filesLeftOut: input.search.filesLeftOut,
    servers: input.verdicts.map((verdict) => answerFor(verdict, counts.get(verdict.server) ?? 0, input)),
  }
}

function fromFiles(files: readonly NoteFile[]): Note[] {
  return files.map(({ path, server, bytes, sha256, modifiedAt, text, excerpt }) => ({
    server,
    shownBy: 'file',
    place: path,
    at: modifiedAt,
    sha256,
    bytes,
    text,
    excerpt,
    record: null,
  }))
}

function fromFindings({ findings, names }: NoteInput): Note[] {
  const notes: Note[] = []
  for (const finding of findings) {
    const shown = NOTE_RULES.get(finding.rule.id)
    if (shown === undefined) continue
    const [shownBy, place, content] = shown
    const { fields, file, channel, recordId, time } = finding
    const value = content === null ? undefined : (fields[content] ?? fields['NewValue'])
    const { isNote, ...text } = readNoteText(value ?? '', true)
    // Hospitals have legal notices of their own: only one that reads like a note is one.
    if (shownBy === 'legal notice' && !isNote) continue
    notes.push({
      server: finding.server ?? names.serverOf(finding.computer),
      shownBy,
      place: fields[place] ?? fields['ObjectValueName'] ?? '',
      at: parseInstant(time),
      sha256: null,
      bytes: null,
      text: value === undefined ? null : text,
      excerpt: value?.slice(0, MAX_NOTE_EXCERPT) ?? null,
      record: { file, channel, recordId },
    })
  }
  return notes
}

function fromPeople({ sightings, names }: NoteInput): Note[] {
  return sightings
    .filter(({ kind }) => kind === 'ransom-note')
    .map(({ server, seenBy, seenAt }) => ({
      server: names.serverOf(server) ?? server,
      shownBy: 'person' as const,
      place: `${seenBy} saw it`,
      at: parseInstant(seenAt),
      sha256: null,
      bytes: null,
      text: null,
      excerpt: null,
      record: null,
    }))
}

function answerFor(verdict: ServerVerdict, notes: number, input: NoteInput): NoteAnswer {
  const { server } = verdict
  const say = (answer: NoteAnswer['answer'], because: string): NoteAnswer => ({
    server,
    answer,
    because,
    notes,
  })
  if (notes > 0) return say('found', `${notes} ${notes === 1 ? 'sign' : 'signs'} of a note.`)
  const sysmon = verdict.channels.find(({ channel }) => channel.toLowerCase() === SYSMON)
  const ways = [
    ...(input.search.searched.includes(server) ? ['files that were copied from it'] : []),
    ...(sysmon?.coversWindow === true ? ['its record of files written (Sysmon)'] : []),
  ]
  if (ways.length > 0) return say('searched, nothing', `Nothing was found in ${ways.join(' and ')}.`)
  const closed = input.sightings.find(
    (one) => one.server === server && (one.kind === 'recovery-screen' || one.kind === 'locked-volume'),
  )
  if (closed !== undefined)
    return say(
      'cannot be searched',
      `${closed.seenBy} saw it locked at ${sayInstant(closed.seenAt)}: its files cannot be read.`,
    )
  const power = input.powers.get(server)?.state
  if (power === 'off') return say('cannot be searched', 'It is off, as somebody said.')
  if (power === 'suspended') return say('cannot be searched', 'It is paused, as somebody said.')
  return say('not searched', 'No files of it were copied, and its logs do not say which files were written.')
}

function byPlace(a: Note, b: Note): number {
  const key = (note: Note): string => `${note.at ?? '~'} ${note.server ?? '~'} ${note.place} ${note.shownBy}`
  const [x, y] = [key(a), key(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

import { realpathSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve, sep } from 'node:path'
import { logKindOf } from '@codedark/files'
import type { FoundFile, RulePack } from '@codedark/files'
import { describeFailure } from './child.ts'
import type { ChildFailure, ChildStart } from './child.ts'
import { isFirstPass, looksFirstPass } from './first-pass.ts'
import { MAX_CHILDREN, MAX_NOTE_FILES, MIXED_FIRST_BYTES, READ_WITH_HASH_BYTES } from './limits.ts'
import type { LogFile } from './log-file.ts'
import { LostTemplates } from './lost-templates.ts'
import type { LogPlace, PlaceholderList, Reply } from './messages.ts'
import { mayBeNote } from './note-files.ts'
import type { NoteReply } from './note-message.ts'
import { Reader } from './reader.ts'

/** What reading tells, as it comes. Calls never overlap. */
export interface ReadListener {
  rules(said: Extract<Reply, { is: 'rules' }>): void
  /** All logs are known now, those in zips too. */
  listed(files: readonly LogFile[]): void
  /** The digest of its bytes as they lie there. */
  hashed(file: LogFile, digest: string): void
  /** Reading of a file begins; what a try before has told of it does not count. */
  begin(file: LogFile): void
  finding(file: LogFile, finding: Extract<Reply, { is: 'finding' }>): void
  /** Matches that only correlations see. */
  matches(file: LogFile, matches: Extract<Reply, { is: 'matches' }>): void
  fault(file: LogFile, fault: FaultOfFile): void
  progress(file: LogFile, records: number, bytes: number): void
  /** Chunks of the file: the name of each and how many live records it holds, in turn. */
  chunks(file: LogFile, seen: readonly number[]): void
  end(file: LogFile, end: Extract<Reply, { is: 'end' }>): void
  /** What was told of the file since `begin` came from an earlier run. */
  recalled(file: LogFile): void
  /** The file has the very bytes of another one, which is read instead. */
  same(file: LogFile, as: LogFile): void
  /** The file could not be read to its end, twice; what it gave until then stands. */
  gaveUp(file: LogFile, failure: ChildFailure): void
  /** What a text beside the logs says; each once, in no order. */
  note(file: LogFile, said: NoteReply): void
  /** Texts that may be notes and are more than are looked at. */
  notesLeftOut(count: number): void
  /** All logs of the first pass are read; reading goes on when this is done. */
  firstPass(): Promise<void>
}

/** A fault of one file, with its place. */
export interface FaultOfFile {
  readonly code: string
  readonly offset: number | null
  readonly text: string
  readonly facts: Readonly<Record<string, number | string>>
}

/** What was read before, by digest of the bytes. */
export interface ReadMemory {
  /** Tells everything that reading these bytes told, its end last; false where that is not known, or not to the end. */
  recall(digest: string, take: (reply: Reply) => void): boolean
  /** Takes what is told of these bytes, as it comes; it counts from `done` on. */
  keep(digest: string): { add(reply: Reply): void; done(): void }
  /** Whether it held nothing when the run began. */
  readonly wasEmpty: boolean
}

/** What to read, with which rules, in which processes. */
export interface ReadPlan {
  /** Logs, and zips of logs. */
  readonly files: readonly FoundFile[]
  readonly packs: readonly RulePack[]
  readonly placeholders?: PlaceholderList
  readonly childPath: string
  /** Texts beside the logs that may be notes. */
  readonly noteFiles?: readonly FoundFile[]
  /** The paths that were given: children may read below them. */
  readonly roots: readonly string[]
  /** Processes at once; default one a core. */
  readonly children?: number
  readonly memory?: ReadMemory
  /** Aborted: children are ended, and reading stops. */
  readonly signal?: AbortSignal
}

/** How reading ended, where it did not end well. */
export type ReadFailure = ChildFailure | { readonly code: 'stopped' }

/**
 * Reads all logs in child processes, one a core, the largest first. First the logs that tell of encryption (`first-pass.ts`) of
 * every server, then all others. A child that makes no progress, ends, or takes too much memory is replaced, and its file is
 * tried once more alone when the others of its pass are done; then it is given up. What is told of a file does not depend on
 * which child reads it or when. The rules could not be loaded at all: the failure is returned and nothing is read.
 */
export async function readLogs(plan: ReadPlan, listener: ReadListener): Promise<ReadFailure | null> {
  const crew = new Crew(plan, listener)
  try {
    const failure = await crew.start()
    // Stopping ends the children, and one that ends while it loads rules looks like a failure of them.
    if (failure !== null) return crew.stopped ? { code: 'stopped' } : failure
    const files = await crew.list()
    listener.listed(files)
    const later = await crew.readFirst(files)
    if (!crew.stopped) await listener.firstPass()
    await crew.searchNotes()
    await crew.read(later)
    await crew.readLent()
    return crew.stopped ? { code: 'stopped' } : null
  } finally {
    crew.end()
  }
}

/** What is true only while it is said. */
const PASSING: ReadonlySet<Reply['is']> = new Set(['beat', 'busy', 'disk', 'hashed'])

/** What becomes of what is told of a log. */
type Telling =
  | { readonly how: 'known' }
  | { readonly how: 'as-it-comes'; readonly keep: ReturnType<ReadMemory['keep']> | undefined }

type Work = (reader: Reader, file: LogFile) => Promise<ChildFailure | null>

/** The children of a run. */
class Crew {
  readonly #plan: ReadPlan
  readonly #listener: ReadListener
  readonly #readers: readonly Reader[]
  /** Texts in zips that may be notes. */
  readonly #zippedNotes: LogFile[] = []
  /** Who reads bytes of a digest. */
  readonly #claims = new Map<string, LogFile>()
  readonly #lost = new LostTemplates()

  constructor(plan: ReadPlan, listener: ReadListener) {
    this.#plan = plan
    this.#listener = listener
    const children = plan.children ?? Math.min(MAX_CHILDREN, availableParallelism())
    // A zip holds many logs; else there is no use for more children than files.
    const useful = plan.files.some((file) => isZip(file)) ? children : plan.files.length
    this.#readers = Array.from(
      { length: Math.max(1, Math.min(children, useful)) },
      () =>
        new Reader({
          start: startOf({ ...plan, files: [...plan.files, ...(plan.noteFiles ?? [])] }),
          packs: plan.packs,
          placeholders: plan.placeholders ?? [],
          signal: plan.signal,
        }),
    )
  }

  get stopped(): boolean {
    return this.#plan.signal?.aborted === true
  }

  async start(): Promise<ChildFailure | null> {
    const started = await Promise.all(this.#readers.map((reader) => reader.start()))
    for (const one of started) {
      if (!one.ok) return one.fault
      this.#listener.rules(one.value)
    }
    return null
  }

  end(): void {
    for (const reader of this.#readers) reader.end()
  }

  /** Every log, those that zips list included, in order of path. */
  async list(): Promise<readonly LogFile[]> {
    const files = this.#plan.files.filter((file) => !isZip(file)).map(asLog)
    await this.#each(this.#plan.files.filter(isZip).map(asLog), async (reader, zip) => {
      const inside: LogFile[] = []
      const failure = await reader.ask({ do: 'list', path: resolve(zip.path) }, (said) => {
        if (said.is === 'fault') this.#listener.fault(zip, said)
        if (said.is !== 'entries') return
        for (const entry of said.entries)
          inside.push({
            path: `${zip.path}!${entry.name}`,
            bytes: entry.bytes,
            place: { path: resolve(zip.path), entry },
          })
      })
      const isNote = ({ place }: LogFile): boolean => mayBeNote(place.entry?.name ?? '')
      if (failure !== null) return failure
      files.push(...inside.filter((one) => !isNote(one)))
      this.#zippedNotes.push(...inside.filter(isNote))
      return failure
    })
    return files.sort(byPath)
  }

  /** Reads the logs of the first pass and returns all others. */
  async readFirst(files: readonly LogFile[]): Promise<readonly LogFile[]> {
    const named = new Set(files.filter((file) => looksFirstPass(file.path)))
    await this.read([...named])
    const others = files.filter((file) => !named.has(file))
    const first = new Set<LogFile>()
    await this.#each(others, async (reader, file) => {
      await reader.ask({ do: 'peek', ...placeOf(file) }, (said) => {
        if (said.is === 'peeked' && isFirst(file, said.channels)) first.add(file)
      })
      // Whoever cannot be looked into is read with all others, and fails there.
      return null
    })
    await this.read([...first])
    return others.filter((file) => !first.has(file))
  }

  /** Looks through the texts beside the logs, the first of them by path where they are too many. */
  async searchNotes(): Promise<void> {
    const files = [...(this.#plan.noteFiles ?? []).map(asLog), ...this.#zippedNotes].sort(byPath)
    this.#listener.notesLeftOut(Math.max(0, files.length - MAX_NOTE_FILES))
    await this.#each(files.slice(0, MAX_NOTE_FILES), (reader, file) =>
      reader.ask({ do: 'note', ...placeOf(file) }, (said) => {
        if (said.is === 'note') this.#listener.note(file, said)
        else if (said.is === 'fault') this.#listener.fault(file, said)
      }),
    )
  }

  async read(files: readonly LogFile[]): Promise<void> {
    await this.#each(files, (reader, file) => this.#readOne(reader, file))
  }

  /** Does the work for every file, the largest first; what failed once more alone. */
  async #each(files: readonly LogFile[], work: Work): Promise<void> {
    const queue = [...files].sort((a, b) => b.bytes - a.bytes || byPath(a, b)).reverse()
    const again: LogFile[] = []
    await Promise.all(
      this.#readers.map(async (reader) => {
        for (let file = this.#next(queue); file !== undefined; file = this.#next(queue))
          if ((await work(reader, file)) !== null) again.push(file)
      }),
    )
    const [reader] = this.#readers
    for (const file of again.sort(byPath)) {
      if (reader === undefined || this.stopped) return
      const failure = await work(reader, file)
      if (failure !== null && !this.stopped) this.#listener.gaveUp(file, failure)
    }
  }

  #next(queue: LogFile[]): LogFile | undefined {
    return this.stopped ? undefined : queue.pop()
  }

  async #readOne(reader: Reader, file: LogFile): Promise<ChildFailure | null> {
    const place = placeOf(file)
    // A small log is hashed and read in one go: of a hundred thousand, asking twice would cost more than reading.
    const together = file.bytes <= READ_WITH_HASH_BYTES && this.#plan.memory?.wasEmpty !== false
    let told: Telling = { how: 'as-it-comes', keep: undefined }
    if (!together) {
      let digest: string | undefined
      const failure = await reader.ask({ do: 'hash', ...place }, (said) => {
        if (said.is === 'hashed') digest = said.digest
      })
      if (failure !== null) return failure
      told = this.#hashed(file, digest)
      if (told.how === 'known') return null
    } else this.#listener.begin(file)
    let whole = true
    const failed = await reader.ask({ do: 'read', ...place, hash: together, lend: [] }, (said) => {
      if (said.is === 'hashed') told = this.#hashed(file, said.digest)
      if (told.how === 'known') return
      this.#tell(file, said)
      if (said.is === 'fault' && said.code === 'changed-while-read') whole = false
      if (!PASSING.has(said.is)) told.keep?.add(said)
    })
    if (failed === null && whole && told.how === 'as-it-comes') told.keep?.done()
    return failed
  }

  /** What becomes of a log with these bytes: known already, from another log or an earlier run, or read now. */
  #hashed(file: LogFile, digest: string | undefined): Telling {
    if (digest === undefined) {
      this.#listener.begin(file)
      return { how: 'as-it-comes', keep: undefined }
    }
    this.#listener.hashed(file, digest)
    const claimed = this.#claims.get(digest)
    if (claimed !== undefined && claimed !== file) {
      this.#listener.same(file, claimed)
      return { how: 'known' }
    }
    this.#claims.set(digest, file)
    const { memory } = this.#plan
    this.#listener.begin(file)
    if (memory?.recall(digest, (said) => this.#tell(file, said)) === true) {
      this.#listener.recalled(file)
      return { how: 'known' }
    }
    this.#listener.begin(file)
    return { how: 'as-it-comes', keep: memory?.keep(digest) }
  }

  /**
   * Reads once more those that have lost templates which other logs hold. What was told of them before stands until they are
   * read to their end again.
   */
  async readLent(): Promise<void> {
    const lent = new Map(this.#lost.borrowers().map(({ file, lend }) => [file, lend]))
    await this.#each([...lent.keys()], async (reader, file) => {
      const said: Reply[] = []
      const lend = lent.get(file) ?? []
      const failed = await reader.ask({ do: 'read', ...placeOf(file), hash: false, lend }, (one) => {
        if (one.is === 'finding' || one.is === 'matches') this.#tell(file, one)
        else if (one.is === 'fault' || one.is === 'end') said.push(one)
      })
      if (failed !== null) return failed
      this.#listener.begin(file)
      for (const one of said) this.#tell(file, one)
      return null
    })
  }

  #tell(file: LogFile, said: Reply): void {
    switch (said.is) {
      case 'beat':
        this.#listener.progress(file, said.records, said.bytes)
        return
      case 'finding':
        this.#listener.finding(file, said)
        return
      case 'matches':
        this.#listener.matches(file, said)
        return
      case 'fault':
        this.#listener.fault(file, said)
        return
      case 'chunks':
        this.#listener.chunks(file, said.seen)
        return
      case 'end':
        this.#lost.take(file, placeOf(file), said)
        this.#listener.end(file, said)
        return
      case 'busy':
      case 'disk':
      case 'entries':
      case 'hashed':
      case 'note':
      case 'peeked':
      case 'record':
      case 'rules':
        return
    }
  }
}

const asLog = ({ path, bytes }: FoundFile): LogFile => ({ path, bytes, place: { path } })

/** A log with a channel of the first pass; one that holds others too only while it is not large. */
function isFirst(file: LogFile, channels: readonly string[]): boolean {
  const fitting = channels.filter(isFirstPass).length
  return fitting > 0 && (fitting === channels.length || file.bytes <= MIXED_FIRST_BYTES)
}

function isZip(file: FoundFile): boolean {
  return logKindOf(file.path) === 'zip'
}

/** Where a log lies, by its whole path. */
export function placeOf(file: LogFile): LogPlace {
  const { path, entry } = file.place
  return { path: resolve(path), ...(entry === undefined ? {} : { entry }) }
}

function byPath(a: LogFile, b: LogFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}

/** Links may lead out of the paths that were given: what they lead to was found by the walk and may be read too. */
export function startOf(plan: {
  readonly files: readonly { readonly path: string }[]
  readonly roots: readonly string[]
  readonly childPath: string
}): ChildStart {
  const roots = plan.roots.map((path) => realOf(path))
  const outside = plan.files
    .map((file) => realOf(file.path))
    .filter((path) => !roots.some((root) => path === root || path.startsWith(root + sep)))
  const named = plan.roots.map((path) => resolve(path))
  return { childPath: plan.childPath, readable: [...new Set([...roots, ...named, ...outside])] }
}

function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

/** The fault of a file that was given up. */
export function faultOfFailure(failure: ChildFailure): FaultOfFile {
  const { code, ...facts } = failure
  return {
    code,
    offset: null,
    text: `${describeFailure(failure)}; the file was tried twice, and what lies behind the place is not known.`,
    facts: Object.fromEntries(
      Object.entries(facts).filter((pair): pair is [string, string | number] => pair[1] !== null),
    ),
  }
}

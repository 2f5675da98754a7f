import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { describeFileFault, writeDurably } from '@codedark/files'
import { listenMllp } from '@codedark/hl7v2'
import type { LineEvent, Outcome, Received, Receiver } from '@codedark/hl7v2'
import { openJournal } from '@codedark/journal'
import type { Journal, Kept } from '@codedark/journal'

/** A feed and where it is listened for. Port 0 takes a free one. */
export interface FeedLine {
  readonly name: string
  readonly host: string
  readonly port: number
}

/** What is known of a feed since the collector was started; counts and times only. */
export interface FeedState {
  readonly name: string
  readonly port: number
  readonly connections: number
  /** Kept, the quarantine included. */
  readonly kept: number
  /** Came again and were kept already. */
  readonly known: number
  readonly quarantined: number
  readonly notKept: number
  /** Faults on the line: bytes between messages, messages cut off or too large. */
  readonly lineFaults: number
  /** UTC; null: nothing came yet. */
  readonly lastAt: string | null
}

/** What the collector needs. */
export interface CollectOptions {
  /** Its own folder: the journal, the key under which it hashes ids, its state. */
  readonly folder: string
  /** File with the vault's public key for feeds, 64 hex digits. */
  readonly publicKeyFile: string
  readonly feeds: readonly FeedLine[]
  /** A sentence for the terminal; nothing of a message is in it. */
  readonly onNote: (sentence: string) => void
}

/** A collector that runs. */
export interface Collecting {
  /** As of now. */
  feeds(): readonly FeedState[]
  /** Answers what is kept, closes the lines, writes its state. */
  close(): Promise<void>
}

const STATE_MS = 5000
const FEED_NAME = /^[a-z0-9][a-z0-9-]{0,31}$/u

/**
 * Listens for all feeds until closed. A message is answered when its seal is on disk and synced. `feeds.json` in the folder
 * tells every few seconds how each feed stands. The fault is a sentence with the way out.
 */
export async function collectFeeds(options: CollectOptions): Promise<Result<Collecting, string>> {
  const bad = options.feeds.find(({ name }) => !FEED_NAME.test(name))
  if (bad !== undefined)
    return failed(`${bad.name} is no name of a feed: small letters, digits and hyphens, at most 32.`)
  if (new Set(options.feeds.map(({ name }) => name)).size !== options.feeds.length)
    return failed('Two feeds have the same name.')
  const publicKey = readPublicKey(options.publicKeyFile)
  if (!publicKey.ok) return publicKey
  const hashKey = ownHashKey(options.folder)
  if (!hashKey.ok) return hashKey
  const journal = openJournal({
    folder: join(options.folder, 'journal'),
    publicKey: publicKey.value,
    hashKey: hashKey.value,
  })
  if (!journal.ok)
    return failed(`The journal in ${options.folder} cannot be written: ${journal.fault.reason}.`)
  const collector = new Collector(options, journal.value)
  const started = await collector.listen()
  if (started.ok) return ok(collector)
  await collector.close()
  return started
}

class Collector implements Collecting {
  readonly #options: CollectOptions
  readonly #journal: Journal
  readonly #feeds: Feed[] = []
  readonly #answers = randomBytes(4).toString('hex')
  #answered = 0
  #timer: NodeJS.Timeout | undefined
  #written = ''

  constructor(options: CollectOptions, journal: Journal) {
    this.#options = options
    this.#journal = journal
  }

  async listen(): Promise<Result<null, string>> {
    for (const line of this.#options.feeds) {
      const feed = new Feed(line, this.#journal, this.#options.onNote)
      const receiver = await listenMllp(line, {
        store: feed,
        onEvent: (event) => feed.heard(event),
        now: () => new Date(),
        controlId: () => this.#nextControlId(),
      })
      if (!receiver.ok)
        return failed(
          `Feed ${line.name} cannot listen on ${line.host} port ${line.port}: ${receiver.fault.reason}.`,
        )
      feed.receiver = receiver.value
      this.#feeds.push(feed)
    }
    this.#writeState()
    this.#timer = setInterval(() => this.#writeState(), STATE_MS)
    return ok(null)
  }

  feeds(): readonly FeedState[] {
    return this.#feeds.map((feed) => feed.state())
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.all(this.#feeds.map((feed) => feed.receiver?.close() ?? Promise.resolve()))
    await this.#journal.close()
    if (this.#feeds.length > 0) this.#writeState()
  }

  /** Unique among all that this collector ever gives: no clock is in it, which may be set back. */
  #nextControlId(): string {
    this.#answered += 1
    return `CD${this.#answers}${this.#answered.toString(36)}`
  }

  #writeState(): void {
    const feeds = JSON.stringify(this.feeds(), null, 2)
    if (feeds === this.#written) return
    const written = writeDurably(join(this.#options.folder, 'feeds.json'), `${feeds}\n`)
    if (written.ok) this.#written = feeds
    else this.#options.onNote(`The state of the feeds cannot be written: ${describeFileFault(written.fault)}`)
  }
}

/** One feed: its counts, and the store that its receiver keeps messages in. */
class Feed {
  receiver: Receiver | undefined
  readonly #line: FeedLine
  readonly #journal: Journal
  readonly #note: (sentence: string) => void
  readonly #counts = { connections: 0, kept: 0, known: 0, quarantined: 0, notKept: 0, lineFaults: 0 }
  #lastAt: string | null = null
  #failing = false

  constructor(line: FeedLine, journal: Journal, note: (sentence: string) => void) {
    this.#line = line
    this.#journal = journal
    this.#note = note
  }

  state(): FeedState {
    const { name, port } = this.#line
    return { name, port: this.receiver?.port ?? port, ...this.#counts, lastAt: this.#lastAt }
  }

  async keep(messages: readonly Received[]): Promise<readonly Outcome[]> {
    const receivedAt = new Date()
    const kept = await this.#journal.keep(
      messages.map(({ bytes, header }) => ({
        feed: this.#line.name,
        receivedAt,
        bytes,
        readable: header !== null,
        id:
          header === null || header.controlId === null
            ? null
            : [header.sendingApplication ?? '', header.sendingFacility ?? '', header.controlId],
      })),
    )
    if (!kept.ok) {
      this.#counts.notKept += messages.length
      if (!this.#failing)
        this.#note(
          `Feed ${this.#line.name}: nothing can be kept (${kept.fault.reason}); the sender is told so.`,
        )
      this.#failing = true
      return messages.map(() => 'not-kept')
    }
    if (this.#failing) this.#note(`Feed ${this.#line.name}: messages are kept again.`)
    this.#failing = false
    this.#lastAt = receivedAt.toISOString()
    for (const one of kept.value) this.#count(one)
    // What is not understood is kept and accepted all the same: an error would block the sender's queue for everybody.
    return kept.value.map(() => 'kept')
  }

  heard(event: LineEvent): void {
    if (event.kind === 'opened') this.#counts.connections += 1
    if (event.kind === 'closed') this.#counts.connections -= 1
    if (event.kind === 'fault') this.#counts.lineFaults += 1
    if (event.kind === 'refused')
      this.#note(`Feed ${this.#line.name}: a connection was refused, too many are open.`)
  }

  #count(one: Kept): void {
    if (one === 'known') this.#counts.known += 1
    else {
      this.#counts.kept += 1
      if (one !== 'message') this.#counts.quarantined += 1
    }
  }
}

function readPublicKey(path: string): Result<Uint8Array, string> {
  let text: string
  try {
    text = readFileSync(path, 'utf8').trim()
  } catch {
    return failed(`${path} cannot be read: codedark feeds key writes the vault's public key for feeds.`)
  }
  if (!/^[0-9a-f]{64}$/u.test(text))
    return failed(`${path} is not a public key for feeds: 64 hex digits were expected.`)
  return ok(Buffer.from(text, 'hex'))
}

/** Made once; it never leaves this folder. */
function ownHashKey(folder: string): Result<Uint8Array, string> {
  const path = join(folder, 'hash.key')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (existsSync(path)) {
      const key = readFileSync(path)
      return key.length === 32
        ? ok(key)
        : failed(`${path} is damaged: 32 bytes were expected, it has ${key.length}.`)
    }
  } catch (error) {
    return failed(`${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}.`)
  }
  const key = randomBytes(32)
  const written = writeDurably(path, key)
  return written.ok ? ok(key) : failed(describeFileFault(written.fault))
}

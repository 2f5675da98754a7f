import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { answerTo } from './answer.ts'
import type { Outcome } from './answer.ts'
import { FrameReader } from './frame-reader.ts'
import type { FrameFault, FrameItem } from './frame-reader.ts'
import { headerOf } from './header.ts'
import type { Header } from './header.ts'
import { MAX_CONNECTIONS, MAX_FAULTS_TOLD, MAX_WAITING } from './limits.ts'
import { parseMessage } from './message.ts'

/** A message as it came, with its header where it has one. */
export interface Received {
  readonly bytes: Uint8Array
  /** Null: it is no message that we understand; it is kept all the same. */
  readonly header: Header | null
}

/** Where messages go. */
export interface MessageStore {
  /**
   * Keeps these messages in order; resolves once all that are `kept` or `content-fault` are on disk and synced, one outcome
   * per message. A rejection counts as `not-kept` for all.
   */
  keep(messages: readonly Received[]): Promise<readonly Outcome[]>
}

/** What happened on a line; nothing of a message's content is in it. */
export type LineEvent =
  | { readonly kind: 'opened' | 'closed'; readonly connection: number }
  | ({ readonly kind: 'fault'; readonly connection: number } & Omit<FrameFault, 'head'>)
  | { readonly kind: 'not-kept'; readonly connection: number; readonly controlId: string | null }
  | { readonly kind: 'refused'; readonly reason: 'too-many-connections' }

/** What a receiver works with. */
export interface ReceiverOptions {
  readonly store: MessageStore
  readonly onEvent: (event: LineEvent) => void
  readonly now: () => Date
  /** Unique among all our answers, ever. */
  readonly controlId: () => string
}

/** A receiver that listens. */
export interface Receiver {
  readonly port: number
  /** Takes no new connection, answers what is kept already, closes. */
  close(): Promise<void>
}

/**
 * Listens for MLLP on one address and answers each message after `store.keep` has resolved for it, never before. Messages of
 * one connection are kept and answered in the order in which they came; several that wait are kept together, so that one sync
 * serves them all. A connection that sends faster than the disk takes is read no further until it has caught up.
 */
export function listenMllp(
  address: { readonly host: string; readonly port: number },
  options: ReceiverOptions,
): Promise<Result<Receiver, { readonly code: 'cannot-listen'; readonly reason: string }>> {
  const lines = new Set<Line>()
  let opened = 0
  const server = createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, (socket) => {
    if (lines.size >= MAX_CONNECTIONS) {
      options.onEvent({ kind: 'refused', reason: 'too-many-connections' })
      socket.destroy()
      return
    }
    opened += 1
    const line = new Line(socket, opened, options)
    lines.add(line)
    socket.once('close', () => lines.delete(line))
  })
  return new Promise((resolve) => {
    server.once('error', (error) => {
      resolve(failed({ code: 'cannot-listen', reason: error.message }))
    })
    server.listen(address.port, address.host, () => {
      resolve(ok({ port: portOf(server), close: () => closeAll(server, lines) }))
    })
  })
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function closeAll(server: Server, lines: ReadonlySet<Line>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  await Promise.all([...lines].map((line) => line.finish()))
  await closed
}

/** One connection. */
class Line {
  readonly #socket: Socket
  readonly #id: number
  readonly #options: ReceiverOptions
  readonly #reader = new FrameReader()
  #waiting: FrameItem[] = []
  #working: Promise<void> | null = null
  #told = 0
  #ending = false

  constructor(socket: Socket, id: number, options: ReceiverOptions) {
    this.#socket = socket
    this.#id = id
    this.#options = options
    options.onEvent({ kind: 'opened', connection: id })
    socket.on('data', (chunk: Buffer) => {
      this.#take(this.#reader.push(chunk))
    })
    // Half-closed by the sender: it still waits for the answers to what it sent.
    socket.on('end', () => {
      this.#take(this.#reader.end())
      void this.finish()
    })
    socket.on('error', () => socket.destroy())
    socket.once('close', () => options.onEvent({ kind: 'closed', connection: id }))
  }

  /** Answers what waits, then closes. */
  async finish(): Promise<void> {
    this.#ending = true
    this.#socket.pause()
    await this.#working
    if (!this.#socket.destroyed) await new Promise<void>((resolve) => this.#socket.end(() => resolve()))
    this.#socket.destroy()
  }

  #take(items: readonly FrameItem[]): void {
    if (items.length === 0) return
    this.#waiting.push(...items)
    if (this.#waiting.length >= MAX_WAITING) this.#socket.pause()
    this.#working ??= this.#work()
  }

  async #work(): Promise<void> {
    // What comes in the same turn of the loop is kept with one sync.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_WAITING)
      const answers = await this.#keep(batch)
      if (this.#socket.writable && answers.length > 0) this.#socket.write(Buffer.concat(answers))
      if (!this.#ending && this.#socket.isPaused() && this.#waiting.length < MAX_WAITING)
        this.#socket.resume()
    }
    this.#working = null
  }

  async #keep(items: readonly FrameItem[]): Promise<readonly Uint8Array[]> {
    const received = items.flatMap((item) => (item.kind === 'message' ? [receive(item.bytes)] : []))
    const outcomes = received.length === 0 ? [] : await this.#outcomes(received)
    const answers: (Uint8Array | null)[] = []
    let next = 0
    for (const item of items) {
      if (item.kind === 'fault') {
        answers.push(this.#fault(item))
        continue
      }
      const message = received[next]
      const outcome = outcomes[next] ?? 'not-kept'
      next += 1
      if (message === undefined) continue
      if (outcome === 'not-kept') {
        const controlId = message.header?.controlId ?? null
        this.#options.onEvent({ kind: 'not-kept', connection: this.#id, controlId })
      }
      answers.push(this.#answer(message.header, outcome))
    }
    return answers.filter((answer) => answer !== null)
  }

  async #outcomes(received: readonly Received[]): Promise<readonly Outcome[]> {
    try {
      return await this.#options.store.keep(received)
    } catch {
      return received.map(() => 'not-kept')
    }
  }

  #fault(item: Extract<FrameItem, { kind: 'fault' }>): Uint8Array | null {
    const { code, offset, bytes, head } = item
    this.#told += 1
    if (this.#told <= MAX_FAULTS_TOLD)
      this.#options.onEvent({ kind: 'fault', connection: this.#id, code, offset, bytes })
    if (code !== 'too-large') return null
    return this.#answer(
      head === undefined ? null : receive(firstSegment(head)).header,
      'not-kept',
      'message too large',
    )
  }

  #answer(header: Header | null, outcome: Outcome, text?: string): Uint8Array | null {
    const { now, controlId } = this.#options
    const said = outcome === 'not-kept' ? (text ?? 'not kept, send again later') : text
    return answerTo(header, outcome, {
      controlId: controlId(),
      now: now(),
      ...(said === undefined ? {} : { text: said }),
    })
  }
}

function receive(bytes: Uint8Array): Received {
  const message = parseMessage(firstSegment(bytes))
  return { bytes, header: message.ok ? headerOf(message.value) : null }
}

/** The collector needs the header alone: the rest is taken apart where it is used. */
function firstSegment(bytes: Uint8Array): Uint8Array {
  const end = bytes.findIndex((byte) => byte === 0x0d || byte === 0x0a)
  return end < 0 ? bytes : bytes.subarray(0, end)
}

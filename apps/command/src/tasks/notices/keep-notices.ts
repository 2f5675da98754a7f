import type {
  IncidentEvent,
  NoticeChannel,
  SendFate,
  SendReason,
  SendChannel,
} from '@codedark/domain/incident'
import { noticeMessage, tickNotices } from '@codedark/domain/incident'
import { isAuthorityRole, isOutsideRole, type Contact } from '@codedark/domain/people'
import type { CommandLedger } from '../ledger/index.ts'
import type { HeldContacts } from './call-tree.ts'
import { callBack } from './call-back.ts'
import { codeOf } from './codes.ts'
import { takeAnswers } from './answers.ts'
import type { HeldChannels } from './channels.ts'
import { TICK_MS } from './limits.ts'

/** What keeps the chains of notices going. */
export interface KeepNoticesOptions {
  readonly ledger: CommandLedger
  readonly kind: 'real' | 'drill'
  /** What codes are made from. */
  readonly key: Uint8Array
  readonly now: () => string
  /** The call tree as it is kept now; null: none, or not the one of the record. */
  readonly contacts: () => HeldContacts | null
  readonly channels: HeldChannels
  readonly open: readonly NoticeChannel[]
  /** Told what cannot be recorded, once until it can be again: whole sentences. */
  readonly onNote: (sentence: string) => void
}

/** The clock of the notices. */
export interface NoticeKeeper {
  /** Does what is due now; resolves when every message that this began has its fate on the record. */
  tick(): Promise<void>
  /** No further message begins; those under way end without an entry, and the next start finds them so. */
  stop(): Promise<void>
}

/**
 * Looks at the clock every few seconds, records what is due, then sends it, then records what became of it. Everything it knows is
 * the record, so it goes on after a restart where it was. An attempt that was begun and has no fate is given up after two minutes
 * as not known and made again: somebody gets a message twice rather than not at all.
 */
export function keepNotices(options: KeepNoticesOptions): NoticeKeeper {
  const keeper = new Keeper(options)
  const timer = setInterval(() => void keeper.tick(), TICK_MS)
  timer.unref()
  return {
    tick: async () => keeper.tick(),
    stop: async () => {
      clearInterval(timer)
      await keeper.stop()
    },
  }
}

type Begun = Extract<IncidentEvent, { type: 'NoticeSendBegun' }>

class Keeper {
  readonly #options: KeepNoticesOptions
  #stopped = false
  #said: string | null = null
  #looked: { readonly wallMs: number; readonly steadyMs: number } | null = null

  constructor(options: KeepNoticesOptions) {
    this.#options = options
  }

  async tick(): Promise<void> {
    if (this.#stopped) return
    const { ledger, now } = this.#options
    this.#answers()
    const expected = this.#expected()
    if (tickNotices(ledger.state().notices, now(), expected ?? null).length === 0) return
    const done = ledger.submit({ type: 'TickNotices', expected }, 'notices')
    if (!done.ok)
      return this.#note(`Notices stand still: what is due cannot be recorded (${done.fault.code}).`)
    this.#said = null
    const begun: Promise<void>[] = []
    for (let index = done.value.from; index < done.value.until; index += 1) {
      const event = ledger.event(index)
      if (event?.type === 'NoticeSendBegun' && event.channel !== 'paper') begun.push(this.#send(event))
    }
    await Promise.all(begun)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const channel of this.#options.open) await channel.close()
  }

  /** What the clock should say, by one that nobody sets; undefined at the first look. */
  #expected(): string | undefined {
    const wallMs = Date.parse(this.#options.now())
    const steadyMs = performance.now()
    const before = this.#looked
    // Each look counts on from the one before, so that a clock set forward and put right again is no fault for ever.
    this.#looked = { wallMs, steadyMs }
    return before === null ? undefined : new Date(before.wallMs + (steadyMs - before.steadyMs)).toISOString()
  }

  #answers(): void {
    const { sms } = this.#options.channels
    if (sms !== undefined) takeAnswers(this.#options, sms, (sentence) => this.#note(sentence))
  }

  async #send(begun: Begun): Promise<void> {
    const outcome = await this.#sendOne(begun)
    if (this.#stopped) return
    const { notice, attempt } = begun
    const done = this.#options.ledger.submit({ type: 'EndSend', notice, attempt, ...outcome }, 'notices')
    if (!done.ok && done.fault.code !== 'refused')
      this.#note(`What became of a message cannot be recorded (${done.fault.code}).`)
  }

  async #sendOne(
    begun: Begun,
  ): Promise<{ readonly fate: SendFate; readonly reason?: SendReason | undefined }> {
    const { ledger, kind, key, open } = this.#options
    const notices = ledger.state().notices
    const notice = notices.all.get(begun.notice)
    const channel = open.find((one) => one.channel === begun.channel)
    if (channel === undefined || notice === undefined) return { fate: 'failed', reason: 'not-set-up' }
    const people = this.#options.contacts()?.contacts ?? []
    const person = people.find(({ id }) => id === begun.contact)
    const to = person === undefined ? null : addressOf(person, begun.channel)
    // An authority is never written to, whatever a list or a policy says.
    if (person === undefined || to === null || isAuthorityRole(person.role))
      return { fate: 'failed', reason: 'no-address' }
    const { subject } = notice
    const said = noticeMessage(notice, {
      kind,
      language: person.language,
      item: subject.kind === 'evidence' ? (ledger.state().items.get(subject.id)?.kind ?? null) : null,
      code: codeOf(key, notice, person.id),
      outside: isOutsideRole(person.role),
      call: callBack(people, notices.policy.callBack),
    })
    if (said === null) return { fate: 'failed', reason: 'nobody-to-call' }
    return channel.send({ key: `${begun.notice}-${begun.attempt}`, to, ...said })
  }

  #note(sentence: string): void {
    if (this.#said !== sentence) this.#options.onNote(sentence)
    this.#said = sentence
  }
}

function addressOf(person: Contact, channel: SendChannel): string | null {
  if (channel === 'sms') return person.mobile
  if (channel === 'mail') return person.mail
  return channel === 'webhook' ? person.id : null
}

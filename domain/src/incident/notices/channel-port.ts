import type { SendChannel, SendFate, SendReason } from './events.ts'

/** One message to one person. */
export interface ChannelMessage {
  /** Different for every attempt, of letters, digits and hyphens: what is handed over twice under one key is one message. */
  readonly key: string
  /** A number as E.164, a mail address; a pager takes the contact's id. */
  readonly to: string
  /** One line. */
  readonly subject: string
  readonly body: string
}

/** What became of a message. */
export interface ChannelOutcome {
  readonly fate: SendFate
  readonly reason?: SendReason
}

/**
 * A way that reaches people. The caller writes down that an attempt begins before it calls, and what became of it after; it
 * alone tries again.
 */
export interface NoticeChannel {
  readonly channel: SendChannel
  /**
   * `sent`: the next machine on the way took the message whole. `failed`: it certainly did not. `not-known`: the way broke after
   * the message may have gone. Answers within `SEND_LIMIT_MS`, and never throws for what a person, a number or a network does.
   */
  send(message: ChannelMessage): Promise<ChannelOutcome>
  /** Lets go of what is open; a message under way may still end. */
  close(): Promise<void>
}

/** Every channel answers within this time, in milliseconds: less than an attempt may stay open. */
export const SEND_LIMIT_MS = 60_000

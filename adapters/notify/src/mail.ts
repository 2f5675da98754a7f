import { createTransport } from 'nodemailer'
import type { ChannelOutcome, NoticeChannel } from '@codedark/domain/incident'
import { ANSWER_MS } from './limits.ts'

/** How mail leaves: a relay outside the hospital's own servers. */
export interface MailSettings {
  readonly host: string
  readonly port: number
  /** `tls` from the first byte, `starttls` before anything is said, `none` for a relay on the same machine. */
  readonly security: 'tls' | 'starttls' | 'none'
  readonly from: string
  readonly user?: string | undefined
  readonly password?: string | undefined
  /** PEM of the authority that signed the relay's certificate, where it is none that the system knows. */
  readonly ca?: string | undefined
}

const ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/u

/** Mail by SMTP. Plain text, one receiver, no file and no address of the network is ever read into it. */
export function mailChannel(settings: MailSettings): NoticeChannel {
  const { host, port, security, from, user, password, ca } = settings
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectionTimeout: ANSWER_MS,
    greetingTimeout: ANSWER_MS,
    socketTimeout: ANSWER_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    channel: 'mail',
    send: async ({ key, to, subject, body }) => {
      if (!ADDRESS.test(to)) return { fate: 'failed', reason: 'no-address' }
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject: subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '),
          text: body,
          // The same attempt handed over twice is one mail to any reader that looks at its id.
          messageId: `<${key}@codedark.invalid>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { fate: 'sent' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
    close: async () => transport.close(),
  }
}

/** Failures that come before anything of a mail is handed over. */
const BEFORE: ReadonlySet<unknown> = new Set(['EAUTH', 'EENVELOPE', 'ETLS', 'EDNS', 'EMESSAGE', 'ECONFIG'])

/**
 * What the library says of a failure: a number is the relay's answer. It does not say whether a connection that broke had carried
 * the mail already, so only what certainly came before counts as failed.
 */
function outcomeOf(error: unknown): ChannelOutcome {
  const told = error as { code?: unknown; responseCode?: unknown; syscall?: unknown }
  if (typeof told.responseCode === 'number') return { fate: 'failed', reason: 'refused' }
  if (told.syscall === 'connect') return { fate: 'failed', reason: 'unreachable' }
  if (BEFORE.has(told.code))
    return { fate: 'failed', reason: told.code === 'EDNS' ? 'unreachable' : 'refused' }
  return { fate: 'not-known', reason: told.code === 'ETIMEDOUT' ? 'timed-out' : 'unreachable' }
}

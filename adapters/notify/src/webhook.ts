import { createHmac } from 'node:crypto'
import type { NoticeChannel } from '@codedark/domain/incident'
import { ANSWER_MS } from './limits.ts'

/** A pager outside. */
export interface WebhookSettings {
  /** `https:`, or `http:` to this machine. */
  readonly url: string
  /** What signs each request; at least 16 characters. */
  readonly secret: string
  readonly kind: 'real' | 'drill'
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
/** What may stand in a contact's id. */
const CONTACT = /^[a-z][a-z0-9-]{1,40}-\d{1,3}$/u

/** Whether a pager may be called at this address. */
export function isPagerUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password } = new URL(url)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))
}

/** The signature of a request: `t=SECONDS,v1=HEX`, HMAC-SHA-256 over the seconds, a point and the body. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

/**
 * A signed POST that says that somebody is to be paged, and nothing of why: neither subject nor body leaves. What is answered is
 * not read; a redirect is not followed.
 */
export function webhookChannel({ url, secret, kind }: WebhookSettings, nowMs: () => number): NoticeChannel {
  const closed = new AbortController()
  return {
    channel: 'webhook',
    send: async ({ key, to }) => {
      if (!CONTACT.test(to)) return { fate: 'failed', reason: 'no-address' }
      const seconds = Math.floor(nowMs() / 1000)
      const body = JSON.stringify({ v: 1, kind, page: to, key })
      try {
        const answer = await fetch(url, {
          method: 'POST',
          redirect: 'manual',
          headers: {
            'Content-Type': 'application/json',
            'Idempotency-Key': key,
            'X-Codedark-Signature': signatureOf(secret, seconds, body),
          },
          body,
          signal: AbortSignal.any([closed.signal, AbortSignal.timeout(ANSWER_MS)]),
        })
        await answer.body?.cancel()
        return answer.ok ? { fate: 'sent' } : { fate: 'failed', reason: 'refused' }
      } catch (error) {
        // It may have arrived although no answer came in time.
        if (error instanceof Error && error.name === 'TimeoutError')
          return { fate: 'not-known', reason: 'timed-out' }
        return { fate: 'failed', reason: 'unreachable' }
      }
    },
    close: async () => closed.abort(),
  }
}

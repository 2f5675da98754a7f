import { readFileSync, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { z } from 'zod'
import type { NoticeChannel, SendChannel } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import { isPagerUrl, mailChannel, smsChannel, webhookChannel } from '@codedark/notify'
import { MAX_SETTINGS_BYTES } from './limits.ts'

const folder = z.string().refine(isAbsolute, 'the whole path of a folder is needed')

const channels = z.strictObject({
  mail: z
    .strictObject({
      host: z.string().min(1).max(253),
      port: z.number().int().min(1).max(65_535),
      security: z.enum(['tls', 'starttls', 'none']),
      from: z.string().regex(/^[^\s@<>,]+@[^\s@<>,]+$/u, 'an address name@host is needed'),
      user: z.string().max(254).optional(),
      password: z.string().max(1024).optional(),
      ca: z.string().max(65_536).optional(),
    })
    .refine(({ security, password, host }) => {
      return security !== 'none' || password === undefined || ['127.0.0.1', 'localhost', '::1'].includes(host)
    }, 'a password is not sent in clear to another machine')
    .optional(),
  sms: z.strictObject({ outbox: folder, sent: folder, error: folder, inbox: folder }).optional(),
  webhook: z
    .strictObject({
      url: z.string().refine(isPagerUrl, 'an https: address without a password is needed'),
      secret: z.string().min(16, 'at least 16 characters are needed').max(1024),
    })
    .optional(),
})

/** The channels as they are kept, sealed: passwords and secrets stand nowhere in clear. */
export type HeldChannels = z.infer<typeof channels>

/** Reads `channels.json`. The fault is a sentence with the place; it holds no value of the file. */
export function readChannels(path: string): Result<HeldChannels, string> {
  const read = readJson(path)
  if (!read.ok) return read
  const parsed = channels.safeParse(read.value)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  return failed(`${path}: at ${issue?.path.join('.') ?? 'its top'}: ${issue?.message ?? 'no settings'}.`)
}

/** Reads a small JSON file. */
export function readJson(path: string): Result<unknown, string> {
  try {
    const { size } = statSync(path)
    if (size > MAX_SETTINGS_BYTES)
      return failed(`${path}: has ${size} bytes, at most ${MAX_SETTINGS_BYTES} are taken.`)
    return ok(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    return failed(`${path}: ${error instanceof SyntaxError ? 'is no JSON' : String(error)}.`)
  }
}

/** What is set, without a secret. */
export function describeChannels({ mail, sms, webhook }: HeldChannels): readonly string[] {
  return [
    'Board: always.',
    mail === undefined
      ? 'Mail: not set up.'
      : `Mail: ${mail.host}:${mail.port} (${mail.security}), from ${mail.from}${mail.user === undefined ? '' : `, as ${mail.user}`}.`,
    sms === undefined ? 'SMS: not set up.' : `SMS: gammu-smsd, outbox ${sms.outbox}, inbox ${sms.inbox}.`,
    webhook === undefined ? 'Pager: not set up.' : `Pager: ${new URL(webhook.url).host}, signed.`,
    'Paper form 213: always.',
  ]
}

/** The names of those that are set up. */
export const channelNames = (held: HeldChannels): readonly SendChannel[] =>
  (['sms', 'mail', 'webhook'] as const).filter((name) => held[name] !== undefined)

/** Opens what is set up. */
export function openChannels(held: HeldChannels, kind: 'real' | 'drill'): readonly NoticeChannel[] {
  const { mail, sms, webhook } = held
  return [
    ...(sms === undefined ? [] : [smsChannel(sms)]),
    ...(mail === undefined ? [] : [mailChannel(mail)]),
    ...(webhook === undefined ? [] : [webhookChannel({ ...webhook, kind }, () => Date.now())]),
  ]
}

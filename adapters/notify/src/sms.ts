import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { renameSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ChannelOutcome, NoticeChannel } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import { MAX_INBOUND_BYTES, MAX_INBOUND_FILES, MODEM_LOOK_MS, MODEM_MS } from './limits.ts'

/** The four folders of gammu-smsd with `Service = files`, as its configuration names them. */
export interface SmsSettings {
  readonly outbox: string
  readonly sent: string
  readonly error: string
  readonly inbox: string
}

/** A message as the modem received it. */
export interface InboundSms {
  /** Name of its file. */
  readonly file: string
  /** E.164, or what the network gave: a word where the sender hides the number. */
  readonly from: string
  readonly text: string
}

const NUMBER = /^\+[1-9]\d{7,14}$/u
const KEY = /^[A-Za-z0-9-]{1,60}$/u

/**
 * SMS through gammu-smsd's folders. A message is a file that is renamed into the outbox once it is whole; the modem's program
 * moves it to `sent` or `error`. What still lies in the outbox when the time is up may go later: that is not known.
 */
export function smsChannel(settings: SmsSettings, waitMs = MODEM_MS): NoticeChannel {
  const stop = new AbortController()
  return {
    channel: 'sms',
    send: async ({ key, to, body }) => {
      if (!NUMBER.test(to) || !KEY.test(key)) return { fate: 'failed', reason: 'no-address' }
      const name = `OUTA_${to}_${key}.txt`
      if (existsSync(join(settings.sent, name))) return { fate: 'sent' }
      const put = putInto(settings.outbox, name, body)
      if (!put.ok) return { fate: 'failed', reason: 'disk' }
      return fateOf(settings, name, { waitMs, signal: stop.signal })
    },
    close: async () => stop.abort(),
  }
}

/** UTF-16 with its mark: the only form that gammu takes whatever the machine's language is. */
function putInto(folder: string, name: string, text: string): Result<null, string> {
  try {
    const temporary = join(folder, `.${name}.part`)
    const fd = openSync(temporary, 'w', 0o660)
    try {
      writeSync(fd, Buffer.from(`\u{feff}${text}`, 'utf16le'))
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(temporary, join(folder, name))
    return ok(null)
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error))
  }
}

async function fateOf(
  { outbox, sent, error }: SmsSettings,
  name: string,
  { waitMs, signal }: { readonly waitMs: number; readonly signal: AbortSignal },
): Promise<ChannelOutcome> {
  for (let waited = 0; waited <= waitMs; waited += MODEM_LOOK_MS) {
    if (existsSync(join(sent, name))) return { fate: 'sent' }
    if (existsSync(join(error, name))) return { fate: 'failed', reason: 'refused' }
    const stopped = await pause(MODEM_LOOK_MS, false, { signal }).catch(() => true)
    if (stopped) return { fate: 'not-known', reason: 'stopped' }
  }
  return { fate: 'not-known', reason: existsSync(join(outbox, name)) ? 'timed-out' : 'unreachable' }
}

/**
 * The messages of the modem's inbox, oldest first, at most `MAX_INBOUND_FILES`. They stay there until `takeInbound`: a message
 * is taken only after its answer is on the record.
 */
export function readInbound({ inbox }: SmsSettings): Result<readonly InboundSms[], string> {
  let names: string[]
  try {
    names = readdirSync(inbox).filter((name) => /^IN\d{8}_\d{6}_.*\.txt$/u.test(name))
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error))
  }
  return ok(
    names
      .sort()
      .slice(0, MAX_INBOUND_FILES)
      .flatMap((file): InboundSms[] => {
        const text = readText(join(inbox, file))
        const from = /^IN\d{8}_\d{6}_\d+_(.*)_\d+\.txt$/u.exec(file)?.[1] ?? ''
        return text === null ? [] : [{ file, from, text }]
      }),
  )
}

/** Puts a message that is on the record away, into `taken` below the inbox. */
export function takeInbound({ inbox }: SmsSettings, file: string): Result<null, string> {
  try {
    mkdirSync(join(inbox, 'taken'), { recursive: true })
    renameSync(join(inbox, file), join(inbox, 'taken', file))
    return ok(null)
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error))
  }
}

function readText(path: string): string | null {
  try {
    if (statSync(path).size > MAX_INBOUND_BYTES) return ''
    const bytes = readFileSync(path)
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
    return new TextDecoder('utf-8').decode(bytes)
  } catch {
    return null
  }
}

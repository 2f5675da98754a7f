import { BITLOCKER, SYSTEM } from '@codedark/domain/triage'

/** The channels that tell of encryption: small, on every server, and enough for the first list of volumes to save. */
const FIRST_CHANNELS = new Set([SYSTEM, 'Setup', BITLOCKER].map((name) => name.toLowerCase()))

/** Whether a channel is read in the first pass. */
export function isFirstPass(channel: string): boolean {
  return FIRST_CHANNELS.has(channel.toLowerCase())
}

/** Whether a name is that of such a log, as Windows names its files: it is read first without looking into it. */
export function looksFirstPass(path: string): boolean {
  const name = path.replaceAll('\\', '/').split('/').at(-1) ?? ''
  return /^(system|setup)\.evtx(\.gz)?$/i.test(name) || /bitlocker%4bitlocker management/i.test(name)
}

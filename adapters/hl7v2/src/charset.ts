/** A message's text and in which characters it was really written. */
export interface DecodedText {
  readonly text: string
  readonly charset: 'ascii' | 'utf-8' | 'iso-8859-15' | 'latin-1'
  /** What MSH-18 says where the bytes are otherwise; null: they are as said, or nothing was said. */
  readonly claim: string | null
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
/** Latin-1 with the characters that Windows put in its gaps: what senders that say 8859/1 in truth write. */
const LATIN1 = new TextDecoder('windows-1252')
const LATIN9 = new TextDecoder('iso-8859-15')

/**
 * Senders are often wrong about MSH-18, so the bytes decide: what is strictly UTF-8 is UTF-8, everything else is of one byte a
 * character. A claim that does not fit is told.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const claimed = claimOf(bytes)
  if (bytes.every((byte) => byte < 0x80)) return { text: LATIN1.decode(bytes), charset: 'ascii', claim: null }
  try {
    const text = UTF8.decode(bytes)
    return { text, charset: 'utf-8', claim: /UTF-?8|^$/iu.test(claimed) ? null : claimed }
  } catch {
    if (claimed === '8859/15') return { text: LATIN9.decode(bytes), charset: 'iso-8859-15', claim: null }
    const text = LATIN1.decode(bytes)
    return { text, charset: 'latin-1', claim: claimed === '8859/1' ? null : claimed || 'ASCII' }
  }
}

/** MSH-18, first repetition, as the bytes of the first segment have it. */
function claimOf(bytes: Uint8Array): string {
  const head = LATIN1.decode(bytes.subarray(0, 2048)).split(/[\r\n]/u, 1)[0] ?? ''
  const field = head[3]
  if (field === undefined) return ''
  const repetition = head[5] ?? '~'
  return (head.split(field)[17] ?? '').split(repetition, 1)[0]?.trim() ?? ''
}

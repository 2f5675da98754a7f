/** What the register says of a link beside partner and kind. Kept as JSON beside the log. */
export interface LinkWords {
  readonly purpose: string
  /** The care that suffers, as the register names it. */
  readonly care: readonly string[]
  /** Ids of services that cannot work without it. */
  readonly needs: readonly string[]
  /** Ids of services that it helps. */
  readonly helps: readonly string[]
  readonly owner: string
  readonly phone: string
  readonly workaround: string
  readonly addresses: readonly LinkAddress[]
}

/** An address that a probe may try. */
export interface LinkAddress {
  /** Name, IPv4, or IPv6 without brackets. */
  readonly host: string
  readonly port: number
}

/** An address as people write it. */
export const addressText = ({ host, port }: LinkAddress): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

/** The words as kept. */
export const writeLinkWords = (words: LinkWords): string => JSON.stringify(words)

/** The words as they were kept; null for a text that is none: taken out, missing, of another version. */
export function readLinkWords(text: string | null): LinkWords | null {
  if (text === null) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const held: Record<string, unknown> = { ...value }
  const { addresses } = held
  return {
    purpose: wordOf(held['purpose']),
    care: wordsOf(held['care']),
    needs: wordsOf(held['needs']),
    helps: wordsOf(held['helps']),
    owner: wordOf(held['owner']),
    phone: wordOf(held['phone']),
    workaround: wordOf(held['workaround']),
    addresses: Array.isArray(addresses) ? addresses.flatMap(addressOf) : [],
  }
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const wordsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

function addressOf(value: unknown): LinkAddress[] {
  if (typeof value !== 'object' || value === null) return []
  const { host, port } = { host: undefined, port: undefined, ...value } as { host: unknown; port: unknown }
  return typeof host === 'string' && typeof port === 'number' ? [{ host, port }] : []
}

import { fromBase64 } from './bytes.ts'

/** A count or an index in decimal without leading zero, below 2^53; null where it is none. */
export function countOf(text: string): number | null {
  if (!/^(0|[1-9]\d{0,15})$/u.test(text)) return null
  const count = Number(text)
  return Number.isSafeInteger(count) ? count : null
}

/** A SHA-256 hash in base64; null where it is none. */
export function hashOf(text: string): Uint8Array | null {
  const bytes = fromBase64(text)
  return bytes.ok && bytes.value.length === 32 ? bytes.value : null
}

/** Lines of hashes up to an empty line, from line index `from`; null with the index of the line that is none. */
export function hashLines(
  lines: readonly string[],
  from: number,
  most: number,
): { readonly hashes: readonly Uint8Array[]; readonly next: number } | { readonly badLine: number } {
  const hashes: Uint8Array[] = []
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line === '') return { hashes, next: at + 1 }
    const hash = hashOf(line)
    if (hash === null || hashes.length === most) return { badLine: at }
    hashes.push(hash)
  }
  return { badLine: lines.length }
}

import type { Separators } from './separators.ts'

/**
 * A value without its escape sequences (HL7 v2.5.1, 2.7): the separators, `\.br\` as a line end, `\Xhh…\` as the characters of
 * these bytes (UTF-8, else Latin-1). Highlighting is dropped. What is no escape known to us stands as received: a dose may
 * not lose a character.
 */
export function unescape(value: string, separators: Separators): string {
  const { escape } = separators
  if (!value.includes(escape)) return value
  let plain = ''
  let at = 0
  for (;;) {
    const start = value.indexOf(escape, at)
    if (start < 0) return plain + value.slice(at)
    const end = value.indexOf(escape, start + 1)
    if (end < 0) return plain + value.slice(at)
    const meant = meaning(value.slice(start + 1, end), separators)
    if (meant === null) {
      // The second mark may begin an escape of its own.
      plain += value.slice(at, end)
      at = end
      continue
    }
    plain += value.slice(at, start) + meant
    at = end + 1
  }
}

function meaning(code: string, separators: Separators): string | null {
  switch (code) {
    case 'F':
      return separators.field
    case 'S':
      return separators.component
    case 'T':
      return separators.subcomponent
    case 'R':
      return separators.repetition
    case 'E':
      return separators.escape
    case '.br':
    case '.sp':
      return '\n'
    case 'H':
    case 'N':
      return ''
    default:
      return /^X(?:[0-9A-Fa-f]{2})+$/u.test(code) ? hexText(code.slice(1)) : null
  }
}

function hexText(hex: string): string {
  const bytes = Uint8Array.from(hex.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

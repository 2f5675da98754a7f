/** Characters that move a cursor, colour a screen, turn text round or hide it: none belongs into what a person reads. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]|[\uD800-\uDFFF](?![\uDC00-\uDFFF])/gu

/** Text that came from logs, for one line of a terminal: each unsafe character becomes U+FFFD. */
export function plainLine(text: string): string {
  return text.replaceAll(UNSAFE, '\uFFFD')
}

/** Text that came from logs, as text or attribute of HTML. */
export function htmlText(text: string): string {
  return plainLine(text).replaceAll(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/**
 * One cell of a CSV file (RFC 4180): always in quotes, unsafe characters replaced, and with an apostrophe before what a
 * spreadsheet would take for a formula, blanks before it or not.
 */
export function csvCell(value: string | number): string {
  const text = plainLine(String(value))
  const formula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|%]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)
  return `"${formula ? "'" : ''}${text.replaceAll('"', '""')}"`
}

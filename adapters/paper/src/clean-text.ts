/** Printable ASCII with single spaces between words: nothing in it is changed. */
const CLEAN = /^[!-~]+(?: [!-~]+)*$/

/**
 * Received text as lines that can be set: NFC (never NFKC, which rewrites µ), line breaks kept as separate lines, so that
 * "dose 1\n0 mg" never becomes "dose 10 mg". Tabs become spaces; other controls are shown as [U+XXXX], since one that
 * vanishes could join two numbers. Zero-width and direction marks that have no ink are left out.
 */
export function cleanLines(text: string): readonly string[] {
  // Most texts are such, and each passes here several times.
  if (CLEAN.test(text)) return [text]
  return text
    .normalize('NFC')
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map(cleanLine)
    .filter((line) => line !== '')
}

/** One line: as `cleanLines`, the lines joined by a visible bar. */
export function cleanInline(text: string): string {
  return cleanLines(text).join(' | ')
}

/** How a character with no ink or no glyph is shown. */
export function codePointMark(codePoint: number): string {
  return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`
}

function cleanLine(line: string): string {
  return line
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u00AD]/g, '')
    .replace(/[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g, (control) => codePointMark(control.charCodeAt(0)))
    .replace(/[\s\u00A0\u2007\u202F]+/gu, ' ')
    .trim()
}

import { LIMITS } from './limits.ts'

/** One cell with its place: `line` and `column` (in characters) of its first character, both from 1. */
export interface CsvCell {
  readonly text: string
  readonly line: number
  readonly column: number
}

/** One row: the line it begins on, and its cells. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly CsvCell[]
}

/** What is wrong with the text as CSV. */
export interface CsvFault {
  readonly code: 'binary' | 'too-large' | 'unclosed-quote' | 'text-after-quote'
  readonly line: number
  readonly column: number
  readonly expected: string
  readonly found: string
}

/** The rows that could be read, and each fault; after `binary`, `too-large` and `unclosed-quote` nothing more is read. */
export interface CsvTable {
  readonly rows: readonly CsvRow[]
  readonly faults: readonly CsvFault[]
}

/**
 * Reads comma-separated text (RFC 4180), any of CRLF, LF and CR as line end, a byte order mark before it, quoted line ends
 * within. Empty lines are passed over. A row with text after a closing quote is left out and named.
 */
export function readCsv(text: string): CsvTable {
  const faults: CsvFault[] = []
  const nul = text.indexOf('\0')
  if (nul >= 0) {
    const line = countLines(text, nul)
    return {
      rows: [],
      faults: [{ code: 'binary', line, column: 1, expected: 'text', found: 'a NUL character' }],
    }
  }
  if (text.length > LIMITS.fileCharacters) {
    const expected = `at most ${LIMITS.fileCharacters} characters`
    return {
      rows: [],
      faults: [{ code: 'too-large', line: 1, column: 1, expected, found: `${text.length}` }],
    }
  }
  const rows: CsvRow[] = []
  const place: Place = { at: text.codePointAt(0) === 0xfe_ff ? 1 : 0, line: 1, lineStart: 0 }
  place.lineStart = place.at
  while (place.at < text.length) {
    const outcome = readRow(text, place)
    if (outcome.fault !== undefined) faults.push(outcome.fault)
    else if (outcome.row.cells.length > 1 || outcome.row.cells[0]?.text !== '') rows.push(outcome.row)
    if (outcome.fault?.code === 'unclosed-quote' || outcome.fault?.code === 'too-large') break
    if (rows.length > LIMITS.rows) {
      const expected = `at most ${LIMITS.rows} rows`
      faults.push({ code: 'too-large', line: place.line, column: 1, expected, found: 'more' })
      break
    }
  }
  return { rows, faults }
}

interface Place {
  at: number
  line: number
  lineStart: number
}

type RowOutcome = { readonly row: CsvRow; readonly fault?: CsvFault }

/** Reads one row and moves `place` behind its line end. */
function readRow(text: string, place: Place): RowOutcome {
  const line = place.line
  const cells: CsvCell[] = []
  let fault: CsvFault | undefined
  while (true) {
    const begin = { line: place.line, column: place.at - place.lineStart + 1 }
    const cell = text[place.at] === '"' ? quotedCell(text, place) : plainCell(text, place)
    if (cell === undefined) {
      fault = { code: 'unclosed-quote', ...begin, expected: 'a closing quote', found: 'the end of the file' }
      place.at = text.length
      break
    }
    if (cell.length > LIMITS.cellCharacters || cells.length >= LIMITS.columns) {
      const expected = `cells of at most ${LIMITS.cellCharacters} characters, rows of at most ${LIMITS.columns} cells`
      fault = { code: 'too-large', ...begin, expected, found: 'more' }
      break
    }
    cells.push({ text: cell, ...begin })
    if (text[place.at] === ',') {
      place.at += 1
      continue
    }
    if (place.at < text.length && !isLineEnd(text[place.at])) {
      const column = place.at - place.lineStart + 1
      const found = JSON.stringify(text.slice(place.at, place.at + 20))
      fault ??= {
        code: 'text-after-quote',
        line: place.line,
        column,
        expected: 'a comma or the line end',
        found,
      }
      plainCell(text, place)
      if (text[place.at] === ',') {
        place.at += 1
        continue
      }
    }
    takeLineEnd(text, place)
    break
  }
  const row = { line, cells }
  return fault === undefined ? { row } : { row, fault }
}

function plainCell(text: string, place: Place): string {
  const from = place.at
  while (place.at < text.length && text[place.at] !== ',' && !isLineEnd(text[place.at])) place.at += 1
  return text.slice(from, place.at)
}

/** The text within quotes, `""` as one quote; undefined where the quote never closes. */
function quotedCell(text: string, place: Place): string | undefined {
  let from = place.at + 1
  let held = ''
  while (true) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return undefined
    held += text.slice(from, quote)
    if (text[quote + 1] !== '"') {
      countInner(text, place, quote)
      place.at = quote + 1
      return held
    }
    held += '"'
    from = quote + 2
  }
}

/** Counts the line ends between `place.at` and `until`, so that places behind a quoted line end stay true. */
function countInner(text: string, place: Place, until: number): void {
  for (let at = place.at; at < until; at += 1) {
    if (!isLineEnd(text[at])) continue
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1
    place.line += 1
    place.lineStart = at + 1
  }
}

function takeLineEnd(text: string, place: Place): void {
  if (place.at >= text.length) return
  place.at += text[place.at] === '\r' && text[place.at + 1] === '\n' ? 2 : 1
  place.line += 1
  place.lineStart = place.at
}

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r'
}

function countLines(text: string, until: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < until; at = text.indexOf('\n', at + 1)) line += 1
  return line
}

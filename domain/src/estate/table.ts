import type { CsvCell, CsvRow } from './csv.ts'
import { readCsv } from './csv.ts'
import type { EstateFault, EstateFaultCode, EstateFile } from './estate-fault.ts'
import { LIMITS } from './limits.ts'

/** Collects the faults of one file, up to the limit; then says that there are more. */
export interface FaultList {
  readonly faults: EstateFault[]
  add(
    code: EstateFaultCode,
    cell: { line: number; column: number },
    facts: { expected: string; found: string },
  ): void
}

/** A list for one file's faults. */
export function faultList(file: EstateFile): FaultList {
  const faults: EstateFault[] = []
  return {
    faults,
    add(code, { line, column }, { expected, found }) {
      if (faults.length > LIMITS.faultsPerFile) return
      const many = faults.length === LIMITS.faultsPerFile
      const limit = `at most ${LIMITS.faultsPerFile} faults listed for one file`
      if (many)
        faults.push({
          code: 'too-many-faults',
          file,
          line,
          column,
          expected: limit,
          found: 'more from here on',
        })
      else faults.push({ code, file, line, column, expected, found })
    },
  }
}

/** One row by column name; a column that the file lacks gives an empty cell at the row's start. */
export interface NamedRow {
  readonly line: number
  cell(column: string): CsvCell
}

/** Reads a file with a header. Columns are found by name, without regard to case; others are passed over. */
export function readTable(text: string, required: readonly string[], list: FaultList): readonly NamedRow[] {
  const { rows, faults } = readCsv(text)
  for (const fault of faults) list.add(fault.code, fault, fault)
  const [header, ...body] = rows
  if (header === undefined) {
    if (faults.length === 0)
      list.add('no-header', { line: 1, column: 1 }, { expected: required.join(','), found: 'an empty file' })
    return []
  }
  const places = columnPlaces(header, list)
  const missing = required.filter((column) => !places.has(column))
  const found = header.cells
    .map((cell) => cell.text)
    .join(',')
    .slice(0, 200)
  for (const column of missing) {
    list.add('missing-column', { line: header.line, column: 1 }, { expected: `a column ${column}`, found })
  }
  if (missing.length > 0) return []
  return body.flatMap((row) => {
    if (row.cells.length === header.cells.length) return [namedRow(row, places)]
    const expected = `${header.cells.length} cells as in the header`
    list.add('wrong-cell-count', { line: row.line, column: 1 }, { expected, found: `${row.cells.length}` })
    return []
  })
}

function columnPlaces(header: CsvRow, list: FaultList): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const [index, cell] of header.cells.entries()) {
    const name = cell.text.trim().toLowerCase()
    if (!places.has(name)) places.set(name, index)
    else if (name !== '')
      list.add('duplicate-column', cell, { expected: 'each column once', found: cell.text })
  }
  return places
}

function namedRow(row: CsvRow, places: ReadonlyMap<string, number>): NamedRow {
  const nothing = { text: '', line: row.line, column: 1 }
  return {
    line: row.line,
    cell(column) {
      const cell = row.cells[places.get(column) ?? -1]
      return cell === undefined ? nothing : { ...cell, text: cell.text.trim() }
    },
  }
}

/** The cell's text; undefined and a fault where it is empty. */
export function textOf(row: NamedRow, column: string, list: FaultList): string | undefined {
  const cell = row.cell(column)
  if (cell.text !== '') return cell.text
  list.add('empty-cell', cell, { expected: `a value for ${column}`, found: 'nothing' })
  return undefined
}

/** The cell as a whole number from 0; undefined and a fault where it is none. */
export function countOf(row: NamedRow, column: string, list: FaultList): number | undefined {
  const cell = row.cell(column)
  const value = /^\d{1,9}$/.test(cell.text) ? Number(cell.text) : Number.NaN
  if (value <= LIMITS.members) return value
  const expected = `a whole number from 0 to ${LIMITS.members} for ${column}`
  list.add('not-a-number', cell, { expected, found: cell.text.slice(0, 100) })
  return undefined
}

/** The cell as one of the choices, without regard to case; undefined and a fault where it is none. */
export function choiceOf<Choice>(
  row: NamedRow,
  column: string,
  { choices, list }: { choices: ReadonlyMap<string, Choice>; list: FaultList },
): Choice | undefined {
  const cell = row.cell(column)
  const choice = choices.get(cell.text.toLowerCase())
  if (choice !== undefined) return choice
  const expected = `${column}: ${[...choices.keys()].filter((key) => key !== '').join(' or ')}`
  list.add('not-a-choice', cell, { expected, found: cell.text.slice(0, 100) })
  return undefined
}

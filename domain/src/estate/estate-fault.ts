import type { CsvFault } from './csv.ts'

/** The files of an estate folder. */
export const ESTATE_FILES = ['servers.csv', 'services.csv', 'depends.csv', 'care.csv'] as const

/** One of the files of an estate folder. */
export type EstateFile = (typeof ESTATE_FILES)[number]

/**
 * What is wrong with one cell, row or file of an estate, and where (`line`, `column` from 1; a column in characters).
 * The rest is imported. A row that cannot be understood is left out; one that is understood but does not fit (unknown service,
 * more needed than there are) stays in, since a server left out would be one fewer to worry about.
 */
export interface EstateFault {
  readonly code: EstateFaultCode
  readonly file: EstateFile
  readonly line: number
  readonly column: number
  readonly expected: string
  readonly found: string
}

/** Every kind of fault of an import. */
export type EstateFaultCode =
  | CsvFault['code']
  | 'no-header'
  | 'missing-column'
  | 'duplicate-column'
  | 'wrong-cell-count'
  | 'empty-cell'
  | 'not-a-number'
  | 'not-a-choice'
  | 'duplicate-server'
  | 'duplicate-service'
  | 'duplicate-row'
  | 'name-of-two-servers'
  | 'unknown-service'
  | 'depends-on-itself'
  | 'needs-more-than-members'
  | 'members-differ'
  | 'too-many-faults'

import type { CopyFault } from '@codedark/domain/downtime'

/** What could not be read; `line` counts from 1, or is the place of the entry in a Bundle, or null for the whole file. */
export interface FhirFault {
  readonly code:
    | 'cannot-read'
    | 'not-json'
    | 'not-a-resource'
    | 'line-too-long'
    | 'file-too-large'
    | 'not-r4'
    | 'count-differs'
    | 'file-not-there'
    | 'feed-not-in-copy'
  readonly file: string
  readonly line: number | null
  /** Type and id, where they could be read. */
  readonly resource: string | null
  /** What was expected, in words. */
  readonly expected: string
}

/** Every fault of a copy: of reading it, and of building it. */
export type ReadingFault = FhirFault | CopyFault

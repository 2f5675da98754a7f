import type { LogPlace } from './messages.ts'

/** A log to read. */
export interface LogFile {
  /** As it is shown: the path of a file, or that of a zip, `!` and the name of the entry. Different for every log. */
  readonly path: string
  readonly bytes: number
  readonly place: LogPlace
}

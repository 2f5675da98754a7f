import type { FileFault } from './fault.ts'

/** The bytes of an open file by position, as the reader of event logs takes them; close it once. */
export interface OpenLog {
  /** Bytes when it was opened; a log that grows meanwhile is read up to here. Infinite for a `.gz`, which does not say. */
  readonly size: number
  /** Reads at `offset` into `into`, returns the bytes read; 0 at the end or where the disk refuses, which is then `fault`. */
  read(offset: number, into: Uint8Array): number
  /** The first fault of a read, if there was one: bytes that the disk did not give look like the end of the file. */
  fault(): FileFault | undefined
  /** Whether somebody wrote to the file since it was opened, as a fault. Ask before `close`. */
  changed(): FileFault | undefined
  close(): void
}

import type { JsonRecord } from '@codedark/files'
import type { EvtxRecord } from '@codedark/evtx'
import type { Reply } from './messages.ts'

/** Something of a file as a child tells it. */
type FaultReply = Extract<Reply, { is: 'fault' }>

/** Counts what is odd in one file and not worth a fault a record; told once, at its end. */
export class Oddities {
  #clocks = 0
  #clockAt = 0
  #strangers = 0
  #strangerAt = 0
  #zoneless = 0

  /** The time of a record: its own, or that of the log's frame where the record's cannot be. */
  timeOf(record: EvtxRecord | JsonRecord): string {
    const frame = 'headerRecordId' in record ? record : undefined
    const stated = record.timeCreated ?? frame?.writtenAt ?? ''
    if ('zoneless' in record && record.zoneless) this.#zoneless += 1
    if (isPlausible(stated)) return stated
    if (this.#clocks === 0) this.#clockAt = record.offset
    this.#clocks += 1
    return frame !== undefined && isPlausible(frame.writtenAt) ? frame.writtenAt : stated
  }

  /** A JSON value that is no record. */
  stranger(offset: number): void {
    if (this.#strangers === 0) this.#strangerAt = offset
    this.#strangers += 1
  }

  /** What is told at the end; `strangers` only where the file holds records beside them. */
  *faults(hasRecords: boolean): Generator<FaultReply> {
    if (this.#strangers > 0 && hasRecords)
      yield faultOf('no-record', this.#strangerAt, {
        records: this.#strangers,
        text: `${this.#strangers} JSON values are no event records of a shape that is known; the first is at byte ${this.#strangerAt}.`,
      })
    if (this.#clocks > 0)
      yield faultOf('odd-clock', this.#clockAt, {
        records: this.#clocks,
        text: `${this.#clocks} records state a time before 2000 or after 2099; the first is at byte ${this.#clockAt}.`,
      })
    if (this.#zoneless > 0)
      yield faultOf('no-zone', null, {
        records: this.#zoneless,
        text: `${this.#zoneless} records state a time without its zone; it was taken for UTC.`,
      })
  }
}

function faultOf(
  code: string,
  offset: number | null,
  { records, text }: { readonly records: number; readonly text: string },
): FaultReply {
  return { is: 'fault', code, offset, text, facts: { records } }
}

/** Whether a time can be one of an incident: a clock of 1601 or 9999 must not stretch what is searched over centuries. */
export function isPlausible(time: string): boolean {
  return /^20\d\d-/.test(time)
}

/** A value to be written: text, a number (u32, or i32 where negative), a bigint (u64), true/false, NULL, or typed. */
export type EvtxInputValue = string | number | bigint | boolean | null | EvtxTypedValue

/**
 * A value with its type in the file. A GUID may have braces; a SID is `S-1-…`; an instant is ISO 8601, UTC (a `systemtime`
 * keeps milliseconds). A `null` may have bytes, which every reader passes over. An `xml` is text of type 0x23.
 */
export type EvtxTypedValue =
  | {
      readonly type: 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'hex32' | 'size32'
      readonly value: number
    }
  | { readonly type: 'int64' | 'uint64' | 'hex64' | 'size'; readonly value: bigint }
  | { readonly type: 'float32' | 'float64'; readonly value: number }
  | {
      readonly type: 'string' | 'guid' | 'sid' | 'filetime' | 'systemtime' | 'ansi' | 'xml'
      readonly value: string
    }
  /** Windows writes 1 for true, but other numbers are seen. */
  | { readonly type: 'bool'; readonly value: number }
  | { readonly type: 'binary' | 'null'; readonly value: Uint8Array }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  /** Items of one type, one behind the other: text ends in a NUL each. */
  | { readonly type: 'array'; readonly items: readonly EvtxTypedValue[] }

/** One record to be written. */
export interface EvtxRecordInput {
  /** EventRecordID: from 1, rising from record to record. */
  readonly recordId: number
  /** UTC, ISO 8601, up to seven digits of a second, `Z`. */
  readonly time: string
  readonly provider: { readonly name: string; readonly guid?: string; readonly eventSourceName?: string }
  readonly eventId: number
  readonly qualifiers?: number
  readonly version?: number
  readonly level?: number
  readonly task?: number
  readonly opcode?: number
  readonly keywords?: bigint
  readonly channel: string
  readonly computer: string
  readonly userSid?: string
  readonly activityId?: string
  readonly processId?: number
  readonly threadId?: number
  /** EventData: name and value; an empty name writes `<Data>` without one. */
  readonly data?: readonly (readonly [string, EvtxInputValue])[]
  /** UserData instead: the element below it, its namespace, its children. */
  readonly userData?: {
    readonly name: string
    readonly namespace?: string
    readonly fields: readonly (readonly [string, EvtxInputValue])[]
  }
}

/** Choices of the writer. */
export interface WriteOptions {
  /** `direct` writes elements without templates, as forwarded and exported logs have them. Default `template`. */
  readonly form?: 'template' | 'direct'
}

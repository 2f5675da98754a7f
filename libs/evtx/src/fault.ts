/** What was wrong with the bytes. Closed: a new kind of fault is a new code here. */
export type EvtxFaultCode =
  | 'not-evtx' // the file does not begin with the magic of an event log
  | 'truncated-header' // the file ends inside its header block
  | 'truncated-chunk' // the file ends inside a chunk; its whole records were read
  | 'bad-chunk-magic' // a block with content that is no chunk; it was searched for records
  | 'bad-record-magic' // no record where one must begin; the rest of the chunk was searched
  | 'bad-record-size' // a record shorter than its frame or longer than its chunk
  | 'torn-record' // the size at a record's end differs from the size at its start
  | 'binxml-truncated' // a token, name or value reaches past the end of its record or definition
  | 'binxml-token' // a token that does not exist or may not stand here
  | 'binxml-value-type' // literal text of a type other than string
  | 'binxml-depth' // elements nested deeper than MAX_ELEMENT_DEPTH
  | 'nesting-depth' // fragments nested deeper than MAX_NESTING
  | 'too-many-values' // more than MAX_VALUES values in one instance, or more instances than MAX_EMBEDDED_INSTANCES
  | 'template-offset' // a template definition that lies outside the chunk, or (recovering) is another than the record's
  | 'definitions-overlap' // definitions of one chunk that together are larger than definitions side by side can be
  | 'name-offset' // a name that lies outside the chunk, or (recovering) was overwritten
  | 'unfolds-too-far' // the record would unfold to more than MAX_UNFOLDED
  | 'read-failed' // the source gave fewer bytes than it said it has

/** One thing that could not be read. Reading goes on after it. All offsets are bytes from the start of the file. */
export interface EvtxFault {
  readonly code: EvtxFaultCode
  /** Where: the offset of the record, block or token that could not be read. */
  readonly offset: number
  /** What was needed there (bytes, a magic number, a bound), where that is one number. */
  readonly need?: number
  /** What was found instead. */
  readonly have?: number
  /** Number of the chunk in the file, from 0. */
  readonly chunk?: number
  /** The record's offset, where `offset` is a place inside it. */
  readonly record?: number
  /** The first four bytes of the GUID of the template that the record names, where that template could not be read. */
  readonly templateId?: number
  /** The record's id as its frame states it, where the frame could be read. */
  readonly headerRecordId?: number
  /** Where the record was looked for, if not among the live ones. */
  readonly recovery?: 'slack' | 'orphan'
  /** Bytes that were passed over to get to the next record. */
  readonly skipped?: number
}

/** A fault of BinXML at an offset inside the chunk. */
export interface ChunkFault {
  readonly code: EvtxFaultCode
  readonly at: number
  readonly need?: number
  readonly have?: number
  readonly templateId?: number
}

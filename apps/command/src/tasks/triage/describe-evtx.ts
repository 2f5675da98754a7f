import type { EvtxFault, EvtxFaultCode } from '@codedark/evtx'

const WHAT: Readonly<Record<EvtxFaultCode, string>> = {
  'not-evtx': 'the file does not begin as an event log does',
  'truncated-header': 'the file ends inside its header',
  'truncated-chunk': 'the file ends inside a chunk',
  'bad-chunk-magic': 'a chunk was expected, other content was found; records in it speak for no log',
  'bad-record-magic': 'a record was expected, other content was found; the rest of the chunk was searched',
  'bad-record-size': 'the size of a record cannot be right',
  'torn-record': 'a record was not written to its end',
  'binxml-truncated': 'the content of a record reaches past its end',
  'binxml-token': 'the content of a record holds something that may not stand there',
  'binxml-value-type': 'a record holds literal text of a type that is no text',
  'binxml-depth': 'the content of a record is nested too deep',
  'nesting-depth': 'records are nested too deep in a record',
  'too-many-values': 'a record has too many values',
  'template-offset': 'a record needs a template that is not in its chunk',
  'definitions-overlap': 'templates of one chunk lie over each other',
  'name-offset': 'a record needs a name that is not in its chunk',
  'unfolds-too-far': 'a record would unfold to more than is read',
  'read-failed': 'the disk gave fewer bytes than the file has',
}

/** A fault of the reader as one sentence: what is wrong, at which byte, what was needed there and what was found. */
export function describeEvtxFault(fault: EvtxFault): string {
  const facts = [
    `at byte ${fault.offset}`,
    ...(fault.headerRecordId === undefined ? [] : [`record ${fault.headerRecordId}`]),
    ...(fault.need === undefined ? [] : [`expected ${fault.need}`]),
    ...(fault.have === undefined ? [] : [`found ${fault.have}`]),
    ...(fault.skipped === undefined ? [] : [`${fault.skipped} bytes passed over`]),
  ]
  return `${WHAT[fault.code]} (${facts.join(', ')}).`
}

/** Bounds on what an estate import takes in, each with its reason. */
export const LIMITS = {
  /** Characters of one file: 100,000 lines of 300 characters; a server list is some 20,000. */
  fileCharacters: 32_000_000,
  /** Characters of one cell: a workaround is a sentence or two. */
  cellCharacters: 20_000,
  /** Rows of one file: beyond any hospital group. */
  rows: 200_000,
  /** Columns of one row: an export of a CMDB may have hundreds that we pass over. */
  columns: 1_000,
  /** Faults listed for one file: nobody reads more, and a wrong file would have one for each line. */
  faultsPerFile: 200,
  /** Members that a service may claim: keeps sums exact and a slip of the finger visible. */
  members: 100_000,
  /** Names of servers spelled out in one sentence; the rest is counted. */
  namesInSentence: 4,
} as const

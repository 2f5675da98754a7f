/** A text beside the log: SHA-256(salt of 32 bytes ‖ text in UTF-8), lower-case hex. */
export interface TextRef {
  readonly commitment: string
}

/** What each event carries. */
export interface EventHead {
  readonly v: 1
  /** When it was recorded; UTC ISO 8601. What happened earlier has an instant of its own. */
  readonly at: string
  /** Account id of what or who recorded it: `board`, `command-line`, `triage`, `care`, … */
  readonly by: string
  /** The name that the person recording gave; nobody signed in, so it is only said. */
  readonly byName?: TextRef
}

/** A text beside the log: SHA-256(salt of 32 bytes ‖ text in UTF-8), lower-case hex. */
export interface TextRef {
  readonly commitment: string
}

/** What each event carries. */
export interface EventHead {
  readonly v: 1
  /** When it was recorded; UTC ISO 8601. What happened earlier has an instant of its own. */
  readonly at: string
  /** Account id of who recorded it, or of what did: `board`, `command-line`, `triage`, `care`, … */
  readonly by: string
  /** The name of the account; from the command line the name that the person gave, which is only said. */
  readonly byName?: TextRef
}

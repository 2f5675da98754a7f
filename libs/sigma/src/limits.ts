/** The largest rule file, in characters: SigmaHQ's largest has 0.2 million. */
export const RULE_CHARS_MAX = 4_000_000

/** The most documents in one file. */
export const DOCUMENTS_MAX = 10_000

/** The most YAML aliases that are followed in one file: a rule needs a handful, a YAML bomb millions. */
export const ALIASES_MAX = 100

/** How deep search identifiers and conditions may nest. */
export const DEPTH_MAX = 64

/** The most values in one rule: SigmaHQ's largest list has 4,432. */
export const VALUES_MAX = 100_000

/** The longest text that a regular expression is run on; linear time makes this a matter of seconds only far beyond it. */
export const REGEX_CHARS_MAX = 65_536

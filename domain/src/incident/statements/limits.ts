/** Characters of a draft: a press release has two pages. */
export const MAX_DRAFT_CHARS = 10_000
/** Claims of one draft: more would be no statement. */
export const MAX_CLAIMS = 30
/** Claims that a hospital may add. */
export const MAX_OWN_CLAIMS = 30
/** Patterns of a claim in one language. */
export const MAX_PATTERNS = 40
/** Characters of one pattern. */
export const MAX_PATTERN_CHARS = 200
/** Words that a `...` may pass over. */
export const MAX_GAP_WORDS = 6
/** Characters of the check that lies beside a released statement. */
export const MAX_CHECK_CHARS = 400_000
/** Ids that one line of a check names; the rest is counted. */
export const MAX_NAMED = 12
/** Items and entries that the entry of a check itself names for one claim. */
export const MAX_CHECK_IDS = 20

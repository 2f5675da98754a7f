/** Steps up the partOf chain of a place: a real one has four or five; more is a circle. */
export const MAX_PLACE_DEPTH = 12
/** Hours of the medication grid from now: one day and its night. */
export const GRID_HOURS = 24
/** Hours back from the results' as-of time; older ones stay only as the last of their name. */
export const RESULT_HOURS = 72
/** The unknown span is searched at most this many hours back for due times; a paper day sheet holds no more. */
export const MAX_UNKNOWN_HOURS = 72
/** Rows of one search: more is not read, it is narrowed. */
export const MAX_FOUND = 50
/** A new generation with less than this share of what the current one has is held back: no ordinary night does that. */
export const MAX_SHRINK = 0.5
/** A ward of so many patients that is empty all at once is held back; smaller ones do empty, a day ward every evening. */
export const LEAST_WARD_TO_EMPTY = 3

/** Steps up the partOf chain of a place: a real one has four or five; more is a circle. */
export const MAX_PLACE_DEPTH = 12
/** Steps along the links of merged patients. */
export const MAX_MERGES = 8
/** Years that a clinical date can be meant to have; others are a fault. */
export const EARLIEST_YEAR = 1890
/** As EARLIEST_YEAR, from the other side. */
export const LATEST_YEAR = 2150
/** Hours of the medication grid from now: one day and its night. */
export const GRID_HOURS = 24
/** Hours back from the orders' as-of time in which an order that ended is still shown. */
export const ENDED_HOURS = 24
/** Hours back from the administrations' as-of time whose doses are listed; the last one stands however old. */
export const RECENT_DOSE_HOURS = 24
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
/** Older than anybody was: a birth date of the year 0001 gives no age. */
export const MAX_AGE_YEARS = 125

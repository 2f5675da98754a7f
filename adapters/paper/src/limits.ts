/** Points in a millimetre. */
export const MM = 72 / 25.4

/** Most pages of one packet: a ward of 60 beds with 20 pages each; more is a fault of the input. */
export const MAX_PAGES = 1500

/** Most characters of one received text that is set; a longer one is cut with a visible note and a fault. */
export const MAX_TEXT = 1000

/** Due columns of one grid page: 8 × 13 mm beside a 55 mm drug column fill an A4 page upright. */
export const MAX_COLUMNS = 8

/** Most columns of a grid over all its pages: 12 hours, a time every quarter of an hour, and a margin. */
export const MAX_ALL_COLUMNS = 64

/** Own deadlines of one hospital: a page of them. */
export const MAX_OWN_DEADLINES = 40
/** Lead times of one deadline. */
export const MAX_LEADS = 8
/** The longest period, in its unit: a year of hours. */
export const MAX_PERIOD = 8784
/** Characters of a title, a receiver, one line of content. */
export const MAX_WORDS_CHARS = 300
/** Lines that the text of an own deadline must hold. */
export const MAX_CONTENTS = 30

/** How long a mail server or a pager may take to answer at each step, in milliseconds. */
export const ANSWER_MS = 15_000
/** How long the modem may take to send or refuse a message, in milliseconds; a long one takes 5 seconds a part. */
export const MODEM_MS = 45_000
/** How often the folders of the modem are looked at, in milliseconds. */
export const MODEM_LOOK_MS = 500
/** The longest message that is read from the modem's inbox, in bytes: a few parts of SMS. */
export const MAX_INBOUND_BYTES = 8 * 1024
/** Messages taken from the inbox at once; the rest the next time. */
export const MAX_INBOUND_FILES = 100

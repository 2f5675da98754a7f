/** A segment is closed at this size and the next one begun. */
export const MAX_SEGMENT_BYTES = 64 << 20
/** The largest record that is believed when a journal is read: a message of 20 MB and what stands around it. */
export const MAX_RECORD_BYTES = (20 << 20) + 4096
/** Ids of messages that are remembered to know duplicates; the oldest are forgotten first. Some 60 MB. */
export const MAX_KNOWN = 500_000
/** Characters of a feed's name. */
export const MAX_FEED_CHARS = 64

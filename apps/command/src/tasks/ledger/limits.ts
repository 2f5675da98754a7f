/** Times that a command is decided again because another writer was first: more means that something else is wrong. */
export const MAX_ATTEMPTS = 50

/** Bytes of one handover file: counts and serials have under 1 KB. */
export const MAX_HANDOVER_BYTES = 16_384

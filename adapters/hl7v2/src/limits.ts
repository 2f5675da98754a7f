/** The largest message taken, in bytes; the rest of a larger one is passed over and the sender is told AR. */
export const MAX_MESSAGE_BYTES = 20 << 20
/** Segments of one message; more are a fault of the sender, not a message. */
export const MAX_SEGMENTS = 20_000
/** Messages of one connection that wait for the disk; beyond it the socket is read no further until some are kept. */
export const MAX_WAITING = 256
/** Connections at once, as every interface engine needs one or two. */
export const MAX_CONNECTIONS = 64
/** Faults of one connection that are told one by one; more are counted. */
export const MAX_FAULTS_TOLD = 100

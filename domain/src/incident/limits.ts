/** C2SP tlog-tiles stores an entry behind a 16-bit length; a longer one could never be served. */
export const MAX_ENTRY_BYTES = 65_535

/** Server ids in one ServersListed entry: 500 ids of 100 characters stay below `MAX_ENTRY_BYTES`. */
export const MAX_SERVERS_PER_ENTRY = 500

/** Events that one command may cause: a triage run that changes each of 10,000 verdicts fits. */
export const MAX_EVENTS_PER_COMMAND = 10_100

export { MAX_ID_CHARS } from '../field-checks.ts'

/** A text beside the log: some pages. Longer things are evidence files. */
export const MAX_TEXT_CHARS = 20_000

/** A person's name. */
export const MAX_NAME_CHARS = 200

/** Rule packs of one triage run that are named in its entry. */
export const MAX_PACKS = 50

/** Bytes of the random salt of a commitment: nobody can try texts against it. */
export const SALT_BYTES = 32

/** Lines of a call tree: 400 of them still fit one entry of the record as ids (`MAX_ENTRY_BYTES`). */
export const MAX_CONTACTS = 400
/** A name as a line of paper can hold it. */
export const MAX_CONTACT_NAME_CHARS = 120
/** A mail address (RFC 5321, 4.5.3.1). */
export const MAX_MAIL_CHARS = 254
/** Faults of one list that are named. */
export const MAX_CONTACT_FAULTS = 200

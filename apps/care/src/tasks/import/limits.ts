/** Faults listed with their place; all are counted. */
export const MAX_FAULTS_LISTED = 100
/** Received NDJSON is deflated and kept in pieces of about this size, in bytes before deflating. */
export const RECEIVED_PIECE_BYTES = 2 * 1024 * 1024
/** Patients in one piece of the copy: read and parsed apart, so that the server's loop is never long away. */
export const PATIENTS_PER_PIECE = 20
/** The child says where it is every so many items. */
export const ITEMS_PER_WORD = 100
/** A Bundle is parsed in one piece: so many bytes may take one stall more. */
export const BUNDLE_BYTES_PER_STALL = 20 * 1024 * 1024
/** Files of one folder that may be given up before the folder is. */
export const MAX_FILES_GIVEN_UP = 20
/** Messages that may be given up before the journal is. */
export const MAX_MESSAGES_GIVEN_UP = 20
/** The child says where it is every so many messages. */
export const MESSAGES_PER_WORD = 500
/** The largest manifest.json. */
export const MAX_MANIFEST_BYTES = 1024 * 1024
/**
 * The shape in which a copy is stored (`domain/src/downtime/model.ts`). Whoever changes that shape raises it: a copy of another
 * shape is not shown, since a field that is missing would be read as nothing known, or as none.
 */
export const COPY_SHAPE = 2

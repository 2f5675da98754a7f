/**
 * Every bound of the reader, in one place. A log is written by whoever owned the machine, so each loop, depth and
 * count that its bytes can steer ends at one of these.
 */

/** Bytes of the file header block; the first chunk begins after it (libyal EVTX, "File header"). */
export const FILE_HEADER_BYTES = 4096

/** Bytes of a chunk (libyal EVTX, "Chunk"). All offsets inside a chunk are below this. */
export const CHUNK_BYTES = 65_536

/** Offset in a chunk of its first record: header, string table and template table come before. */
export const CHUNK_RECORDS_AT = 512

/** Bytes around the BinXML of a record: magic, size, id, time before it, the size copy after it. */
export const RECORD_FRAME_BYTES = 28

/** Fragments inside fragments (type 0x21). Windows writes 2; 64 stays far below any stack. */
export const MAX_NESTING = 64

/** Elements inside elements. Windows writes under 20; the compiler is recursive, so the stack sets the bound. */
export const MAX_ELEMENT_DEPTH = 512

/** Values of one template instance. The largest seen in 50,762 real records is under 200. */
export const MAX_VALUES = 4096

/** Templates inside one definition or element (token 0x0c): each costs a compile, so they are counted. */
export const MAX_EMBEDDED_INSTANCES = 256

/**
 * Nodes and characters that one record may unfold to. A template can name one value many times and a value can be
 * a fragment again, so 64 KiB could unfold without end. Real records stay under
 * 50,000.
 */
export const MAX_UNFOLDED = 262_144

/** Instances of one record: itself, the fragments among its values, and those in them. Windows writes 2 or 3. */
export const MAX_INSTANCES = 1024

/**
 * What the records of one chunk may unfold to together. Real chunks stay under 300,000; without this bound a chunk of
 * small records that all name one large definition would cost minutes.
 */
export const MAX_UNFOLDED_PER_CHUNK = 32 * MAX_UNFOLDED

/**
 * Layouts (see layout.ts) that one cache keeps, some 10 kB each; 299 real logs have about 900. Past the bound it starts
 * afresh.
 */
export const MAX_CACHED_LAYOUTS = 4096

/** Shapes of records without a template that one cache keeps (see token-walker.ts). */
export const MAX_CACHED_SHAPES = 4096

/** Buffers of finished readers that a cache keeps for the next: one is enough where files are read in turn. */
export const MAX_IDLE_READERS = 4

/** Records outside the live part of a file that one recovery looks for. */
export const MAX_RECOVERED = 262_144

/** Definitions with one template id that are kept for records whose chunk has lost theirs, and all that one stock keeps. */
export const MAX_SAME_ID = 16
/** See MAX_SAME_ID. */
export const MAX_STOCKED_TEMPLATES = 4096

/** Steps of a shape that is kept: real ones have under 500. */
export const MAX_SHAPE_TOKENS = 4096

/** Compiled templates that one cache keeps. 821 real files need about 1,100; past the bound it starts afresh. */
export const MAX_CACHED_TEMPLATES = 4096

/** Bytes of definitions that a cache allots at once. */
export const DEFINITION_BLOCK_BYTES = 262_144

/** Definitions with one GUID and size that are kept apart (a provider may change its text): more are compiled anew. */
export const MAX_SAME_GUID = 8

/** Names remembered of one chunk: a name takes at least 12 bytes of it. */
export const MAX_NAMES_PER_CHUNK = 5461

/** Characters up to which a decoded string is looked up among those decoded before. */
export const INTERN_MAX_CHARS = 96

/** Slots of the table of strings decoded before, at first and at most (powers of two): a log of three records fills few. */
export const INTERN_FIRST_SLOTS = 256
/** See INTERN_FIRST_SLOTS. */
export const INTERN_SLOTS = 8192

/** Bytes up to which the text of a value that is no string is kept (SIDs of accounts have 28), and for how many. */
export const VALUE_TEXT_MAX_BYTES = 32

/** Slots of that table (a power of two). */
export const VALUE_TEXT_SLOTS = 4096

/** Bytes of definitions compiled for one chunk: side by side they fill it once; four times allows for nesting. */
export const MAX_DEFINITION_BYTES = 4 * CHUNK_BYTES

/** A child without a line for this long is ended (DESIGN 2.5). */
export const PROGRESS_TIMEOUT_MS = 1_000
/** Loading all rules may be silent for longer: one automaton over thousands of rules is built in one go. */
export const RULES_TIMEOUT_MS = 60_000
/** Compiling the rules of one kind of record may be silent for so long: all SigmaHQ rules for Security took a second. */
export const BUSY_TIMEOUT_MS = 15_000
/** Kinds of record, by channel and event id, for which a child may say so; honest logs have some hundreds. */
export const MAX_KINDS = 5_000
/** A child says that it lives after so many milliseconds at the latest, if its file lets it. */
export const BEAT_MS = 200
/** Records between two looks at the clock. */
export const BEAT_RECORDS = 64
/** Heap of a child: all SigmaHQ rules take some 120 MB, one chunk of a log 64 KB. */
export const CHILD_HEAP_MB = 768
/** Room for young objects: a quarter of what the engine takes by itself, which is 150 MB less a child and costs no time. */
export const CHILD_YOUNG_MB = 4
/** How many times longer than its own work a child may take by the clock: a slow stick is no hang. */
export const CHILD_PATIENCE = 20
/** Where the system does not tell a child's work: how long one read of the disk may take. A stick that wakes takes some seconds. */
export const DISK_TIMEOUT_MS = 20_000
/** Memory of a child in all, buffers included; looked at on Linux while it runs. */
export const CHILD_MEMORY_MB = 1_200
/** Children at once at most: one a core, and more than this many would only wait for the disk. */
export const MAX_CHILDREN = 8
/** Fields kept of a record with a finding, and the characters kept of each: a script block has 20,000 and more. */
export const MAX_FIELDS = 64
export const MAX_FIELD_CHARS = 2_000
/** Faults told of one file; the rest is counted. */
export const MAX_FAULTS_PER_FILE = 1_000
/** One line between child and parent: a record as JSON, all its text included, is at most this long. */
export const MAX_LINE_CHARS = 64 * 1024 * 1024
/** Spans of matches for correlations that a child holds of one file; some 200 bytes each. */
export const MAX_OPEN_MATCHES = 50_000
/** Findings that are added to the store in one go. */
export const BATCH = 2_000
/** Chunks named in one line, and those whose names are kept of a whole run: 128 GB of logs. Beyond, no record is known twice. */
export const CHUNKS_PER_LINE = 256
export const MAX_CHUNKS_NAMED = 2_000_000
/** A log up to this size is hashed and read in one go. */
export const READ_WITH_HASH_BYTES = 1024 * 1024
/** Templates whose places are kept of a run: 821 real files have 1,100; and those lent for one id and for one log. */
export const MAX_TEMPLATES_KNOWN = 65_536
export const MAX_LENT_PER_ID = 16
export const MAX_LENT = 512
/** Templates, and ids of lost ones, told of one log. */
export const MAX_TEMPLATES_TOLD = 4_096
export const MAX_LOST_IDS = 1_024
/** Entries of a zip told in one line. */
export const ENTRIES_PER_LINE = 500
/** What is looked at of a log to see which channels it holds: file header and first chunk, or so many JSON values. */
export const PEEK_BYTES = 4_096 + 65_536
export const PEEK_VALUES = 64
export const MAX_PEEKED_CHANNELS = 200
/** A log that holds channels of both passes is read in the first only up to this size: the first minute is short. */
export const MIXED_FIRST_BYTES = 64 * 1024 * 1024
/** Names of computers and channels that are kept once; more are kept as they come. */
export const MAX_SAME_TEXTS = 100_000
/** Progress is told this often. */
export const PROGRESS_MS = 100
/** While reading goes on, results are handed over this often at most. */
export const PARTIAL_MS = 30_000
/** What the report lists: findings as server and rule, and faults; the rest is counted. */
export const MAX_REPORT_GROUPS = 20_000
export const MAX_REPORT_FAULTS = 500
/** Different notes whose text the report shows; notes.json has all. */
export const MAX_REPORT_NOTES = 20
/** Files beside the logs that are looked at for notes, and the bytes read of each. */
export const MAX_NOTE_FILES = 5_000
/** A file larger than this is not hashed as a note. */
export const MAX_HASHED_NOTE_BYTES = 64 * 1024 * 1024
/** A note has a page or two. */
export const MAX_NOTE_BYTES = 256 * 1024

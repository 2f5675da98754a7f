/** Folders below a path that are walked: deeper trees are a loop or a trap. */
export const MAX_WALK_DEPTH = 64
/** Files that one walk takes: 300 servers with some 400 logs each are 120,000. */
export const MAX_WALK_FILES = 1_000_000
/** One rule file: SigmaHQ's largest has under 200 KB. */
export const MAX_RULE_FILE_BYTES = 4 * 1024 * 1024
/** All rule files of one pack, unpacked: SigmaHQ has 12 MB; a zip bomb stops here. */
export const MAX_PACK_BYTES = 256 * 1024 * 1024
/** Rule files of one pack: SigmaHQ has 4,000. */
export const MAX_PACK_FILES = 50_000
/** A rule pack as zip, packed: it is read whole into memory. */
export const MAX_ZIP_BYTES = 64 * 1024 * 1024
/** Entries that one zip of logs may list: KAPE and Velociraptor collections have thousands. */
export const MAX_ZIP_ENTRIES = 200_000
/** The directory of a zip, in bytes: it is read whole. */
export const MAX_ZIP_DIRECTORY_BYTES = 64 * 1024 * 1024
/**
 * What a zip or .gz of logs may unpack to: this many times its own size, and always this many bytes. Logs pack 10 to 60 to 1;
 * a bomb 1,000 to 1 and more.
 */
export const MAX_UNPACK_RATIO = 250
/** See `MAX_UNPACK_RATIO`. */
export const FREE_UNPACK_BYTES = 4 * 1024 * 1024 * 1024
/** Packed bytes given to the unpacker at once: they can become a thousand times as many, all in memory. */
export const UNPACK_STEP_BYTES = 16 * 1024
/** Unpacked bytes kept behind the place that was read last, so that a reader may look back without unpacking anew. */
export const KEPT_BEHIND_BYTES = 256 * 1024
/** One JSON value, in bytes: a script block has 32 KB a part, a hostile line has no end. */
export const MAX_JSON_VALUE_BYTES = 16 * 1024 * 1024
/** Levels of a JSON value that are looked into; a record has five. */
export const MAX_JSON_DEPTH = 16
/** Fields of one JSON record. */
export const MAX_JSON_FIELDS = 4_096
/** `settings.json`: three lines and two paths. */
export const MAX_SETTINGS_BYTES = 64 * 1024
/** A hospital's name, as a page's head can hold it. */
export const MAX_HOSPITAL_CHARS = 200
/** Rules of one imported pack as read: SigmaHQ's take 4 MB. */
export const MAX_BUNDLE_BYTES = 128 * 1024 * 1024
/** Imported packs of one folder. */
export const MAX_IMPORTED_PACKS = 100
/** One evidence file: a disk image of a small server; AES-GCM under one nonce ends at 64 GiB. */
export const MAX_EVIDENCE_BYTES = 32 * 1024 * 1024 * 1024
/** Witnesses that one record hands its checkpoints to. */
export const MAX_WITNESSES = 8

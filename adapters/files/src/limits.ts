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

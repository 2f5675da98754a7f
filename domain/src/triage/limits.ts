/** Runs of record numbers kept per file, computer and channel: an export by filter has one per record and covers nothing anyway. */
export const MAX_RUNS = 2_000
/** Clears kept per file: one in a window is enough to break it. */
export const MAX_CLEARS = 1_000
/** Unreadable parts kept per file, computer and channel; more of them say nothing new. */
export const MAX_UNREADABLE = 200
/** Computer and channel pairs in one file: a collector's file may hold 300 servers, a hostile one a name per record. */
export const MAX_CHANNELS_PER_FILE = 4_000
/** Key backups kept per file. */
export const MAX_KEY_BACKUPS = 1_000
/** Gaps and spans listed per channel in a verdict; all of them count. */
export const MAX_LISTED = 20
/** Starts of encryption kept per server: more of them say nothing new. */
export const MAX_STARTS = 2_000
/**
 * A log may end this long before the window does; the answer then stands only until the log ends, and says so. An hour
 * without a System record is ordinary, and logs are never collected in one instant: without it no server but the one read
 * last could ever be without a sign.
 */
export const END_SLACK_MS = 60 * 60_000
/** And never more than this part of the window, so that a short window is not all slack: a quarter. */
export const END_SLACK_PART = 4
/** A key backed up within this time of the start of encryption belongs to it: policy makes both in minutes, a slow link in hours. */
export const BACKUP_NEAR_MS = 24 * 60 * 60_000
/** Facts kept per file: a server restarts some thousand times in its life, and each restart has four records. */
export const MAX_FACTS_PER_FILE = 20_000
/** Characters kept of one value of a fact. */
export const MAX_FACT_CHARS = 200
/** Volumes told of one server: more come from a hostile log. */
export const MAX_VOLUMES_PER_SERVER = 64
/** Protectors told of one volume: Windows allows fewer. */
export const MAX_PROTECTORS = 64

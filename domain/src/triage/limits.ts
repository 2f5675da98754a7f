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
/** Contacts closer than this are one span: a scanner that comes every ten minutes is one line, and so is one night's attacker. */
export const SPAN_GAP_MS = 15 * 60_000
/** Spans kept per file and computer: a domain controller sees hundreds of people, each some ten times a day. */
export const MAX_SPANS_PER_FILE = 8_000
/** Clock changes kept per file and computer. */
export const MAX_CLOCK_CHANGES = 200
/** Computers in one file whose contacts are kept: a collector's file holds those of 300 servers. */
export const MAX_COMPUTERS_PER_FILE = 1_000
/** A logon at most this long before a piece of evidence may be how it got there. */
export const ARRIVAL_MS = 15 * 60_000
/** Two clocks differ where at least this many contacts agree on it within `SKEW_AGREE_MS`. */
export const SKEW_PAIRS = 3
/** Contacts that both sides record differ by a second or two at most, network and load included. */
export const SKEW_AGREE_MS = 3_000
/** A difference beyond this is not looked for: it could be any other contact of the same account. */
export const SKEW_MAX_MS = 24 * 60 * 60_000
/** A clock that is off by less changes no judgement. */
export const SKEW_MATTERS_MS = 60_000
/** Where no evil is known anywhere the window begins this long before isolation (issue "Triage", part 6). */
export const WINDOW_WITHOUT_EVIL_MS = 30 * 24 * 60 * 60_000
/**
 * A channel that is silent for longer, while the server was not seen to be down, is not taken as unbroken: whoever stops the
 * event log's threads leaves record numbers without a hole. System gets an up-time record each noon at least; Security is
 * never that quiet where logons are audited.
 */
export const SILENCE_MS = { system: 26 * 60 * 60_000, security: 12 * 60 * 60_000 } as const
/** A stop or start this near to the edge of a silence explains it. */
export const DOWN_NEAR_MS = 15 * 60_000
/** Silences kept per run of record numbers. */
export const MAX_SILENCES = 50
/** Findings kept per server to tell how somebody came there; the first of them is looked at. */
export const MAX_POINTS = 5_000
/** Characters of a file that are looked at for a note: notes have a page or two. */
export const MAX_NOTE_CHARS = 64 * 1024
/** Contacts kept of one note. */
export const MAX_CONTACTS = 20
/** Notes listed of one server; the same note lies in every folder. */
export const MAX_NOTES_PER_SERVER = 50
/** Characters of a note that are kept to be read by people. */
export const MAX_NOTE_EXCERPT = 4_000

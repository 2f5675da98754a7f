/**
 * The tables of the store. Findings are unique by record and rule: `moment` is the second of the record, since the same record
 * in another format may have lost the rest of it; of a record without a number it is the time and a digest of its fields.
 * `meta` counts the changes, so that a copy knows whether it is one of the present state.
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS rule (
  id INTEGER PRIMARY KEY,
  rule_id TEXT NOT NULL,
  title TEXT NOT NULL,
  author TEXT NOT NULL,
  level TEXT NOT NULL,
  UNIQUE (rule_id, title, author, level)
) STRICT;
CREATE TABLE IF NOT EXISTS file (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS finding (
  id INTEGER PRIMARY KEY,
  time TEXT NOT NULL,
  computer TEXT NOT NULL,
  channel TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  rule INTEGER NOT NULL REFERENCES rule (id),
  server TEXT,
  fields TEXT NOT NULL,
  moment TEXT NOT NULL,
  UNIQUE (computer, channel, record_id, event_id, moment, rule)
) STRICT;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS place (
  finding INTEGER NOT NULL REFERENCES finding (id),
  file INTEGER NOT NULL REFERENCES file (id),
  offset INTEGER NOT NULL,
  recovery TEXT,
  borrowed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (finding, file, offset)
) STRICT, WITHOUT ROWID;
`
/** Columns that a store made before them lacks. */
export const LATER_COLUMNS = [
  { column: 'recovery', add: 'ALTER TABLE place ADD COLUMN recovery TEXT' },
  { column: 'borrowed', add: 'ALTER TABLE place ADD COLUMN borrowed INTEGER NOT NULL DEFAULT 0' },
] as const
/** Made when the first question is asked, since findings come in much faster without them; then they stay. */
export const ASKING_INDEXES = `
CREATE INDEX IF NOT EXISTS finding_by_time ON finding (time, computer, channel, record_id, event_id);
CREATE INDEX IF NOT EXISTS finding_by_server ON finding (server, time);
CREATE INDEX IF NOT EXISTS finding_by_rule ON finding (rule);
`
/** Made when the first file turns out to be another one's copy. */
export const PLACES_INDEX = 'CREATE INDEX IF NOT EXISTS place_by_file ON place (file)'

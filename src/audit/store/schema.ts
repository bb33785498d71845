/** Raised with every change that an older program could not read. */
export const SCHEMA_VERSION = 1;

/** "RPLA": tells an audit from any other SQLite file (sqlite.org/pragma.html#pragma_application_id). */
export const APPLICATION_ID = 0x52504c41;

/** A page's state. What is under way is `PENDING` until its result is written: an interruption loses nothing. */
export const PENDING = 0;
export const DONE = 1;

/**
 * `targets`: the lines of the list, in its order; several may lead to one page. `raw` is null where the line is the
 * page's URL to the letter. `pages`: one row for each distinct URL; `hash` finds it without an index over all URLs.
 * `results.json`: the AuditedPage with the page's URL as its target. Times are milliseconds since 1970.
 */
export const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE hosts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  next_at INTEGER NOT NULL DEFAULT 0,
  crawl_delay INTEGER,
  throttled INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE pages (
  id INTEGER PRIMARY KEY,
  host INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT ${PENDING},
  url TEXT NOT NULL
);
CREATE INDEX pages_by_hash ON pages (hash);
CREATE TABLE targets (
  position INTEGER PRIMARY KEY,
  line INTEGER NOT NULL,
  page INTEGER,
  raw TEXT,
  problem TEXT
);
CREATE TABLE results (
  page INTEGER PRIMARY KEY,
  verdict TEXT NOT NULL,
  problem TEXT,
  audited_at INTEGER NOT NULL,
  policy TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  json TEXT NOT NULL
);
CREATE TABLE attempts (
  page INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  milliseconds INTEGER NOT NULL,
  status INTEGER,
  problem TEXT,
  url TEXT
);
`;

/** Built once the list is read: sorting at the end is cheaper than keeping them in order row by row. */
export const IMPORTED_INDEXES = `
CREATE INDEX IF NOT EXISTS pages_pending ON pages (host, id) WHERE state = ${PENDING};
CREATE INDEX IF NOT EXISTS targets_by_page ON targets (page);
CREATE INDEX IF NOT EXISTS attempts_by_page ON attempts (page);
`;

import { hash } from 'node:crypto';
import type { ListEntry } from '../../source/lists/types.js';
import type { AuditFile } from './audit-file.js';
import type { SqlStatement } from './driver.js';
import { StoreError } from './errors.js';
import { IMPORTED_INDEXES } from './schema.js';

/** Hosts that are known to be in the file while a list is read. */
const MOST_CACHED_HOSTS = 20_000;
/** Note in `meta`: the list was read to its end. */
const IMPORTED = 'imported';

/** 48 bits of a digest of the URL: a whole number in JavaScript. Pages with equal digests are told apart by URL. */
export function urlHash(url: string): number {
  return Number.parseInt(hash('md5', url, 'hex').slice(0, 12), 16);
}

/** Whether the list was read to its end. */
export function isImported(file: AuditFile): boolean {
  return file.getNote(IMPORTED) !== null;
}

/** @throws {StoreError} the list was not read to its end: nobody knows yet what the audit is about */
export function requireList(file: AuditFile): void {
  if (!isImported(file)) throw new StoreError('import-unfinished', file.directory);
}

/** Lines that go into the file together, as JSON: a statement for each of them would cost more than the row it writes. */
const TOGETHER = 256;

const INSERT_HOSTS = 'INSERT OR IGNORE INTO hosts (name) SELECT value FROM json_each(?)';

/** Of `[hash, url, host]`, each URL once. */
const INSERT_PAGES = `
  INSERT INTO pages (host, hash, url)
  SELECT hosts.id, value ->> 0, value ->> 1 FROM json_each(?) CROSS JOIN hosts ON hosts.name = value ->> 2
  WHERE NOT EXISTS (SELECT 1 FROM pages WHERE hash = value ->> 0 AND url = value ->> 1)`;

/** Of `[position, line, raw, problem, hash, url]`. */
const INSERT_TARGETS = `
  INSERT INTO targets (position, line, raw, problem, page)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3,
    (SELECT id FROM pages WHERE hash = value ->> 4 AND url = value ->> 5)
  FROM json_each(?)`;

/** Writes the lines of a list, each page once. */
export class TargetImport {
  readonly #file: AuditFile;
  readonly #insertHosts: SqlStatement;
  readonly #insertPages: SqlStatement;
  readonly #insertTargets: SqlStatement;
  /** Hosts of pages in the file, as many as are kept at hand. */
  readonly #hosts = new Set<string>();
  #waiting: ListEntry[] = [];
  #written = 0;

  /** Starts over where an earlier import was interrupted: nothing can have been fetched before it was complete. */
  constructor(file: AuditFile) {
    this.#file = file;
    const { database } = file;
    file.transaction.write(1, () => database.exec('DELETE FROM targets; DELETE FROM pages; DELETE FROM hosts;'));
    this.#insertHosts = database.prepare(INSERT_HOSTS);
    this.#insertPages = database.prepare(INSERT_PAGES);
    this.#insertTargets = database.prepare(INSERT_TARGETS);
  }

  /** Entries so far. */
  get count(): number {
    return this.#written + this.#waiting.length;
  }

  add(entry: ListEntry): void {
    this.#waiting.push(entry);
    if (this.#waiting.length === TOGETHER) this.#write();
  }

  /** Builds the indexes and marks the list as complete. */
  finish(): void {
    this.#write();
    this.#file.transaction.write(1, () => this.#file.database.exec(IMPORTED_INDEXES));
    this.#file.setNote(IMPORTED, String(this.count));
    this.#file.transaction.commit();
  }

  #write(): void {
    const hosts = new Set<string>();
    const pages = new Map<string, readonly [hash: number, url: string, host: string]>();
    const targets = this.#waiting.map(({ line, raw, url, problem }, index) => {
      const at = [this.#written + index + 1, line];
      if (url === null) return [...at, storable(raw), storable(problem?.message ?? '')];
      const known = pages.get(url);
      const hash = known?.[0] ?? urlHash(url);
      if (known === undefined) {
        const host = new URL(url).hostname;
        pages.set(url, [hash, url, host]);
        if (!this.#hosts.has(host)) hosts.add(host);
      }
      return [...at, raw === url ? null : storable(raw), null, hash, url];
    });
    // Committed by time alone: a list that was not read to its end is read again, so there is nothing to lose.
    this.#file.transaction.write(0, () => {
      if (hosts.size > 0) this.#insertHosts.run(JSON.stringify([...hosts]));
      this.#insertPages.run(JSON.stringify([...pages.values()]));
      this.#insertTargets.run(JSON.stringify(targets));
    });
    this.#written += this.#waiting.length;
    this.#waiting = [];
    if (this.#hosts.size >= MOST_CACHED_HOSTS) this.#hosts.clear();
    for (const host of hosts) this.#hosts.add(host);
  }
}

/** SQLite takes a text in JSON to end at U+0000, and half a surrogate pair has no UTF-8. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

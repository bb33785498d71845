import { hash } from 'node:crypto';
import type { ListEntry } from '../../source/lists/types.js';
import type { AuditFile } from './audit-file.js';
import type { SqlStatement } from './driver.js';
import { IMPORTED_INDEXES } from './schema.js';

/** Hosts whose ids are kept at hand while a list is read. */
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

/** Writes the lines of a list, each page once. */
export class TargetImport {
  readonly #file: AuditFile;
  readonly #findPage: SqlStatement;
  readonly #insertPage: SqlStatement;
  readonly #insertTarget: SqlStatement;
  readonly #findHost: SqlStatement;
  readonly #insertHost: SqlStatement;
  readonly #hosts = new Map<string, number>();
  #position = 0;

  /** Starts over where an earlier import was interrupted: nothing can have been fetched before it was complete. */
  constructor(file: AuditFile) {
    this.#file = file;
    const { database } = file;
    file.transaction.write(1, () => database.exec('DELETE FROM targets; DELETE FROM pages; DELETE FROM hosts;'));
    this.#findPage = database.prepare('SELECT id FROM pages WHERE hash = ? AND url = ?');
    this.#insertPage = database.prepare('INSERT INTO pages (host, hash, url) VALUES (?, ?, ?)');
    this.#insertTarget = database.prepare(
      'INSERT INTO targets (position, line, page, raw, problem) VALUES (?, ?, ?, ?, ?)',
    );
    this.#findHost = database.prepare('SELECT id FROM hosts WHERE name = ?');
    this.#insertHost = database.prepare('INSERT INTO hosts (name) VALUES (?)');
  }

  /** Entries so far. */
  get count(): number {
    return this.#position;
  }

  add(entry: ListEntry): void {
    // Committed by time alone: a list that was not read to its end is read again, so there is nothing to lose.
    this.#file.transaction.write(0, () => {
      const position = ++this.#position;
      if (entry.url === null) {
        this.#insertTarget.run(position, entry.line, null, entry.raw, entry.problem?.message ?? '');
        return;
      }
      const page = this.#pageOf(entry.url);
      this.#insertTarget.run(position, entry.line, page, entry.raw === entry.url ? null : entry.raw, null);
    });
  }

  /** Builds the indexes and marks the list as complete. */
  finish(): void {
    this.#file.transaction.write(1, () => this.#file.database.exec(IMPORTED_INDEXES));
    this.#file.setNote(IMPORTED, String(this.#position));
    this.#file.transaction.commit();
  }

  #pageOf(url: string): number {
    const digest = urlHash(url);
    const known = this.#findPage.get(digest, url);
    if (known !== undefined) return Number(known[0]);
    return this.#insertPage.run(this.#hostOf(new URL(url).hostname), digest, url).lastId;
  }

  #hostOf(name: string): number {
    const cached = this.#hosts.get(name);
    if (cached !== undefined) return cached;
    const id = Number(this.#findHost.get(name)?.[0] ?? this.#insertHost.run(name).lastId);
    if (this.#hosts.size >= MOST_CACHED_HOSTS) this.#hosts.clear();
    this.#hosts.set(name, id);
    return id;
  }
}

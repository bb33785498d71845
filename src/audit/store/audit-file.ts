import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../folder.js';
import { openDatabase, type SqlDatabase } from './driver.js';
import { StoreError } from './errors.js';
import { acquireLock, LOCK_FILES } from './lock.js';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.js';
import { BatchedTransaction } from './transaction.js';

/** What an audit records about itself: how it was made, so that it can be continued and read in the same way. */
export interface AuditMeta {
  /** Path or URL of the list, `-` for standard input. */
  readonly list: string;
  /** ISO 8601. */
  readonly created: string;
  /** The command's options, needed to go on in the same way. */
  readonly options: Readonly<Record<string, unknown>>;
}

const FILE = 'audit.sqlite';

/**
 * One audit: a folder with an SQLite database. Rollback journal, because the SQLite that libsql bundles lacks a fix
 * for its write-ahead log (tursodatabase/libsql #2271) and batched commits gain nothing from it.
 */
export class AuditFile {
  readonly directory: string;
  readonly database: SqlDatabase;
  readonly transaction: BatchedTransaction;
  /** Called when a commit fails on its timer. */
  onFailure: (error: unknown) => void = () => {};
  readonly #lock: { release(): void } | null;
  #closed = false;

  private constructor(directory: string, database: SqlDatabase, lock: { release(): void } | null) {
    this.directory = directory;
    this.database = database;
    this.transaction = new BatchedTransaction(database, (error) => this.onFailure(error));
    this.#lock = lock;
  }

  /** Whether the folder holds an audit. */
  static exists(directory: string): boolean {
    return existsSync(join(directory, FILE));
  }

  /** A new audit in a folder that has none. Throws `StoreError`. */
  static create(directory: string, meta: AuditMeta): AuditFile {
    if (AuditFile.exists(directory)) throw new StoreError('exists', directory);
    try {
      makeFolder(directory);
    } catch (error) {
      throw new StoreError('unwritable', directory, (error as NodeJS.ErrnoException).code ?? String(error));
    }
    const lock = acquireLock(directory);
    try {
      // Between the question and the lock somebody else may have been faster.
      if (AuditFile.exists(directory)) throw new StoreError('exists', directory);
      const database = openDatabase(join(directory, FILE));
      configure(database);
      database.exec(`BEGIN; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}`);
      database.exec(SCHEMA);
      const file = new AuditFile(directory, database, lock);
      const insert = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
      insert.run('audit', JSON.stringify(meta));
      database.exec('COMMIT');
      return file;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** An audit to go on with (`write`), or one to report on while another process may be at work (`read`). */
  static open(directory: string, mode: 'read' | 'write'): AuditFile {
    const path = join(directory, FILE);
    if (sizeOf(path, directory) === 0) throw new StoreError('not-an-audit', directory);
    const lock = mode === 'write' ? acquireLock(directory) : null;
    let database: SqlDatabase | null = null;
    try {
      database = openDatabase(path);
      checkVersion(database, directory);
      if (mode === 'write') configure(database);
      else database.exec('PRAGMA query_only = ON');
      return new AuditFile(directory, database, lock);
    } catch (error) {
      database?.close();
      lock?.release();
      // SQLite cannot open what may not be read, and says the same where it may not write.
      if (mode === 'read' && error instanceof StoreError && error.kind === 'unwritable') {
        throw new StoreError('unreadable', directory, error.detail);
      }
      throw error;
    }
  }

  get meta(): AuditMeta {
    const row = this.database.prepare("SELECT value FROM meta WHERE key = 'audit'").get();
    if (row === undefined) throw new StoreError('not-an-audit', this.directory);
    return JSON.parse(String(row[0])) as AuditMeta;
  }

  getNote(key: string): string | null {
    const row = this.database.prepare('SELECT value FROM meta WHERE key = ?').get(key);
    return row === undefined ? null : String(row[0]);
  }

  setNote(key: string, value: string): void {
    this.transaction.write(1, () => {
      this.database.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(key, value);
    });
  }

  /** Takes back an audit that came to nothing: its files, and the folder when nothing else is in it. */
  discard(): void {
    this.#closed = true;
    this.database.close();
    for (const name of [FILE, `${FILE}-journal`]) rmSync(join(this.directory, name), { force: true });
    this.#lock?.release();
    for (const name of LOCK_FILES) rmSync(join(this.directory, name), { force: true });
    if (readdirSync(this.directory).length === 0) rmdirSync(this.directory);
  }

  /** Commits and lets go of the lock. After a failed write, closes without committing. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      this.transaction.end();
    } finally {
      this.database.close();
      this.#lock?.release();
    }
  }
}

/** @throws {StoreError} there is no such file, or nobody may look */
function sizeOf(path: string, directory: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new StoreError('not-found', directory);
    throw new StoreError('unreadable', directory, code);
  }
}

function configure(database: SqlDatabase): void {
  database.prepare('PRAGMA journal_mode = TRUNCATE').all();
  database.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA temp_store = FILE');
}

function checkVersion(database: SqlDatabase, directory: string): void {
  const pragma = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[0]);
  if (pragma('application_id') !== APPLICATION_ID) throw new StoreError('not-an-audit', directory);
  const version = pragma('user_version');
  if (version !== SCHEMA_VERSION) throw new StoreError('other-version', directory, String(version));
}

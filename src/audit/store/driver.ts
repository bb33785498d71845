import Database from 'libsql';
import { StoreError } from './errors.js';

/** A value SQLite stores. Booleans are stored as 0 and 1 by the caller. */
export type SqlValue = string | number | null;

/** A prepared statement. Rows come as arrays, in the order of the columns. */
export interface SqlStatement {
  run(...values: SqlValue[]): { readonly changes: number; readonly lastId: number };
  get(...values: SqlValue[]): SqlValue[] | undefined;
  all(...values: SqlValue[]): SqlValue[][];
}

/** All the store asks of SQLite, so that another driver can take libsql's place. Throws `StoreError` only. */
export interface SqlDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  close(): void;
}

/** Milliseconds a write waits for a reader in another process before it fails. */
const BUSY_TIMEOUT = 10_000;

/** Opens (or creates) a database file through libsql, synchronously. */
export function openDatabase(path: string, options: { readonly busyTimeout?: number } = {}): SqlDatabase {
  const database = guarded(path, () => new Database(path, { timeout: options.busyTimeout ?? BUSY_TIMEOUT }));
  return {
    exec: (sql) => {
      guarded(path, () => database.exec(sql));
    },
    prepare: (sql) => {
      const statement = guarded(path, () => database.prepare<SqlValue[]>(sql));
      // raw() is only there for statements that return rows.
      const reader = statement.reader ? statement.raw() : statement;
      return {
        run: (...values) =>
          guarded(path, () => {
            const { changes, lastInsertRowid } = statement.run(...values);
            return { changes, lastId: Number(lastInsertRowid) };
          }),
        get: (...values) => guarded(path, () => reader.get(...values) as SqlValue[] | undefined),
        all: (...values) => guarded(path, () => reader.all(...values) as SqlValue[][]),
      };
    },
    close: () => {
      database.close();
    },
  };
}

/** Result codes (sqlite.org/rescode.html) that a user can do something about. */
function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const given = error as { code?: unknown; message?: unknown };
    const code = typeof given.code === 'string' ? given.code : '';
    const reason = String(given.message ?? error);
    if (code.startsWith('SQLITE_FULL')) throw new StoreError('disk-full', path, reason);
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) throw new StoreError('busy', path, reason);
    if (code.startsWith('SQLITE_NOTADB')) throw new StoreError('not-an-audit', path, reason);
    if (code.startsWith('SQLITE_CORRUPT')) throw new StoreError('damaged', path, reason);
    if (/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM)/.test(code)) throw new StoreError('unwritable', path, reason);
    throw new StoreError('internal', path, `${code} ${reason}`.trim());
  }
}

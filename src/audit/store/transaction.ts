import type { SqlDatabase } from './driver.js';

/** Rows in one transaction, and milliseconds until it is committed, whichever is reached first. */
const MOST_ROWS = 1000;
const LONGEST = 1000;
/** Writes that wait to be done together. What they hold is in memory: results of long pages take 100 KB and more. */
const MOST_WAITING = 64;

interface Write {
  readonly rows: number;
  readonly action: () => unknown;
}

/**
 * Gathers writes into transactions. What a crash can lose is at most the rows of the open one and what waits for it, and
 * that is done again. The first failed write ends the store: every later one throws its error again.
 */
export class BatchedTransaction {
  readonly #database: SqlDatabase;
  readonly #onFailure: (error: unknown) => void;
  #waiting: Write[] = [];
  #rows = 0;
  #open = false;
  #timer: NodeJS.Timeout | null = null;
  #failure: unknown = null;

  /** `onFailure` hears of a commit that failed on the timer, where no caller could catch it. */
  constructor(database: SqlDatabase, onFailure: (error: unknown) => void) {
    this.#database = database;
    this.#onFailure = onFailure;
  }

  /** Does `action` inside the open transaction, and counts `rows` towards its end. */
  write<T>(rows: number, action: () => T): T {
    this.flush();
    return this.#write(rows, action);
  }

  /**
   * Does `action` together with others, at the latest before the next `write`, `flush` or `commit`, and commits it as
   * soon as it would be else. Writes that follow each other find the database's code and pages in the processor's cache;
   * one by one, between other work, they take longer. A failure is thrown to whoever brings the writing about.
   */
  writeSoon(rows: number, action: () => void): void {
    if (this.#failure !== null) throw this.#failure;
    this.#waiting.push({ rows, action });
    this.#startTimer();
    if (this.#waiting.length >= MOST_WAITING) this.flush();
  }

  /** Does what waits: for whoever reads what has been written. */
  flush(): void {
    if (this.#failure !== null) throw this.#failure;
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { rows, action } of waiting) this.#write(rows, action);
  }

  /** Makes everything written so far durable. */
  commit(): void {
    this.flush();
    try {
      this.#commitNow();
    } catch (error) {
      throw this.#fail(error);
    }
  }

  /** Commits, or after a failure gives up what is open. */
  end(): void {
    if (this.#failure === null) this.commit();
    else if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #write<T>(rows: number, action: () => T): T {
    try {
      if (!this.#open) {
        this.#database.exec('BEGIN IMMEDIATE');
        this.#open = true;
        this.#startTimer();
      }
      const value = action();
      this.#rows += rows;
      if (this.#rows >= MOST_ROWS) this.#commitNow();
      return value;
    } catch (error) {
      throw this.#fail(error);
    }
  }

  #startTimer(): void {
    this.#timer ??= setTimeout(() => this.#commitOnTimer(), LONGEST).unref();
  }

  #commitOnTimer(): void {
    try {
      this.commit();
    } catch (error) {
      this.#onFailure(error);
    }
  }

  #commitNow(): void {
    if (!this.#open) return;
    this.#database.exec('COMMIT');
    this.#open = false;
    this.#rows = 0;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #fail(error: unknown): unknown {
    this.#failure = error;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    try {
      // SQLite may have rolled back by itself (sqlite.org/lang_transaction.html §3): then this is refused.
      if (this.#open) this.#database.exec('ROLLBACK');
    } catch {}
    this.#open = false;
    return error;
  }
}

import type { SqlDatabase } from './driver.js';

/** Rows in one transaction, and milliseconds until it is committed, whichever is reached first. */
const MOST_ROWS = 1000;
const LONGEST = 1000;

/**
 * Gathers writes into transactions. What a crash can lose is at most the rows of the open one, and those are done
 * again. The first failed write ends the store: `failed` holds the error, and every later write throws it again.
 */
export class BatchedTransaction {
  readonly #database: SqlDatabase;
  readonly #onFailure: (error: unknown) => void;
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
    if (this.#failure !== null) throw this.#failure;
    try {
      if (!this.#open) {
        this.#database.exec('BEGIN IMMEDIATE');
        this.#open = true;
        this.#timer = setTimeout(() => this.#commitOnTimer(), LONGEST);
        this.#timer.unref();
      }
      const value = action();
      this.#rows += rows;
      if (this.#rows >= MOST_ROWS) this.#commitNow();
      return value;
    } catch (error) {
      throw this.#fail(error);
    }
  }

  /** Makes everything written so far durable. */
  commit(): void {
    if (this.#failure !== null) throw this.#failure;
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

  #commitOnTimer(): void {
    try {
      this.#commitNow();
    } catch (error) {
      this.#onFailure(this.#fail(error));
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

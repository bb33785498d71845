import type { Problem } from '../../problem.js';
import { type AuditedPage, VERDICTS, type Verdict } from '../types.js';
import type { AuditFile } from './audit-file.js';
import type { SqlStatement, SqlValue } from './driver.js';
import { DONE, PENDING } from './schema.js';
import type { BatchedTransaction } from './transaction.js';
import { unauditedPage } from './unaudited.js';

/** A page's result on its way into the file. */
export interface PageResult {
  readonly page: number;
  readonly verdict: Verdict;
  readonly problem: Problem['kind'] | null;
  /** Milliseconds since 1970. */
  readonly auditedAt: number;
  /** The AuditedPage, serialised. */
  readonly json: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** One request made for a page. */
export interface Attempt {
  readonly page: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly status: number | null;
  readonly problem: Problem['kind'] | null;
  /** Where it was another URL than the page's: a redirect's target. */
  readonly url: string | null;
}

/** Writes results and attempts. */
export class ResultWriter {
  readonly #file: AuditFile;
  readonly #policy: string;
  readonly #save: SqlStatement;
  readonly #done: SqlStatement;
  readonly #touch: SqlStatement;
  readonly #attempt: SqlStatement;

  constructor(file: AuditFile, policy: string) {
    this.#file = file;
    this.#policy = policy;
    const { database } = file;
    this.#save = database.prepare(`
      INSERT OR REPLACE INTO results (page, verdict, problem, audited_at, policy, etag, last_modified, json)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#done = database.prepare(`UPDATE pages SET state = ${DONE} WHERE id = ?`);
    this.#touch = database.prepare('UPDATE results SET audited_at = ? WHERE page = ?');
    this.#attempt = database.prepare(
      'INSERT INTO attempts (page, started_at, milliseconds, status, problem, url) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  save(result: PageResult): void {
    this.#file.transaction.writeSoon(1, () => {
      const { page, verdict, problem, auditedAt, etag, lastModified, json } = result;
      this.#save.run(page, verdict, problem, Math.round(auditedAt), this.#policy, etag, lastModified, json);
      this.#done.run(page);
    });
  }

  /** The page is as it was (304): its result stands. Returns the verdict. */
  keep(page: number, auditedAt: number): Verdict {
    this.#file.transaction.write(1, () => {
      this.#touch.run(Math.round(auditedAt), page);
      this.#done.run(page);
    });
    return String(this.#file.database.prepare('SELECT verdict FROM results WHERE page = ?').get(page)?.[0]) as Verdict;
  }

  attempt(attempt: Attempt): void {
    const { page, startedAt, milliseconds, status, problem, url } = attempt;
    this.#file.transaction.writeSoon(0, () => {
      this.#attempt.run(page, Math.round(startedAt), Math.round(milliseconds), status, problem, url);
    });
  }
}

/** The result of one line of the list. */
export interface TargetResult {
  /** Place in the list, from 1. */
  readonly position: number;
  /** Line of the list file. */
  readonly line: number;
  readonly page: AuditedPage;
}

const ROWS = 256;

const COLUMNS = 't.position, t.line, t.raw, t.problem, p.url, p.state, r.json';
const JOINED = 'targets t LEFT JOIN pages p ON p.id = t.page LEFT JOIN results r ON r.page = t.page';

/** Reads the results of the lines of the list. Rows are read a few at a time: no lock is held between two reads. */
export class ResultReader {
  readonly #transaction: BatchedTransaction;
  readonly #select: SqlStatement;
  readonly #firstWaiting: SqlStatement;
  readonly #selectBefore: SqlStatement;
  readonly #selectPage: SqlStatement;

  constructor({ database, transaction }: AuditFile) {
    this.#transaction = transaction;
    const tail = 'ORDER BY t.position LIMIT ?';
    this.#select = database.prepare(`SELECT ${COLUMNS} FROM ${JOINED} WHERE t.position > ? ${tail}`);
    this.#firstWaiting = database.prepare(`
      SELECT min(t.position) FROM targets t JOIN pages p ON p.id = t.page
      WHERE t.position > ? AND t.position <= ? AND p.state = ${PENDING}`);
    this.#selectBefore = database.prepare(`
      SELECT ${COLUMNS} FROM ${JOINED}
      WHERE t.position > ? AND (t.page IS NULL OR (p.state = ${DONE} AND r.audited_at < ?)) ${tail}`);
    this.#selectPage = database.prepare(
      `SELECT ${COLUMNS} FROM ${JOINED} WHERE t.page = ? AND r.json IS NOT NULL ORDER BY t.position`,
    );
  }

  /**
   * Results behind position `after`, in the order of the list, up to the first line that still waits for its own.
   * `complete`: the list ends here.
   */
  readyAfter(after: number): { results: TargetResult[]; complete: boolean } {
    this.#transaction.flush();
    // Results are large: those behind the first line that waits are not read again and again.
    const waiting = this.#firstWaiting.get(after, after + ROWS)?.[0];
    const ready = waiting == null ? ROWS : Number(waiting) - after - 1;
    const rows = ready === 0 ? [] : this.#select.all(after, ready);
    return { results: rows.map((row) => resultOf(row)!), complete: waiting == null && rows.length < ROWS };
  }

  /** Every line that has a result, in the order of the list; a page that is to be audited again counts by its last. */
  *all(): Generator<TargetResult> {
    this.#transaction.flush();
    for (let after = 0; ; ) {
      const rows = this.#select.all(after, ROWS);
      for (const row of rows) {
        const result = resultOf(row, true);
        if (result !== null) yield result;
      }
      if (rows.length < ROWS) return;
      after = Number(rows[rows.length - 1][0]);
    }
  }

  /**
   * Lines behind position `after` whose page was done before `time` (milliseconds since 1970), and lines that name no
   * page; those that wait are left out.
   */
  *finishedBefore(time: number, after = 0): Generator<TargetResult> {
    this.#transaction.flush();
    for (;;) {
      const rows = this.#selectBefore.all(after, time, ROWS);
      for (const row of rows) yield resultOf(row)!;
      if (rows.length < ROWS) return;
      after = Number(rows[rows.length - 1][0]);
    }
  }

  /** The lines that lead to a page, which has a result. */
  ofPage(page: number): TargetResult[] {
    this.#transaction.flush();
    return this.#selectPage.all(page).map((row) => resultOf(row)!);
  }
}

function resultOf(row: SqlValue[], outdated = false): TargetResult | null {
  const [position, line, raw, problem, url, state, json] = row;
  const at = { position: Number(position), line: Number(line) };
  if (url === null) {
    const page = unauditedPage(String(raw), null, { kind: 'invalid-target', message: String(problem) });
    return { ...at, page };
  }
  if (json === null || (state === PENDING && !outdated)) return null;
  const target = raw === null ? String(url) : String(raw);
  const page = JSON.parse(String(json)) as AuditedPage;
  return { ...at, page: page.target === target ? page : { ...page, target } };
}

/** The lines of an audit by verdict; `waiting`: those whose page has no result yet, or is to be audited again. */
export interface TargetCounts {
  readonly total: number;
  readonly waiting: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
}

/** Counts the lines of the list. Verdicts and `waiting` add up to `total`. */
export function countTargets({ database, transaction }: AuditFile): TargetCounts {
  transaction.flush();
  const verdicts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  let total = 0;
  let waiting = 0;
  const rows = database.prepare(`
    SELECT t.page IS NULL, p.state, r.verdict, count(*)
    FROM targets t LEFT JOIN pages p ON p.id = t.page LEFT JOIN results r ON r.page = t.page GROUP BY 1, 2, 3`);
  for (const [invalid, state, verdict, count] of rows.all()) {
    total += Number(count);
    if (invalid === 1) verdicts.unaudited += Number(count);
    else if (state === PENDING || verdict === null) waiting += Number(count);
    else verdicts[String(verdict) as Verdict] += Number(count);
  }
  return { total, waiting, verdicts };
}

/** Lines of the list, whatever became of them. */
export function countLines({ database }: AuditFile): number {
  return Number(database.prepare('SELECT count(*) FROM targets').get()![0]);
}

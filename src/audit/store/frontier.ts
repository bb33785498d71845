import type { Verdict } from '../types.js';
import type { AuditFile } from './audit-file.js';
import type { SqlStatement } from './driver.js';
import { DONE, PENDING } from './schema.js';

/** A host with pages that wait, and what is remembered of it from an earlier run. */
export interface PendingHost {
  readonly id: number;
  readonly name: string;
  readonly pending: number;
  /** Milliseconds since 1970 before which the host asked not to be asked again; 0 without such a wish. */
  readonly nextAt: number;
  /** Its robots.txt's Crawl-delay in milliseconds, null without one or before it was read. */
  readonly crawlDelay: number | null;
}

/** A page that waits, with what a server needs to answer “not modified”. */
export interface PendingPage {
  readonly id: number;
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/**
 * Pages that wait, host by host, the host with most of them first: it decides how long the whole takes.
 * The order of hosts is fixed in a temporary table when the run starts.
 */
export class Frontier {
  readonly #hosts: SqlStatement;
  readonly #pages: SqlStatement;
  readonly #saveHost: SqlStatement;
  readonly #file: AuditFile;
  #rank = 0;
  readonly hostCount: number;
  readonly pageCount: number;

  /** `policy`: fingerprint of policy and program; only results made with the same can be kept on “not modified”. */
  constructor(file: AuditFile, policy: string) {
    this.#file = file;
    const { database } = file;
    file.transaction.commit();
    database.exec(`
      DROP TABLE IF EXISTS temp.frontier;
      CREATE TEMP TABLE frontier (rank INTEGER PRIMARY KEY, host INTEGER NOT NULL, pending INTEGER NOT NULL);
      INSERT INTO temp.frontier (host, pending)
        SELECT host, count(*) AS pending FROM pages WHERE state = ${PENDING} GROUP BY host ORDER BY pending DESC, host;`);
    const [hosts, pages] = database.prepare('SELECT count(*), coalesce(sum(pending), 0) FROM temp.frontier').get()!;
    this.hostCount = Number(hosts);
    this.pageCount = Number(pages);
    this.#hosts = database.prepare(`
      SELECT f.rank, h.id, h.name, f.pending, h.next_at, h.crawl_delay
      FROM temp.frontier f JOIN hosts h ON h.id = f.host WHERE f.rank > ? ORDER BY f.rank LIMIT ?`);
    this.#pages = database.prepare(`
      SELECT p.id, p.url, r.etag, r.last_modified
      FROM pages p LEFT JOIN results r ON r.page = p.id AND r.policy = '${policy.replaceAll("'", "''")}'
        AND r.verdict <> 'unaudited'
      WHERE p.host = ? AND p.id > ? AND p.state = ${PENDING} ORDER BY p.id LIMIT ?`);
    this.#saveHost = database.prepare(
      'UPDATE hosts SET next_at = ?, crawl_delay = coalesce(?, crawl_delay), throttled = throttled + ? WHERE name = ?',
    );
  }

  /** The next hosts in order; fewer than `count` at the end. */
  nextHosts(count: number): PendingHost[] {
    const rows = this.#hosts.all(this.#rank, count);
    if (rows.length > 0) this.#rank = Number(rows[rows.length - 1][0]);
    return rows.map(([, id, name, pending, nextAt, crawlDelay]) => ({
      id: Number(id),
      name: String(name),
      pending: Number(pending),
      nextAt: Number(nextAt),
      crawlDelay: crawlDelay === null ? null : Number(crawlDelay),
    }));
  }

  /** The next pages of a host behind page `after`, in the order of the list. */
  nextPages(host: number, after: number, count: number): PendingPage[] {
    return this.#pages.all(host, after, count).map(([id, url, etag, lastModified]) => ({
      id: Number(id),
      url: String(url),
      etag: etag === null ? null : String(etag),
      lastModified: lastModified === null ? null : String(lastModified),
    }));
  }

  /** Calls `visit` with every host of the frontier, in order, without moving on. */
  eachHost(visit: (name: string, pending: number) => void): void {
    for (let rank = 0; ; ) {
      const rows = this.#hosts.all(rank, 1000);
      for (const [, , name, pending] of rows) visit(String(name), Number(pending));
      if (rows.length < 1000) return;
      rank = Number(rows[rows.length - 1][0]);
    }
  }

  /**
   * Remembers what a host asked for, for the next run; nothing where it asked for nothing.
   * @param throttledUntil milliseconds since 1970 up to which it wants no requests; null where it has not said so
   * @param crawlDelay of its robots.txt, in milliseconds
   */
  rememberHost(name: string, throttledUntil: number | null, crawlDelay: number | null): void {
    if (throttledUntil === null && crawlDelay === null) return;
    const throttled = throttledUntil === null ? 0 : 1;
    this.#file.transaction.write(1, () =>
      this.#saveHost.run(Math.round(throttledUntil ?? 0), crawlDelay, throttled, name),
    );
  }
}

/**
 * Marks pages that have a result as waiting again: those with one of `verdicts` (all, when empty) that were last
 * audited before `before` (milliseconds since 1970). Their results stay until new ones replace them.
 * Returns how many pages wait now that did not before.
 */
export function reopenPages(file: AuditFile, verdicts: readonly Verdict[], before: number): number {
  const marks = verdicts.map(() => '?').join(', ');
  const ofVerdict = verdicts.length === 0 ? '' : `AND verdict IN (${marks})`;
  const statement = file.database.prepare(`
    UPDATE pages SET state = ${PENDING} WHERE state = ${DONE}
      AND id IN (SELECT page FROM results WHERE audited_at < ? ${ofVerdict})`);
  return file.transaction.write(1, () => statement.run(before, ...verdicts).changes);
}

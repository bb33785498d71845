import type { AuditFile } from '../store/audit-file.js';
import type { Frontier } from '../store/frontier.js';

/** What lies ahead, before the first request. */
export interface BatchPlan {
  /** Lines of the list that became targets. */
  readonly targets: number;
  /** Of these, lines that name no page. */
  readonly invalid: number;
  /** Distinct pages among the others. */
  readonly pages: number;
  /** Pages that have no result yet. */
  readonly pending: number;
  /** Hosts of these. */
  readonly hosts: number;
  /** Milliseconds the slowest host takes at least: its pages × its delay. Nothing can be faster. */
  readonly lowerBound: number;
  readonly slowest: { readonly host: string; readonly pages: number; readonly delay: number } | null;
}

/** @param delayOf milliseconds between two requests to a host */
export function planBatch(file: AuditFile, frontier: Frontier, delayOf: (host: string) => number): BatchPlan {
  let slowest: BatchPlan['slowest'] = null;
  let lowerBound = 0;
  frontier.eachHost((host, pages) => {
    const delay = delayOf(host);
    const bound = (pages - 1) * delay;
    if (slowest !== null && bound <= lowerBound) return;
    lowerBound = bound;
    slowest = { host, pages, delay };
  });
  const count = (sql: string): number => Number(file.database.prepare(sql).get()![0]);
  return {
    targets: count('SELECT count(*) FROM targets'),
    invalid: count('SELECT count(*) FROM targets WHERE page IS NULL'),
    pages: count('SELECT count(*) FROM pages'),
    pending: frontier.pageCount,
    hosts: frontier.hostCount,
    lowerBound,
    slowest,
  };
}

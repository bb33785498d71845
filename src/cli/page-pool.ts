import { AuditPool } from '../audit/workers/pool.js';

/**
 * Starts worker threads that audit pages, once they are told by which rules (`PageAuditorOptions`).
 * @param threads undefined: one for each core
 */
export function startPagePool(threads: number | undefined): AuditPool {
  return new AuditPool({
    auditor: new URL('../audit/workers/page-auditor.js', import.meta.url).href,
    workers: threads,
  });
}

import type { PageRules } from '../audit/page-rules.js';
import type { InspectedPage } from '../audit/types.js';
import { auditInPool } from '../audit/workers/audit-in-pool.js';
import type { PageAuditorOptions } from '../audit/workers/page-auditor.js';
import { type AuditPool, PAGES_PER_WORKER } from '../audit/workers/pool.js';
import type { Language } from '../policy/types.js';
import type { FetchResult, Target } from '../source/types.js';
import { startPagePool } from './page-pool.js';

/** Targets under way for each worker: as many as lie in its thread, and two that are being read. */
const UNDER_WAY = PAGES_PER_WORKER + 2;

export interface WorkerAuditOptions {
  readonly auditor: PageAuditorOptions;
  /** Threads. Default: one for each core. */
  readonly threads: number | undefined;
  readonly language: Language;
  readonly read: (target: Target) => Promise<FetchResult>;
  readonly rulesOf: (target: Target) => PageRules;
}

/** Audits the targets of `check` and `inspect` in worker threads: a page that harms its worker costs nobody else. */
export class WorkerAudit {
  readonly #options: WorkerAuditOptions;
  readonly #pool: AuditPool;

  constructor(options: WorkerAuditOptions) {
    this.#options = options;
    this.#pool = startPagePool(options.threads);
    this.#pool.configure(options.auditor);
  }

  /** Targets to have under way at a time, so that no worker waits. */
  get underWay(): number {
    return this.#pool.size * UNDER_WAY;
  }

  /** @throws {PoolError} the workers cannot be started */
  async audit(target: Target, result: FetchResult): Promise<InspectedPage> {
    const { language, read, rulesOf } = this.#options;
    let current = result;
    for (let losses = 0; ; losses++) {
      const answer = await auditInPool(this.#pool, target.name, current, language, losses, rulesOf(target));
      if (answer !== null) return this.#read(answer.json);
      current = await read(target);
    }
  }

  /** Pages that no worker could read have nothing to show. */
  #read(json: string): InspectedPage {
    const page = JSON.parse(json) as InspectedPage;
    return this.#options.auditor.mode === 'inspect'
      ? { ...page, credits: page.credits ?? [], links: page.links ?? [] }
      : page;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

import type { Clock } from '../../fetch/scheduler-clock.js';
import type { PageFetcher, PageOutcome, RequestRecord } from '../../fetch/scheduler-pages.js';
import type { Language } from '../../policy/types.js';
import type { PendingPage } from '../store/frontier.js';
import type { ResultWriter } from '../store/results.js';
import { auditInPool } from '../workers/audit-in-pool.js';
import type { AuditPool } from '../workers/pool.js';
import type { AuditAnswer } from '../workers/protocol.js';
import type { OutageWatch } from './outage.js';
import type { ProgressCounter } from './progress.js';

export interface PageWorkOptions {
  readonly fetcher: PageFetcher;
  readonly pool: AuditPool;
  readonly writer: ResultWriter;
  readonly outages: OutageWatch;
  readonly counter: ProgressCounter;
  readonly clock: Clock;
  readonly language: Language;
  /** The run is being ended: what fails from then on may fail because of that, and is left for the next one. */
  readonly isStopping: () => boolean;
  /** Called when a page's result is written, with the page's id. */
  readonly onResult: (page: number) => void;
}

/** What is done for one page: it is fetched, audited by a worker, and its result is written. */
export class PageWork {
  readonly #options: PageWorkOptions;

  constructor(options: PageWorkOptions) {
    this.#options = options;
  }

  /**
   * Rejects with the reason the fetcher was stopped with, or with what made the file or the workers unusable.
   * @param host the page's host, as the scheduler knows it
   * @param onSleep called with true when the page waits for another attempt, and with false when it goes on
   */
  async audit(host: string, page: PendingPage, onSleep: (asleep: boolean) => void): Promise<void> {
    const { fetcher, pool, writer, outages, counter, clock, language, isStopping, onResult } = this.#options;
    for (let losses = 0; ; ) {
      const outcome = await fetcher.fetch({ ...page, onRequest: (record) => this.#record(page, record), onSleep });
      if (outcome.kind === 'not-modified') {
        counter.notModified++;
        counter.finish(writer.keep(page.id, clock.now()), null);
        onResult(page.id);
        return;
      }
      if (!outcome.result.ok && (await outages.judge(outcome.result.problem)) === 'again') {
        // A host may have been given up for what was the network's fault.
        fetcher.forget(host);
        continue;
      }
      if (isStopping() && !outcome.result.ok) return;
      const answer = await auditInPool(pool, page.url, outcome.result, language, losses);
      if (answer !== null) {
        this.#save(page, answer, outcome);
        return;
      }
      losses++;
    }
  }

  #save(page: PendingPage, answer: AuditAnswer, outcome: Extract<PageOutcome, { kind: 'fetched' }>): void {
    const { writer, counter, clock, onResult } = this.#options;
    // Failures are never cached: the next run asks for the page without conditions.
    const cacheable = answer.verdict !== 'unaudited';
    writer.save({
      page: page.id,
      ...answer,
      auditedAt: clock.now(),
      etag: cacheable ? outcome.etag : null,
      lastModified: cacheable ? outcome.lastModified : null,
    });
    counter.finish(answer.verdict, answer.problem);
    onResult(page.id);
  }

  #record(page: PendingPage, record: RequestRecord): void {
    const { writer, counter } = this.#options;
    const { startedAt, milliseconds, status, problem, url } = record;
    counter.requests++;
    if (status === 429) counter.throttled++;
    writer.attempt({
      page: page.id,
      startedAt,
      milliseconds,
      status,
      problem,
      url: url === page.url ? null : url,
    });
  }
}

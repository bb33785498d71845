import type { Connectivity } from '../../fetch/connectivity.js';
import { HostScheduler } from '../../fetch/scheduler.js';
import type { Clock } from '../../fetch/scheduler-clock.js';
import { PageFetcher } from '../../fetch/scheduler-pages.js';
import { politenessByHost } from '../../fetch/scheduler-politeness.js';
import type { Client } from '../../fetch/types.js';
import type { AuditFile } from '../store/audit-file.js';
import { Frontier, type PendingPage } from '../store/frontier.js';
import { ResultWriter } from '../store/results.js';
import type { AuditPool } from '../workers/pool.js';
import { type ActiveHost, ActiveHosts } from './hosts.js';
import { Intake } from './intake.js';
import { type Outage, OutageWatch } from './outage.js';
import { PageWork } from './page-work.js';
import { type BatchPlan, planBatch } from './plan.js';
import { type Progress, ProgressCounter } from './progress.js';
import type { BatchSettings } from './settings.js';
import { slowestHosts } from './slow-hosts.js';

export interface BatchRunOptions {
  readonly file: AuditFile;
  readonly client: Pick<Client, 'request'>;
  readonly productToken: string;
  readonly pool: AuditPool;
  readonly settings: BatchSettings;
  /** Fingerprint of policy and program: results of another one are not kept on “not modified”. */
  readonly policy: string;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Whether this machine is connected; absent: it is taken for granted. */
  readonly connectivity?: () => Promise<Connectivity>;
}

/** Pages that wait in the fetching thread for a worker, per worker, before no further request is started. */
const BACKLOG_PER_WORKER = 8;
/** Milliseconds between two looks at whether there are requests to spare. */
const FILL_INTERVAL = 50;

/** Says, as the reason of rejections, that the run was asked to end. */
export class BatchStopped extends Error {
  override readonly name = 'BatchStopped';
}

/**
 * One run over the pages of an audit that wait: fetches them politely, has them audited by the workers, and writes the
 * results. What is interrupted waits in the file for the next run.
 */
export class BatchRun {
  readonly plan: BatchPlan;
  /** Milliseconds since 1970. Results of this run are dated at or after it, those of earlier runs before. */
  readonly startedAt: number;
  readonly #options: BatchRunOptions;
  readonly #frontier: Frontier;
  readonly #scheduler: HostScheduler;
  readonly #fetcher: PageFetcher;
  readonly #work: PageWork;
  readonly #hosts: ActiveHosts;
  readonly #intake: Intake;
  readonly #outages: OutageWatch;
  readonly #counter: ProgressCounter;
  #stopping = false;
  #probing = false;
  #lost: Outage | null = null;
  #failure: { error: unknown } | null = null;
  #finish: () => void = () => {};
  /** Called when a page's result is written, with the page's id. */
  onResult: (page: number) => void = () => {};
  /** Called when this machine's network is gone, and (null) when it is back. */
  onOutage: (outage: Outage | null) => void = () => {};

  constructor(options: BatchRunOptions) {
    const { file, pool, settings, clock, random, client } = options;
    this.#options = options;
    this.startedAt = Math.floor(clock.now());
    this.#frontier = new Frontier(file, options.policy);
    const politeness = politenessByHost(settings.politeness, settings.hosts);
    const mostBacklog = pool.size * BACKLOG_PER_WORKER;
    this.#outages = new OutageWatch({
      clock,
      connectivity: options.connectivity,
      cap: settings.outageCap,
      onChange: (outage) => this.#outageChanged(outage),
      probe: () => this.#probe(),
      giveUp: () => this.#giveUp(),
    });
    const connected = (): boolean => this.#outages.outage === null || this.#probing;
    const gate = (): boolean => pool.backlog < mostBacklog && connected();
    this.#scheduler = new HostScheduler({ clock, random, concurrency: settings.concurrency, politeness, gate });
    this.#fetcher = new PageFetcher({
      client: this.#outages.watching(client),
      scheduler: this.#scheduler,
      clock,
      random,
      productToken: options.productToken,
      language: settings.language,
      ignoreRobots: settings.ignoreRobots !== null,
      attempts: settings.attempts,
      backoff: settings.backoff,
      pageDeadline: settings.pageDeadline,
      crawlDelayCap: settings.crawlDelayCap,
      retryAfterCap: settings.retryAfterCap,
      silenceCap: settings.silenceCap,
    });
    this.#hosts = new ActiveHosts(this.#frontier, (host) => politeness(host).connections);
    const delayOf = (host: string): number => politeness(host).delay;
    this.#intake = new Intake({
      hosts: this.#hosts,
      scheduler: this.#scheduler,
      concurrency: settings.concurrency,
      delayOf,
      begin: (host, page) => this.#page(host, page),
      onLeft: (host) => {
        this.#rememberHost(host);
        this.#fetcher.forget(host.name);
      },
      onFailure: (error) => this.#fail(error),
      onChange: () => this.#checkFinished(),
    });
    this.plan = planBatch(file, this.#frontier, delayOf);
    this.#counter = new ProgressCounter(this.plan.pending, () => clock.now());
    this.#work = new PageWork({
      fetcher: this.#fetcher,
      pool,
      writer: new ResultWriter(file, options.policy),
      outages: this.#outages,
      counter: this.#counter,
      clock,
      language: settings.language,
      isStopping: () => this.#stopping,
      onResult: (page) => this.onResult(page),
    });
    pool.onProgress = () => this.#scheduler.pump();
    file.onFailure = (error) => this.#fail(error);
  }

  /** What has been done so far. */
  get progress(): Progress {
    const stateOf = (host: string) => this.#scheduler.stateOf(host);
    const slowest = slowestHosts(this.#hosts.values(), stateOf, this.#options.clock.now());
    return this.#counter.snapshot(this.#scheduler.inFlight, slowest);
  }

  /** The outage for which the run was ended; null where it was not. */
  get lostTo(): Outage | null {
    return this.#lost;
  }

  /**
   * Runs to the end, or until `signal` aborts: then what is under way is finished and written, and nothing begun.
   * Returns whether all pages have a result. Rejects with what made the file or the workers unusable.
   */
  async run(signal?: AbortSignal): Promise<boolean> {
    const stop = (): void => this.#stop(new BatchStopped('interrupted'));
    if (signal?.aborted) return this.plan.pending === 0;
    signal?.addEventListener('abort', stop, { once: true });
    const timer = setInterval(() => this.#intake.fill(true), FILL_INTERVAL);
    try {
      await new Promise<void>((finish) => {
        this.#finish = finish;
        this.#intake.fill();
      });
      if (this.#failure !== null) throw this.#failure.error;
      for (const host of this.#hosts.values()) this.#rememberHost(host);
      this.#options.file.transaction.commit();
      return !this.#stopping;
    } finally {
      clearInterval(timer);
      signal?.removeEventListener('abort', stop);
      this.#outages.stop();
      this.#fetcher.stop(new BatchStopped('ended'));
    }
  }

  /** Asks the run to end: what is under way is finished and written, and nothing begun. */
  stop(): void {
    this.#stop(new BatchStopped('stopped'));
  }

  #stop(reason: unknown): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#intake.stop();
    this.#fetcher.stop(reason);
    this.#outages.stop();
    this.#checkFinished();
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#stop(error);
    this.#checkFinished();
  }

  #outageChanged(outage: Outage | null): void {
    this.onOutage(outage);
    if (outage === null) {
      this.#scheduler.pump();
      this.#intake.fill();
    }
  }

  #probe(): void {
    this.#probing = true;
    this.#scheduler.pump();
    this.#intake.fill();
    // Long enough for pages to be begun, too short for them to fail and make room for more.
    setImmediate(() => {
      this.#probing = false;
    });
  }

  #giveUp(): void {
    this.#lost = this.#outages.outage;
    this.stop();
  }

  #checkFinished(): void {
    if (this.#intake.underWay === 0 && (this.#stopping || this.#hosts.done)) this.#finish();
  }

  async #page(host: ActiveHost, page: PendingPage): Promise<void> {
    try {
      await this.#work.audit(host.name, page, (asleep) => this.#intake.sleep(host, asleep));
    } catch (error) {
      if (!(error instanceof BatchStopped)) this.#fail(error);
    }
  }

  #rememberHost({ name }: ActiveHost): void {
    const state = this.#scheduler.stateOf(name);
    const throttledUntil = state !== null && state.throttles > 0 ? state.nextAt : null;
    this.#frontier.rememberHost(name, throttledUntil, this.#fetcher.crawlDelayOf(name));
  }
}

import type { Connectivity } from '../../fetch/connectivity.js';
import { HostScheduler } from '../../fetch/scheduler.js';
import type { Clock } from '../../fetch/scheduler-clock.js';
import { PageFetcher } from '../../fetch/scheduler-pages.js';
import { politenessByHost } from '../../fetch/scheduler-politeness.js';
import type { Client } from '../../fetch/types.js';
import type { AuditFile } from '../store/audit-file.js';
import { Frontier, type PendingHost, type PendingPage } from '../store/frontier.js';
import { ResultWriter } from '../store/results.js';
import type { AuditPool } from '../workers/pool.js';
import { type ActiveHost, ActiveHosts } from './hosts.js';
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
/** Hosts that need no pause and take turns, for each request that may be under way. */
const TURNS_PER_REQUEST = 4;
/** Pages under way for each request that may be: with as many, a host has no more of them than it can use at once. */
const PAGES_PER_REQUEST = 4;
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
  readonly #outages: OutageWatch;
  readonly #counter: ProgressCounter;
  readonly #delayOf: (host: string) => number;
  /** Hosts of which a page has ended: they may begin the next. */
  readonly #hungry = new Set<ActiveHost>();
  #underWay = 0;
  #filling = false;
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
    this.#delayOf = (host) => politeness(host).delay;
    this.plan = planBatch(file, this.#frontier, this.#delayOf);
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
    const timer = setInterval(() => this.#fill(true), FILL_INTERVAL);
    try {
      await new Promise<void>((finish) => {
        this.#finish = finish;
        this.#fill();
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
      this.#fill();
    }
  }

  #probe(): void {
    this.#probing = true;
    this.#scheduler.pump();
    this.#fill();
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
    if (this.#underWay === 0 && (this.#stopping || this.#hosts.done)) this.#finish();
  }

  /**
   * Takes hosts in while requests could be made that no active host has a use for.
   * @param widening whether hosts that need no pause may be more than that
   */
  #fill(widening = false): void {
    this.#filling = false;
    if (this.#stopping) return;
    try {
      for (const host of this.#hungry) {
        this.#hungry.delete(host);
        this.#feed(host, this.#scheduler.spare > 0);
      }
      this.#takeIn(this.#scheduler.spare);
      if (widening) this.#widen();
    } catch (error) {
      this.#fail(error);
    }
    this.#checkFinished();
  }

  /**
   * Takes in more hosts than there are requests to make, where they need no pause between two: among many, each keeps
   * one connection busy instead of opening another, and results come in the order of the list. A host with pauses would
   * lose by it: it might not be asked as soon as it may.
   */
  #widen(): void {
    const { concurrency } = this.#options.settings;
    const missing = concurrency * TURNS_PER_REQUEST - this.#scheduler.turns;
    // A few at a time: requests must not wait until all have been taken in.
    this.#takeIn(Math.min(missing, concurrency), ({ name, nextAt, crawlDelay }) => {
      return this.#delayOf(name) === 0 && nextAt === 0 && !crawlDelay;
    });
  }

  /** Takes in so many hosts, fewer where the next is not wanted. */
  #takeIn(count: number, isWanted?: (host: PendingHost) => boolean): void {
    for (let left = count; left > 0; left--) {
      const host = this.#hosts.activate(isWanted);
      if (host === null) return;
      if (host.crawlDelay !== null) this.#scheduler.setDelay(host.name, host.crawlDelay);
      if (host.nextAt > 0) this.#scheduler.block(host.name, host.nextAt);
      this.#feed(host, false);
    }
  }

  /**
   * In a turn of its own: pages that need no request (forbidden, or of a host that was given up) end at once, and a
   * million of them must not keep the timers and the network waiting.
   */
  #feedSoon(host: ActiveHost): void {
    this.#hungry.add(host);
    if (this.#filling) return;
    this.#filling = true;
    setImmediate(() => this.#fill());
  }

  /** `starving`: requests could be made that the pages under way have no use for. */
  #feed(host: ActiveHost, starving: boolean): void {
    if (this.#stopping) return;
    const enough = this.#options.settings.concurrency * PAGES_PER_REQUEST;
    for (;;) {
      const page = this.#hosts.takePage(host, !starving && this.#underWay >= enough);
      if (page === null) break;
      host.awake++;
      this.#underWay++;
      void this.#page(host, page);
    }
    if (!this.#hosts.release(host)) return;
    this.#rememberHost(host);
    this.#fetcher.forget(host.name);
  }

  async #page(host: ActiveHost, page: PendingPage): Promise<void> {
    try {
      await this.#work.audit(host.name, page, (asleep) => this.#sleep(host, asleep));
    } catch (error) {
      if (!(error instanceof BatchStopped)) this.#fail(error);
    }
    host.awake--;
    host.left--;
    this.#underWay--;
    this.#feedSoon(host);
    this.#checkFinished();
  }

  #sleep(host: ActiveHost, asleep: boolean): void {
    host.awake += asleep ? -1 : 1;
    host.asleep += asleep ? 1 : -1;
    if (asleep) this.#feedSoon(host);
  }

  #rememberHost({ name }: ActiveHost): void {
    const state = this.#scheduler.stateOf(name);
    const throttledUntil = state !== null && state.throttles > 0 ? state.nextAt : null;
    this.#frontier.rememberHost(name, throttledUntil, this.#fetcher.crawlDelayOf(name));
  }
}

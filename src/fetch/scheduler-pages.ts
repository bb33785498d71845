import type { Problem } from '../problem.js';
import type { FetchResult } from '../source/types.js';
import { isTransientStatus } from './fault.js';
import { fetchPage } from './follow.js';
import { createRobotsCache, type RobotsCache } from './robots-cache.js';
import { type BackoffOptions, fullJitter } from './scheduler-backoff.js';
import { sleepUntil } from './scheduler-clock.js';
import type { Outcome } from './scheduler-host.js';
import { robotsProblem } from './scheduler-messages.js';
import { HostPatience, isThrottled, outcomeOf, type PatienceOptions } from './scheduler-patience.js';
import type { Client, HopAnswer, HopOptions, HopResult } from './types.js';

export interface PageFetcherOptions extends PatienceOptions {
  readonly client: Pick<Client, 'request'>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly productToken: string;
  /** robots.txt files are not even asked for. */
  readonly ignoreRobots: boolean;
  /** Most attempts for one page. */
  readonly attempts: number;
  readonly backoff: BackoffOptions;
  /** Milliseconds from a page's first request to its last attempt; waiting for its first turn does not count. */
  readonly pageDeadline: number;
}

/** A page to fetch, with what its server needs to say that nothing changed. */
export interface PageRequest {
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Hears of every request made for the page, redirects included. */
  readonly onRequest?: (record: RequestRecord) => void;
  /** Hears when the page begins to wait for its next attempt, and when it goes on. */
  readonly onSleep?: (asleep: boolean) => void;
}

export interface RequestRecord {
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly status: number | null;
  readonly problem: Problem['kind'] | null;
}

export type PageOutcome =
  | { readonly kind: 'not-modified' }
  | {
      readonly kind: 'fetched';
      readonly result: FetchResult;
      readonly etag: string | null;
      readonly lastModified: string | null;
    };

/** What one attempt tells about the next. */
interface AttemptState {
  /** Host of the last request, and whether its failure may pass. */
  host: string;
  transient: boolean;
  /** Milliseconds to wait at least. */
  wait: number;
  /** The host was told to be blocked for that time: the scheduler holds the page, not a timer. */
  held: boolean;
  last: HopAnswer | null;
}

/**
 * Fetches pages: each request (robots.txt and redirects included) waits for its host's turn, is checked against the
 * robots.txt of its origin, and is repeated after a while where that may help. A page that waits holds no slot.
 */
export class PageFetcher {
  readonly #options: PageFetcherOptions;
  readonly #robots: RobotsCache | null;
  readonly #patience: HostPatience;
  readonly #stop = new AbortController();

  constructor(options: PageFetcherOptions) {
    this.#options = options;
    this.#patience = new HostPatience(options);
    this.#robots = options.ignoreRobots
      ? null
      : createRobotsCache({
          request: (url, hop) => this.#send(url, hop ?? {}, true, null),
          productToken: options.productToken,
          language: options.language,
          now: () => options.clock.now(),
          failureAge: ROBOTS_FAILURE_AGE,
        });
  }

  /** The Crawl-delay a host's robots.txt asked for, in milliseconds, where it counts. */
  crawlDelayOf(host: string): number | null {
    return this.#patience.crawlDelayOf(host);
  }

  /** Lets go of what is remembered of a host whose pages are done. */
  forget(host: string): void {
    this.#patience.forget(host);
    this.#options.scheduler.forget(host);
  }

  /** Ends the waits of pages between two attempts. Pages under way reject with `reason` at their next step. */
  stop(reason: unknown): void {
    this.#stop.abort(reason);
    this.#options.scheduler.stop(reason);
  }

  /** Never rejects for what a page or host can do; rejects with the reason of `stop`. */
  async fetch(request: PageRequest): Promise<PageOutcome> {
    const { clock } = this.#options;
    let deadline = Number.POSITIVE_INFINITY;
    for (let attempt = 1; ; attempt++) {
      const state: AttemptState = { host: '', transient: false, wait: 0, held: false, last: null };
      const result = await this.#attempt(request, state, attempt > 1, () => {
        if (deadline === Number.POSITIVE_INFINITY) deadline = clock.now() + this.#options.pageDeadline;
      });
      const answer = state.last;
      const conditional = request.etag !== null || request.lastModified !== null;
      if (answer?.status === 304 && conditional) return { kind: 'not-modified' };
      const etag = answer?.etag ?? null;
      const lastModified = answer?.lastModified ?? null;
      if (result.ok || !state.transient) return { kind: 'fetched', result, etag, lastModified };
      const backoff = fullJitter(attempt, this.#options.backoff, this.#options.random);
      const at = clock.now() + Math.max(state.wait, backoff);
      const problem = this.#patience.problemOf(state.host);
      if (attempt >= this.#options.attempts || at > deadline || problem !== null) {
        const failed: FetchResult = problem === null ? result : { ...result, problem };
        return { kind: 'fetched', result: failed, etag: null, lastModified: null };
      }
      if (!state.held) {
        request.onSleep?.(true);
        await sleepUntil(clock, at, this.#stop.signal);
        request.onSleep?.(false);
      }
    }
  }

  #attempt(
    request: PageRequest,
    state: AttemptState,
    repeated: boolean,
    onFirstTurn: () => void,
  ): Promise<FetchResult> {
    const headers: Record<string, string> = {};
    if (request.etag !== null) headers['if-none-match'] = request.etag;
    else if (request.lastModified !== null) headers['if-modified-since'] = request.lastModified;
    let front = repeated;
    const step = async (url: string, hop: HopOptions = {}): Promise<HopResult> => {
      const result = await this.#guarded(url, { ...hop, timeout: undefined }, front, state, request, onFirstTurn);
      // The hops behind a redirect belong to a page under way: they go before pages that have not begun.
      front = true;
      return result;
    };
    return fetchPage({ request: step }, request.url, {
      headers,
      language: this.#options.language,
      totalTimeout: Number.POSITIVE_INFINITY,
    });
  }

  /** One hop, if the host and its robots.txt permit it. */
  async #guarded(
    url: string,
    hop: HopOptions,
    front: boolean,
    state: AttemptState,
    request: PageRequest,
    onFirstTurn: () => void,
  ): Promise<HopResult> {
    const host = hostOf(url);
    state.host = host;
    state.last = null;
    state.transient = false;
    if (this.#robots !== null && this.#patience.problemOf(host) === null) {
      const answer = await this.#robots.check(url);
      const problem =
        robotsProblem(answer, this.#options.language) ?? this.#patience.obeyCrawlDelay(host, answer.crawlDelay);
      if (problem !== null) {
        state.transient = answer.reason === 'unreachable' && isPassing(answer.problem);
        state.wait = answer.retryAfter ?? 0;
        return { ok: false, url, problem, transient: state.transient };
      }
    }
    const result = await this.#send(url, hop, front, (record) => {
      onFirstTurn();
      request.onRequest?.(record);
    });
    state.transient = result.ok ? isTransientStatus(result.status) : result.transient;
    if (result.ok) {
      state.last = result;
      state.held = isThrottled(result);
    }
    return result;
  }

  /** Sends a request when its host's turn has come. */
  async #send(
    url: string,
    hop: HopOptions,
    front: boolean,
    onRequest: ((record: RequestRecord) => void) | null,
  ): Promise<HopResult> {
    const { scheduler, clock, client } = this.#options;
    const host = hostOf(url);
    const before = this.#patience.problemOf(host);
    if (before !== null) return { ok: false, url, problem: before, transient: false };
    const slot = await scheduler.acquire(host, front);
    let outcome: Outcome = { kind: 'unsent' };
    try {
      const meanwhile = this.#patience.problemOf(host);
      if (meanwhile !== null) return { ok: false, url, problem: meanwhile, transient: false };
      const startedAt = clock.now();
      const result = await client.request(url, hop);
      outcome = outcomeOf(result);
      onRequest?.({
        url,
        startedAt,
        milliseconds: clock.now() - startedAt,
        status: result.ok ? result.status : null,
        problem: result.ok ? null : result.problem.kind,
      });
      this.#patience.judge(host, result);
      // What a host asked for that was given up must hold nobody.
      if (this.#patience.problemOf(host) !== null) outcome = { kind: 'unsent' };
      return result;
    } finally {
      slot.end(outcome);
    }
  }
}

/** A robots.txt that could not be had is asked for again after this long, where pages of the site still wait. */
const ROBOTS_FAILURE_AGE = 10_000;

/** The key of politeness: a machine is one machine on all of its ports and schemes. */
export function hostOf(url: string): string {
  return new URL(url).hostname;
}

/** A robots.txt that failed for a reason which may be gone the next time. */
function isPassing(problem: Problem | null): boolean {
  if (problem === null) return false;
  if (problem.kind === 'http') return problem.status !== undefined && isTransientStatus(problem.status);
  return problem.kind === 'timeout' || problem.kind === 'connection';
}

import type { Language } from '../policy/types.js';
import type { Problem } from '../problem.js';
import { isRedirect } from './header-fields.js';
import { httpProblem } from './messages.js';
import { ALLOW_ALL, parseRobots, ROBOTS_BYTES, type RobotsRules } from './robots.js';
import type { Client, HopAnswer, HopResult } from './types.js';

export interface RobotsCacheOptions {
  /** Makes the requests; a scheduler hands in its own, so that they wait their turn like any other. */
  readonly request: Client['request'];
  /** The crawler's name in robots.txt files, without a version. */
  readonly productToken: string;
  /** Language of problem messages. */
  readonly language: Language;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
  /** Milliseconds what a site says is kept; never more than the 24 hours of RFC 9309 §2.4, the default. */
  readonly maximumAge?: number;
  /** Milliseconds a failure is kept, so that a dead site is not asked again for each of its pages. Default 60,000. */
  readonly failureAge?: number;
  /** Most sites kept; the one not asked about for the longest time is dropped first. Default 10,000. */
  readonly maximumSites?: number;
  /** Most bytes of robots.txt files behind the rules kept. Default 32 MiB. */
  readonly maximumBytes?: number;
}

/** Why a URL is allowed or not: `rules` of the file; no file; too many redirects on the way to it; or it could not be had. */
export type RobotsReason = 'rules' | 'absent' | 'redirects' | 'unreachable';

export interface RobotsAnswer {
  readonly allowed: boolean;
  readonly reason: RobotsReason;
  /** Milliseconds the site asks crawlers to leave between two requests; null where it does not. */
  readonly crawlDelay: number | null;
  /** For `unreachable`: what was wrong with the robots.txt. The page itself was not asked for. */
  readonly problem: Problem | null;
  /** For `unreachable`: milliseconds after which asking again makes sense: the site's own `Retry-After`, else what is left of the failure's time. */
  readonly retryAfter: number | null;
}

export interface RobotsCache {
  /**
   * What the robots.txt of the URL's origin says about it. Askers for the same origin share one fetch.
   * @param url absolute, http or https, percent-encoded
   * @throws the reason of `signal` when that aborts; the fetch goes on for the other askers
   */
  check(url: string, signal?: AbortSignal): Promise<RobotsAnswer>;
  /** Sites kept at present. */
  readonly size: number;
}

const DAY = 24 * 3600 * 1000;
const DEFAULT_FAILURE_AGE = 60_000;
const DEFAULT_MAXIMUM_SITES = 10_000;
const DEFAULT_MAXIMUM_BYTES = 32 * 2 ** 20;
/** RFC 9309 §2.3.1.2: at least five are followed; after that the file may be taken for absent. */
const MAXIMUM_REDIRECTS = 5;

interface Entry {
  readonly rules: RobotsRules;
  readonly reason: RobotsReason;
  readonly problem: Problem | null;
  /** When the site may be asked again, as far as it said so; milliseconds since the epoch. */
  readonly retryAt: number | null;
  readonly expires: number;
  readonly bytes: number;
}

export function createRobotsCache(options: RobotsCacheOptions): RobotsCache {
  return new OriginCache(options);
}

class OriginCache implements RobotsCache {
  readonly #options: RobotsCacheOptions;
  readonly #now: () => number;
  /** In order of use, the longest unused first. */
  readonly #entries = new Map<string, Entry>();
  readonly #pending = new Map<string, Promise<Entry>>();
  #bytes = 0;

  constructor(options: RobotsCacheOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  get size(): number {
    return this.#entries.size;
  }

  async check(url: string, signal?: AbortSignal): Promise<RobotsAnswer> {
    signal?.throwIfAborted();
    const { origin, pathname, search } = new URL(url);
    const entry = this.#fresh(origin) ?? (await unlessAborted(this.#load(origin), signal));
    const unreachable = entry.reason === 'unreachable';
    const { productToken } = this.#options;
    return {
      // The file itself is always allowed (RFC 9309 §2.2.2).
      allowed:
        pathname === '/robots.txt' || (!unreachable && entry.rules.isAllowed(productToken, origin + pathname + search)),
      reason: entry.reason,
      crawlDelay: entry.rules.crawlDelay(productToken),
      problem: entry.problem,
      retryAfter: unreachable ? Math.max(0, (entry.retryAt ?? entry.expires) - this.#now()) : null,
    };
  }

  #fresh(origin: string): Entry | null {
    const entry = this.#entries.get(origin);
    if (entry === undefined) return null;
    this.#drop(origin, entry);
    if (entry.expires <= this.#now()) return null;
    this.#keep(origin, entry);
    return entry;
  }

  #load(origin: string): Promise<Entry> {
    const pending = this.#pending.get(origin);
    if (pending !== undefined) return pending;
    const loading = this.#fetch(origin)
      .then((entry) => {
        this.#keep(origin, entry);
        return entry;
      })
      .finally(() => this.#pending.delete(origin));
    this.#pending.set(origin, loading);
    return loading;
  }

  #keep(origin: string, entry: Entry): void {
    this.#entries.set(origin, entry);
    this.#bytes += entry.bytes;
    const sites = this.#options.maximumSites ?? DEFAULT_MAXIMUM_SITES;
    const bytes = this.#options.maximumBytes ?? DEFAULT_MAXIMUM_BYTES;
    for (const [oldest, old] of this.#entries) {
      if (this.#entries.size <= sites && this.#bytes <= bytes) return;
      this.#drop(oldest, old);
    }
  }

  #drop(origin: string, entry: Entry): void {
    this.#entries.delete(origin);
    this.#bytes -= entry.bytes;
  }

  async #fetch(origin: string): Promise<Entry> {
    let url = `${origin}/robots.txt`;
    let lastHop: string | undefined;
    for (let redirects = 0; redirects <= MAXIMUM_REDIRECTS; redirects++) {
      const result: HopResult = await this.#options.request(url, {
        accept: 'any',
        limit: { bytes: ROBOTS_BYTES, overflow: 'truncate' },
        lastHop,
      });
      if (!result.ok) return this.#unreachable(result.problem, null);
      if (!isRedirect(result.status)) return this.#read(result);
      // A redirect to nowhere is as good as no file.
      if (result.location === null) return this.#known(ALLOW_ALL, 'absent', 0);
      lastHop = url;
      url = result.location;
    }
    return this.#known(ALLOW_ALL, 'redirects', 0);
  }

  /** RFC 9309 §2.3.1: success is read, "unavailable" (400-499) allows, "unreachable" (500-599) forbids. */
  #read(answer: HopAnswer): Entry {
    const { status } = answer;
    if (status < 300) return this.#known(parseRobots(answer.bytes), 'rules', answer.bytes.length);
    // Google and Nutch count 429 among the server errors: a site that is overrun has not said that all is allowed.
    if (status >= 500 || status === 429) {
      return this.#unreachable(httpProblem(status, this.#options.language), answer.retryAfter);
    }
    return this.#known(ALLOW_ALL, 'absent', 0);
  }

  #known(rules: RobotsRules, reason: RobotsReason, bytes: number): Entry {
    const age = Math.min(this.#options.maximumAge ?? DAY, DAY);
    return { rules, reason, problem: null, retryAt: null, expires: this.#now() + age, bytes };
  }

  #unreachable(problem: Problem, retryAfter: number | null): Entry {
    const now = this.#now();
    const failureAge = this.#options.failureAge ?? DEFAULT_FAILURE_AGE;
    return {
      rules: ALLOW_ALL,
      reason: 'unreachable',
      problem,
      retryAt: retryAfter === null ? null : now + retryAfter,
      expires: now + Math.min(failureAge, retryAfter ?? failureAge),
      bytes: 0,
    };
  }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

import type { Language } from '../policy/types.js';
import type { Problem } from '../problem.js';
import type { HostScheduler } from './scheduler.js';
import type { Clock } from './scheduler-clock.js';
import type { Outcome } from './scheduler-host.js';
import { schedulerMessages } from './scheduler-messages.js';
import type { HopAnswer, HopResult } from './types.js';

export interface PatienceOptions {
  readonly scheduler: HostScheduler;
  readonly clock: Clock;
  readonly language: Language;
  /** Milliseconds: hosts that ask for a longer Crawl-delay are not crawled. */
  readonly crawlDelayCap: number;
  /** Milliseconds: hosts that ask for a longer wait are given up in this run. */
  readonly retryAfterCap: number;
  /** Milliseconds without a useful answer after which a host is given up in this run. */
  readonly silenceCap: number;
}

/** Refusals in a row (429) before a host can be given up for lasting ones, and before it is in any case. */
const THROTTLES_TOLERATED = 8;
const THROTTLES_AT_MOST = 20;
const SILENCES_TOLERATED = 3;

/**
 * How long a run puts up with a host. A host that asks for too long a wait, never stops refusing or has been silent for
 * too long is given up: its other pages are reported without being asked for, so that one host cannot hold a run for
 * days. The next run begins with new patience.
 */
export class HostPatience {
  readonly #options: PatienceOptions;
  /** Hosts that are given up, and why. */
  readonly #givenUp = new Map<string, Problem>();
  /** Crawl-delays set already, so that the scheduler is told once. */
  readonly #delays = new Map<string, number>();

  constructor(options: PatienceOptions) {
    this.#options = options;
  }

  /** Why a host was given up; null where it was not. */
  problemOf(host: string): Problem | null {
    return this.#givenUp.get(host) ?? null;
  }

  /** The Crawl-delay a host's robots.txt asked for, in milliseconds, where it is obeyed. */
  crawlDelayOf(host: string): number | null {
    return this.#delays.get(host) ?? null;
  }

  forget(host: string): void {
    this.#givenUp.delete(host);
    this.#delays.delete(host);
  }

  /** Slows the host down to what its robots.txt asks for; a problem where that is above the cap. */
  obeyCrawlDelay(host: string, crawlDelay: number | null): Problem | null {
    if (crawlDelay === null) return null;
    const { crawlDelayCap, language, scheduler } = this.#options;
    if (crawlDelay > crawlDelayCap) {
      const message = schedulerMessages(language).crawlDelay(seconds(crawlDelay), seconds(crawlDelayCap));
      return { kind: 'robots', message };
    }
    if (this.#delays.get(host) !== crawlDelay) {
      this.#delays.set(host, crawlDelay);
      scheduler.setDelay(host, crawlDelay);
    }
    return null;
  }

  /** Hears how a request to the host ended. */
  judge(host: string, result: HopResult): void {
    if (result.ok) {
      if (isThrottled(result)) this.#judgeRefusal(host, result);
    } else if (outcomeOf(result).kind === 'silent') this.#judgeSilence(host, result.problem);
  }

  #judgeRefusal(host: string, { status, retryAfter }: HopAnswer): void {
    const { retryAfterCap, silenceCap, language, scheduler } = this.#options;
    const messages = schedulerMessages(language);
    if (retryAfter !== null && retryAfter > retryAfterCap) {
      const message = messages.retryAfter(seconds(retryAfter), seconds(retryAfterCap));
      this.#giveUp(host, { kind: 'http', status, message });
      return;
    }
    const known = scheduler.stateOf(host);
    if (known === null || known.throttles < THROTTLES_TOLERATED) return;
    if (known.throttles < THROTTLES_AT_MOST && this.#since(known.throttledSince) < silenceCap) return;
    this.#giveUp(host, { kind: 'http', status, message: messages.throttled(String(known.throttles)) });
  }

  #judgeSilence(host: string, { kind }: Problem): void {
    const { silenceCap, language, scheduler } = this.#options;
    const known = scheduler.stateOf(host);
    if (known === null || known.silences < SILENCES_TOLERATED) return;
    const lasting = this.#since(known.silentSince);
    if (lasting < silenceCap) return;
    const message = schedulerMessages(language).silent(String(Math.round(lasting / 60_000)));
    this.#giveUp(host, { kind, message });
  }

  /** Pages that wait for the host in the scheduler would else wait for as long as it asked for. */
  #giveUp(host: string, problem: Problem): void {
    this.#givenUp.set(host, problem);
    this.#options.scheduler.abandon(host);
  }

  #since(time: number): number {
    return this.#options.clock.now() - time;
  }
}

/** Too many requests, in the server's own words: 429 (RFC 6585 §4), or 503 with a time to come back (RFC 9110 §15.6.4). */
export function isThrottled(answer: HopAnswer): boolean {
  return answer.status === 429 || (answer.status === 503 && answer.retryAfter !== null);
}

/** What the end of a request means for the host's next one. */
export function outcomeOf(result: HopResult): Outcome {
  if (result.ok) {
    return isThrottled(result) ? { kind: 'throttled', retryAfter: result.retryAfter } : { kind: 'answered' };
  }
  switch (result.problem.kind) {
    case 'dns':
    case 'private-address':
    case 'invalid-target':
      return { kind: 'unsent' };
    case 'connection':
    case 'timeout':
      return { kind: 'silent' };
    default:
      return { kind: 'answered' };
  }
}

function seconds(milliseconds: number): string {
  return String(Math.round(milliseconds / 100) / 10);
}

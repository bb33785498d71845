import type { HostScheduler } from '../../fetch/scheduler.js';
import type { PendingHost, PendingPage } from '../store/frontier.js';
import type { ActiveHost, ActiveHosts } from './hosts.js';

/** Hosts that need no pause and take turns, for each request that may be under way. */
const TURNS_PER_REQUEST = 4;
/** Pages under way for each request that may be: with as many, a host has no more of them than it can use at once. */
const PAGES_PER_REQUEST = 4;

export interface IntakeOptions {
  readonly hosts: ActiveHosts;
  readonly scheduler: HostScheduler;
  /** Most requests at a time. */
  readonly concurrency: number;
  /** Milliseconds between two requests to a host. */
  readonly delayOf: (host: string) => number;
  /** All there is to do for a page. Never rejects. */
  readonly begin: (host: ActiveHost, page: PendingPage) => Promise<void>;
  /** Called when nothing of a host is left. */
  readonly onLeft: (host: ActiveHost) => void;
  /** Called when no host can be taken in any more: the audit's file is unusable. */
  readonly onFailure: (error: unknown) => void;
  /** Called when pages have ended or were begun. */
  readonly onChange: () => void;
}

/** Takes hosts in and begins their pages, as many as there are requests to make. */
export class Intake {
  readonly #options: IntakeOptions;
  /** Hosts of which a page has ended: they may begin the next. */
  readonly #hungry = new Set<ActiveHost>();
  #underWay = 0;
  #filling = false;
  #stopped = false;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Pages begun and not ended. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Begins nothing any more. */
  stop(): void {
    this.#stopped = true;
  }

  /**
   * Takes hosts in while requests could be made that no active host has a use for.
   * @param widening whether hosts that need no pause may be more than that
   */
  fill(widening = false): void {
    const { scheduler, onFailure, onChange } = this.#options;
    this.#filling = false;
    if (this.#stopped) return;
    try {
      for (const host of this.#hungry) {
        this.#hungry.delete(host);
        this.#feed(host, scheduler.spare > 0);
      }
      this.#takeIn(scheduler.spare);
      if (widening) this.#widen();
    } catch (error) {
      onFailure(error);
    }
    onChange();
  }

  /** A page of the host waits for another attempt, or goes on: meanwhile others may be begun. */
  sleep(host: ActiveHost, asleep: boolean): void {
    host.awake += asleep ? -1 : 1;
    host.asleep += asleep ? 1 : -1;
    if (asleep) this.#feedSoon(host);
  }

  /**
   * Takes in more hosts than there are requests to make, where they need no pause between two: among many, each keeps
   * one connection busy instead of opening another, and results come in the order of the list. A host with pauses would
   * lose by it: it might not be asked as soon as it may.
   */
  #widen(): void {
    const { scheduler, concurrency, delayOf } = this.#options;
    const missing = concurrency * TURNS_PER_REQUEST - scheduler.turns;
    // A few at a time: requests must not wait until all have been taken in.
    this.#takeIn(Math.min(missing, concurrency), ({ name, nextAt, crawlDelay }) => {
      return delayOf(name) === 0 && nextAt === 0 && !crawlDelay;
    });
  }

  /** Takes in so many hosts, fewer where the next is not wanted. */
  #takeIn(count: number, isWanted?: (host: PendingHost) => boolean): void {
    const { hosts, scheduler } = this.#options;
    for (let left = count; left > 0; left--) {
      const host = hosts.activate(isWanted);
      if (host === null) return;
      if (host.crawlDelay !== null) scheduler.setDelay(host.name, host.crawlDelay);
      if (host.nextAt > 0) scheduler.block(host.name, host.nextAt);
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
    setImmediate(() => this.fill());
  }

  /** `starving`: requests could be made that the pages under way have no use for. */
  #feed(host: ActiveHost, starving: boolean): void {
    if (this.#stopped) return;
    const { hosts, concurrency, onLeft } = this.#options;
    const enough = concurrency * PAGES_PER_REQUEST;
    for (;;) {
      const page = hosts.takePage(host, !starving && this.#underWay >= enough);
      if (page === null) break;
      host.awake++;
      this.#underWay++;
      void this.#page(host, page);
    }
    if (hosts.release(host)) onLeft(host);
  }

  async #page(host: ActiveHost, page: PendingPage): Promise<void> {
    const { begin, onChange } = this.#options;
    await begin(host, page);
    host.awake--;
    host.left--;
    this.#underWay--;
    this.#feedSoon(host);
    onChange();
  }
}

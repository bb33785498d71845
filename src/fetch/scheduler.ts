import { equalJitter } from './scheduler-backoff.js';
import type { Clock } from './scheduler-clock.js';
import { TimerHeap } from './scheduler-heap.js';
import type { Politeness } from './scheduler-politeness.js';
import { Queue } from './scheduler-queue.js';

export interface SchedulerOptions {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Most requests under way at a time, over all hosts. */
  readonly concurrency: number;
  readonly politeness: (host: string) => Politeness;
  /** Asked before each start; false holds everything back until `pump` is called. Default: always true. */
  readonly gate?: () => boolean;
}

/** How a request ended, as far as the host's next one depends on it. */
export type Outcome =
  /** The host answered. */
  | { readonly kind: 'answered' }
  /** The host wants fewer requests (429, or 503 with Retry-After): milliseconds it asks for, null when it does not say. */
  | { readonly kind: 'throttled'; readonly retryAfter: number | null }
  /** The host did not answer: refused, reset, timed out. */
  | { readonly kind: 'silent' }
  /** Nothing reached the host: its name was not resolved, the address is forbidden. */
  | { readonly kind: 'unsent' };

/** A host's state, for progress and for the next run. */
export interface HostState {
  readonly name: string;
  /** Milliseconds between requests at present. */
  readonly delay: number;
  /** Earliest start of the next request, milliseconds since 1970. */
  readonly nextAt: number;
  readonly waiting: number;
  readonly inFlight: number;
  /** Throttled answers in a row, and since when. */
  readonly throttles: number;
  readonly throttledSince: number;
  /** Requests without an answer in a row, and since when. */
  readonly silences: number;
  readonly silentSince: number;
}

/** A place in the flow of requests: `end` must be called once, when the request is over. */
export interface Slot {
  end(outcome: Outcome): void;
}

/** The wait after an unexplained 429, doubling. */
const THROTTLE_BACKOFF = { base: 10_000, cap: 300_000 };
/** Requests without an answer in a row before a host is left alone for a while, and for how long, doubling. */
const SILENCES_TOLERATED = 3;
const SILENCE_BACKOFF = { base: 1_000, cap: 60_000 };

interface Waiter {
  readonly start: (slot: Slot) => void;
  readonly reject: (reason: unknown) => void;
}

interface Host {
  readonly name: string;
  readonly connections: number;
  delay: number;
  inFlight: number;
  nextAt: number;
  throttles: number;
  throttledAt: number;
  throttledSince: number;
  silences: number;
  silentSince: number;
  readonly waiters: Queue<Waiter>;
  /** Where the host is kept at present, so that it is there once only. */
  place: 'none' | 'ready' | 'timer';
  /** For `timer`: the time of its entry in the heap; entries with another time are left over and skipped. */
  timerAt: number;
}

/**
 * Decides when each request may start. Between two requests to a host lies at least its delay, counted from the start
 * and from the end of the one before; hosts that may be asked take turns; a host that asks for fewer requests is left
 * alone without any other host noticing. Waiting costs no slot: who waits is a callback in the host's queue, and
 * hosts whose time has not come lie in a heap. A host without state is forgotten.
 */
export class HostScheduler {
  readonly #options: SchedulerOptions;
  readonly #hosts = new Map<string, Host>();
  readonly #ready = new Queue<Host>();
  readonly #timers = new TimerHeap<Host>();
  #inFlight = 0;
  #waiting = 0;
  #cancelTimer: (() => void) | null = null;
  #timerAt = Number.POSITIVE_INFINITY;
  #pumping = false;
  #stopped: { reason: unknown } | null = null;

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Requests that wait for their turn. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Hosts with state at present. */
  get hostCount(): number {
    return this.#hosts.size;
  }

  /** Requests that could start at once if there were hosts to ask: what waits at present waits for its host's time. */
  get spare(): number {
    if (this.#stopped !== null || !(this.#options.gate?.() ?? true)) return 0;
    return Math.max(0, this.#options.concurrency - this.#inFlight - this.#ready.size);
  }

  /**
   * Waits for a slot. `front`: before everything else that waits for the host (the next hop of a page under way).
   * Rejects with the reason of `stop`.
   */
  acquire(hostName: string, front = false): Promise<Slot> {
    return new Promise((start, reject) => {
      if (this.#stopped !== null) {
        reject(this.#stopped.reason);
        return;
      }
      const host = this.#host(hostName);
      const waiter = { start, reject };
      if (front) host.waiters.unshift(waiter);
      else host.waiters.push(waiter);
      this.#waiting++;
      this.#place(host);
      this.pump();
    });
  }

  /** Raises the delay of a host (Crawl-delay); never lowers it below what its politeness asks for. */
  setDelay(hostName: string, delay: number): void {
    const host = this.#host(hostName);
    host.delay = Math.max(delay, this.#options.politeness(hostName).delay);
    if (host.place === 'none') this.#place(host);
  }

  /** No request to the host before `until`, milliseconds since 1970. */
  block(hostName: string, until: number): void {
    const host = this.#host(hostName);
    host.nextAt = Math.max(host.nextAt, until);
    if (host.place === 'none') this.#place(host);
  }

  /** The host is given up: whoever waits for it has his turn at once, and finds that out. */
  abandon(hostName: string): void {
    const host = this.#hosts.get(hostName);
    if (host === undefined) return;
    host.nextAt = 0;
    if (host.place === 'timer') host.place = 'none';
    this.#place(host);
    this.pump();
  }

  /** What is known of a host; null when there is nothing to know. */
  stateOf(hostName: string): HostState | null {
    const host = this.#hosts.get(hostName);
    if (host === undefined) return null;
    const { waiters, connections, place, timerAt, throttledAt, ...state } = host;
    return { ...state, waiting: waiters.size };
  }

  /** Lets go of what is remembered of a host that has nothing under way: its pages are done. */
  forget(hostName: string): void {
    const host = this.#hosts.get(hostName);
    if (host === undefined || host.inFlight > 0 || host.waiters.size > 0) return;
    host.throttles = 0;
    host.silences = 0;
    if (host.place === 'none') this.#place(host);
  }

  /** Starts what may start. Called by the scheduler itself, and by whoever opens the gate again. */
  pump(): void {
    // A start may end at once and ask for the next: one loop serves them all.
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      this.#wakeDue();
      const { concurrency, gate } = this.#options;
      while (this.#inFlight < concurrency && this.#ready.size > 0 && (gate?.() ?? true)) {
        const host = this.#ready.shift()!;
        host.place = 'none';
        if (this.#mayStart(host)) this.#start(host);
        this.#place(host);
      }
      this.#armTimer();
    } finally {
      this.#pumping = false;
    }
  }

  /** Starts nothing any more: who waits is rejected with `reason`, what is under way may end. */
  stop(reason: unknown): void {
    this.#stopped = { reason };
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    for (const host of this.#hosts.values()) {
      for (let waiter = host.waiters.shift(); waiter !== undefined; waiter = host.waiters.shift()) {
        this.#waiting--;
        waiter.reject(reason);
      }
    }
  }

  #host(name: string): Host {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    const { connections, delay } = this.#options.politeness(name);
    const host: Host = {
      name,
      connections,
      delay,
      inFlight: 0,
      nextAt: 0,
      throttles: 0,
      throttledAt: Number.NEGATIVE_INFINITY,
      throttledSince: 0,
      silences: 0,
      silentSince: 0,
      waiters: new Queue(),
      place: 'none',
      timerAt: 0,
    };
    this.#hosts.set(name, host);
    return host;
  }

  #mayStart(host: Host): boolean {
    return host.waiters.size > 0 && host.inFlight < host.connections && host.nextAt <= this.#options.clock.now();
  }

  /** Puts a host where it belongs: among the ready, among the timers, nowhere, or out of mind. */
  #place(host: Host): void {
    if (host.place !== 'none') return;
    const due = host.nextAt <= this.#options.clock.now();
    if (host.waiters.size === 0) {
      if (host.inFlight > 0) return;
      // What a host asked for must outlast its queue; the timer forgets it when nothing is left to remember.
      if (!due || host.throttles > 0 || host.silences > 0) {
        if (!due) this.#toTimers(host);
        return;
      }
      this.#hosts.delete(host.name);
      return;
    }
    if (host.inFlight >= host.connections) return;
    if (!due) {
      this.#toTimers(host);
      return;
    }
    host.place = 'ready';
    this.#ready.push(host);
  }

  #toTimers(host: Host): void {
    host.place = 'timer';
    host.timerAt = host.nextAt;
    this.#timers.push(host.nextAt, host);
  }

  #wakeDue(): void {
    const now = this.#options.clock.now();
    while (this.#timers.earliest <= now) {
      const at = this.#timers.earliest;
      const host = this.#timers.pop();
      if (host.place !== 'timer' || host.timerAt !== at) continue;
      host.place = 'none';
      this.#place(host);
    }
  }

  #armTimer(): void {
    const at = this.#timers.earliest;
    if (at === this.#timerAt && this.#cancelTimer !== null) return;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#timerAt = at;
    if (at === Number.POSITIVE_INFINITY || this.#stopped !== null) return;
    this.#cancelTimer = this.#options.clock.setTimer(at, () => {
      this.#cancelTimer = null;
      this.pump();
    });
  }

  #start(host: Host): void {
    const waiter = host.waiters.shift()!;
    const startedAt = this.#options.clock.now();
    const allowedAt = host.nextAt;
    this.#waiting--;
    this.#inFlight++;
    host.inFlight++;
    host.nextAt = startedAt + host.delay;
    let ended = false;
    waiter.start({
      end: (outcome) => {
        if (ended) return;
        ended = true;
        this.#end(host, startedAt, allowedAt, outcome);
      },
    });
  }

  #end(host: Host, startedAt: number, allowedAt: number, outcome: Outcome): void {
    const now = this.#options.clock.now();
    this.#inFlight--;
    host.inFlight--;
    if (outcome.kind === 'unsent') {
      // The host never heard of it: where nothing else has happened since, the next may go at once.
      if (host.nextAt === startedAt + host.delay) host.nextAt = allowedAt;
      if (host.place === 'timer') host.place = 'none';
    } else {
      // Counted from the end as well: with slow answers, a gap between starts alone lets requests follow at once.
      host.nextAt = Math.max(host.nextAt, now + host.delay);
    }
    if (outcome.kind === 'answered') {
      host.throttles = 0;
      host.silences = 0;
    } else if (outcome.kind === 'throttled') {
      host.silences = 0;
      this.#throttle(host, startedAt, now, outcome.retryAfter);
    } else if (outcome.kind === 'silent') {
      this.#silence(host, now);
    }
    this.#place(host);
    this.pump();
  }

  #throttle(host: Host, startedAt: number, now: number, retryAfter: number | null): void {
    // Answers to requests that were under way together are one complaint, not several.
    if (startedAt >= host.throttledAt && host.throttles++ === 0) host.throttledSince = now;
    host.throttledAt = now;
    const wait = retryAfter ?? equalJitter(host.throttles, THROTTLE_BACKOFF, this.#options.random);
    host.nextAt = Math.max(host.nextAt, now + wait);
  }

  #silence(host: Host, now: number): void {
    if (host.silences++ === 0) host.silentSince = now;
    const beyond = host.silences - SILENCES_TOLERATED;
    if (beyond > 0)
      host.nextAt = Math.max(host.nextAt, now + equalJitter(beyond, SILENCE_BACKOFF, this.#options.random));
  }
}

import type { Clock } from './scheduler-clock.js';
import { TimerHeap } from './scheduler-heap.js';
import {
  beginRequest,
  endRequest,
  type Host as HostOf,
  type HostState,
  newHost,
  type Outcome,
  type Started,
  stateOf,
} from './scheduler-host.js';
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

/** A place in the flow of requests: `end` must be called once, when the request is over. */
export interface Slot {
  end(outcome: Outcome): void;
}

interface Waiter {
  readonly start: (slot: Slot) => void;
  readonly reject: (reason: unknown) => void;
}

type Host = HostOf<Waiter>;

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

  /** Requests under way, and hosts that could be asked next. */
  get turns(): number {
    return this.#inFlight + this.#ready.size;
  }

  /** Requests that could start at once if there were hosts to ask: what waits at present waits for its host's time. */
  get spare(): number {
    if (this.#stopped !== null || !(this.#options.gate?.() ?? true)) return 0;
    return Math.max(0, this.#options.concurrency - this.turns);
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
    return host === undefined ? null : stateOf(host);
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
    const host: Host = newHost(name, this.#options.politeness(name));
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
    this.#waiting--;
    this.#inFlight++;
    const started = beginRequest(host, this.#options.clock.now());
    let ended = false;
    waiter.start({
      end: (outcome) => {
        if (ended) return;
        ended = true;
        this.#end(host, started, outcome);
      },
    });
  }

  #end(host: Host, started: Started, outcome: Outcome): void {
    this.#inFlight--;
    endRequest(host, started, outcome, this.#options.clock.now(), this.#options.random);
    // Its turn may have come sooner than the timer knows.
    if (outcome.kind === 'unsent' && host.place === 'timer') host.place = 'none';
    this.#place(host);
    this.pump();
  }
}

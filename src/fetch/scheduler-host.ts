/** What is remembered of a host, and what the end of a request means for its next one. */
import { equalJitter } from './scheduler-backoff.js';
import type { Politeness } from './scheduler-politeness.js';
import { Queue } from './scheduler-queue.js';

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

/** A host as the scheduler keeps it; `Waiter` is who waits for a request to it. */
export interface Host<Waiter> {
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

export function newHost<Waiter>(name: string, { connections, delay }: Politeness): Host<Waiter> {
  return {
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
}

export function stateOf(host: Host<unknown>): HostState {
  const { waiters, connections, place, timerAt, throttledAt, ...state } = host;
  return { ...state, waiting: waiters.size };
}

/** The wait after an unexplained 429, doubling. */
const THROTTLE_BACKOFF = { base: 10_000, cap: 300_000 };
/** Requests without an answer in a row before a host is left alone for a while, and for how long, doubling. */
const SILENCES_TOLERATED = 3;
const SILENCE_BACKOFF = { base: 1_000, cap: 60_000 };

/** When a request started, and when it could have at the earliest. */
export interface Started {
  readonly startedAt: number;
  readonly allowedAt: number;
}

/** A request to the host starts. */
export function beginRequest(host: Host<unknown>, now: number): Started {
  const started = { startedAt: now, allowedAt: host.nextAt };
  host.inFlight++;
  host.nextAt = now + host.delay;
  return started;
}

/**
 * A request to the host is over: sets when the next may start.
 * @param random uniform in [0, 1)
 */
export function endRequest(
  host: Host<unknown>,
  { startedAt, allowedAt }: Started,
  outcome: Outcome,
  now: number,
  random: () => number,
): void {
  host.inFlight--;
  if (outcome.kind === 'unsent') {
    // The host never heard of it: where nothing else has happened since, the next may go at once.
    if (host.nextAt === startedAt + host.delay) host.nextAt = allowedAt;
  } else {
    // Counted from the end as well: with slow answers, a gap between starts alone lets requests follow at once.
    host.nextAt = Math.max(host.nextAt, now + host.delay);
  }
  if (outcome.kind === 'answered') {
    host.throttles = 0;
    host.silences = 0;
  } else if (outcome.kind === 'throttled') {
    host.silences = 0;
    throttle(host, startedAt, now, outcome.retryAfter, random);
  } else if (outcome.kind === 'silent') {
    silence(host, now, random);
  }
}

function throttle(
  host: Host<unknown>,
  startedAt: number,
  now: number,
  retryAfter: number | null,
  random: () => number,
): void {
  // Answers to requests that were under way together are one complaint, not several.
  if (startedAt >= host.throttledAt && host.throttles++ === 0) host.throttledSince = now;
  host.throttledAt = now;
  const wait = retryAfter ?? equalJitter(host.throttles, THROTTLE_BACKOFF, random);
  host.nextAt = Math.max(host.nextAt, now + wait);
}

function silence(host: Host<unknown>, now: number, random: () => number): void {
  if (host.silences++ === 0) host.silentSince = now;
  const beyond = host.silences - SILENCES_TOLERATED;
  if (beyond > 0) host.nextAt = Math.max(host.nextAt, now + equalJitter(beyond, SILENCE_BACKOFF, random));
}

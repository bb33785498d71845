import type { Problem } from '../../problem.js';
import { VERDICTS, type Verdict } from '../types.js';
import type { SlowHost } from './slow-hosts.js';

/** The state of a batch at a moment. */
export interface Progress {
  /** Pages done in this run, and pages it began with. */
  readonly done: number;
  readonly total: number;
  /** Pages a second over the last half minute. */
  readonly rate: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly problems: Readonly<Partial<Record<Problem['kind'], number>>>;
  /** Pages whose server said that they had not changed. */
  readonly notModified: number;
  /** Requests made, and how many of them a host refused as too many. */
  readonly requests: number;
  readonly throttled: number;
  readonly inFlight: number;
  readonly slowest: readonly SlowHost[];
  /** Milliseconds to the end, as far as can be told; null before anything is done. */
  readonly left: number | null;
}

const WINDOW = 30_000;
/** Distance of the points the rate is measured between. */
const POINT = 1_000;

/** Counts what happens in a run. */
export class ProgressCounter {
  readonly verdicts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  readonly problems: Partial<Record<Problem['kind'], number>> = {};
  done = 0;
  notModified = 0;
  requests = 0;
  throttled = 0;
  readonly #total: number;
  readonly #now: () => number;
  readonly #points: { at: number; done: number }[];

  constructor(total: number, now: () => number) {
    this.#total = total;
    this.#now = now;
    this.#points = [{ at: now(), done: 0 }];
  }

  finish(verdict: Verdict, problem: Problem['kind'] | null): void {
    this.done++;
    this.verdicts[verdict]++;
    if (problem !== null) this.problems[problem] = (this.problems[problem] ?? 0) + 1;
    const now = this.#now();
    const last = this.#points[this.#points.length - 1];
    if (now - last.at < POINT) return;
    this.#points.push({ at: now, done: this.done });
    while (this.#points.length > 2 && this.#points[1].at < now - WINDOW) this.#points.shift();
  }

  snapshot(inFlight: number, slowest: readonly SlowHost[]): Progress {
    const first = this.#points[0];
    const elapsed = this.#now() - first.at;
    const rate = elapsed <= 0 ? 0 : ((this.done - first.done) * 1000) / elapsed;
    const { done, notModified, requests, throttled } = this;
    const byRate = rate > 0 ? ((this.#total - done) * 1000) / rate : null;
    const byHost = slowest[0]?.wait ?? 0;
    return {
      done,
      total: this.#total,
      rate,
      verdicts: { ...this.verdicts },
      problems: { ...this.problems },
      notModified,
      requests,
      throttled,
      inFlight,
      slowest,
      left: byRate === null ? null : Math.max(byRate, byHost),
    };
  }
}

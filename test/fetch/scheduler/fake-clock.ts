import type { Clock } from '../../../src/fetch/scheduler-clock.js';

/** A clock that stands still until it is moved; timers run in order of their time, then of their setting. */
export class FakeClock implements Clock {
  #now = 1_000_000;
  #timers: { at: number; order: number; run: () => void }[] = [];
  #order = 0;

  now(): number {
    return this.#now;
  }

  setTimer(at: number, run: () => void): () => void {
    const timer = { at, order: this.#order++, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  get timers(): number {
    return this.#timers.length;
  }

  /** Moves on by `milliseconds`, running what falls due; promises settle in between. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (;;) {
      const next = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settle();
    }
    this.#now = end;
  }

  /** Moves on until nothing waits for the clock any more, at most `limit` milliseconds. */
  async drain(limit = 3_600_000): Promise<void> {
    const end = this.#now + limit;
    await settle();
    while (this.#timers.length > 0 && this.#now < end) {
      const earliest = Math.min(...this.#timers.map((timer) => timer.at));
      await this.advance(Math.max(0, earliest - this.#now));
    }
  }
}

/** Lets every promise that is ready run its course. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}

import type { Connectivity } from '../../fetch/connectivity.js';
import type { Clock } from '../../fetch/scheduler-clock.js';
import type { Client, HopResult } from '../../fetch/types.js';
import type { Problem } from '../../problem.js';

/** A time in which this machine, and not the sites, is the reason that nothing is fetched. */
export interface Outage {
  readonly reason: Exclude<Connectivity, 'online'>;
  /** Milliseconds since 1970. */
  readonly since: number;
}

export interface OutageWatchOptions {
  readonly clock: Clock;
  /** Absent: every failure is taken for the site's. */
  readonly connectivity?: () => Promise<Connectivity>;
  /** Milliseconds after which waiting for the network is given up. */
  readonly cap: number;
  /** An outage has begun, or (null) ended. */
  readonly onChange: (outage: Outage | null) => void;
  /** Lets a few requests start during an outage: an answer to one shows that there is none. */
  readonly probe: () => void;
  /** The outage has lasted for longer than `cap`. */
  readonly giveUp: () => void;
}

/** Milliseconds a failure waits for another site's answer before the machine itself is looked at. */
const SETTLE = 500;
/** Milliseconds between two looks during an outage: the first, doubled each time, and the most. */
const LOOK = 5_000;
const LONGEST_LOOK = 60_000;

/** What failures look like when nothing leaves this machine, and when a site is gone. */
const SUSPECT: ReadonlySet<Problem['kind']> = new Set<Problem['kind']>(['dns', 'connection', 'timeout']);
/** Failures that need no network. */
const SILENT: ReadonlySet<Problem['kind']> = new Set<Problem['kind']>([
  'private-address',
  'invalid-target',
  'internal',
]);

/**
 * Tells failures of sites from those of this machine's own network, so that a pulled plug does not turn all that is
 * left of a list into “unaudited”. A failure that a dead network could explain counts once any site has answered a
 * request that began after it, or the machine turns out to be connected. Until then its page is held back.
 */
export class OutageWatch {
  readonly #options: OutageWatchOptions;
  #held: { readonly at: number; readonly settle: (verdict: 'final' | 'again') => void }[] = [];
  /** The last failure that no later answer has explained; null when there is none. */
  #suspectAt: number | null = null;
  #cancelTimer: (() => void) | null = null;
  #looking = false;
  #outage: Outage | null = null;
  /** Sites answered while the machine seemed to be offline: it cannot be told from here. */
  #mistaken = false;
  #stopped = false;

  constructor(options: OutageWatchOptions) {
    this.#options = options;
  }

  /** The outage that lasts; null when there is none. */
  get outage(): Outage | null {
    return this.#outage;
  }

  /** The client, with an ear on how its requests end. */
  watching(client: Pick<Client, 'request'>): Pick<Client, 'request'> {
    return {
      request: async (url, hop) => {
        const startedAt = this.#options.clock.now();
        const result = await client.request(url, hop);
        this.#hear(startedAt, result);
        return result;
      },
    };
  }

  /** Whether a page's failure is its result, or the page is to be asked for again. Resolves when that is known. */
  judge(problem: Problem): Promise<'final' | 'again'> | 'final' {
    if (this.#stopped || this.#options.connectivity === undefined || !SUSPECT.has(problem.kind)) return 'final';
    return new Promise((settle) => {
      this.#held.push({ at: this.#options.clock.now(), settle });
      this.#suspect();
    });
  }

  /** Holds nothing any more. */
  stop(): void {
    this.#stopped = true;
    this.#cancel();
    this.#settle('final', Number.POSITIVE_INFINITY);
  }

  #hear(startedAt: number, result: HopResult): void {
    if (this.#stopped || this.#options.connectivity === undefined) return;
    if (!result.ok && SILENT.has(result.problem.kind)) return;
    if (!result.ok && SUSPECT.has(result.problem.kind)) this.#suspect();
    else this.#answered(startedAt);
  }

  #answered(startedAt: number): void {
    if (this.#outage !== null) {
      // What was on its way when the network went says nothing about now.
      if (startedAt > this.#outage.since) void this.#look('answered');
      return;
    }
    if (this.#suspectAt !== null && startedAt >= this.#suspectAt) this.#suspectAt = null;
    this.#settle('final', startedAt);
  }

  #suspect(): void {
    const now = this.#options.clock.now();
    this.#suspectAt = now;
    if (this.#outage === null && this.#cancelTimer === null && !this.#looking) this.#lookAt(now + SETTLE);
  }

  /** Lets pages go whose failure is not younger than `before`. */
  #settle(verdict: 'final' | 'again', before: number): void {
    if (this.#held.length === 0) return;
    const settled = this.#held.filter(({ at }) => at <= before);
    this.#held = this.#held.filter(({ at }) => at > before);
    for (const { settle } of settled) settle(verdict);
  }

  #lookAt(at: number): void {
    this.#cancelTimer = this.#options.clock.setTimer(at, () => {
      this.#cancelTimer = null;
      void this.#look('time');
    });
  }

  #cancel(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  async #look(why: 'time' | 'answered'): Promise<void> {
    if (this.#looking) return;
    if (this.#outage === null && this.#suspectAt === null && this.#held.length === 0) return;
    this.#looking = true;
    this.#cancel();
    const began = this.#options.clock.now();
    const found = this.#mistaken ? 'online' : await this.#options.connectivity!();
    this.#looking = false;
    if (this.#stopped) return;
    if (this.#outage === null) this.#judgeSuspicion(found, began);
    else this.#judgeOutage(found, this.#outage, why);
  }

  #judgeSuspicion(found: Connectivity, began: number): void {
    const explained = this.#suspectAt === null && this.#held.length === 0;
    if (found !== 'online' && !explained) {
      this.#outage = { reason: found, since: began };
      this.#lookAt(began + LOOK);
      this.#options.onChange(this.#outage);
      return;
    }
    this.#settle('final', began);
    if (this.#suspectAt !== null && this.#suspectAt <= began) this.#suspectAt = null;
    if (this.#suspectAt !== null || this.#held.length > 0) this.#lookAt(this.#options.clock.now() + SETTLE);
  }

  #judgeOutage(found: Connectivity, outage: Outage, why: 'time' | 'answered'): void {
    const { clock, cap, onChange, probe, giveUp } = this.#options;
    if (found === 'online' || why === 'answered') {
      this.#mistaken = found !== 'online';
      this.#outage = null;
      this.#suspectAt = null;
      onChange(null);
      this.#settle('again', Number.POSITIVE_INFINITY);
      return;
    }
    const lasted = clock.now() - outage.since;
    if (lasted >= cap) {
      giveUp();
      return;
    }
    // Doubling: the next look is as far off as the beginning.
    this.#lookAt(clock.now() + Math.min(LONGEST_LOOK, Math.max(LOOK, lasted), cap - lasted));
    probe();
  }
}

import type { Frontier, PendingHost, PendingPage } from '../store/frontier.js';

/** A host whose pages are being worked on. */
export interface ActiveHost {
  readonly id: number;
  readonly name: string;
  /** Pages without a result, those under way included. */
  left: number;
  /** Pages under way that are not waiting for another attempt, and those that are. */
  awake: number;
  asleep: number;
  /** Pages read from the file and not begun. */
  readonly buffer: PendingPage[];
  /** The last page read. */
  cursor: number;
  exhausted: boolean;
  /** Most pages awake. */
  readonly window: number;
  readonly nextAt: number;
  readonly crawlDelay: number | null;
}

/** Pages of one host under way at a time, for each of its connections: one is being fetched, one stands ready. */
const AWAKE_PER_CONNECTION = 2;
/** The same for a host as a whole, where there are enough of other hosts: a page that waits costs some kilobytes. */
const AWAKE_AT_LEAST = 2;
/** Pages of one host that wait for another attempt while further ones are begun. */
const ASLEEP_PER_HOST = 64;
/** Pages read from the file at a time. */
const ROWS = 16;
/** Hosts read from the file at a time. */
const HOSTS = 64;
/** Most hosts in memory: what they hold there stays within some tens of megabytes. */
const MOST_ACTIVE = 8192;

/**
 * The window of the frontier that is in memory: the hosts being worked on, and a few pages of each.
 * Hosts are taken in as there are requests to spare, so that memory follows the work, not the list.
 */
export class ActiveHosts {
  readonly #frontier: Frontier;
  readonly #connectionsOf: (host: string) => number;
  readonly #active = new Map<string, ActiveHost>();
  #next: PendingHost[] = [];
  #exhausted = false;

  /** @param connectionsOf most requests to a host at a time */
  constructor(frontier: Frontier, connectionsOf: (host: string) => number) {
    this.#frontier = frontier;
    this.#connectionsOf = connectionsOf;
  }

  get size(): number {
    return this.#active.size;
  }

  /** All hosts are done. */
  get done(): boolean {
    return this.#active.size === 0 && this.#next.length === 0 && this.#exhausted;
  }

  values(): IterableIterator<ActiveHost> {
    return this.#active.values();
  }

  /** Takes the next host in; null when there is none, no room, or when it is not wanted. */
  activate(isWanted: (host: PendingHost) => boolean = () => true): ActiveHost | null {
    if (this.#active.size >= MOST_ACTIVE) return null;
    if (this.#next.length === 0 && !this.#exhausted) {
      this.#next = this.#frontier.nextHosts(HOSTS).reverse();
      this.#exhausted = this.#next.length < HOSTS;
    }
    const pending = this.#next.at(-1);
    if (pending === undefined || !isWanted(pending)) return null;
    this.#next.pop();
    const host: ActiveHost = {
      id: pending.id,
      name: pending.name,
      left: pending.pending,
      awake: 0,
      asleep: 0,
      buffer: [],
      cursor: 0,
      exhausted: false,
      window: this.#connectionsOf(pending.name) * AWAKE_PER_CONNECTION,
      nextAt: pending.nextAt,
      crawlDelay: pending.crawlDelay,
    };
    this.#active.set(host.name, host);
    return host;
  }

  /**
   * The host's next page to begin; null when it has none, or enough under way.
   * @param sparing whether there are enough pages under way in all
   */
  takePage(host: ActiveHost, sparing: boolean): PendingPage | null {
    const window = sparing ? Math.min(host.window, AWAKE_AT_LEAST) : host.window;
    if (host.awake >= window || host.asleep >= ASLEEP_PER_HOST) return null;
    if (host.buffer.length === 0 && !host.exhausted) {
      const rows = this.#frontier.nextPages(host.id, host.cursor, ROWS);
      host.exhausted = rows.length < ROWS;
      if (rows.length > 0) host.cursor = rows[rows.length - 1].id;
      host.buffer.push(...rows.reverse());
    }
    return host.buffer.pop() ?? null;
  }

  /** Lets the host go when nothing of it is left. Returns whether it went. */
  release(host: ActiveHost): boolean {
    if (host.awake > 0 || host.asleep > 0 || host.buffer.length > 0 || !host.exhausted) return false;
    return this.#active.delete(host.name);
  }
}

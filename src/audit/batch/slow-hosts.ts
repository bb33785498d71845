import type { HostState } from '../../fetch/scheduler-host.js';
import type { ActiveHost } from './hosts.js';

/** A host that holds the end of the batch back. */
export interface SlowHost {
  readonly name: string;
  readonly left: number;
  /** Milliseconds until it can be done, at least. */
  readonly wait: number;
}

const SHOWN = 3;

/**
 * The hosts that will be done last, the slowest first.
 * @param stateOf what the scheduler knows of a host
 * @param now milliseconds since 1970
 */
export function slowestHosts(
  hosts: Iterable<ActiveHost>,
  stateOf: (host: string) => HostState | null,
  now: number,
): SlowHost[] {
  const slowest: SlowHost[] = [];
  for (const { name, left } of hosts) {
    const state = stateOf(name);
    if (state === null) continue;
    const wait = Math.max(0, state.nextAt - now) + Math.max(0, left - 1) * state.delay;
    if (slowest.length === SHOWN && wait <= slowest[SHOWN - 1].wait) continue;
    slowest.push({ name, left, wait });
    slowest.sort((a, b) => b.wait - a.wait);
    slowest.length = Math.min(slowest.length, SHOWN);
  }
  return slowest;
}

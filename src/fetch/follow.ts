import type { Language } from '../policy/types.js';
import type { Fetched, FetchResult, Hop } from '../source/types.js';
import type { Fault } from './fault.js';
import { isRedirect, isSameOrigin, withoutCredentialFields } from './header-fields.js';
import { problemOf } from './messages.js';
import type { Client, HopAnswer, HopOptions } from './types.js';

/** RFC 9110 §15.4 leaves the number to the client; browsers stop at 20, curl at 50. */
export const MAXIMUM_REDIRECTS = 10;

export interface FollowOptions extends Pick<HopOptions, 'signal' | 'headers'> {
  readonly language: Language;
  /** Milliseconds for all hops together. */
  readonly totalTimeout: number;
}

/** Asks for a page and follows its redirects; see `Client.fetchPage`. */
export async function fetchPage(
  client: Pick<Client, 'request'>,
  start: string,
  options: FollowOptions,
): Promise<FetchResult> {
  const deadline = performance.now() + options.totalTimeout;
  const hops: Hop[] = [];
  const visited = new Set<string>();
  let url = start;
  let lastHop: string | undefined;
  let { headers } = options;
  const stop = (fault: Fault, at: string, answer?: Fetched): FetchResult => ({
    ok: false,
    problem: problemOf(fault, options.language),
    url: at,
    hops,
    ...(answer === undefined ? {} : { answer }),
  });
  for (;;) {
    const remaining = deadline - performance.now();
    if (remaining <= 0) return stop({ kind: 'timeout', phase: 'answer', milliseconds: options.totalTimeout }, url);
    const result = await client.request(url, {
      signal: options.signal,
      headers,
      timeout: Math.ceil(remaining),
      lastHop,
    });
    if (!result.ok) {
      const timedOut = result.problem.kind === 'timeout' && performance.now() >= deadline;
      if (timedOut) return stop({ kind: 'timeout', phase: 'answer', milliseconds: options.totalTimeout }, result.url);
      return { ok: false, problem: result.problem, url: result.url, hops };
    }
    hops.push({ url: result.url, status: result.status });
    visited.add(result.url);
    if (result.status >= 400) return stop({ kind: 'http', status: result.status }, result.url, fetched(result, hops));
    if (result.status < 300) return { ok: true, fetched: fetched(result, hops) };
    if (!isRedirect(result.status)) return stop({ kind: 'http', status: result.status }, result.url);
    const fault = redirectFault(result, hops.length, visited);
    if (fault !== null) return stop(fault, result.url);
    lastHop = url;
    url = result.location as string;
    // For good: a foreign server's next redirect stays within its own origin, and is foreign all the same.
    if (!isSameOrigin(lastHop, url)) headers = withoutCredentialFields(headers);
  }
}

function redirectFault(answer: HopAnswer, hops: number, visited: ReadonlySet<string>): Fault | null {
  if (answer.location === null) {
    const absent = answer.headers.location === undefined;
    return { kind: 'redirects', reason: absent ? 'missing' : 'unusable' };
  }
  // Nothing is kept between two requests, so the same address gives the same answer again.
  if (visited.has(bare(answer.location))) return { kind: 'redirects', reason: 'loop' };
  return hops > MAXIMUM_REDIRECTS ? { kind: 'redirects', reason: 'too-many', limit: MAXIMUM_REDIRECTS } : null;
}

function bare(location: string): string {
  const url = new URL(location);
  url.username = '';
  url.password = '';
  return url.href;
}

function fetched(answer: HopAnswer, hops: readonly Hop[]): Fetched {
  return { bytes: answer.bytes, url: answer.url, contentType: answer.contentType, hops };
}

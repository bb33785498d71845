/** Waiting times before a request is repeated. */
export interface BackoffOptions {
  /** Milliseconds before the first repetition, at most; doubled for each further one. */
  readonly base: number;
  /** Milliseconds no wait exceeds. */
  readonly cap: number;
}

/**
 * Full jitter (aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter): anything between 0 and the
 * exponential bound, so that requests that failed together do not come back together.
 * @param attempt 1 for the first repetition
 * @param random uniform in [0, 1)
 */
export function fullJitter(attempt: number, options: BackoffOptions, random: () => number): number {
  return random() * Math.min(options.cap, options.base * 2 ** (attempt - 1));
}

/** The upper half of the full-jitter range: for a host that said “too many requests”, a wait near zero is no wait. */
export function equalJitter(attempt: number, options: BackoffOptions, random: () => number): number {
  return (0.5 + random() / 2) * Math.min(options.cap, options.base * 2 ** (attempt - 1));
}

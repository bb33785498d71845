import type { Surroundings } from './io.js';

/** Whether a line on standard error can be drawn over: a terminal, and one that knows how (`TERM=dumb` does not). */
export function canRedraw({ stderr, env }: Pick<Surroundings, 'stderr' | 'env'>): boolean {
  return stderr.isTTY === true && env.TERM !== 'dumb';
}

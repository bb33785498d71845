import { stat } from 'node:fs/promises';
import type { Target } from '../../source/types.js';

/** Pages from which the start of worker threads pays: below, one thread is done before the others stand ready. */
const MANY_PAGES = 128;
/** Bytes from which it pays. */
const MANY_BYTES = 24 * 2 ** 20;
/** What a page of the network is taken for: the average of saved news pages. */
const USUAL_PAGE = 190 * 1024;

export interface LookAhead {
  /** The targets, those already looked at included. */
  readonly targets: AsyncIterable<Target>;
  /** There is enough to do for worker threads. */
  readonly many: boolean;
}

/** Looks at as many targets as it takes to tell whether worker threads are worth their start. */
export async function lookAhead(targets: AsyncIterable<Target>): Promise<LookAhead> {
  const iterator = targets[Symbol.asyncIterator]();
  const seen: Target[] = [];
  let bytes = 0;
  while (seen.length < MANY_PAGES && bytes < MANY_BYTES) {
    const { value, done } = await iterator.next();
    if (done === true) return { targets: following(seen, iterator), many: false };
    seen.push(value);
    bytes += await sizeOf(value);
  }
  return { targets: following(seen, iterator), many: true };
}

async function* following(seen: readonly Target[], iterator: AsyncIterator<Target>): AsyncGenerator<Target> {
  try {
    yield* seen;
    for (;;) {
      const { value, done } = await iterator.next();
      if (done === true) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function sizeOf({ kind, location, problem }: Target): Promise<number> {
  if (problem !== undefined) return 0;
  if (kind !== 'file') return USUAL_PAGE;
  try {
    return (await stat(location)).size;
  } catch {
    // Reading it will tell what is wrong with it.
    return 0;
  }
}

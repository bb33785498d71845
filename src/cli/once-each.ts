import { resolve } from 'node:path';
import type { Target } from '../source/types.js';

/** Entries of a config overlap, to give parts of a site settings of their own: each page is taken once. */
export async function* onceEach(targets: AsyncIterable<Target>, cwd: string): AsyncGenerator<Target> {
  const seen = new Set<string>();
  for await (const target of targets) {
    const place = target.kind === 'file' ? resolve(cwd, target.location) : target.location;
    if (seen.has(place)) continue;
    seen.add(place);
    yield target;
  }
}

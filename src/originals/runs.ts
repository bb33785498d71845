import { GRAM } from './fingerprint.js';

// Taken out of the loops, where looking it up costs as much as using it.
const { imul } = Math;

/** A maximal stretch equal in both texts, in normalised units. */
export interface Run {
  readonly original: number;
  readonly page: number;
  readonly length: number;
}

/** A page that repeats one gram more often than this (a list of equal lines) is looked up in its first places only. */
const REPEATS = 24;

/** A run this long is no chance in Chinese; shorter ones count only beside others. */
const CERTAIN_RUN = 13;
/** How far apart, in normalised units, runs are still one passage with edits in it. */
const NEAR = 60;

/** Every gram of a text with its places, for finding what another text shares with it. */
export class GramTable {
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  readonly #mask: number;

  constructor(readonly units: Uint16Array) {
    const count = Math.max(0, units.length - GRAM + 1);
    let size = 16;
    while (size < count * 2) size *= 2;
    this.#mask = size - 1;
    this.#heads = new Int32Array(size).fill(-1);
    this.#next = new Int32Array(count);
    // From the end, so that every chain runs in page order.
    for (let i = count - 1; i >= 0; i--) {
      const slot = gramKey(units, i) & this.#mask;
      this.#next[i] = this.#heads[slot];
      this.#heads[slot] = i;
    }
  }

  /**
   * Covers `original` greedily, from its beginning, with the longest stretches that this text has too.
   * The runs do not overlap in the original; in this text they can (a sentence printed twice is one sentence).
   * Of places equally long the one that continues the run before is taken.
   */
  runsOf(original: Uint16Array): Run[] {
    const runs: Run[] = [];
    const last = original.length - GRAM;
    let expected = -1;
    for (let at = 0; at <= last; ) {
      let page = -1;
      let length = 0;
      let tries = 0;
      for (let place = this.#heads[gramKey(original, at) & this.#mask]; place >= 0; place = this.#next[place]) {
        const common = commonLength(original, at, this.units, place);
        if (common < GRAM) continue;
        if (common > length || (common === length && Math.abs(place - expected) < Math.abs(page - expected))) {
          length = common;
          page = place;
        }
        if (++tries >= REPEATS) break;
      }
      if (length === 0) {
        at++;
        expected++;
        continue;
      }
      runs.push({ original: at, page, length });
      at += length;
      expected = page + length;
    }
    return runs;
  }
}

function gramKey(units: Uint16Array, at: number): number {
  let key = 0;
  for (let i = at; i < at + GRAM; i++) key = imul(key, 0x01000193) ^ units[i];
  return (key ^ (key >>> 15)) & 0x7fffffff;
}

function commonLength(a: Uint16Array, atA: number, b: Uint16Array, atB: number): number {
  const limit = Math.min(a.length - atA, b.length - atB);
  let length = 0;
  while (length < limit && a[atA + length] === b[atB + length]) length++;
  return length;
}

/**
 * Drops short runs that stand alone. Eight equal characters are a phrase anybody uses (新冠肺炎疫情防控);
 * between longer equal runs, in the same order, they are what an editor has left standing.
 */
export function trustworthy(runs: readonly Run[]): Run[] {
  return runs.filter((run, index) => {
    if (run.length >= CERTAIN_RUN) return true;
    return follows(runs[index - 1], run) || follows(run, runs[index + 1]);
  });
}

/** The two runs are near each other in both texts, in the same order. */
function follows(first: Run | undefined, second: Run | undefined): boolean {
  if (first === undefined || second === undefined) return false;
  const apart = second.original - first.original - first.length;
  const apartOnPage = second.page - first.page - first.length;
  return apart <= NEAR && apartOnPage >= 0 && apartOnPage <= NEAR;
}

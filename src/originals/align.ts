import { alignGap } from './gap.js';
import { GramTable, type Run, trustworthy } from './runs.js';

export interface Alignment {
  /** See `alignRuns`. */
  readonly partner: Int32Array;
  /** All runs in common, those out of order too: text that was moved. */
  readonly runs: readonly Run[];
}

/** Largest gap to align, as units of one text times units of the other: two stretches of 2,000. What is larger has been rewritten. */
export const THOROUGH = 4_000_000;
/** Enough to see what stands in the place of a figure, for little time. */
export const LOCAL = 40_000;
/** So many largest gaps may be aligned in one pair of texts: a book that was rewritten throughout has an end. */
const GAPS = 16;

/** Beyond the ends of what is surely common, the page is searched this far for what is left of the original. */
const MARGIN = 64;

/** Aligns an original with the page made from it, both normalised. */
export function align(original: Uint16Array, page: Uint16Array): Alignment {
  const runs = trustworthy(new GramTable(page).runsOf(original));
  return { partner: alignRuns(original, page, runs, THOROUGH), runs };
}

/**
 * Aligns by the runs that stand in the same order in both texts first, and then what lies between them.
 * @param largestGap in cells: see THOROUGH and LOCAL
 * @returns for each unit of the original the unit of the page that stands for it, -1 where none does; ascending
 */
export function alignRuns(
  original: Uint16Array,
  page: Uint16Array,
  runs: readonly Run[],
  largestGap: number,
): Int32Array {
  const partner = new Int32Array(original.length).fill(-1);
  const chain = heaviestChain(runs);
  for (const run of chain) for (let i = 0; i < run.length; i++) partner[run.original + i] = run.page + i;
  if (chain.length === 0) return partner;
  let cells = GAPS * largestGap;
  for (let i = 0; i <= chain.length; i++) {
    const before = chain[i - 1];
    const after = chain[i];
    const start = before === undefined ? 0 : before.original + before.length;
    const end = after === undefined ? original.length : after.original;
    if (start === end) continue;
    const reach = (end - start) * 2 + MARGIN;
    const pageStart = before === undefined ? Math.max(0, after.page - reach) : before.page + before.length;
    const pageEnd = after === undefined ? Math.min(page.length, pageStart + reach) : after.page;
    const size = (end - start) * (pageEnd - pageStart);
    if (size > largestGap || size > cells) continue;
    cells -= size;
    const free = { start: before === undefined, end: after === undefined };
    alignGap(original.subarray(start, end), page.subarray(pageStart, pageEnd), free, (a, b) => {
      partner[start + a] = pageStart + b;
    });
  }
  return partner;
}

/**
 * The runs that stand in the same order in both texts and weigh most together.
 * Runs come in the order of the original and do not overlap there. A Fenwick tree over the ends on the page answers
 * “the heaviest chain that ends before here”.
 */
function heaviestChain(runs: readonly Run[]): Run[] {
  const ends = Array.from(new Set(runs.map((run) => run.page + run.length))).sort((a, b) => a - b);
  const tree = new Int32Array(ends.length + 1).fill(-1);
  const weight = new Float64Array(runs.length);
  const previous = new Int32Array(runs.length).fill(-1);
  const place = (page: number) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ends[middle] <= page) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  let best = -1;
  runs.forEach((run, index) => {
    for (let node = place(run.page); node > 0; node -= node & -node)
      if (tree[node] >= 0 && (previous[index] < 0 || weight[tree[node]] > weight[previous[index]]))
        previous[index] = tree[node];
    weight[index] = run.length + (previous[index] < 0 ? 0 : weight[previous[index]]);
    for (let node = place(run.page + run.length); node <= ends.length; node += node & -node)
      if (tree[node] < 0 || weight[tree[node]] < weight[index]) tree[node] = index;
    if (best < 0 || weight[index] > weight[best]) best = index;
  });
  const chain: Run[] = [];
  for (let index = best; index >= 0; index = previous[index]) chain.push(runs[index]);
  return chain.reverse();
}

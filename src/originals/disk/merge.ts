import { type SegmentEntry, segmentPaths } from './manifest.js';
import { PostingsCursor, PostingsWriter } from './postings.js';
import { RecordsWriter } from './records.js';
import type { Segment } from './segment.js';

/** So many segments may stand side by side while articles are added; every one costs a read for every fingerprint. */
export const MOST_SEGMENTS = 32;

/**
 * Which segments to make one of: the longest row of smallest ones in which the next is no larger than twice all before
 * it. What stays at least doubles from one to the next, so there are few, and an article is copied few times.
 * A segment of which more than half is removed is always among them.
 * @param sizes live and removed articles of each segment
 * @returns numbers of segments; none when nothing is gained
 */
export function segmentsToMerge(sizes: readonly { live: number; removed: number }[]): number[] {
  const order = sizes.map((_, index) => index).sort((a, b) => sizes[a].live - sizes[b].live);
  let sum = 0;
  let take = 0;
  order.forEach((index, place) => {
    if (place > 0 && sizes[index].live <= sum * 2) take = place + 1;
    sum += sizes[index].live;
  });
  const chosen = new Set(order.slice(0, take));
  sizes.forEach(({ live, removed }, index) => {
    if (removed > live) chosen.add(index);
  });
  return [...chosen].sort((a, b) => a - b);
}

/** Copies what is live in the segments into a new one, streaming. Null when nothing is. */
export function mergeSegments(folder: string, name: string, segments: readonly Segment[]): SegmentEntry | null {
  if (segments.every((segment) => segment.live === 0)) return null;
  const paths = segmentPaths(folder, name);
  const records = new RecordsWriter(paths.records, paths.table);
  const sources = segments.map((segment) => {
    const numbers = new Int32Array(segment.entry.articles).fill(-1);
    for (let number = 0; number < numbers.length; number++) {
      if (segment.removed.has(number)) continue;
      numbers[number] = records.count;
      segment.records.copy(number, records);
    }
    return { cursor: new PostingsCursor(segment.postings), numbers };
  });
  const postings = new PostingsWriter(paths.postings);
  // Sources lie in a heap by hash; of equal hashes the earlier segment comes first, so article numbers ascend too.
  const heap = sources.map((_, index) => index).filter((index) => sources[index].cursor.next());
  const before = (a: number, b: number) => {
    const difference = sources[a].cursor.hash - sources[b].cursor.hash;
    return difference < 0 || (difference === 0 && a < b);
  };
  for (let i = (heap.length >> 1) - 1; i >= 0; i--) sink(heap, i, before);
  while (heap.length > 0) {
    const { cursor, numbers } = sources[heap[0]];
    const number = numbers[cursor.article];
    if (number >= 0) postings.add(cursor.hash, number);
    if (!cursor.next()) {
      const last = heap.pop()!;
      if (heap.length === 0) break;
      heap[0] = last;
    }
    sink(heap, 0, before);
  }
  const sealed = postings.finish();
  const { articles, table } = records.finish();
  return { name, articles: records.count, postings: sealed, records: articles, table, removed: null };
}

function sink(heap: number[], from: number, before: (a: number, b: number) => boolean): void {
  let at = from;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= heap.length) return;
    if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
    if (!before(heap[child], heap[at])) return;
    [heap[at], heap[child]] = [heap[child], heap[at]];
    at = child;
  }
}

import { rmSync } from 'node:fs';
import { distinctHashes, fingerprint } from '../fingerprint.js';
import { normalise } from '../normalise.js';
import type { Article } from '../types.js';
import { type SegmentEntry, segmentPaths } from './manifest.js';
import { PostingsWriter } from './postings.js';
import { RecordsWriter } from './records.js';

/** Takes articles and becomes a segment. Texts go to the disk at once, postings wait in memory to be sorted. */
export class SegmentBuilder {
  readonly #paths: ReturnType<typeof segmentPaths>;
  readonly #records: RecordsWriter;
  #hashes = new Uint32Array(1 << 14);
  #articles = new Uint32Array(1 << 14);
  #postings = 0;

  constructor(
    folder: string,
    readonly name: string,
    readonly window: number,
  ) {
    this.#paths = segmentPaths(folder, name);
    this.#records = new RecordsWriter(this.#paths.records, this.#paths.table);
  }

  get articles(): number {
    return this.#records.count;
  }

  get postings(): number {
    return this.#postings;
  }

  /** @returns the article's number in this segment */
  add(article: Article): number {
    const { units } = normalise(article.text);
    const hashes = distinctHashes(fingerprint(units, this.window).hashes);
    const number = this.#records.count;
    this.#records.add(article, units.length);
    this.#reserve(hashes.length);
    this.#hashes.set(hashes, this.#postings);
    this.#articles.fill(number, this.#postings, this.#postings + hashes.length);
    this.#postings += hashes.length;
    return number;
  }

  finish(): SegmentEntry {
    const order = sortByHash(this.#hashes.subarray(0, this.#postings), this.#articles.subarray(0, this.#postings));
    const writer = new PostingsWriter(this.#paths.postings);
    for (let i = 0; i < this.#postings; i++) writer.add(order.hashes[i], order.articles[i]);
    const postings = writer.finish();
    const { articles: records, table } = this.#records.finish();
    return { name: this.name, articles: this.#records.count, postings, records, table, removed: null };
  }

  /** Leaves nothing behind. */
  abandon(): void {
    this.#records.abandon();
    for (const path of Object.values(this.#paths)) rmSync(path, { force: true });
  }

  #reserve(more: number): void {
    let size = this.#hashes.length;
    if (this.#postings + more <= size) return;
    while (size < this.#postings + more) size *= 2;
    const hashes = new Uint32Array(size);
    const articles = new Uint32Array(size);
    hashes.set(this.#hashes);
    articles.set(this.#articles);
    this.#hashes = hashes;
    this.#articles = articles;
  }
}

interface Postings {
  readonly hashes: Uint32Array;
  readonly articles: Uint32Array;
}

/** Radix sort, least significant digit first: stable, so articles stay in order under equal hashes. */
export function sortByHash(hashes: Uint32Array, articles: Uint32Array): Postings {
  let from: Postings = { hashes, articles };
  let to: Postings = { hashes: new Uint32Array(hashes.length), articles: new Uint32Array(hashes.length) };
  for (const shift of [0, 11, 22]) {
    const starts = new Uint32Array(2049);
    for (let i = 0; i < hashes.length; i++) starts[((from.hashes[i] >>> shift) & 2047) + 1]++;
    for (let digit = 1; digit < 2049; digit++) starts[digit] += starts[digit - 1];
    for (let i = 0; i < hashes.length; i++) {
      const place = starts[(from.hashes[i] >>> shift) & 2047]++;
      to.hashes[place] = from.hashes[i];
      to.articles[place] = from.articles[i];
    }
    [from, to] = [to, from];
  }
  return from;
}

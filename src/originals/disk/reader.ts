import { OriginalsError } from '../error.js';
import type { ArticleReference, FingerprintHits, IndexedArticle, OriginalsIndex } from '../types.js';
import { KeyIndex } from './keys.js';
import { type Manifest, readManifest } from './manifest.js';
import { PostingsCursor } from './postings.js';
import { idKey } from './records.js';
import { Segment } from './segment.js';

export interface OpenOptions {
  /**
   * Bytes of postings that may be held in memory, some 650 an article: quicker where many pages are checked. A larger
   * index is asked where it lies. Default 0.
   */
  readonly mostInMemory?: number;
}

export interface IndexStatistics {
  /** Articles that count. */
  readonly articles: number;
  /** Replaced and removed ones that still take room; the next merge drops them. */
  readonly removed: number;
  readonly segments: number;
  readonly postings: number;
  readonly window: number;
  /** Counts the commits since the index was created. */
  readonly generation: number;
  readonly bytes: { readonly postings: number; readonly articles: number; readonly tables: number };
}

/** A writer can finish a merge between our reading of the manifest and our opening of its files; then we read again. */
const ATTEMPTS = 5;

/** The index as it was committed when it was opened. Later writes do not show, and do no harm. */
export class OriginalsReader implements OriginalsIndex {
  readonly #manifest: Manifest;
  readonly #segments: Segment[];
  /** Reference of the first article of each segment. */
  readonly #bases: number[] = [];
  #keys: KeyIndex[] | null = null;

  /** @throws OriginalsError `missing`, `newer`, `other` or `damaged` */
  constructor(
    readonly folder: string,
    options: OpenOptions = {},
  ) {
    const opened = openCommitted(folder, options.mostInMemory ?? 0);
    this.#manifest = opened.manifest;
    this.#segments = opened.segments;
    let base = 0;
    for (const segment of this.#segments) {
      this.#bases.push(base);
      base += segment.entry.articles;
    }
  }

  get fingerprintWindow(): number {
    return this.#manifest.window;
  }

  lookUp(hashes: Uint32Array, maximumFrequency: number): FingerprintHits {
    const hits = new HitCollector(hashes.length, maximumFrequency);
    for (const [index, segment] of this.#segments.entries()) lookUpIn(segment, this.#bases[index], hashes, hits);
    return hits.finish();
  }

  article(reference: ArticleReference): IndexedArticle {
    let segment = this.#bases.length - 1;
    while (segment > 0 && this.#bases[segment] > reference) segment--;
    return this.#segments[segment].records.article(reference - this.#bases[segment]);
  }

  /** Every article, in the order of the files, one at a time. */
  *articles(): Generator<IndexedArticle> {
    for (const segment of this.#segments)
      for (let number = 0; number < segment.entry.articles; number++)
        if (!segment.removed.has(number)) yield segment.records.article(number);
  }

  /** The article with this id, or null. The first question reads the keys of all ids: 12 bytes an article. */
  find(id: string): IndexedArticle | null {
    this.#keys ??= this.#segments.map(({ records }) => new KeyIndex(records));
    const key = idKey(id);
    for (const [index, { records, removed }] of this.#segments.entries())
      for (const number of this.#keys[index].find(key)) {
        if (removed.has(number)) continue;
        const article = records.article(number);
        if (article.id === id) return article;
      }
    return null;
  }

  statistics(): IndexStatistics {
    const bytes = { postings: 0, articles: 0, tables: 0 };
    let live = 0;
    let removed = 0;
    let postings = 0;
    for (const { entry, live: count, removed: gone, postings: file } of this.#segments) {
      bytes.postings += entry.postings.bytes;
      bytes.articles += entry.records.bytes;
      bytes.tables += entry.table.bytes;
      live += count;
      removed += gone.size;
      postings += file.postings;
    }
    const { window, generation } = this.#manifest;
    return { articles: live, removed, segments: this.#segments.length, postings, window, generation, bytes };
  }

  close(): void {
    for (const segment of this.#segments) segment.close();
  }
}

function lookUpIn(segment: Segment, base: number, hashes: Uint32Array, hits: HitCollector): void {
  const cursor = new PostingsCursor(segment.postings);
  const removed = segment.removed.size === 0 ? null : segment.removed;
  for (let query = 0; query < hashes.length; query++) {
    if (hits.isCommon(query)) continue;
    const hash = hashes[query];
    if (!cursor.seek(hash)) return;
    while (cursor.hash === hash) {
      const { article } = cursor;
      if (!removed?.has(article) && !hits.add(query, base + article)) break;
      if (!cursor.next()) break;
    }
  }
}

/** Collects postings by query fingerprint, and gives up on those that are too common. */
class HitCollector {
  readonly #frequency: Uint32Array;
  #queries = new Uint32Array(1024);
  #references = new Uint32Array(1024);
  #count = 0;

  constructor(
    queries: number,
    readonly maximum: number,
  ) {
    this.#frequency = new Uint32Array(queries);
  }

  isCommon(query: number): boolean {
    return this.#frequency[query] > this.maximum;
  }

  /** @returns false when the fingerprint has just become too common to go on with */
  add(query: number, reference: number): boolean {
    if (this.#count === this.#queries.length) {
      this.#queries = doubled(this.#queries);
      this.#references = doubled(this.#references);
    }
    this.#queries[this.#count] = query;
    this.#references[this.#count++] = reference;
    return ++this.#frequency[query] <= this.maximum;
  }

  finish(): FingerprintHits {
    const queries = this.#frequency.length;
    const offsets = new Uint32Array(queries + 1);
    for (let i = 0; i < queries; i++) offsets[i + 1] = offsets[i] + (this.isCommon(i) ? 0 : this.#frequency[i]);
    const references = new Uint32Array(offsets[queries]);
    const next = offsets.slice(0, queries);
    for (let i = 0; i < this.#count; i++) {
      const query = this.#queries[i];
      if (!this.isCommon(query)) references[next[query]++] = this.#references[i];
    }
    return { documentFrequency: this.#frequency, offsets, references };
  }
}

function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function openCommitted(folder: string, mostInMemory: number): { manifest: Manifest; segments: Segment[] } {
  for (let attempt = 1; ; attempt++) {
    const manifest = readManifest(folder);
    if (manifest === null)
      throw new OriginalsError('missing', `There is no index of originals in ${folder}.`, `${folder} 中没有原文索引。`);
    const bytes = manifest.segments.reduce((sum, { postings }) => sum + postings.bytes, 0);
    const segments: Segment[] = [];
    try {
      for (const entry of manifest.segments) segments.push(new Segment(folder, entry, bytes <= mostInMemory));
      return { manifest, segments };
    } catch (error) {
      for (const segment of segments) segment.close();
      const gone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!gone || attempt === ATTEMPTS) throw gone ? missingFile(error as NodeJS.ErrnoException) : error;
    }
  }
}

function missingFile(error: NodeJS.ErrnoException): OriginalsError {
  return new OriginalsError(
    'damaged',
    `${error.path} is missing. Restore the folder from a copy, or build the index again.`,
    `缺少文件 ${error.path}。请用备份恢复该文件夹，或重新建立索引。`,
  );
}

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../folder.js';
import { OriginalsError } from '../error.js';
import { DEFAULT_WINDOW } from '../fingerprint.js';
import type { Article } from '../types.js';
import { SegmentBuilder } from './builder.js';
import { KeyIndex } from './keys.js';
import { lockForWriting } from './lock.js';
import {
  emptyManifest,
  fileName,
  MANIFEST,
  type Manifest,
  readManifest,
  type SegmentEntry,
  segmentPaths,
  writeManifest,
} from './manifest.js';
import { MOST_SEGMENTS, mergeSegments, segmentsToMerge } from './merge.js';
import { idKey, LARGEST_RECORD } from './records.js';
import { Segment, writeRemoved } from './segment.js';

export interface WriteOptions {
  /** Winnowing window of a new index; an index that exists keeps its own. */
  readonly window?: number;
  /** Commit after so many fingerprints: 8 bytes of memory each, 16 while they are sorted. */
  readonly batchPostings?: number;
}

export type AddOutcome = 'added' | 'replaced' | 'unchanged';

const BATCH_POSTINGS = 4_000_000;
const OWN_FILE = /^\d{8}\.(postings|articles|table|removed)$/;

/** A committed segment with what has happened to it since. */
interface OpenSegment {
  readonly segment: Segment;
  readonly keys: KeyIndex;
  readonly removed: Set<number>;
}

/**
 * Writes into the index; one at a time. Nothing is changed in place: `commit` writes new files and then replaces the
 * manifest. What has not been committed is lost when the program ends, and swept away by the next writer.
 */
export class OriginalsWriter {
  readonly #unlock: () => void;
  readonly #batchPostings: number;
  #manifest: Manifest;
  #segments: OpenSegment[] = [];
  #builder: SegmentBuilder | null = null;
  /** Articles of the builder by id; replaced and removed ones are in #dropped. */
  #fresh = new Map<string, { number: number; article: Article }>();
  #dropped = new Set<number>();

  /** @throws OriginalsError `locked`, `newer`, `other`, `damaged` or `invalid` */
  constructor(
    readonly folder: string,
    options: WriteOptions = {},
  ) {
    const { window } = options;
    if (window !== undefined && !(Number.isInteger(window) && window >= 1 && window <= 256))
      throw invalid(`a window of ${window}`, `窗口 ${window}`);
    this.#batchPostings = options.batchPostings ?? BATCH_POSTINGS;
    makeFolder(folder);
    this.#unlock = lockForWriting(folder);
    try {
      const committed = readManifest(folder);
      this.#manifest = committed ?? emptyManifest(window ?? DEFAULT_WINDOW);
      if (window !== undefined && window !== this.#manifest.window)
        throw invalid(
          `a window of ${window}: the index has ${this.#manifest.window}`,
          `窗口 ${window}：该索引的窗口为 ${this.#manifest.window}`,
        );
      if (committed === null) writeManifest(folder, this.#manifest);
      this.#sweep();
      this.#openSegments();
    } catch (error) {
      this.#closeSegments();
      this.#unlock();
      throw error;
    }
  }

  /** An article with the id of one that is there takes its place. */
  add(article: Article): AddOutcome {
    checkArticle(article);
    const previous = this.#previous(article.id);
    if (previous !== null && sameArticle(previous.article, article)) return 'unchanged';
    previous?.drop();
    if (this.#builder === null)
      this.#builder = new SegmentBuilder(this.folder, this.#takeName(), this.#manifest.window);
    const number = this.#builder.add(article);
    this.#fresh.set(article.id, { number, article });
    if (this.#builder.postings >= this.#batchPostings) this.commit();
    return previous === null ? 'added' : 'replaced';
  }

  /** @returns whether there was such an article */
  remove(id: string): boolean {
    const previous = this.#previous(id);
    previous?.drop();
    return previous !== null;
  }

  /** Makes everything so far part of the index. */
  commit(): void {
    const replaced: string[] = [];
    const entries = this.#segments.map(({ segment: { entry }, removed }) => {
      if (removed.size === (entry.removed?.count ?? 0)) return entry;
      if (entry.removed !== null) replaced.push(entry.removed.file);
      return { ...entry, removed: writeRemoved(this.folder, `${this.#takeName()}.removed`, removed) };
    });
    if (this.#builder !== null) {
      const built = this.#builder.finish();
      const dropped = this.#dropped;
      entries.push(
        dropped.size === 0
          ? built
          : { ...built, removed: writeRemoved(this.folder, `${this.#takeName()}.removed`, dropped) },
      );
      this.#builder = null;
      this.#fresh = new Map();
      this.#dropped = new Set();
    } else if (entries.every((entry, index) => entry === this.#segments[index].segment.entry)) return;
    this.#publish(entries, replaced);
    if (entries.length > MOST_SEGMENTS) this.#merge();
  }

  /** Commits, puts small segments together, and lets the next writer in. */
  close(): void {
    try {
      this.commit();
      this.#merge();
    } finally {
      this.#closeSegments();
      this.#unlock();
    }
  }

  /** Drops what has not been committed and lets the next writer in. */
  abandon(): void {
    this.#builder?.abandon();
    this.#closeSegments();
    this.#unlock();
  }

  #previous(id: string): { article: Article; drop(): void } | null {
    const fresh = this.#fresh.get(id);
    if (fresh !== undefined)
      return {
        article: fresh.article,
        drop: () => {
          this.#dropped.add(fresh.number);
          this.#fresh.delete(id);
        },
      };
    const key = idKey(id);
    for (const { segment, keys, removed } of this.#segments)
      for (const number of keys.find(key)) {
        if (removed.has(number)) continue;
        const article = segment.records.article(number);
        if (article.id === id) return { article, drop: () => removed.add(number) };
      }
    return null;
  }

  #merge(): void {
    const chosen = new Set(
      segmentsToMerge(this.#segments.map(({ segment }) => ({ live: segment.live, removed: segment.removed.size }))),
    );
    if (chosen.size === 0) return;
    const gone = this.#segments.filter((_, index) => chosen.has(index)).map(({ segment }) => segment);
    const merged = mergeSegments(this.folder, this.#takeName(), gone);
    const kept = this.#segments.filter((_, index) => !chosen.has(index)).map(({ segment }) => segment.entry);
    this.#publish(
      merged === null ? kept : [...kept, merged],
      gone.flatMap(({ entry }) => filesOf(entry)),
    );
  }

  /** Commits the entries, then deletes what they no longer name. */
  #publish(segments: readonly SegmentEntry[], obsolete: readonly string[]): void {
    const manifest = { ...this.#manifest, generation: this.#manifest.generation + 1, segments };
    writeManifest(this.folder, manifest);
    this.#manifest = manifest;
    // Windows deletes no open file.
    const named = new Set(segments);
    for (const { segment } of this.#segments) if (!named.has(segment.entry)) segment.close();
    for (const name of obsolete) removeQuietly(join(this.folder, name));
    this.#openSegments();
  }

  #takeName(): string {
    const number = this.#manifest.nextFile;
    this.#manifest = { ...this.#manifest, nextFile: number + 1 };
    return fileName(number);
  }

  /** Opens what the manifest names; what is open and unchanged stays so. */
  #openSegments(): void {
    const before = this.#segments;
    this.#segments = [];
    for (const entry of this.#manifest.segments) {
      const same = before.find(({ segment }) => segment.entry.name === entry.name);
      if (same?.segment.entry === entry) {
        this.#segments.push(same);
        continue;
      }
      const segment = new Segment(this.folder, entry, false);
      const keys = same?.keys ?? new KeyIndex(segment.records);
      this.#segments.push({ segment, keys, removed: new Set(segment.removed) });
    }
  }

  #closeSegments(): void {
    for (const { segment } of this.#segments.splice(0)) segment.close();
  }

  /** Deletes what a writer that was killed has left behind. */
  #sweep(): void {
    const named = new Set(this.#manifest.segments.flatMap(filesOf));
    for (const name of readdirSync(this.folder))
      if (name === `${MANIFEST}.new` || (OWN_FILE.test(name) && !named.has(name)))
        removeQuietly(join(this.folder, name));
  }
}

function filesOf(entry: SegmentEntry): string[] {
  const names = Object.values(segmentPaths('', entry.name));
  return entry.removed === null ? names : [...names, entry.removed.file];
}

/** Windows does not delete what a reader holds open; the next writer will. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Left for the next sweep.
  }
}

function sameArticle(a: Article, b: Article): boolean {
  const facts = ({ id, urls, title, date, author, editor, sourceName, inScope, text }: Article) =>
    JSON.stringify([id, urls, title, date, author, editor, sourceName, inScope, text]);
  return a.text === b.text && facts(a) === facts(b);
}

function checkArticle(article: Article): void {
  if (typeof article.id !== 'string' || article.id === '') throw invalid('an article without an id', '没有 id 的文章');
  if (typeof article.text !== 'string' || typeof article.title !== 'string' || !Array.isArray(article.urls))
    throw invalid(`article ${article.id}: text, title or urls`, `文章 ${article.id} 的正文、标题或网址`);
  // Three bytes of UTF-8 for a UTF-16 unit at most.
  if (article.text.length * 3 > LARGEST_RECORD / 2)
    throw invalid(
      `article ${article.id}: ${article.text.length} characters`,
      `文章 ${article.id} 过长（${article.text.length} 字）`,
    );
}

function invalid(what: string, chinese: string): OriginalsError {
  return new OriginalsError('invalid', `Cannot be indexed: ${what}.`, `无法编入索引：${chinese}。`);
}

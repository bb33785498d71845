import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { damaged } from '../error.js';
import { readFully, SealedWriter } from './files.js';
import { type RemovedList, type SegmentEntry, segmentPaths } from './manifest.js';
import { PostingsFile } from './postings.js';
import { RecordsFile } from './records.js';

/** Postings files up to this size, in bytes, are sooner read in one go than block by block: some 25,000 articles. */
const SMALL = 1 << 24;

/** One segment opened for reading: articles numbered from 0, and their postings. */
export class Segment {
  readonly postings: PostingsFile;
  readonly records: RecordsFile;
  /** Numbers of articles that no longer count. */
  readonly removed: ReadonlySet<number>;
  readonly #descriptors: number[] = [];

  /**
   * @param inMemory hold the postings in memory; small ones are in any case
   * @throws OriginalsError `damaged`; ENOENT where a file is gone
   */
  constructor(
    folder: string,
    readonly entry: SegmentEntry,
    inMemory: boolean,
  ) {
    const paths = segmentPaths(folder, entry.name);
    try {
      this.postings = new PostingsFile(
        paths.postings,
        this.#open(paths.postings),
        entry.postings,
        inMemory || entry.postings.bytes <= SMALL,
      );
      const records = this.#open(paths.records);
      this.records = new RecordsFile(paths.records, paths.table, records, this.#open(paths.table), entry.articles);
      this.removed =
        entry.removed === null ? new Set() : this.#readRemoved(join(folder, entry.removed.file), entry.removed);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get live(): number {
    return this.entry.articles - this.removed.size;
  }

  close(): void {
    for (const descriptor of this.#descriptors.splice(0)) closeSync(descriptor);
  }

  #open(path: string): number {
    const descriptor = openSync(path, 'r');
    this.#descriptors.push(descriptor);
    return descriptor;
  }

  #readRemoved(path: string, list: RemovedList): ReadonlySet<number> {
    if (list.seal.bytes !== list.count * 4) throw damaged(path, 'length');
    const numbers = new Uint32Array(list.count);
    const bytes = new Uint8Array(numbers.buffer);
    readFully(this.#open(path), bytes, 0, path);
    if (crc32(bytes) !== list.seal.crc) throw damaged(path, 'checksum');
    return new Set(numbers);
  }
}

/** Writes the numbers of removed articles to a new file. */
export function writeRemoved(folder: string, file: string, removed: ReadonlySet<number>): RemovedList {
  const writer = new SealedWriter(join(folder, file));
  writer.write(new Uint8Array(Uint32Array.from(removed).sort().buffer));
  return { file, count: removed.size, seal: writer.finish() };
}

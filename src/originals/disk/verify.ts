import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { damaged, OriginalsError } from '../error.js';
import { distinctHashes, fingerprint } from '../fingerprint.js';
import { normalise } from '../normalise.js';
import { checksumOf, type FileSeal } from './files.js';
import { type Manifest, readManifest, type SegmentEntry, segmentPaths } from './manifest.js';
import { PostingsCursor } from './postings.js';
import { Segment } from './segment.js';

export interface Verification {
  readonly articles: number;
  readonly postings: number;
  /** What is wrong; empty when all is well. */
  readonly problems: readonly OriginalsError[];
}

/**
 * Reads everything: checksums of all files, the order of the postings, and that every article has as many fingerprints
 * in them as its text makes.
 */
export function verifyOriginals(folder: string): Verification {
  let manifest: Manifest | null;
  try {
    manifest = readManifest(folder);
  } catch (error) {
    if (error instanceof OriginalsError) return { articles: 0, postings: 0, problems: [error] };
    throw error;
  }
  if (manifest === null) {
    const problem = new OriginalsError(
      'missing',
      `There is no index of originals in ${folder}.`,
      `${folder} 中没有原文索引。`,
    );
    return { articles: 0, postings: 0, problems: [problem] };
  }
  const problems: OriginalsError[] = [];
  let articles = 0;
  let postings = 0;
  for (const entry of manifest.segments) {
    const broken = brokenFiles(folder, entry);
    problems.push(...broken);
    if (broken.length > 0) continue;
    try {
      const counted = checkSegment(folder, entry, manifest.window);
      articles += counted.articles;
      postings += counted.postings;
    } catch (error) {
      if (!(error instanceof OriginalsError)) throw error;
      problems.push(error);
    }
  }
  return { articles, postings, problems };
}

function brokenFiles(folder: string, entry: SegmentEntry): OriginalsError[] {
  const paths = segmentPaths(folder, entry.name);
  const seals: [string, FileSeal][] = [
    [paths.postings, entry.postings],
    [paths.records, entry.records],
    [paths.table, entry.table],
  ];
  if (entry.removed !== null) seals.push([join(folder, entry.removed.file), entry.removed.seal]);
  return seals.flatMap(([path, seal]) => {
    if (!existsSync(path)) return [damaged(path, 'missing')];
    const found = checksumOf(path);
    if (found.bytes !== seal.bytes) return [damaged(path, `${found.bytes} bytes instead of ${seal.bytes}`)];
    return found.crc === seal.crc ? [] : [damaged(path, 'checksum')];
  });
}

function checkSegment(folder: string, entry: SegmentEntry, window: number): { articles: number; postings: number } {
  const segment = new Segment(folder, entry, false);
  try {
    const path = segment.postings.path;
    const counts = new Uint32Array(entry.articles);
    const cursor = new PostingsCursor(segment.postings);
    let hash = -1;
    let article = -1;
    let postings = 0;
    for (; cursor.next(); postings++) {
      if (cursor.article >= entry.articles) throw damaged(path, `posting ${postings} names article ${cursor.article}`);
      if (cursor.hash < hash || (cursor.hash === hash && cursor.article <= article))
        throw damaged(path, `order at posting ${postings}`);
      ({ hash, article } = cursor);
      counts[article]++;
    }
    if (postings !== segment.postings.postings) throw damaged(path, 'number of postings');
    for (const number of segment.removed)
      if (number >= entry.articles) throw damaged(join(folder, entry.removed!.file), `article ${number}`);
    for (let number = 0; number < entry.articles; number++) {
      const { text, normalisedLength } = segment.records.article(number);
      const { units } = normalise(text);
      if (units.length !== normalisedLength) throw damaged(segment.records.tablePath, `length of article ${number}`);
      const expected = distinctHashes(fingerprint(units, window).hashes).length;
      if (counts[number] !== expected) throw damaged(path, `fingerprints of article ${number}`);
    }
    return { articles: segment.live, postings };
  } finally {
    segment.close();
  }
}

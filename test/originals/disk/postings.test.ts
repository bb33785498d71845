import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sortByHash } from '../../../src/originals/disk/builder.js';
import { BLOCK, PostingsCursor, PostingsFile, PostingsWriter } from '../../../src/originals/disk/postings.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Posting = [hash: number, article: number];

function withFile<T>(postings: readonly Posting[], use: (file: PostingsFile) => T): T {
  const path = join(folder, 'x.postings');
  rmSync(path, { force: true });
  const writer = new PostingsWriter(path);
  for (const [hash, article] of postings) writer.add(hash, article);
  const seal = writer.finish();
  const descriptor = openSync(path, 'r');
  try {
    return use(new PostingsFile(path, descriptor, seal, false));
  } finally {
    closeSync(descriptor);
  }
}

/** Few different hashes, so that equal ones run over the edges of blocks; some far apart. */
const postings = fc
  .array(
    fc.tuple(
      fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 0xffffffff })),
      fc.integer({ min: 0, max: 1 << 30 }),
    ),
    {
      maxLength: 2000,
      size: 'max',
    },
  )
  .map((list): Posting[] => list.sort((a, b) => a[0] - b[0] || a[1] - b[1]));

test('what is written is read, in order', () => {
  fc.assert(
    fc.property(postings, (list) => {
      const read = withFile(list, (file) => {
        const cursor = new PostingsCursor(file);
        const all: Posting[] = [];
        while (cursor.next()) all.push([cursor.hash, cursor.article]);
        return all;
      });
      expect(read).toEqual(list);
    }),
    { numRuns: 40 },
  );
});

test('seeking finds every posting of a hash, and none of another', () => {
  fc.assert(
    fc.property(postings, fc.array(fc.integer({ min: 0, max: 45 })), (list, wanted) => {
      const hashes = Array.from(new Set([...wanted, ...list.slice(0, 20).map(([hash]) => hash)])).sort((a, b) => a - b);
      const found = withFile(list, (file) => {
        const cursor = new PostingsCursor(file);
        const all: Posting[] = [];
        for (const hash of hashes) {
          if (!cursor.seek(hash)) break;
          while (cursor.hash === hash) {
            all.push([hash, cursor.article]);
            if (!cursor.next()) break;
          }
        }
        return all;
      });
      const asked = new Set(hashes);
      expect(found).toEqual(list.filter(([hash]) => asked.has(hash)));
    }),
    { numRuns: 40 },
  );
});

test('a block that is not what was written is refused when it is read', () => {
  const list = Array.from({ length: 500 }, (_, i): Posting => [i * 1000, i]);
  withFile(list, (file) => {
    const bytes = readFileSync(file.path);
    bytes[BLOCK + 40] ^= 1;
    writeFileSync(file.path, bytes);
    const cursor = new PostingsCursor(file);
    expect(cursor.seek(0)).toBe(true);
    expect(() => cursor.seek(400_000) && new PostingsCursor(file).seek(file.firsts[1] + 1)).toThrow(
      'checksum of block 1',
    );
  });
});

test('sorting by hash keeps the order of articles under one hash', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 0xffffffff }))),
      (hashes) => {
        const sorted = sortByHash(
          Uint32Array.from(hashes),
          Uint32Array.from(hashes, (_, i) => i),
        );
        const expected = hashes.map((hash, i): Posting => [hash, i]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(Array.from(sorted.hashes, (hash, i): Posting => [hash, sorted.articles[i]])).toEqual(expected);
      },
    ),
  );
});

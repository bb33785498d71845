import { randomBytes } from 'node:crypto';
import zlib from 'node:zlib';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { FaultError } from '../../src/fetch/fault.js';
import { contentCodings, inflate, inflatePrefix } from '../../src/fetch/inflate.js';
import { articlePage } from './fault-pages.js';

// Time for a busy machine; nothing here waits for it.
jest.setTimeout(60_000);

const refuse = (bytes: number) => ({ bytes, overflow: 'refuse', partial: false }) as const;
const page = Buffer.from(articlePage());

const ENCODERS: [name: string, encode: (plain: Buffer) => Buffer][] = [
  ['gzip', (plain) => zlib.gzipSync(plain)],
  ['deflate', (plain) => zlib.deflateSync(plain)],
  ['deflate', (plain) => zlib.deflateRawSync(plain)],
  ['br', (plain) => zlib.brotliCompressSync(plain)],
];

describe('contentCodings', () => {
  test.each([
    [undefined, []],
    ['', []],
    ['identity', []],
    ['GZIP', ['gzip']],
    ['x-gzip', ['gzip']],
    ['gzip,br', ['gzip', 'br']],
    [
      ['gzip', 'deflate'],
      ['gzip', 'deflate'],
    ],
  ])('%j → %j', (header, codings) => {
    expect(contentCodings(header)).toEqual(codings);
  });

  test.each([
    ['sdch', 'unknown', 'sdch'],
    ['compress', 'unknown', 'compress'],
    ['a\u001b[31m', 'unknown', 'a?[31m'],
    ['gzip, gzip, gzip, gzip', 'nested', 'gzip, gzip, gzip, gzip'],
  ])('%j is refused: %s', (header, reason, coding) => {
    expect(() => contentCodings(header)).toThrow(
      expect.objectContaining({ fault: { kind: 'decode', reason, coding } }),
    );
  });

  test('zstd is known exactly where Node can undo it', () => {
    let outcome: unknown;
    try {
      outcome = contentCodings('zstd');
    } catch (error) {
      outcome = (error as FaultError).fault.kind;
    }
    expect(outcome).toEqual('createZstdDecompress' in zlib ? ['zstd'] : 'decode');
  });
});

describe('inflate', () => {
  test('undoes any up to three codings in any order', async () => {
    const stack = fc.array(fc.constantFrom(...ENCODERS), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), stack, async (bytes, encoders) => {
        const plain = Buffer.from(bytes);
        const coded = encoders.reduce<Buffer>((body, [, encode]) => encode(body), plain);
        const codings = contentCodings(encoders.map(([name]) => name).join(','));
        const result = await inflate(coded, codings, refuse(10_000));
        expect(result.bytes.equals(plain)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test.each(ENCODERS)('%s beyond the limit is too large', async (name, encode) => {
    const bomb = encode(Buffer.alloc(4 * 2 ** 20));
    await expect(inflate(bomb, contentCodings(name), refuse(2 ** 20))).rejects.toMatchObject({
      fault: { kind: 'too-large', limit: 2 ** 20 },
    });
  });

  test.each(ENCODERS)('%s that breaks off is corrupt', async (name, encode) => {
    const cut = encode(page).subarray(0, 60);
    await expect(inflate(cut, contentCodings(name), refuse(2 ** 20))).rejects.toMatchObject({
      fault: { kind: 'decode', reason: 'corrupt', coding: name },
    });
  });

  test.each(ENCODERS)('%s cut on purpose gives its beginning', async (name, encode) => {
    const coded = encode(page);
    const cut = coded.subarray(0, coded.length - 20);
    const { bytes } = await inflate(cut, contentCodings(name), { bytes: 2 ** 20, overflow: 'truncate', partial: true });
    expect(bytes.length).toBeGreaterThan(0);
    expect(page.subarray(0, bytes.length).equals(bytes)).toBe(true);
  });

  test('keeps exactly the first bytes when it may truncate', async () => {
    const result = await inflate(zlib.gzipSync(page), ['gzip'], { bytes: 100, overflow: 'truncate', partial: false });
    expect(result).toEqual({ bytes: page.subarray(0, 100), truncated: true });
  });

  test.each([
    ['small', 10],
    ['large', 2 ** 20],
  ])('a %s gzip body may have several members and garbage behind them', async (_, size) => {
    const members = [randomBytes(size), Buffer.from('b')];
    const body = Buffer.concat([...members.map((member) => zlib.gzipSync(member)), Buffer.from('\0\0\0\0')]);
    const { bytes } = await inflate(body, ['gzip'], refuse(2 ** 21));
    expect(bytes.equals(Buffer.concat(members))).toBe(true);
  });

  test.each(ENCODERS)('large %s is inflated as well', async (name, encode) => {
    const plain = randomBytes(300_000);
    const { bytes } = await inflate(encode(plain), contentCodings(name), refuse(2 ** 20));
    expect(bytes.equals(plain)).toBe(true);
  });

  test.each(ENCODERS)('large %s beyond the limit is too large', async (name, encode) => {
    await expect(inflate(encode(randomBytes(300_000)), contentCodings(name), refuse(200_000))).rejects.toMatchObject({
      fault: { kind: 'too-large' },
    });
  });

  test.each(ENCODERS)('large %s that breaks off is corrupt', async (name, encode) => {
    const cut = encode(randomBytes(300_000)).subarray(0, 200_000);
    await expect(inflate(cut, contentCodings(name), refuse(2 ** 20))).rejects.toMatchObject({
      fault: { kind: 'decode', reason: 'corrupt' },
    });
  });

  test('a limit of exactly the size is enough', async () => {
    const result = await inflate(zlib.gzipSync(page), ['gzip'], refuse(page.length));
    expect(result.truncated).toBe(false);
  });

  test('garbage is corrupt, never a crash', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.constantFrom('gzip', 'deflate', 'br'),
        async (bytes, name) => {
          const outcome = await inflate(Buffer.from(bytes), contentCodings(name), refuse(2 ** 20)).catch(
            (error) => error.fault.kind,
          );
          expect(typeof outcome === 'string' ? outcome : 'inflated').toMatch(/^(decode|inflated)$/);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('inflatePrefix', () => {
  test.each(ENCODERS)('shows the beginning of %s', (name, encode) => {
    const long = Buffer.from(articlePage({ paragraphs: 400 }));
    const head = inflatePrefix(encode(long).subarray(0, 400), contentCodings(name));
    expect(head?.subarray(0, 15).toString()).toBe('<!DOCTYPE html>');
  });

  test('gives up on garbage', () => {
    expect(inflatePrefix(Buffer.from('plain'), ['gzip'])).toBeNull();
  });

  test('gives up on a bomb', () => {
    expect(inflatePrefix(zlib.brotliCompressSync(Buffer.alloc(4 * 2 ** 20)), ['br'])).toBeNull();
  });
});

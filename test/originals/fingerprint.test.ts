import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distinctHashes, fingerprint, GRAM } from '../../src/originals/fingerprint.js';

const units = (minimum: number, maximum: number) =>
  fc
    .array(fc.integer({ min: 0x4e00, max: 0x4e10 }), { minLength: minimum, maxLength: maximum })
    .map((list) => Uint16Array.from(list));

const joined = (...parts: Uint16Array[]) => Uint16Array.from(parts.flatMap((part) => Array.from(part)));

test.each([8, 16])('texts that share a run of GRAM + window - 1 units share a fingerprint (window %i)', (window) => {
  const run = GRAM + window - 1;
  fc.assert(
    fc.property(units(run, run), units(0, 40), units(0, 40), units(0, 40), units(0, 40), (common, a, b, c, d) => {
      const first = new Set(fingerprint(joined(a, common, b), window).hashes);
      expect(fingerprint(joined(c, common, d), window).hashes.some((hash) => first.has(hash))).toBe(true);
    }),
  );
});

test('the hash of a gram depends on its eight units only, and stands at its place', () => {
  fc.assert(
    fc.property(units(GRAM, 60), (text) => {
      const { hashes, positions } = fingerprint(text, 4);
      hashes.forEach((hash, i) => {
        expect(fingerprint(text.slice(positions[i], positions[i] + GRAM), 4).hashes).toEqual(Uint32Array.of(hash));
      });
    }),
  );
});

test.each([
  [0, 0],
  [GRAM - 1, 0],
  [GRAM, 1],
  [GRAM + 7, 1],
])('a text of %i units has at least %i fingerprints', (length, least) => {
  const { hashes } = fingerprint(
    Uint16Array.from({ length }, (_, i) => 0x4e00 + i),
    8,
  );
  expect(Math.min(hashes.length, 1)).toBe(least);
});

test('a text of one repeated character has few fingerprints and one hash', () => {
  const { hashes } = fingerprint(new Uint16Array(1000).fill(0x4e00), 8);
  expect(distinctHashes(hashes)).toHaveLength(1);
});

test('random text has two fingerprints for every window and one gram', () => {
  const text = Uint16Array.from({ length: 90_000 }, (_, i) => (Math.imul(i, 2654435761) >>> 16) & 0xffff);
  const density = fingerprint(text, 8).hashes.length / text.length;
  expect(density).toBeGreaterThan(0.2);
  expect(density).toBeLessThan(0.245);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GRAM } from '../../src/originals/fingerprint.js';
import { GramTable, trustworthy } from '../../src/originals/runs.js';

const text = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 80 }).map((list) => Uint16Array.from(list));

test('runs are equal in both texts, cannot be longer, and do not overlap in the original', () => {
  fc.assert(
    fc.property(text, text, (original, page) => {
      let end = 0;
      for (const run of new GramTable(page).runsOf(original)) {
        expect(run.length).toBeGreaterThanOrEqual(GRAM);
        expect(run.original).toBeGreaterThanOrEqual(end);
        end = run.original + run.length;
        expect(page.slice(run.page, run.page + run.length)).toEqual(original.slice(run.original, end));
        if (end < original.length && run.page + run.length < page.length)
          expect(page[run.page + run.length]).not.toBe(original[end]);
      }
    }),
  );
});

test('every gram the texts share is covered, or too near a run for one of its own', () => {
  fc.assert(
    fc.property(text, text, (original, page) => {
      const covered = new Uint8Array(original.length);
      for (const run of new GramTable(page).runsOf(original)) covered.fill(1, run.original, run.original + run.length);
      const grams = new Set<string>();
      for (let i = 0; i + GRAM <= page.length; i++) grams.add(page.slice(i, i + GRAM).join());
      for (let i = 0; i + GRAM <= original.length; i++)
        if (grams.has(original.slice(i, i + GRAM).join())) expect(covered.slice(i, i + GRAM)).toContain(1);
    }),
  );
});

test.each([
  ['a short run alone', [{ original: 0, page: 50, length: 8 }], 0],
  ['a long run alone', [{ original: 0, page: 50, length: 13 }], 1],
  [
    'two short runs beside each other',
    [
      { original: 0, page: 50, length: 8 },
      { original: 12, page: 61, length: 9 },
    ],
    2,
  ],
  [
    'two short runs in another order',
    [
      { original: 0, page: 50, length: 8 },
      { original: 12, page: 9, length: 9 },
    ],
    0,
  ],
  [
    'two short runs far apart',
    [
      { original: 0, page: 50, length: 8 },
      { original: 90, page: 140, length: 9 },
    ],
    0,
  ],
])('%s: trusted %#', (_, runs, expected) => {
  expect(trustworthy(runs)).toHaveLength(expected);
});

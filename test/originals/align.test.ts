import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { align } from '../../src/originals/align.js';
import { alignGap } from '../../src/originals/gap.js';
import { normalise } from '../../src/originals/normalise.js';
import { inventedText } from './texts.js';

const units = (text: string) => Uint16Array.from(text, (character) => character.charCodeAt(0));
const few = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 30 }).map((list) => Uint16Array.from(list));

/** The pairs as the text they have in common. */
function common(a: string, b: string, free = { start: false, end: false }): string {
  let text = '';
  alignGap(units(a), units(b), free, (at) => {
    text = a[at] + text;
  });
  return text;
}

test.each([
  ['甲乙丙', '甲乙丙', '甲乙丙'],
  ['甲乙丙', '甲丁丙', '甲丙'],
  ['甲乙丙', '甲丙', '甲丙'],
  ['甲丙', '甲乙丙', '甲丙'],
  ['甲乙', '', ''],
  ['', '甲乙', ''],
])('%s and %s have %s in common', (a, b, expected) => {
  expect(common(a, b)).toBe(expected);
});

test('what was left out is one gap, though its characters occur elsewhere too', () => {
  const kept: number[] = [];
  alignGap(units('春天的草原的羊群的歌'), units('春天的歌'), { start: false, end: false }, (at) => kept.unshift(at));
  const gaps = kept.filter((at, i) => i > 0 && at !== kept[i - 1] + 1);
  expect([kept.length, gaps.length]).toEqual([4, 1]);
});

test.each([
  ['start', '导航导航导航导航甲乙丙丁', { start: true, end: false }],
  ['end', '甲乙丙丁页脚页脚页脚页脚', { start: false, end: true }],
])('what is left over at a free %s costs nothing', (_, b, free) => {
  expect(common('甲乙丙丁', b, free)).toBe('甲乙丙丁');
});

test('pairs are equal units in the same order in both', () => {
  fc.assert(
    fc.property(few, few, fc.boolean(), fc.boolean(), (a, b, start, end) => {
      let [lastA, lastB] = [a.length, b.length];
      alignGap(a, b, { start, end }, (i, j) => {
        expect(a[i]).toBe(b[j]);
        expect(i).toBeLessThan(lastA);
        expect(j).toBeLessThan(lastB);
        [lastA, lastB] = [i, j];
      });
    }),
  );
});

test('partners ascend, and all of a copy has one', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.nat(300), fc.nat(300), (seed, from, length) => {
      const original = inventedText(seed, 12);
      const page = normalise(`${inventedText(99, 3)}${original.slice(0, from)}${original.slice(from + length)}`).units;
      const { partner } = align(normalise(original).units, page);
      const paired = partner.filter((unit) => unit >= 0);
      expect(paired).toEqual(paired.slice().sort());
      const kept =
        normalise(original.slice(0, from)).units.length + normalise(original.slice(from + length)).units.length;
      expect(paired.length).toBeGreaterThanOrEqual(kept >= 60 ? kept - 16 : 0);
    }),
    { numRuns: 40 },
  );
});

test('a text rewritten throughout is aligned in bounded time', () => {
  const original = inventedText(1, 3000).replace(/[\s。]/g, '');
  const island = (at: number) => original.slice(at, at + 20);
  let page = '';
  for (let at = 0; at < original.length; at += 1500) page += island(at) + inventedText(at + 5, 60);
  const { partner } = align(normalise(original).units, normalise(page).units);
  expect(partner).toHaveLength(normalise(original).units.length);
});

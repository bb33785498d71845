import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BARRIER, BARRIER_STARTS, isBarrier } from '../../src/page/barrier.js';

const ORNAMENTS = /^[\s【[（(|◆■▎>》]*/;

/** A line as a block of the page has it. */
const line = (text: string) => ({ text, firstUnit: text.replace(/^[\0- ]+/, '').charCodeAt(0) || 0 });

test('the starts are exactly what a barrier can begin with', () => {
  // Some 60 beginnings, the rarest of which one line in 2,000 has.
  const lines = fc.sample(fc.stringMatching(BARRIER), { numRuns: 20_000, seed: 1 });
  const starts = new Set(lines.map((text) => text.replace(ORNAMENTS, '')[0]));
  expect([...starts].sort()).toEqual([...BARRIER_STARTS].sort());
});

test.each([
  ['网友评论', true],
  ['【相关阅读】', true],
  ['  ◆ 热门推荐', true],
  ['评论(12)', true],
  ['24小时排行', true],
  ['上一篇：草原上的来客', true],
  ['返回顶部', true],
  ['评论员文章', false],
  ['2024-05-06 09:12', false],
  ['相关负责人说', false],
  ['清晨的风很凉', false],
  ['x 网友评论', false],
  ['', false],
])('%j: %p', (text, expected) => {
  expect(isBarrier(line(text))).toBe(expected);
});

test('the look at the first character changes no answer', () => {
  const piece = fc.oneof(
    fc.constantFrom(...BARRIER_STARTS, ...'【(◆ \u3000评论阅读24a。'),
    fc.string({ unit: 'binary' }),
  );
  const text = fc.oneof(
    fc.stringMatching(BARRIER),
    fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (each) => expect(isBarrier(line(each))).toBe(BARRIER.test(each))),
    { numRuns: 1000 },
  );
});

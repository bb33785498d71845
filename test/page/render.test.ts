import { expect, test } from '@jest/globals';
import { decodeHTML } from 'entities';
import fc from 'fast-check';
import { foldLine } from '../../src/page/fold-line.js';
import { Markup } from '../../src/page/markup.js';
import { renderLine } from '../../src/page/render.js';
import { PageTree } from '../../src/page/tree.js';

/** A line of these runs, as they stand in the HTML. */
function lineOf(runs: readonly string[]) {
  const tree = new PageTree(Markup.of(runs.join('<b>')));
  let at = 0;
  for (const run of runs) {
    const end = at + Buffer.byteLength(run);
    tree.addRun(0, at, end, 0);
    at = end + '<b>'.length;
  }
  return renderLine(
    tree,
    runs.map((_, index) => index),
  );
}

const WIDTHLESS =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is removed by itself, also where marks combine
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/g;

/** The same by replacing in strings. */
const textOf = (runs: readonly string[]): string =>
  runs
    .map((run) => decodeHTML(run).replace(WIDTHLESS, ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

test.each([
  [['班车'], '班车', [0], [true]],
  [[' 班车\n'], '班车', [0], [false]],
  [['第一\u00a0 趟'], '第一 趟', [0], [false]],
  [['来源：', '甲报 ', ' 2024'], '来源：甲报 2024', [0, 3, 6], [true, true, false]],
  [['a&nbsp;b', '&amp;', '&x'], 'a b&&x', [0, 3, 4], [false, false, true]],
  [['\u200b', 'a\ufeff'], 'a', [0, 0], [false, false]],
  [['𠀀 é'], '𠀀 é', [0], [true]],
  [[' '], '', [0], [false]],
])('%j', (runs, text, starts, plain) => {
  expect(lineOf(runs)).toEqual({ text, starts, plain });
});

test('every character of the first plane is rendered as by replacing', () => {
  const wrong: string[] = [];
  for (let unit = 0; unit <= 0xffff; unit++) {
    if (unit >= 0xd800 && unit <= 0xdfff) continue;
    const letter = String.fromCharCode(unit);
    const run = `天${letter} 地${letter}${letter}`;
    if (lineOf([run]).text !== textOf([run])) wrong.push(unit.toString(16));
  }
  expect(wrong).toEqual([]);
});

test('any runs are rendered as by replacing, and those that are plain stand as they are', () => {
  const piece = fc.oneof(
    fc.constantFrom(...' \n\u00a0\u3000\u200b\u00ad来源a，;'),
    fc.constantFrom('&nbsp;', '&nbsp', '&amp;', '&#32;', '&#x6765;', '&', '𠀀', '&fjlig;', '&zwj;'),
    fc.string({ unit: 'grapheme', maxLength: 2 }).filter((text) => !text.includes('<')),
  );
  const run = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(run, { minLength: 1, maxLength: 4 }), (runs) => {
      const { text, starts, plain } = lineOf(runs);
      expect(text).toBe(textOf(runs));
      for (const [index, each] of runs.entries()) {
        if (plain[index]) expect(`${text} `.startsWith(each, starts[index])).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a line longer than the memory that is kept', () => {
  const run = '班车 '.repeat(20_000);
  expect(lineOf([run, run]).text).toBe(textOf([run, run]));
});

test.each([
  ['来源：甲报（ＡＢ）', '来源:甲报(AB)'],
  ['來源\u3000轉載', '来源 转载'],
  ['\uf92d\u2f6c\ufe55\ufe30', '来目:\ufe30'],
  ['班车', '班车'],
])('%j is folded to %j', (text, expected) => {
  expect(foldLine(text)).toBe(expected);
  // Compatibility forms are looked up once.
  expect(foldLine(text)).toBe(expected);
});

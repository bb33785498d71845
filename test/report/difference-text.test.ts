import { describe, expect, test } from '@jest/globals';
import type { ShownComparison } from '../../src/audit/types.js';
import { differenceLines, passageLines } from '../../src/report/difference-text.js';
import { messagesIn } from '../../src/report/messages/index.js';
import { context } from './fixtures.js';

const { palette } = context();

describe('what differs stands in brackets', () => {
  test.each<[name: string, original: string, page: string, first: string, second: string]>([
    ['a figure', '借出图书一千册。', '借出图书两千册。', '借出图书【一】千册。', '借出图书【两】千册。'],
    ['a word put in', '音乐节开幕', '音乐节隆重开幕', '音乐节开幕', '音乐节【隆重】开幕'],
    ['punctuation alone', '他说，好。', '他说：好', '他说，好。', '他说：好'],
    [
      'a long sentence, cut where it is the same',
      `${'甲乙丙丁戊己庚辛壬癸'.repeat(3)}一${'子丑寅卯辰巳午未申酉戌亥'.repeat(3)}`,
      `${'甲乙丙丁戊己庚辛壬癸'.repeat(3)}二${'子丑寅卯辰巳午未申酉戌亥'.repeat(3)}`,
      '…壬癸甲乙丙丁戊己庚辛壬癸【一】子丑寅卯辰巳午未申酉戌亥…',
      '…壬癸甲乙丙丁戊己庚辛壬癸【二】子丑寅卯辰巳午未申酉戌亥…',
    ],
    ['letters that act', 'a\u202eb', 'a\u202ec', 'a\\u{202e}【b】', 'a\\u{202e}【c】'],
  ])('%s', (_name, original, page, first, second) => {
    expect(differenceLines(original, page, palette)).toEqual({ first, second });
  });
});

describe('the passages of a page', () => {
  const passage = (number: number, page: string | null): ShownComparison['passages'][number] => ({
    fate: page === null ? 'dropped' : 'altered',
    original: { start: 0, end: 3, text: `原文${number}` },
    page: page === null ? null : { start: 0, end: 3, text: page },
    changes: [],
  });
  const comparison = (altered: number, dropped: number): ShownComparison => ({
    title: 'same',
    counts: { kept: 1, moved: 0, altered, dropped, added: 0 },
    passages: [
      ...Array.from({ length: altered }, (_, i) => passage(i, `本页${i}`)),
      ...Array.from({ length: dropped }, (_, i) => passage(10 + i, null)),
    ],
  });
  const lines = (altered: number, dropped: number, everything: boolean) =>
    [...passageLines(comparison(altered, dropped), palette, messagesIn('zh'), everything)].map(
      ({ label, text }) => label + text,
    );

  test('original above page, then what was dropped, then the counts', () => {
    expect(lines(1, 1, false)).toEqual([
      '原文：【原文】0',
      '本页：【本页】0',
      '删去：【原文10】',
      '原文 3 句：未动 1，改动 1，删去 1',
    ]);
  });

  test.each([
    [false, '另有 3 处未列出（加 --verbose 可全部列出）'],
    [true, '删去：【原文10】'],
  ])('five of them, unless everything is asked for (%s)', (everything, line) => {
    expect(lines(7, 1, everything).at(-2)).toBe(line);
  });
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columnsOf, headWithin, tailWithin, wrap } from '../../src/report/columns.js';

test.each([
  ['abc', 3],
  ['来源', 4],
  ['：', 2],
  ['“…·—', 4],
  ['ｆｕｌｌ', 8],
  ['ﾊﾝ', 2],
  ['한글', 4],
  ['e\u0301', 1],
  ['😀', 2],
  ['𠀀', 2],
  ['　', 2],
])('%j takes %d columns', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

const mixed = fc.string({ unit: fc.constantFrom('a', '来', '：', '😀', ' ', '“') });

test('head and tail stay within their columns and belong to the text', () => {
  fc.assert(
    fc.property(mixed, fc.nat(12), (text, columns) => {
      const head = headWithin(text, columns);
      const tail = tailWithin(text, columns);
      return columnsOf(head) <= columns && columnsOf(tail) <= columns && text.startsWith(head) && text.endsWith(tail);
    }),
  );
});

test('wrapping loses nothing but blanks at line ends', () => {
  fc.assert(
    fc.property(mixed, fc.integer({ min: 4, max: 30 }), (text, columns) => {
      return wrap(text, columns).join('').replaceAll(' ', '') === text.replaceAll(' ', '');
    }),
  );
});

test('no line begins with a closing mark', () => {
  expect(wrap('转载时应当注明，来源。', 14)).toEqual(['转载时应当注', '明，来源。']);
});

test('words of a Latin script are not cut', () => {
  expect(wrap('name the source and link', 10)).toEqual(['name the', 'source and', 'link']);
});

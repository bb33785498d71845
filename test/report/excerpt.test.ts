import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columnsOf } from '../../src/report/columns.js';
import { markedExcerpt } from '../../src/report/excerpt.js';

test('the carets stand under the place, two to a full-width character', () => {
  expect(markedExcerpt({ text: '甲<b>来源：乙</b>', start: 4, length: 4 }, 40)).toEqual({
    line: '甲<b>来源：乙</b>',
    carets: '     ^^^^^^^^',
  });
});

test('spelled-out characters before the place move the carets along', () => {
  expect(markedExcerpt({ text: '\u200bx', start: 1, length: 1 }, 40)).toEqual({
    line: '\\u{200b}x',
    carets: '        ^',
  });
});

test('a place without length gets one caret', () => {
  expect(markedExcerpt({ text: 'ab', start: 1, length: 0 }, 40).carets).toBe(' ^');
});

test('a place in the middle of a surrogate pair takes the whole character', () => {
  expect(markedExcerpt({ text: 'a😀b', start: 2, length: 1 }, 40)).toEqual({ line: 'a😀b', carets: ' ^^' });
});

test('a long line is cut on both sides of the place', () => {
  const { line, carets } = markedExcerpt({ text: `${'前'.repeat(50)}X${'后'.repeat(50)}`, start: 50, length: 1 }, 20);
  expect(line).toBe('…前前前前X后后后后…');
  expect(carets).toBe('         ^');
});

test('a long place is cut in its middle', () => {
  const text = `来源：<a href="${'x'.repeat(50)}">晨光报</a>`;
  expect(markedExcerpt({ text, start: 0, length: text.length - 4 }, 24).line).toBe('来源：<a hr…xxx">晨光报');
});

test('line and carets never pass the given columns', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', '来', '😀', ' ', '\u001b'), maxLength: 60 });
  fc.assert(
    fc.property(piece, piece, piece, fc.integer({ min: 20, max: 80 }), (before, marked, after, columns) => {
      const text = before + marked + after;
      const shown = markedExcerpt({ text, start: before.length, length: marked.length }, columns);
      return columnsOf(shown.line) <= columns && shown.carets.length <= columns + 1;
    }),
  );
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columnsOf } from '../../src/report/columns.js';
import { hanging } from '../../src/report/hanging.js';

const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
const withoutColours = (text: string): string => text.replace(/\u001b\[\d+m/g, '');

test('a short line stays as it is', () => {
  expect(hanging('  note  ', 'short', 20)).toEqual(['  note  short']);
});

test('the rest stands below the beginning of the text', () => {
  expect(hanging('  note  ', 'the page names nobody as its source', 44)).toEqual([
    '  note  the page names nobody as its source',
  ]);
  expect(hanging('  note  ', 'the page names nobody as its source', 40)).toEqual([
    '  note  the page names nobody as its',
    '        source',
  ]);
});

test('a Chinese character takes two columns, and no line begins with its punctuation', () => {
  expect(hanging('错误  ', '来源写的是别家媒体，应当写北疆新闻，并附原文链接。', 40)).toEqual([
    '错误  来源写的是别家媒体，应当写北疆新',
    '      闻，并附原文链接。',
  ]);
});

test('behind a label that leaves no room the text begins further left', () => {
  expect(hanging(`${'label '.repeat(5)}`, 'one two three four five six seven', 50)).toEqual([
    `${'label '.repeat(5)}one two three four`,
    '      five six seven',
  ]);
});

test('an address is not broken', () => {
  const address = `https://news.partner.example/${'a'.repeat(60)}`;
  expect(hanging('  ', `see ${address} there`, 40)).toEqual(['  see', `  ${address}`, '  there']);
});

test('colours go with their words, over lines too', () => {
  expect(hanging(red('x '), `the ${red('first and the second')} word of it all`, 34)).toEqual([
    `${red('x ')}the \u001b[31mfirst and the second\u001b[39m word of`,
    '  it all',
  ]);
  expect(hanging('', red('one two three four five six seven eight'), 20).join('|')).toBe(
    '\u001b[31mone two three four|      five six seven|      eight\u001b[39m',
  );
});

test('nothing but blanks is lost, and only a longer word leaves the terminal', () => {
  const word = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b', '1', ','), minLength: 1, maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('来', '源', '，', '。', '“', '新', '\u3000'), minLength: 1, maxLength: 12 }),
  );
  const piece = fc.tuple(word, fc.boolean()).map(([text, coloured]) => (coloured ? red(text) : text));
  const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' '));
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 40, max: 100 }), (text, label, columns) => {
      const lines = hanging('-'.repeat(label), text, columns);
      const squeezed = (all: string): string => all.replace(/\s/g, '');
      expect(squeezed(lines.join(''))).toBe('-'.repeat(label) + squeezed(text));
      // No line begins with a comma: it keeps to the word before, whatever blanks are between.
      const longest = Math.max(
        0,
        ...withoutColours(text)
          .split(/\s+(?![,，。\s])/)
          .map(columnsOf),
      );
      for (const line of lines.map(withoutColours))
        expect(columnsOf(line)).toBeLessThanOrEqual(Math.max(columns, label + longest));
    }),
  );
});

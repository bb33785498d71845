import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AttributeValues, hashOf } from '../../src/page/attribute-values.js';
import { Markup } from '../../src/page/markup.js';

/** The values written one behind the other, and where each stands. */
function written(values: readonly string[]): { known: AttributeValues; numberOf: (index: number) => number } {
  const known = new AttributeValues(Markup.of(values.join('')));
  const ends: number[] = [];
  let at = 0;
  for (const value of values) ends.push((at += Buffer.byteLength(value)));
  return { known, numberOf: (index) => known.numberOf(index === 0 ? 0 : ends[index - 1], ends[index]) };
}

/** Words with one hash: of two pairs, `Aa` and `BB`, the hash takes one for the other. */
function colliding(pairs: number): string[] {
  return Array.from({ length: 2 ** pairs }, (_, number) =>
    Array.from({ length: pairs }, (_, pair) => ((number >> pair) & 1 ? 'Aa' : 'BB')).join(''),
  );
}

test.each<[string, readonly string[], readonly number[]]>([
  ['the first gets 1, the next 2', ['meta', 'source'], [1, 2]],
  ['one met before keeps its number', ['meta', 'source', 'meta', 'source'], [1, 2, 1, 2]],
  ['no value and an empty one are 0', ['', 'meta', ''], [0, 1, 0]],
  ['case and blanks count', ['meta', 'Meta', 'meta '], [1, 2, 3]],
  ['the beginning of another is one of its own', ['source', 'sour', 'sources'], [1, 2, 3]],
  ['other scripts', ['来源', '来', '来源'], [1, 2, 1]],
  ['one hash for two', ['Aa', 'BB', 'Aa', 'BB'], [1, 2, 1, 2]],
])('%s', (_, values, numbers) => {
  const { numberOf } = written(values);
  expect(values.map((_, index) => numberOf(index))).toEqual(numbers);
});

test.each([
  ['entities are left as they are', ['a&amp;b', 'c'], 'a&amp;b'],
  ['letters of several bytes', ['来源 文', 'c'], '来源 文'],
])('the text of a value: %s', (_, values, text) => {
  const { known, numberOf } = written(values);
  expect(known.text(numberOf(0))).toBe(text);
});

test('number 0 has no text', () => {
  expect(written(['meta']).known.text(0)).toBe('');
});

test('numbers stand for the same values after the table has grown', () => {
  const values = Array.from({ length: 5000 }, (_, index) => `item-${index} `);
  const { known, numberOf } = written(values);
  const numbers = values.map((_, index) => numberOf(index));
  expect([known.count, values.map((_, index) => numberOf(index))]).toEqual([5001, numbers]);
});

test('a number never stands for two values, nor two for one, whatever their hashes', () => {
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...colliding(5)));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 100 }), (values) => {
      const { known, numberOf } = written(values);
      expect(values.map((_, index) => known.text(numberOf(index)))).toEqual(values);
      expect(known.count).toBe(new Set([...values, '']).size);
    }),
  );
});

test('values that all hash alike are known again, those beyond the probes too', () => {
  const values = colliding(6);
  const { known, numberOf } = written(values);
  const first = values.map((_, index) => numberOf(index));
  expect([values.map((_, index) => numberOf(index)), known.count]).toEqual([first, 65]);
});

test('they are known again after the table has grown', () => {
  const values = [...colliding(6), ...Array.from({ length: 1000 }, (_, index) => `item-${index} `)];
  const { known, numberOf } = written(values);
  const first = values.map((_, index) => numberOf(index));
  expect([values.map((_, index) => numberOf(index)), known.count]).toEqual([first, 1065]);
});

test.each<[string, string, number]>([
  ['one that is there', 'source', 2],
  ['one that is not', 'sourc', 0],
  ['none', '', 0],
])('a value found by the bytes of another text: %s', (_, searched, number) => {
  const { known, numberOf } = written(['meta', 'source']);
  for (const index of [0, 1]) numberOf(index);
  const bytes = Buffer.from(`.${searched}{`);
  expect(known.find(bytes, 1, bytes.length - 1, hashOf(bytes, 1, bytes.length - 1))).toBe(number);
});

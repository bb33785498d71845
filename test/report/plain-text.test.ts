import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keepLines, oneLine, shorten } from '../../src/report/plain-text.js';
import { HOSTILE } from './fixtures.js';

const ACTING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u;
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 3 }).map((parts) => parts.join('')),
);

test.each([
  ['\u001b[31mred', '\\u{1b}[31mred'],
  ['a\u009b2Jb', 'a\\u{9b}2Jb'],
  ['a\r\n\tb', 'a b'],
  ['gpj\u202eexe', 'gpj\\u{202e}exe'],
  ['北\u200b疆', '北\\u{200b}疆'],
  ['x\ud800', 'x\\u{d800}'],
  ['😀 来源：甲', '😀 来源：甲'],
])('oneLine(%j) is %j', (text, expected) => {
  expect(oneLine(text)).toBe(expected);
});

test('whatever comes in, one line of showing characters comes out', () => {
  fc.assert(fc.property(anyText, (text) => !ACTING.test(oneLine(text))));
});

test('keepLines lets nothing act but line feeds', () => {
  fc.assert(fc.property(anyText, (text) => !ACTING.test(keepLines(text).replaceAll('\n', ''))));
});

test('each single character that acts is known', () => {
  const missed: string[] = [];
  for (let unit = 0; unit <= 0xffff; unit++) {
    const character = String.fromCharCode(unit);
    if (ACTING.test(oneLine(character)) || ACTING.test(keepLines(character).replace('\n', ''))) {
      missed.push(unit.toString(16));
    }
  }
  expect(missed).toEqual([]);
});

test('keepLines keeps each kind of line break as one line feed', () => {
  expect(keepLines('a\r\nb\rc\nd\u2028e')).toBe('a\nb\nc\nd\ne');
});

test('shorten never leaves half a character', () => {
  expect(shorten('ab😀cd', 4)).toBe('ab…');
});

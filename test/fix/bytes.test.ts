import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editBytes } from '../../src/fix/bytes.js';
import { applyEdits, inOrder } from '../../src/fix/edits.js';
import { decodeAs } from '../../src/page/charset-declared.js';
import { ENCODINGS } from './support.js';

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe.each([
  // What is not of the encoding, before the edit and behind it, is kept byte for byte.
  ['broken utf-8', 'utf-8', '61 ff c3 62 e5 8c 63', 'b', 'X', '61 ff c3 58 e5 8c 63'],
  ['a cut-off letter at the end', 'utf-8', '61 62 e5 8c', 'b', '北', '61 e5 8c 97 e5 8c'],
  ['broken gb18030', 'gb18030', '61 ff b1 b1 62 80', 'b', '北', '61 ff b1 b1 b1 b1 80'],
  ['gb18030 with four bytes', 'gb18030', '81 30 81 30 62 c0 b4', 'b', '来', '81 30 81 30 c0 b4 c0 b4'],
  ['big5, a letter it has', 'big5', 'a4 e9 62', 'b', '日', 'a4 e9 a4 e9'],
  [
    'big5, a letter it lacks',
    'big5',
    'a4 e9 62',
    'b',
    '闻',
    'a4 e9 26 23 38 38 32 37 3b 3b'.replace('26 23 38 38 32 37 3b 3b', Buffer.from('&#38395;').toString('hex')),
  ],
  ['a single-byte table', 'windows-1252', 'e9 62 e9', 'b', '北', `e9${Buffer.from('&#21271;').toString('hex')}e9`],
  ['utf-16 with a lone surrogate', 'utf-16le', 'ff fe 00 d8 62 00 63 00', 'b', '北', 'ff fe 00 d8 17 53 63 00'],
  ['utf-16be without a mark', 'utf-16be', '00 61 00 62', 'b', '北', '00 61 53 17'],
])('%s', (_, charset, before, searched, text, after) => {
  test('changes nothing else', () => {
    const bytes = hex(before);
    const html = decodeAs(charset, bytes);
    const start = html.indexOf(searched);
    const edited = editBytes(bytes, html, charset, [{ start, end: start + 1, text }]);
    expect(Buffer.from(edited!.bytes).toString('hex')).toBe(after.replaceAll(' ', ''));
  });
});

test('an encoding that switches tables is refused', () => {
  expect(editBytes(Buffer.from('ab'), 'ab', 'iso-2022-jp', [{ start: 1, end: 1, text: 'x' }])).toBeNull();
});

test('a place within a character is refused', () => {
  expect(editBytes(Buffer.from('😀'), '😀', 'utf-8', [{ start: 1, end: 1, text: 'x' }])).toBeNull();
});

test('overlapping edits are a bug', () => {
  const edits = [
    { start: 0, end: 2, text: '' },
    { start: 1, end: 3, text: '' },
  ];
  expect(() => inOrder(edits)).toThrow(RangeError);
});

describe.each(ENCODINGS)('any text in $name', ({ name, encode }) => {
  const charset = name.replace(' with a mark', '');
  const letters = fc.constantFrom(...'a<>&"\r\n\t来源：北疆新闻，。 \u3000€é');
  const text = fc.string({ unit: letters, minLength: 1, maxLength: 60 });

  test('edited in bytes is what it is edited as text', () => {
    fc.assert(
      fc.property(text, text, fc.array(fc.nat(60), { minLength: 2, maxLength: 6 }), (html, inserted, places) => {
        const sorted = [...new Set(places.map((place) => Math.min(place, html.length)))].sort((a, b) => a - b);
        const edits = [];
        for (let index = 0; index + 1 < sorted.length; index += 2) {
          edits.push({ start: sorted[index], end: sorted[index + 1], text: inserted });
        }
        const edited = editBytes(encode(html), html, charset, edits);
        expect(Buffer.from(edited!.bytes).equals(encode(applyEdits(html, edits)))).toBe(true);
      }),
    );
  });
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Markup } from '../../src/page/markup.js';

/** Characters of one to four bytes, long enough to pass the places whose offsets are kept. */
const html = fc
  .array(fc.constantFrom('a', '<', '\n', 'é', '源', '来', '😀', '<p class="x">', ' '.repeat(300)), { maxLength: 60 })
  .map((parts) => parts.join(''));
/** The same bytes, whatever the address they begin at in memory. */
const shifted = (text: string, by: number): Markup =>
  new Markup(Buffer.concat([Buffer.alloc(by), Buffer.from(text)]).subarray(by));

test('slice answers as that of the decoded HTML does, between surrogates as well', () => {
  fc.assert(
    fc.property(html, fc.nat(3), fc.nat(), fc.nat(), (text, by, one, other) => {
      const [start, end] = [one % (text.length + 1), other % (text.length + 1)].sort((a, b) => a - b);
      expect(shifted(text, by).slice(start, end)).toBe(text.slice(start, end));
    }),
  );
});

test('every byte that begins a character has the offset of its first unit', () => {
  fc.assert(
    fc.property(html, (text) => {
      const markup = Markup.of(text);
      let offset = 0;
      for (const letter of text) {
        const byte = Buffer.byteLength(text.slice(0, offset));
        expect([markup.offsetOf(byte), markup.byteOf(offset)]).toEqual([offset, byte]);
        offset += letter.length;
      }
    }),
    { numRuns: 20 },
  );
});

test('a text is found whether it was asked for before or not', () => {
  fc.assert(
    fc.property(html, fc.constantFrom('源来', '<p class="x">', '来😀', 'aa', 'é源'), (text, searched) => {
      const markup = Markup.of(text);
      expect(markup.includes(searched)).toBe(text.includes(searched));
      expect(markup.indexOf(searched)).toBe(text.indexOf(searched));
    }),
  );
});

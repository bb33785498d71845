import { expect, test } from '@jest/globals';
import { TextSearch } from '../../src/page/byte-search.js';

const TEXTS = ['partner.example', '草原新闻', '蒙网新备00000号', 'abcabcd'];

/** A text is looked for together with others from the second page on. */
for (const text of TEXTS) new TextSearch(Buffer.from('')).holds(text);

/** The bytes of a text behind `shift` others of the same memory. */
function shifted(text: string, shift: number): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const memory = Buffer.alloc(shift + bytes.length);
  bytes.copy(memory, shift);
  return memory.subarray(shift);
}

test('a text is found wherever it stands, and however the bytes lie in memory', () => {
  const missed: string[] = [];
  for (const text of TEXTS) {
    for (let before = 0; before < 9; before++) {
      for (let after = 0; after < 5; after++) {
        for (let shift = 0; shift < 4; shift++) {
          const search = new TextSearch(shifted(`${'x'.repeat(before)}${text}${'y'.repeat(after)}`, shift));
          if (!search.holds(text)) missed.push(`${text} ${before} ${after} ${shift}`);
        }
      }
    }
  }
  expect(missed).toEqual([]);
});

test('what is nearly a text is none', () => {
  for (let shift = 0; shift < 4; shift++) {
    const search = new TextSearch(shifted('abcabca partner.exampl 草原新 蒙网新备00000号'.slice(0, -1), shift));
    expect(TEXTS.filter((text) => search.holds(text))).toEqual([]);
  }
});

test.each([0, 1, 2, 3, 4, 5, 6])('%i bytes at the end of their memory hold none', (length) => {
  const search = new TextSearch(shifted('partner.example'.slice(0, length), 3));
  expect(TEXTS.some((text) => search.holds(text))).toBe(false);
});

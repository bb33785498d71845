import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inputRange, normalise, normalisedString } from '../../src/originals/normalise.js';

test.each([
  ['full-width letters and digits', 'ＡＢＣ１２３', 'abc123'],
  ['punctuation and blanks', '“来源”： 北疆\u3000新闻，\n报道。', '来源北疆新闻报道'],
  ['zero-width characters', '北\u200b疆\u200d新\ufeff闻\u2060网\u00ad', '北疆新闻网'],
  ['variation selectors', '草\ufe0f原\u{e0100}', '草原'],
  ['traditional characters', '內蒙古自治區發佈臺灣歷史裡的說明', '内蒙古自治区发布台湾历史里的说明'],
  ['Hong Kong and Taiwan variants', '衞生綫裏裡著', '卫生线里里着'],
  ['composed and decomposed letters', 'é e\u0301 が か\u3099', 'eeかか'],
  ['compatibility forms', '㎏①ﬁ㈱', 'kg1fi株'],
  ['letters outside the basic plane', '𝐀𠀀', 'a𠀀'],
  ['Hangul syllables whole', '한국', '한국'],
  ['lone surrogates', 'a\ud800b\udc00c', 'abc'],
  ['nothing that counts', '…… ——！', ''],
])('%s', (_, input, expected) => {
  expect(normalisedString(input)).toBe(expected);
});

test('a character that unfolds into many finds room', () => {
  const { units, origin } = normalise('\ufdfa'.repeat(100));
  expect(units.length).toBe(origin.length - 1);
  expect(new Set(origin).size).toBe(101);
});

test('the origin of each unit is a character that folds to it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (input) => {
      const { units, origin } = normalise(input);
      for (let i = 0; i < units.length; i++) {
        const character = String.fromCodePoint(input.codePointAt(origin[i])!);
        expect(normalisedString(character)).toContain(String.fromCharCode(units[i]));
        expect(origin[i]).toBeLessThanOrEqual(origin[i + 1]);
      }
      expect(origin[units.length]).toBe(input.length);
    }),
  );
});

test('folding the folded text changes nothing, for every character', () => {
  for (let point = 0; point < 0x30000; point++) {
    const once = normalisedString(String.fromCodePoint(point));
    if (once !== '' && normalisedString(once) !== once) throw new Error(`U+${point.toString(16)}`);
  }
});

test('folding goes character by character: a text folds to what its parts fold to', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      expect(normalisedString(`${a} ${b}`)).toBe(normalisedString(a) + normalisedString(b));
    }),
  );
});

test.each([
  ['without what was dropped around it', '「北疆」新闻', 0, 2, '北疆'],
  ['with what was dropped inside', '北 疆，新闻', 0, 3, '北 疆，新'],
  ['a pair of surrogates whole', '甲𝐀乙', 1, 2, '𝐀'],
  ['empty at the end', '甲。', 1, 1, ''],
])('a range of units leads back to the input: %s', (_, input, start, end, expected) => {
  const range = inputRange(normalise(input), start, end);
  expect(input.slice(range.start, range.end)).toBe(expected);
});

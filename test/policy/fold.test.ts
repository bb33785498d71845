import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Converter } from 'opencc-js/t2cn';
import { foldForm, foldText, simplify } from '../../src/page/fold.js';
import { SIMPLIFIED, TRADITIONAL } from '../../src/page/traditional.js';

describe('foldText', () => {
  test.each([
    ['plain Chinese text', '北疆新闻', '北疆新闻'],
    ['plain ASCII text', 'source:Beijiang', 'source:Beijiang'],
    ['full-width forms', '来源：ＡＢＣ１２３', '来源:ABC123'],
    ['traditional characters', '來源：北疆新聞', '来源:北疆新闻'],
    ['regional variants', '裏面內容', '里面内容'],
    ['zero-width characters', '北\u200b疆\ufeff新\u2060闻', '北疆新闻'],
    ['soft hyphen and variation selector', '北\u00ad疆\ufe0f新闻', '北疆新闻'],
    ['blanks between Chinese letters', '未 经 书\u3000面\u00a0授\n权', '未经书面授权'],
    ['blanks beside Latin letters', ' 北疆新闻\u00a0\u00a0App  客户端 ', '北疆新闻 App 客户端'],
    ['compatibility ideographs', '\uf9e4論', '理论'],
    ['blanks that only a zero-width character separates', '北 \u200b 疆', '北疆'],
    ['control characters', '北\u0000疆', '北疆'],
    ['nothing', '', ''],
    ['blanks alone', ' \u3000\t', ''],
    ['a lone surrogate', '\ud800北', '\ud800北'],
  ])('%s', (_, text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  const hostile = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'北疆新聞來源：:　 \u200b\u00ad\u0301\u3099か\u1100\u1161ﾞﾊＡａ①㈱ﬁ裏\ufe0f\u0000'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  });

  test('is idempotent', () => {
    fc.assert(
      fc.property(hostile, (text) => foldText(foldText(text)) === foldText(text)),
      { numRuns: 2000 },
    );
  });

  test('foldForm is idempotent', () => {
    fc.assert(
      fc.property(hostile, (text) => foldForm(foldForm(text)) === foldForm(text)),
      { numRuns: 2000 },
    );
  });

  test('simplify keeps the length', () => {
    fc.assert(fc.property(hostile, (text) => simplify(text).length === text.length));
  });

  test('zero-width characters anywhere change nothing', () => {
    const pieces = fc.array(fc.constantFrom('\u200b', '\u200d', '\ufeff', '\u2060'), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(pieces, (zero) => {
        const text = [...'北疆新聞'].map((character, index) => character + zero[index]).join('');
        return foldText(text) === '北疆新闻';
      }),
    );
  });
});

describe('the table of traditional characters', () => {
  test('has one simplified form for each', () => {
    expect([...TRADITIONAL]).toHaveLength([...SIMPLIFIED].length);
  });

  test('agrees with OpenCC wherever one step leads to the end', () => {
    const convert = Converter({ from: 't', to: 'cn' });
    const differing = [...TRADITIONAL].filter((character) => {
      const once = convert(character);
      return once !== character && convert(once) === once && once !== simplify(character);
    });
    expect(differing).toEqual([]);
  });

  test('misses nothing that OpenCC turns into another single character', () => {
    const convert = Converter({ from: 't', to: 'cn' });
    const missed: string[] = [];
    for (let unit = 0x3400; unit <= 0x9fff; unit++) {
      const character = String.fromCharCode(unit);
      const result = convert(character);
      if (result !== character && result.length === 1 && simplify(character) === character) missed.push(character);
    }
    expect(missed).toEqual([]);
  });
});

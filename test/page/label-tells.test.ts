import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutBlocks } from '../../src/page/blocks.js';
import { foldLine } from '../../src/page/fold-line.js';
import { markElements } from '../../src/page/marks.js';
import { Markup } from '../../src/page/markup.js';
import { buildTree } from '../../src/page/tree-builder.js';
import { hiddenElements } from '../../src/page/visibility.js';
import { compileVocabulary } from '../../src/page/vocabulary.js';

const BUILT_IN = { labels: ['来源', 'Source'], names: [], notices: [] };

/** Of a line of HTML: a label may stand in it by its bytes, and one does. */
function told(html: string, vocabulary = BUILT_IN): { may: boolean; does: boolean } {
  const tree = buildTree(Markup.of(html));
  const { label, labelTells } = compileVocabulary(vocabulary);
  const blocks = cutBlocks(tree, hiddenElements(tree), markElements(tree), true);
  label.lastIndex = 0;
  const does = blocks.some(({ text }) => {
    label.lastIndex = 0;
    return label.test(foldLine(text));
  });
  return { may: blocks.some((block) => labelTells.mayStandIn(tree, block)), does };
}

test("a policy's label is taken letter by letter, whatever its characters mean in a pattern", () => {
  const vocabulary = { labels: ['转载(源+)'], names: [], notices: [] };
  expect(told('转 载(源+)：甲报', vocabulary)).toEqual({ may: true, does: true });
  expect(told('转载源源：甲报', vocabulary).does).toBe(false);
});

test.each([
  '来源：甲报',
  '來 源：甲报',
  '<b>来</b><i>源</i>',
  '来\u200b\u00ad\u3000源',
  '来&nbsp;源',
  '来&#x200b;源',
  '&#x6765;源',
  '来&#28304;',
  '\uf92d源',
  'Source: a',
  'Ｓｏｕｒｃｅ',
  'SOURCE: a',
  'source: a',
  '転 轉自甲网',
])('%s may hold a label', (html) => {
  expect(told(html).may).toBe(true);
});

test.each(['从这里来的水源', '来 水 源', '来&gt;&amp;&quot;报', '一个人&nbsp;说', 'shores', '原 因，载重'])(
  '%s holds none, and that is known without reading it',
  (html) => {
    expect(told(html).may).toBe(false);
  },
);

test('no label goes unseen', () => {
  const piece = fc.oneof(
    fc.constantFrom(...'来來源稿图圖出处處转轉自载載原首发發Soource\uf92d\u2f6a'),
    fc.constantFrom(
      ' ',
      '&nbsp;',
      '\u3000',
      '\u200b',
      '\ufeff',
      '<b>',
      '</b>',
      '\n',
      '&#x6765;',
      '&gt;',
      '&',
      '，',
      '𠀀',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const { may, does } = told(pieces.join(''));
      expect(may || !does).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['one letter', '据'],
  ['marks', '※※'],
  ['letters beyond the first plane', '𠀀𠀁'],
])('with a label of %s, every line is read', (_, label) => {
  expect(told('别的话', { ...BUILT_IN, labels: [label] }).may).toBe(true);
});

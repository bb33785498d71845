import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CompareOptions, compareTexts } from '../../src/originals/compare.js';
import { inventedText } from './texts.js';

const ORIGINAL = [
  '本报讯（记者张三）5月6日，草原上的第一所寄宿学校迎来了302名学生。',
  '校长王建国表示，学校有老师45人，图书12000册。',
  '呼和浩特市的一家企业捐赠了80台电脑。',
  '牧民们说，孩子再也不用走二十里路去上学了。',
  '据介绍，学校的宿舍和食堂将于明年全部建成。',
].join('\n');

/** The result as a reader would note it. */
function note(page: string, original = ORIGINAL, options?: CompareOptions) {
  const { sentences, added, counts } = compareTexts(original, page, options);
  return {
    fates: sentences.map(({ fate }) => fate).join(' '),
    differences: sentences.flatMap(({ differences }) =>
      differences.map((difference) => [
        original.slice(difference.original.start, difference.original.end),
        page.slice(difference.page.start, difference.page.end),
      ]),
    ),
    changes: sentences.flatMap(({ changes }) => changes.map((change) => [change.kind, change.original, change.page])),
    added: added.map(({ start, end }) => page.slice(start, end)),
    counts,
  };
}

const swap = (from: string, to: string) => ORIGINAL.replace(from, to);

test('a copy in other punctuation, width, script and lines is kept', () => {
  const page = ORIGINAL.replace(/，/g, ',')
    .replace('学校有老师', '學校　有\u200b老師')
    .replace('302', '３０２')
    .replace(/。\n/g, '。');
  expect(note(page)).toMatchObject({ fates: 'kept kept kept kept kept', differences: [], added: [] });
});

test.each([
  ['a number', swap('302', '352'), [['302', '352']], [['number', '302', '352']]],
  ['a number with another number of digits', swap('80台', '180台'), [['80', '180']], [['number', '80', '180']]],
  ['a number in words', swap('二十里', '三十里'), [['二十', '三十']], [['number', '二十', '三十']]],
  ['a day', swap('5月6日', '5月8日'), [['6', '8']], [['date', '5月6日', '5月8日']]],
  ['a number removed', swap('12000', ''), [['12000', '']], [['number', '12000', null]]],
  ['a number put in', swap('一家企业', '一家企业3次'), [['', '3次']], [['number', null, '3']]],
  ['a person', swap('王建国', '王卫东'), [['建国', '卫东']], [['person', '王建国', '王卫东']]],
  ['a place', swap('呼和浩特市', '包头市'), [['呼和浩特', '包头']], [['place', '呼和浩特市', '包头市']]],
  ['a word', swap('迎来', '送走'), [['迎来', '送走']], []],
  ['a word left out', swap('第一所', ''), [['第一所', '']], []],
  ['a word put in', swap('全部建成', '全部顺利建成'), [['', '顺利']], []],
])('%s changed is one difference', (_, page, differences, changes) => {
  const found = note(page);
  expect(found.differences).toEqual(differences);
  expect(found.changes).toEqual(changes);
  expect(found.counts).toMatchObject({ kept: 4, altered: 1, dropped: 0, added: 0 });
});

test('a sentence left out is dropped, the others are kept', () => {
  expect(note(ORIGINAL.split('\n').toSpliced(2, 1).join('\n'))).toMatchObject({
    fates: 'kept kept dropped kept kept',
    added: [],
  });
});

test('a sentence put in is added, and alters nothing', () => {
  const sentence = '这一切都离不开各方的努力和社会的关心！';
  expect(note(ORIGINAL.split('\n').toSpliced(3, 0, sentence).join('\n'))).toMatchObject({
    fates: 'kept kept kept kept kept',
    added: [sentence],
  });
});

test('a sentence put in within a line too', () => {
  const page = swap('45人，图书12000册。', '45人，图书12000册。这一切都离不开各方的努力。');
  expect(note(page)).toMatchObject({ fates: 'kept kept kept kept kept', added: ['这一切都离不开各方的努力。'] });
});

test('a sentence replaced by another is dropped and added', () => {
  const page = swap('牧民们说，孩子再也不用走二十里路去上学了。', '专家认为，此举意义十分重大而且影响深远。');
  expect(note(page)).toMatchObject({
    fates: 'kept kept kept dropped kept',
    added: ['专家认为，此举意义十分重大而且影响深远。'],
  });
});

test('a sentence in another place is moved', () => {
  const [first, ...rest] = ORIGINAL.split('\n');
  const found = note([...rest, first].join('\n'));
  expect(found).toMatchObject({ fates: 'moved kept kept kept kept', added: [] });
});

test('words that the page joins to a sentence alter it', () => {
  const page = swap('据介绍，', '小编从有关部门了解到，据介绍，');
  expect(note(page).differences).toEqual([['', '小编从有关部门了解到']]);
});

test('what stands around the article on the page is not added to it', () => {
  expect(note(`首页 导航。\n${ORIGINAL}\n相关阅读：别的新闻。`)).toMatchObject({
    fates: 'kept kept kept kept kept',
    added: [],
  });
});

test('unless the page text is said to be the article', () => {
  const page = `小编按：请看。\n${ORIGINAL}\n感谢阅读。`;
  expect(note(page, ORIGINAL, { pageIsArticle: true }).added).toEqual(['小编按：请看。', '感谢阅读。']);
});

describe('digits removed everywhere', () => {
  const page = ORIGINAL.replace(/\d/g, '');

  test('are numbers and dates that are gone', () => {
    expect(note(page).changes).toEqual([
      ['date', '5月6日', null],
      ['number', '302', null],
      ['number', '45', null],
      ['number', '12000', null],
      ['number', '80', null],
    ]);
  });

  test('and a loss as a whole', () => {
    expect(compareTexts(ORIGINAL, page).figuresLost).toBe(true);
    expect(compareTexts(ORIGINAL, swap('302', '')).figuresLost).toBe(false);
    expect(compareTexts(ORIGINAL, ORIGINAL).figuresLost).toBe(false);
  });
});

test.each([
  ['an empty page', ORIGINAL, '', { dropped: 5 }],
  ['an empty original', '', ORIGINAL, { kept: 0, dropped: 0 }],
  ['texts without anything in common', ORIGINAL, inventedText(3, 6), { dropped: 5, kept: 0 }],
])('%s has an answer', (_, original, page, counts) => {
  expect(compareTexts(original, page).counts).toMatchObject(counts);
});

test('sentences cover the original in order, ranges lie in their texts, and what is kept is equal', () => {
  const edits = fc.array(fc.tuple(fc.nat(400), fc.nat(3), fc.constantFrom('', '新', '与此同时', '。', '7')), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.nat(50), edits, (seed, list) => {
      const original = inventedText(seed, 9);
      let page = original;
      for (const [at, length, text] of list) page = page.slice(0, at) + text + page.slice(at + length);
      let last = 0;
      const { sentences, added } = compareTexts(original, page);
      for (const sentence of sentences) {
        expect(sentence.original.start).toBeGreaterThanOrEqual(last);
        last = sentence.original.end;
        if (sentence.page === null) continue;
        const ours = original.slice(sentence.original.start, sentence.original.end);
        const theirs = page.slice(sentence.page.start, sentence.page.end);
        if (sentence.fate === 'kept') expect(letters(theirs)).toBe(letters(ours));
        // Differences taken out of both sides leave the same text. A sentence put in between is told on its own, though
        // a few of its words may stand for the original's.
        if (sentence.fate === 'altered' && !added.some(overlaps(sentence.page)))
          expect(
            without(
              page,
              sentence.page,
              sentence.differences.map((one) => one.page),
            ),
          ).toBe(
            without(
              original,
              sentence.original,
              sentence.differences.map((one) => one.original),
            ),
          );
      }
    }),
  );
});

const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

interface Range {
  readonly start: number;
  readonly end: number;
}

const overlaps = (one: Range) => (other: Range) => one.start < other.end && other.start < one.end;

function without(text: string, within: Range, ranges: readonly Range[]): string {
  let kept = '';
  let at = within.start;
  for (const { start, end } of ranges) {
    kept += text.slice(at, start);
    at = Math.max(at, end);
  }
  return letters(kept + text.slice(at, within.end));
}

import { describe, expect, test } from '@jest/globals';
import { compareWithOne, findOriginal } from '../../src/originals/match.js';
import { type Article, DEFAULT_THRESHOLDS, type PageText } from '../../src/originals/types.js';
import { article, inventedText, PlainIndex } from './texts.js';

const page = (text: string, facts: Partial<PageText> = {}): PageText => ({ text, title: '', date: null, ...facts });
const find = (articles: readonly Article[], text: string, facts: Partial<PageText> = {}) =>
  findOriginal(new PlainIndex(articles), page(text, facts), DEFAULT_THRESHOLDS);

const A = article('A', inventedText(1, 12));
const B = article('B', inventedText(2, 12));
const lines = A.text.split('\n');
const sentence = A.text.split('。').find(({ length }) => length >= 30)!;
const chrome = (text: string) => `首页 新闻 专题\n${text}\n相关阅读\n${inventedText(77, 6)}\n联系我们`;

describe('tiers', () => {
  test.each([
    ['a copy amid other text', chrome(A.text), 'reprint'],
    ['most of it', chrome(lines.slice(0, 3).join('\n')), 'reprint'],
    ['a quarter of it', chrome(lines[1]), 'partial'],
    ['a sentence', chrome(`文中说：“${sentence.slice(0, 30)}”`), 'quote'],
  ])('%s: %#', (_, text, tier) => {
    expect(find([A, B], text)).toMatchObject({ tier, article: { id: 'A' } });
  });

  test.each([
    ['nothing', chrome(inventedText(50, 12))],
    ['a phrase', chrome(sentence.slice(0, 14))],
    ['an empty page', ''],
  ])('%s of an original on the page: no answer', (_, text) => {
    expect(find([A, B], text)).toBeNull();
  });

  test('an original of one short line is proved by nothing', () => {
    const caption = article('图', '牧民在草原上放羊，天气晴朗。');
    expect(find([caption, A], chrome(caption.text))).toBeNull();
  });
});

test('the measures are in normalised characters, and passages point into both texts', () => {
  const text = chrome(A.text);
  const match = find([A, B], text)!;
  expect(match.containment).toBe(1);
  expect(match.matched).toBe(match.article.normalisedLength);
  const [passage] = match.passages;
  expect(text.slice(passage.page.start, passage.page.end)).toBe(
    A.text.slice(passage.original.start, passage.original.end),
  );
  expect(match.pageShare).toBeGreaterThan(0.4);
});

test.each([
  [
    'traditional',
    '內蒙古草原上的春天來得很晚，羊羣還在山後。學校裏的老師說，書本已經運到了車站，明天就會發給同學們。',
    '内蒙古草原上的春天来得很晚，羊群还在山后。学校里的老师说，书本已经运到了车站，明天就会发给同学们。',
  ],
  [
    'full width',
    'ＡＢ１２３公司在４月５日宣布，新建的工厂将于６月投产，预计每年生产３００００台机器，供应全国的医院和药店。',
    'AB123公司在4月5日宣布，新建的工厂将于6月投产，预计每年生产30000台机器，供应全国的医院和药店。',
  ],
  [
    'zero width',
    Array.from('牧民们把羊赶到河边，孩子们在帐篷前唱歌，老人点起了炊烟，天边的云慢慢散开了。').join('\u200b'),
    '牧民们把羊赶到河边，孩子们在帐篷前唱歌，老人点起了炊烟，天边的云慢慢散开了。',
  ],
])('%s characters hide nothing', (_, copy, original) => {
  expect(find([article('原', original), A], chrome(copy))).toMatchObject({ tier: 'reprint', containment: 1 });
});

describe('formula text', () => {
  const formula = '本次活动由自治区有关部门指导，各盟市有关单位协办，欢迎广大市民踊跃报名参加，详情请留意后续公告。';
  const issues = [1, 2, 3, 4].map((n) => article(`F${n}`, `${inventedText(10 + n, 12)}\n${formula}`));

  test('that three originals have is not reuse of one of them', () => {
    expect(find(issues, chrome(formula))).toMatchObject({ tier: 'formula', passages: [{ formula: true }] });
  });

  test('that two have may be', () => {
    expect(find(issues.slice(0, 2), chrome(formula))?.tier).toBe('quote');
  });

  test('does not hide the words that are one original’s own', () => {
    expect(find(issues, chrome(`${issues[1].text.slice(0, 130)}\n${formula}`))).toMatchObject({
      article: { id: 'F2' },
      tier: 'partial',
    });
  });

  test('is not what one article published three times has in common with itself', () => {
    const copies = ['x', 'y', 'z'].map((id) => article(id, A.text));
    expect(find(copies, chrome(lines[1]))?.tier).toBe('partial');
  });
});

describe('recurring notices', () => {
  const notice = (day: number, figures: readonly number[]) =>
    `据自治区气象台消息，2024年3月${day}日8时至3月${day + 1}日8时，全区平均降水量${figures[0]}毫米，` +
    `最大降水量${figures[1]}毫米，出现在东部草原一带。截至3月${day + 1}日8时，本月累计降水量${figures[2]}毫米，` +
    `与常年同期相比偏多${figures[3]}毫米。气象台提醒，牧区请做好防寒保暖工作，出行请注意路面结冰。`;
  const first = article('N1', notice(4, [12, 31, 58, 9]));

  test('with other figures are not reprints', () => {
    expect(find([first, A], chrome(notice(7, [15, 28, 77, 21])))).toMatchObject({ tier: 'formula', template: true });
  });

  test('with the same figures are', () => {
    expect(find([first, A], chrome(first.text))).toMatchObject({ tier: 'reprint', template: false });
  });

  test('that have lost their figures are reprints, badly made', () => {
    expect(find([first, A], chrome(first.text.replace(/\d/g, '')))).toMatchObject({ tier: 'reprint', template: false });
  });

  test('are found in their own issue, where all are in the index', () => {
    const issues = [1, 5, 9, 13].map((day) => article(`D${day}`, notice(day, [day, day + 20, day + 50, day * 2])));
    const match = find(issues, chrome(issues[2].text))!;
    expect([match.article.id, match.tier, match.alternatives]).toEqual(['D9', 'reprint', []]);
  });
});

describe('which original', () => {
  test('the one that is wholly there, where a longer one has the same words', () => {
    const longer = article('L', `${A.text}\n${inventedText(30, 9)}`);
    expect(find([longer, A], chrome(A.text))).toMatchObject({ article: { id: 'A' }, alternatives: [] });
  });

  test('the longer one, where all of it is there', () => {
    const longer = article('L', `${A.text}\n${inventedText(30, 9)}`);
    expect(find([A, longer], chrome(longer.text))?.article.id).toBe('L');
  });

  const twins = [
    article('late', A.text, { date: '2024-05-09', title: '草原上的春天' }),
    article('early', A.text, { date: '2024-05-06', title: '牧区见闻' }),
    article('middle', A.text, { date: '2024-05-07', title: '草原春天来了' }),
  ];
  test.each([
    ['not one younger than the page', { date: '2024-05-06' }, 'early'],
    ['the nearer title', { date: '2024-05-10', title: '草原上的春天' }, 'late'],
    ['the nearer title of those not younger', { date: '2024-05-08', title: '草原上的春天' }, 'middle'],
    ['the earliest, where nothing else tells', {}, 'early'],
  ])('of articles published several times: %s', (_, facts, id) => {
    const match = find(twins, chrome(A.text), facts)!;
    expect(match.article.id).toBe(id);
    expect(match.alternatives).toHaveLength(2);
  });

  test('a page made from two names both', () => {
    const match = find([A, B], chrome(`${A.text}\n${lines.length}\n${B.text.split('\n').slice(0, 2).join('\n')}`))!;
    expect([match.article.id, ...match.others.map((other) => other.article.id)]).toEqual(['A', 'B']);
  });

  test('what weighs more goes before what is longer', () => {
    const book = article('book', inventedText(40, 90));
    const match = find([book, A], chrome(`${A.text}\n${book.text.split('\n').slice(0, 6).join('\n')}`))!;
    expect([match.article.id, match.tier]).toEqual(['A', 'reprint']);
  });
});

test('one given original is compared without an index', () => {
  expect(compareWithOne(A, page(chrome(A.text)), DEFAULT_THRESHOLDS)).toMatchObject({
    tier: 'reprint',
    containment: 1,
  });
  expect(compareWithOne(A, page(chrome(B.text)), DEFAULT_THRESHOLDS)).toMatchObject({ tier: 'none', matched: 0 });
});

test('thresholds are data', () => {
  const strict = { ...DEFAULT_THRESHOLDS, reprintContainment: 1.1, partialContainment: 0.9 };
  expect(findOriginal(new PlainIndex([A]), page(A.text), strict)?.tier).toBe('partial');
});

import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.js';
import type { Policy } from '../../src/policy/types.js';
import { document, findings } from './support.js';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy('beijiang-news');
});

/** Codes of the rule `credit`, in order. */
const judged = (parts: Parameters<typeof document>[0]): string[] =>
  findings('credit', document(parts), policy).map(({ code, values }) =>
    values?.variant === undefined ? code : `${code}/${values.variant}`,
  );
const last = (line: string): string[] => judged({ tail: `<p>${line}</p>` });

describe('what stands behind the name', () => {
  test.each([
    ['a person in an element', '来源：北疆新闻<span>李四</span>'],
    ['a person behind a bold name', '来源：<b>北疆新闻</b><span>李四</span>'],
    ['a count', '来源：北疆新闻<em>233</em>'],
    ['a great count', '来源：北疆新闻<em>1.2万</em>'],
    ['a count that says of what', '来源：北疆新闻<font>阅读 233</font>'],
    ['a button', '来源：北疆新闻<span>分享到</span>'],
    ['an account’s id', '来源：北疆新闻（ID：bjxw）'],
    ['the kind of account with its id', '来源：北疆新闻（微信公众号ID：imline）'],
    ['a permission', '来源：北疆新闻（授权转载）'],
    ['the name in other letters', '来源：北疆新闻（Beijiang News）'],
    ['how the publisher calls itself', '来源：北疆新闻（内蒙古自治区重点新闻网站）'],
    ['the writer', '来源：北疆新闻（文/张三）'],
    ['the day in brackets', '来源：北疆新闻（5月6日）'],
    ['the day', '来源：北疆新闻5月6日'],
    ['the headline', '来源：北疆新闻《草原新村通了班车》'],
    ['a person behind a hyphen', '来源：北疆新闻-张三'],
    ['a person behind a dash', '来源：北疆新闻——张三'],
  ])('%s is no part of it', (_, line) => {
    expect([last(line), judged({ line })]).toEqual([[], []]);
  });

  test.each(['《北疆新闻》网站', '北疆新闻官网', '北疆新闻-客户端', '北疆新闻<span>客户端</span>', 'Beijiang News'])(
    'with it %s is another name of the publisher',
    (name) => {
      expect(last(`来源：${name}`)).toEqual(['credit-form/alias']);
    },
  );

  test.each([
    '北疆新闻周刊',
    '北疆新闻报',
    '北疆新闻<b>周刊</b>',
    '北疆新闻<span>周刊</span>',
    '<b>北疆新闻</b>周刊',
    '北疆新闻<em>中心</em>',
    '北疆新闻<em>24小时</em>',
    '北疆新闻（伊犁）',
    '北疆新闻<span>（伊犁）</span>',
    '北疆新闻（Xinjiang News）',
    '北疆新闻（新疆重点新闻网站）',
    '北疆新闻（甲报社主办）',
    '北疆新闻-伊犁',
    '北疆新闻-新疆日报',
    '北疆新闻-张三周刊',
    '北疆新闻《周刊》',
    '《北疆新闻》周刊',
    '新疆北疆新闻-张三',
    '新疆北疆新闻5月6日',
    '新疆北疆新闻（授权转载）',
  ])('with it %s is somebody else', (name) => {
    expect(last(`来源：${name}`)).toEqual(['credit-wrong/lookalike']);
  });

  test('a chain stays one', () => {
    expect(last('来源：新华社转北疆新闻')).toEqual(['credit-wrong/lookalike']);
  });
});

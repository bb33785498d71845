import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.js';
import type { Policy } from '../../src/policy/types.js';
import { document, findings } from './support.js';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy('beijiang-news');
});

/** Codes of the rule `credit`, with what was found. */
const judged = (parts: Parameters<typeof document>[0]): string[] =>
  findings('credit', document(parts), policy).map(({ code, found }) => `${code} ${found}`);

describe('the publisher’s name without a label, where a label names somebody else', () => {
  test.each([
    '来源：天山网 · 北疆新闻',
    '来源：天山网 <a href="/column/">北疆新闻</a>',
    '来源：今日<b>北疆新闻</b>',
    '来源：天山网</p><p>北疆新闻',
    '来源：天山网</p><p>栏目 <a href="/column/">北疆新闻</a>',
  ])('%s is no credit', (line) => {
    const codes = judged({ line }).map((finding) => finding.split(' ')[0]);
    expect(codes).toEqual(['credit-wrong']);
  });

  test('beside a label that names nobody it is one', () => {
    expect(judged({ line: '北疆新闻 来源：网络' })).toEqual(['credit-unlabelled 北疆新闻']);
  });
});

describe('two credits', () => {
  test.each([
    ['below the headline', { line: '来源：新华社</p><p>来源：北疆新闻' }, ['credit-multiple 来源：新华社']],
    ['on one line', { line: '来源：新华社 来源：北疆新闻' }, ['credit-multiple 来源：新华社']],
    ['at the end', { tail: '<p>来源：新华社</p><p>来源：北疆新闻</p>' }, ['credit-multiple 来源：新华社']],
    [
      'of which the publisher’s stands at the end alone',
      { line: '来源：新华社', tail: '<p>来源：北疆新闻</p>' },
      ['credit-multiple 来源：新华社'],
    ],
    [
      'of which the publisher’s stands below the headline alone',
      { line: '来源：北疆新闻', tail: '<p>来源：新华社</p>' },
      [],
    ],
    ['of which one names nobody', { line: '来源：网络</p><p>来源：北疆新闻' }, []],
    ['of which one is a figure’s', { tail: '<p>信息来源：统计局</p><p>来源：北疆新闻</p>' }, []],
    ['of a chain', { line: '来源：人民日报（转自北疆新闻）' }, ['credit-form 转自北疆新闻']],
  ])('%s', (_, parts, expected) => {
    expect(judged(parts)).toEqual(expected);
  });
});

describe('the publisher’s name without a label, behind words that offer it', () => {
  test.each([
    '专题 北疆新闻',
    '关注公众号 <b>北疆新闻</b>',
    '下载 <a href="/app">北疆新闻客户端</a>',
    '质疑 <b>北疆新闻</b> 报道失实',
    '© 北疆新闻',
  ])('%s is no credit', (line) => {
    expect(judged({ line }).map((finding) => finding.split(' ')[0])).toEqual(['credit-missing']);
  });
});

test.each([
  '〖北疆新闻〗',
  '〖<a href="https://www.imline.cn/article/AbCdEf123O0O0.html">北疆新闻</a>〗',
  '『北疆新闻』',
])('a name in brackets of any kind is the name: %s', (name) => {
  expect(judged({ line: `来源：${name}` })).toEqual([]);
});

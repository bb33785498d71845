import { expect, test } from '@jest/globals';
import { readPage } from '../../src/page/read.js';

const LONG = '五月六日清晨，第一趟班车从草原新村发出，沿途十二个嘎查的牧民从此可以当天往返旗里看病、赶集。';
const vocabulary = { labels: [], names: ['北疆新闻'], notices: [] };
const LINK = '<a href="https://www.imline.cn/article/a.html">';

/** Name and zone of the article credit in a line below the headline, or after the text. */
function credited(line: string, place: 'head' | 'tail'): string | null {
  const [head, tail] = place === 'head' ? [line, ''] : ['', `<p>${line}</p><p>责任编辑：李四</p>`];
  const page = readPage(
    `<!DOCTYPE html><title>班车</title><h1>草原新村通了班车</h1><p>${head}</p><p>${LONG}</p><p>${LONG}</p>${tail}`,
    { vocabulary },
  );
  const credit = page.credits.find(({ kind, visible }) => kind === 'article' && visible);
  return credit === undefined ? null : `${credit.names.join('+')} ${credit.zone}`;
}

const NAMES = [
  ['what tells where the original is', `来源：北疆新闻（${LINK}原文链接</a>）`],
  ['the same as text', '来源：北疆新闻（点击查看原文）'],
  ['an address in brackets', '来源：北疆新闻（https://www.imline.cn/article/a.html）'],
  ['a date in brackets', '来源：北疆新闻（2024-05-06）'],
  ['a note', '来源：北疆新闻<sup>[1]</sup>'],
  ['quotes around a link', `来源：“${LINK}北疆新闻</a>”`],
  ['a title’s marks around a link', `来源：《${LINK}北疆新闻</a>》`],
  ['brackets around a link', `来源：【${LINK}北疆新闻</a>】`],
  ['another label', `原创来源：${LINK}北疆新闻</a>`],
  ['text and pictures', `文图来源：${LINK}北疆新闻</a>`],
];

test.each(NAMES)('the name ends before or inside %s', (_, line) => {
  expect([credited(line, 'head'), credited(line, 'tail')]).toEqual(['北疆新闻 head', '北疆新闻 tail']);
});

test.each([
  ['（北疆新闻）', '北疆新闻 tail'],
  [`【${LINK}北疆新闻</a>】`, '北疆新闻 tail'],
  ['（乙报）', null],
  ['（北疆新闻报道说，班车每天两趟）', null],
  ['图（北疆新闻）', null],
])('a text signed %s', (line, expected) => {
  expect(credited(line, 'tail')).toBe(expected);
});

test.each([
  ['本文来源：北疆新闻', '北疆新闻 tail'],
  ['来源：北疆新闻', '北疆新闻 outside'],
])('below a list of other articles, “%s” is %s', (line, expected) => {
  const list =
    '<h3>相关阅读</h3><ul><li><a href="/1">全市植树活动启动</a></li><li><a href="/2">物价保持稳定</a></li></ul>';
  expect(credited(`编辑</p>${list}<p>${line}`, 'tail')).toBe(expected);
});

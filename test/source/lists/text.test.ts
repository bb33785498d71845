import { expect, test } from '@jest/globals';
import { readBytes, shown } from './support.js';

test('comments and empty lines are skipped, and lines keep their numbers', async () => {
  const entries = await readBytes('# list\n\nhttp://a.example/1\n   \n  http://a.example/2  \n#http://a.example/3\n');
  expect(shown(entries)).toEqual([
    [3, 'http://a.example/1'],
    [5, 'http://a.example/2'],
  ]);
});

test.each([
  ['LF', '\n'],
  ['CR LF', '\r\n'],
  ['CR', '\r'],
])('lines may end in %s', async (_, end) => {
  const entries = await readBytes(['http://a.example/1', 'http://a.example/2', 'http://a.example/3'].join(end), {
    step: 1,
  });
  expect(shown(entries)).toEqual([
    [1, 'http://a.example/1'],
    [2, 'http://a.example/2'],
    [3, 'http://a.example/3'],
  ]);
});

test.each([
  ['hello', 'not a web address'],
  ['ftp://a.example/x', 'ftp'],
  ['javascript:alert(1)', 'javascript'],
  ['http://', 'not a web address'],
  ['http:/a.example', 'not a web address'],
  ['http://a.example/with blank', 'not a web address'],
  ['http://a.example/1 a remark', 'not a web address'],
  ['“http://a.example/1', 'not a web address'],
  ['one http://a.example/1 two http://a.example/2 three', 'more than one web address'],
  ['http://a.example/1 http://a.example/2', 'more than one web address'],
  ['http://a.example/1，http://a.example/2', 'more than one web address'],
  ['http://a.example/1；http://a.example/2', 'more than one web address'],
  ['http://a.example/?u=1,http://a.example/2', 'more than one web address'],
  ['http://a.example/1,http://a.example/2', 'more than one web address'],
  ['http://a.example/1\u200bhttp://a.example/2', 'more than one web address'],
  ['http://a.example/1 标题，http://a.example/2', 'more than one web address'],
  ['http://a.example/新闻 1.html', 'not a web address'],
  ['http://a.example/新闻（一）/1.html', 'not a web address'],
  ['http://a.example/short…', 'not a web address'],
  ['http://a.example/1\u200bb', 'not a web address'],
  ['http://a.example/1\u00a0b', 'not a web address'],
  ['nohttp://a.example/1', 'not a web address'],
  ['http://a.example:99999/', 'not a web address'],
  ['page.html', 'not a web address'],
  ...['网址', '网络', '公司', '中国', '在线'].map((word) => [word, 'not a web address']),
])('%s is no target, and the line says why', async (line, reason) => {
  const [, entry] = await readBytes(`http://a.example/\n${line}`);
  expect(entry).toMatchObject({ line: 2, url: null, raw: line, problem: { kind: 'invalid-target' } });
  expect(entry.problem?.message).toContain(reason);
  expect(entry.problem?.message).toContain('line 2');
});

test.each([
  ['HTTP://News.Example/A', 'http://news.example/A'],
  ['http://news.example:80/a#comments', 'http://news.example/a'],
  ['http://news.example/x/../a', 'http://news.example/a'],
  ['www.example.com/a.html', 'http://www.example.com/a.html'],
  ['http://新闻.example/路', 'http://xn--efvz6k.example/%E8%B7%AF'],
  ['某地举行运动会 http://news.example/a', 'http://news.example/a'],
  ['12. http://news.example/a', 'http://news.example/a'],
  ['链接：https://news.example/a?u=http://b.example/', 'https://news.example/a?u=http://b.example/'],
  ['“http://news.example/a”', 'http://news.example/a'],
  ['（http://news.example/a）', 'http://news.example/a'],
  ['标题 <http://news.example/a>', 'http://news.example/a'],
  ...[...'。，；、！？“”（）《》【】\u200b\u3000\t'].map((end) => [
    `http://news.example/a${end}标题`,
    'http://news.example/a',
  ]),
  ['http://news.example/a。', 'http://news.example/a'],
  ['http://news.example/a,标题', 'http://news.example/a'],
  ['http://news.example/a\u200b', 'http://news.example/a'],
  ['http://news.example/a 标题', 'http://news.example/a'],
  ['http://news.example/a （备注）', 'http://news.example/a'],
  ['1、http://news.example/a', 'http://news.example/a'],
  ['《标题》http://news.example/a', 'http://news.example/a'],
  ['【标题】http://news.example/a', 'http://news.example/a'],
  ['标题，http://news.example/a', 'http://news.example/a'],
  ['标题http://news.example/a', 'http://news.example/a'],
  ['标题，www.example.com/a。', 'http://www.example.com/a'],
  ['http：//news.example/a', 'http://news.example/a'],
  ['http://news.example/a，即http://news.example/a', 'http://news.example/a'],
  ['http://news.example/?a=1,2|3', 'http://news.example/?a=1,2|3'],
  ['http://news.example/新闻/1.html', 'http://news.example/%E6%96%B0%E9%97%BB/1.html'],
  ['http://news.example/?q=北疆', 'http://news.example/?q=%E5%8C%97%E7%96%86'],
  ['http://news.example/?q=北疆,新闻', 'http://news.example/?q=%E5%8C%97%E7%96%86,%E6%96%B0%E9%97%BB'],
])('%s is read as %s', async (written, url) => {
  const [entry] = await readBytes(written, { name: 'list.txt' });
  expect(entry).toMatchObject({
    url: url === 'http://xn--efvz6k.example/%E8%B7%AF' ? new URL(written).href : url,
    raw: written,
  });
});

test('a line of many megabytes is cut and reported, and the next line is read', async () => {
  const entries = await readBytes(`http://a.example/${'x'.repeat(3_000_000)}\nhttp://a.example/2\n`, { step: 65_536 });
  expect(entries[0].problem?.message).toContain('longer');
  expect(entries[0].raw.length).toBeLessThan(200);
  expect(entries[1]).toMatchObject({ line: 2, url: 'http://a.example/2' });
});

test('an address with commas in it does not make a table of the list', async () => {
  const entries = await readBytes('http://a.example/1,2,3.html\nhttp://a.example/4,5,6.html\n');
  expect(shown(entries)).toEqual([
    [1, 'http://a.example/1,2,3.html'],
    [2, 'http://a.example/4,5,6.html'],
  ]);
});

test('an address in angle brackets makes no sitemap of a list', async () => {
  expect(shown(await readBytes('<http://a.example/1>\n'))).toEqual([[1, 'http://a.example/1']]);
});

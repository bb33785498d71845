import { expect, test } from '@jest/globals';
import { github } from '../../src/report/github.js';
import { finding, hostilePages, page, textOf, unaudited } from './fixtures.js';

test('a finding of a file is annotated at its place', async () => {
  expect(await textOf(github, [page()])).toBe(
    '::error file=pages/a.html,line=12,col=9,title=来源写成了别家 (credit-wrong)::' +
      '来源署名是“晨光报”，应为“远山新闻”。%0A改法：<p>来源：远山新闻</p>\n' +
      '共检查 1 个页面，错误 1，待核实 0，警告 0，提示 0\n',
  );
});

test('a finding of an address is annotated at the line of the list and names the address', async () => {
  const report = await textOf(github, [page({ target: 'https://x.example/1' })], {
    listedAt: () => ({ file: 'list.txt', line: 3 }),
  });
  expect(report).toMatch(/^::error file=list\.txt,line=3,title=[^:]+::https:\/\/x\.example\/1%0A/);
});

test('percent, colon and comma of a file name are escaped', async () => {
  expect(await textOf(github, [page({ target: 'a%,b:c.html' })])).toMatch(/^::error file=a%25%2Cb%3Ac\.html,/);
});

test('an unaudited page is a warning', async () => {
  expect(await textOf(github, [unaudited('b.html')])).toMatch(
    /^::warning file=b\.html,title=未检查::b\.html%0A网站返回 404\n/,
  );
});

test.each([
  [false, 0],
  [true, 1],
])('with verbose %s a note makes %d annotations', async (verbose, count) => {
  const report = await textOf(github, [page({ findings: [finding({ code: 'editor-missing' })] })], { verbose });
  expect(report.match(/^::notice/gm) ?? []).toHaveLength(count);
});

test('no string of a page begins a command of its own', async () => {
  const pages = hostilePages();
  const report = await textOf(github, pages);
  const expected = pages.reduce((sum, one) => sum + Math.max(1, one.findings.length), 0);
  expect(report.match(/^::/gm)).toHaveLength(expected);
  expect(report.trimEnd().split('\n')).toHaveLength(expected + 1);
});

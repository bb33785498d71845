import { expect, test } from '@jest/globals';
import type { RunNote } from '../../src/audit/notes.js';
import type { Severity } from '../../src/policy/types.js';
import { columnsOf } from '../../src/report/columns.js';
import { inspectText } from '../../src/report/inspect-text.js';
import { text } from '../../src/report/text.js';
import {
  compliant,
  context,
  finding,
  hostilePages,
  inspected,
  manyFindings,
  manyPages,
  noColours,
  page,
  policy,
  stream,
  textOf,
  unaudited,
} from './fixtures.js';

test('a page with a violation, in Chinese', async () => {
  expect(await textOf(text, [page()])).toBe(`✗ 违规  pages/a.html
  标题：山间小城的春天
  来源署名：来源：晨光报  [标题下方，第 12 行第 9 列]
  错误  来源署名是“晨光报”，应为“远山新闻”。  credit-wrong
    12:9 | <span>来源：晨光报</span>
         |       ^^^^^^^^^^^^
    应为：来源：远山新闻
    现为：来源：晨光报
    改法：<p>来源：远山新闻</p>
    依据：条款 1（注明来源并附原文链接）
        “转载本站作品，应当写明‘来源：远山新闻’，并附上原文的链接。”

共检查 1 个页面
  违规  1
共发现 1 个问题：错误 1
`);
});

test('a compliant page is one line, and the counts', async () => {
  expect(await textOf(text, [compliant('b.html')], { language: 'en' })).toBe(`✓ compliant  b.html  来源：晨光报

1 page checked
  compliant  1
`);
});

test('nothing to check is said', async () => {
  expect(await textOf(text, [])).toBe('没有可检查的页面\n');
});

test('an unaudited page tells its reason', async () => {
  expect(await textOf(text, [unaudited('x')])).toContain('! 未检查  x\n  原因：网站返回 404 (http)\n');
});

test('a clause is quoted at its first use only', async () => {
  const report = await textOf(text, [page({ findings: [finding(), finding({ code: 'link-missing' })] }), page()]);
  expect(report.split('应当写明').length - 1).toBe(1);
});

test('a clause the policy does not have is named by its id', async () => {
  expect(await textOf(text, [page({ findings: [finding({ clause: '99' })] })])).toContain('依据：条款 99\n');
});

test('words nobody compared with the live notice come with a warning', async () => {
  const report = await textOf(text, [page()], { policies: [{ ...policy, verified: false }] });
  expect(report).toContain('请与网站上的现行声明核对');
});

test('few pages without findings are listed', async () => {
  const report = await textOf(text, [compliant('first.html'), page(), compliant('second.html')]);
  expect(report).toMatch(/✓ 合规 {2}first\.html.*\n✓ 合规 {2}second\.html/);
});

test('many pages without findings are counted', async () => {
  const pages = Array.from({ length: 21 }, (_, index) => compliant(`p${index}.html`));
  const report = await textOf(text, pages);
  expect(report).toContain('另有 21 个页面没有问题');
  expect(report).not.toContain('p0.html');
});

test('verbose lists every page', async () => {
  const pages = Array.from({ length: 21 }, (_, index) => compliant(`p${index}.html`));
  const report = await textOf(text, pages, { verbose: true });
  expect(report.match(/✓ 合规/g)).toHaveLength(21);
});

test('a compliant page with a warning is shown in full', async () => {
  const warned = page({ verdict: 'compliant', findings: [finding({ code: 'credit-form' })] });
  expect(await textOf(text, [warned])).toContain('  警告  ');
});

test('of very many findings on a page some are shown and all are counted', async () => {
  const report = await textOf(text, [manyFindings(10_000)]);
  expect(report).toContain('本页还有 9,950 个问题未列出');
  expect(report).toContain('共发现 10,000 个问题：错误 10,000');
});

test('HTML of several lines can be copied without indentation', async () => {
  const report = await textOf(text, [page({ findings: [finding({ fix: '<p>\n来源：远山新闻\n</p>' })] })]);
  expect(report).toContain('改法：\n<p>\n来源：远山新闻\n</p>\n');
});

test('the printed counts of 10,000 pages add up', async () => {
  const report = await textOf(text, manyPages(10_000), { language: 'en' });
  const [, ...lines] = report.slice(report.indexOf('10,000 pages checked')).split('\n');
  const counts = lines
    .filter((line) => /^ {2}(violation|needs review|compliant|out of scope|not a repost|not audited) /.test(line))
    .map((line) => Number(/ ([\d,]+)/.exec(line.trimStart().replace(/^\D+/, ' '))![1].replaceAll(',', '')));
  expect(counts.reduce((a, b) => a + b, 0)).toBe(10_000);
});

test('no control character of a page reaches the terminal', async () => {
  const report = await textOf(text, hostilePages(), { verbose: true });
  expect(report.match(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu)).toBeNull();
});

test('colours come from the palette alone', async () => {
  const marked = Object.fromEntries(
    Object.keys(noColours).map((name) => [name, (part: string) => `<${name}>${part}</${name}>`]),
  ) as unknown as typeof noColours;
  const report = await textOf(text, [page()], { palette: marked });
  expect(report).toContain('<error>✗ 违规</error>  <bold>pages/a.html</bold>');
  expect(report).toContain('<error>      ^^^^^^^^^^^^</error>');
});

test('inspect shows every candidate with kind, zone and visibility, and links by class', async () => {
  let report = '';
  for await (const chunk of inspectText(stream([inspected()]), context())) report += chunk;
  expect(report).toBe(`pages/a.html
  标题：山间小城的春天
  来源署名：来源：晨光报  [第 12 行第 9 列]
  疑似来源的文字 (2)
  → 12:9  文章来源        标题下方  可见    来源：晨光报
    40:3  图片或视频来源  正文      不可见  图片来源：远山新闻
  链接 (1)
    文章页 (1)
      60:5  /article/a1.html  阅读原文  [文末，可见]

`);
});

const long = finding({
  message: '来源写的是“晨光报”，而这篇作品由远山新闻采写，转载时应当写明“来源：远山新闻”，并在署名处附上原文的链接。',
  excerpt: { text: `${'山'.repeat(60)}来源：晨光报${'水'.repeat(60)}`, start: 60, length: 6 },
  expected: '来源：远山新闻',
});

test('on a terminal no line is longer than it, and the rest of a message stands below its beginning', async () => {
  const report = await textOf(text, [page({ findings: [long] })], { terminal: true, width: 60 });
  const lines = report.split('\n');
  expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(60);
  const first = lines.findIndex((line) => line.startsWith('  错误  来源写的是'));
  expect(lines[first + 1]).toMatch(/^ {8}\S/);
});

test('in a pipe or a file a message stays on its line', async () => {
  const report = await textOf(text, [page({ findings: [long] })], { width: 60 });
  expect(report).toContain(`  错误  ${long.message}  credit-wrong\n`);
});

test('the marks stand under their place however narrow the terminal', async () => {
  const report = await textOf(text, [page({ findings: [long] })], { terminal: true, width: 60 });
  const lines = report.split('\n');
  const carets = lines.findIndex((line) => line.includes('^'));
  const place = lines[carets - 1];
  expect(columnsOf(place.slice(0, place.indexOf('来源')))).toBe(lines[carets].indexOf('^'));
});

const note = (severity: Severity): RunNote => ({
  policy: 'yuanshan-news',
  code: 'auth-unknown',
  severity,
  message: '没有授权名单',
});

test.each<[string, RunNote, boolean, boolean]>([
  ['is told in one line', note('info'), false, true],
  ['for information is left out when nothing beside the results is wanted', note('info'), true, false],
  ['that awaits a person is told even then', note('review'), true, true],
])('what holds for the whole run %s', async (_, told, quiet, expected) => {
  const report = await textOf(text, [page(), page()], { notes: [told], quiet });
  expect(report.split('没有授权名单 (auth-unknown)\n').length - 1).toBe(expected ? 1 : 0);
});

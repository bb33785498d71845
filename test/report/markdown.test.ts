import { expect, test } from '@jest/globals';
import { markdown } from '../../src/report/markdown.js';
import { compliant, finding, HOSTILE, hostilePages, manyPages, page, textOf, unaudited } from './fixtures.js';

test('counts come first, then the pages that need attention', async () => {
  expect(await textOf(markdown, [page(), compliant('b.html'), unaudited('c.html')])).toBe(`# 转载合规检查报告

- 依据的声明：远山新闻版权声明

## 共检查 3 个页面

| 结论 | 数量 |
|---|--:|
| 违规 | 1 |
| 待核实 | 0 |
| 合规 | 1 |
| 不适用 | 0 |
| 非转载 | 0 |
| 未检查 | 1 |

| 程度 | 数量 |
|---|--:|
| 错误 | 1 |
| 待核实 | 0 |
| 警告 | 0 |
| 提示 | 0 |

| 问题 | 代码 | 数量 |
|---|---|--:|
| 来源写成了别家 | credit-wrong | 1 |

## 页面明细

### 违规：pages/a.html

- 标题：山间小城的春天
- 来源署名：来源：晨光报
- **错误** 来源署名是“晨光报”，应为“远山新闻”。 (12:9)<br>依据：条款 1（注明来源并附原文链接）

  \`\`\`html
  <p>来源：远山新闻</p>
  \`\`\`


### 未检查：c.html

- 原因：网站返回 404
`);
});

test('what holds for the whole run stands at its head, harmless', async () => {
  const note = { policy: 'p', code: 'auth-unknown', severity: 'info', message: '没有 <b>授权</b>名单' } as const;
  const report = await textOf(markdown, [page()], { notes: [note], quiet: true });
  expect(report).toMatch(/^# [^#]*\n- 没有 &#60;b&#62;授权&#60;\/b&#62;名单 \(auth-unknown\)\n\n## /);
});

test('the report of 10,000 pages fits a job summary and says what it leaves out', async () => {
  const report = await textOf(markdown, manyPages(10_000));
  expect(Buffer.byteLength(report)).toBeLessThan(1024 * 1024);
  expect(report).toMatch(/篇幅所限，另有 [\d,]+ 个页面未在此列出。\n$/);
});

test('outside code blocks no markup of a page is left', async () => {
  const report = await textOf(markdown, hostilePages());
  const prose = report.replace(/^ {2}(`{3,})html\n[\s\S]*?\n {2}\1$/gm, '');
  const tags = prose.match(/<(?!br>|https:\/\/partner\.example\/)[^>]*>/g);
  expect(tags).toBeNull();
  expect(prose).not.toMatch(/\]\(|@somebody|\*\*bold/);
});

test('a fence is longer than the backticks inside', async () => {
  const report = await textOf(markdown, [page({ findings: [finding({ fix: 'a\n````\nb' })] })]);
  expect(report).toContain('  `````html\n  a\n  ````\n  b\n  `````\n');
});

test.each(HOSTILE)('%j stays on the line of its heading', async (text) => {
  const report = await textOf(markdown, [{ ...unaudited(text), problem: { kind: 'http', message: 'why' } }]);
  expect(report.match(/^### 未检查：.*\n\n(?:<http.*>\n\n)?- 原因：why$/gm)).toHaveLength(1);
});

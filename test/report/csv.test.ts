import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { csv } from '../../src/report/csv.js';
import { compliant, finding, hostilePages, manyFindings, page, textOf, unaudited } from './fixtures.js';

const recordsOf = async (...args: Parameters<typeof textOf> extends [unknown, ...infer Rest] ? Rest : never) =>
  parse(await textOf(csv, ...args), { bom: true, columns: true }) as Record<string, string>[];

test('begins with a byte order mark and Chinese headings', async () => {
  expect(await textOf(csv, [])).toMatch(/^\ufeff"检查对象","网站","标题","结论",/);
});

test('a row a finding, with the columns a clerk needs', async () => {
  const [row] = await recordsOf([page()]);
  expect(row).toMatchObject({
    检查对象: 'pages/a.html',
    结论: '违规',
    程度: '错误',
    问题: '来源写成了别家',
    依据条款: '条款 1（注明来源并附原文链接）',
    行: '12',
    改法: '<p>来源：远山新闻</p>',
  });
});

test('no target is missing: a page without findings has a row', async () => {
  const rows = await recordsOf([compliant('b.html'), unaudited('https://x.example/a')]);
  expect(rows.map((row) => [row.检查对象, row.结论, row.网站, row.未检查的原因])).toEqual([
    ['b.html', '合规', '', ''],
    ['https://x.example/a', '未检查', 'x.example', '网站返回 404'],
  ]);
});

test('10,000 findings are 10,000 rows', async () => {
  expect(await recordsOf([manyFindings(10_000)])).toHaveLength(10_000);
});

test('no cell of a hostile page can be a formula', async () => {
  const cells = (await recordsOf(hostilePages())).flatMap((row) => Object.values(row));
  expect(cells.filter((cell) => /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell))).toEqual([]);
});

test('a guarded formula is still readable', async () => {
  const [row] = await recordsOf([page({ findings: [finding({ found: '=1+1' })] })]);
  expect(row.现为).toBe("'=1+1");
});

test('no control character but line breaks is left', async () => {
  expect((await textOf(csv, hostilePages())).slice(1).match(/(?![\r\n])[\p{Cc}\p{Cf}\p{Cs}]/gu)).toBeNull();
});

test('a text is quoted even where nothing in it asks for it', async () => {
  expect(await textOf(csv, [page({ findings: [finding({ found: 'a;=1' })] })])).toContain(',"a;=1",');
});

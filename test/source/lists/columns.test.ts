import { expect, test } from '@jest/globals';
import type { ListOptions } from '../../../src/source/lists/types.js';
import { readBytes } from './support.js';

/** A table of twenty rows, in which `gap` stands once in the column that `page` heads, if it is said. */
function table(headings: readonly string[], page: string, gap?: string): string {
  const rows = Array.from({ length: 20 }, (_, n) =>
    headings.map((heading, i) => {
      if (heading === '标题') return `标题${n}`;
      return heading === page && gap !== undefined && n === 3 ? gap : `http://h${i}.example/${n}`;
    }),
  );
  return [headings, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

async function read(text: string, options: Partial<ListOptions> = {}) {
  const notes: string[] = [];
  const tell = (note: string): void => void notes.push(note);
  const entries = await readBytes(text, { name: 'list.csv', tell, ...options });
  return { entries, notes };
}

test.each([
  ['标题,转载链接,原文链接', '转载链接', ''],
  ['标题,转载链接,原文链接', '转载链接', '已删除'],
  ['标题,网址,备注链接', '网址', ''],
  ['标题,网址,备用网址', '网址', ''],
  ['标题,原文网址,网址', '网址', ''],
  ['标题,url,original_url', 'url', ''],
  ['标题,被侵权链接,侵权链接', '侵权链接', ''],
  ['标题,链接,转载链接', '转载链接', ''],
  ['标题,图片链接,页面', '页面', ''],
  ['标题,转载网址（必填）,首页', '转载网址（必填）', ''],
  ['标题,来源链接,媒体页面', '媒体页面', ''],
  ['标题,甲,乙', '甲', undefined],
])('of %s, the column %s is audited though a cell in it says “%s”', async (headings, page, gap) => {
  const columns = headings.split(',');
  const { entries } = await read(table(columns, page, gap));
  expect(new URL(entries[0].url!).hostname).toBe(`h${columns.indexOf(page)}.example`);
});

test('a heading is not believed where hardly a cell below it is an address', async () => {
  const rows = Array.from({ length: 20 }, (_, n) => `${n === 3 ? 'http://x.example/' : '无'},http://a.example/${n}\n`);
  const { entries } = await read(`链接说法,页面\n${rows.join('')}`);
  expect(entries[0].url).toBe('http://a.example/0');
});

test('who is after originals gets the column of originals', async () => {
  const columns = ['标题', '转载链接', '链接', '原文链接'];
  const { entries } = await read(table(columns, '转载链接'), { side: 'originals' });
  expect(entries[0].url).toBe('http://h3.example/0');
});

test.each([
  ['zh', '网址取自“转载链接”列；其他有网址的列：原文链接（可用 --column 指定）'],
  [
    'en',
    'addresses are taken from column “转载链接”; other columns with addresses: 原文链接 (name another one with --column)',
  ],
] as const)('which of several columns is audited is told (%s)', async (language, note) => {
  const { notes } = await read(table(['标题', '转载链接', '原文链接'], '转载链接'), { language });
  expect(notes).toEqual([note]);
});

test('columns without a heading are told by their numbers', async () => {
  const { notes } = await read('http://a.example/1,http://b.example/1\n', { language: 'zh' });
  expect(notes).toEqual(['网址取自第 1 列；其他有网址的列：第 2 列（可用 --column 指定）']);
});

test.each([
  ['one column of addresses', table(['标题', '网址'], '网址'), undefined],
  ['a column that was asked for', table(['标题', '转载链接', '原文链接'], '转载链接'), '原文链接'],
])('nothing is told of %s', async (_, text, column) => {
  expect((await read(text, { column })).notes).toEqual([]);
});

const TITLED = '2024年转载链接清单,,\n编号,标题,转载网址\n1,一,http://a.example/1\n2,二,已删除\n';

test.each([
  ['a title', TITLED, undefined],
  ['a title and the column by its heading', TITLED, '转载网址'],
  ['a title and the column by its number', TITLED, '3'],
  ['a title and who made it', `2024年清单,,\n制表：某某,,\n${TITLED.slice(TITLED.indexOf('编'))}`, '转载网址'],
  ['a title without delimiters, cells by semicolon', TITLED.replace(',,', '').replaceAll(',', ';'), undefined],
  ['headings that tell nothing', TITLED.replace('转载网址', '页面'), undefined],
  ['a declared delimiter', `sep=;\r\n${TITLED.replaceAll(',', ';')}`, undefined],
  ['no title', TITLED.slice(TITLED.indexOf('编')), undefined],
])('below %s, the rows are targets and nothing else is', async (_, text, column) => {
  const { entries } = await read(text, { column });
  expect(entries.map(({ raw }) => raw)).toEqual(['http://a.example/1', '已删除']);
});

test('a declared delimiter makes a table of a list without a name', async () => {
  const entries = await readBytes('sep=;\n网址;标题\nhttp://a.example/1;一\n');
  expect(entries.map(({ url }) => url)).toEqual(['http://a.example/1']);
});

test('the heading 网址 alone in its line is no target', async () => {
  const { entries } = await read('2024年清单\n网址\nhttp://a.example/1\n');
  expect(entries.map(({ url }) => url)).toEqual(['http://a.example/1']);
});

test('a first row whose address is missing is no heading', async () => {
  const { entries } = await read('1,一则消息,已删除\n2,两则消息,http://a.example/2\n');
  expect(entries.map(({ raw }) => raw)).toEqual(['已删除', 'http://a.example/2']);
});

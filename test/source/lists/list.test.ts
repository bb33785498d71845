import { expect, test } from '@jest/globals';
import { readBytes } from './support.js';

const URL_LINE = 'http://a.example/1\n';

test.each([
  ['in the first line', `"http://a.example/1"\n${URL_LINE}`],
  ['in later lines', `${URL_LINE}"http://a.example/2"\n“http://a.example/3”\n`],
  ['among lines without addresses', `一则\n"两则"\n三则\n"http://a.example/2"\n`],
])('quotation marks %s stay in a list from standard input as in one from a file', async (_, text) => {
  const [piped, named] = await Promise.all([readBytes(text), readBytes(text, { name: 'list.txt' })]);
  expect(piped).toEqual(named);
});

const COLUMN = '这份清单不是表格，--column 不起作用';
const SHEET = '这份清单不是工作簿，--sheet 不起作用';

test.each([
  ['a plain list', 'list.txt', URL_LINE, [COLUMN, SHEET]],
  ['a sitemap', 'sitemap.xml', '<urlset><url><loc>http://a.example/1</loc></url></urlset>', [COLUMN, SHEET]],
  ['a table of text', 'list.csv', 'url,n\nhttp://a.example/1,1\n', [SHEET]],
  ['JSON', 'list.json', '[{"url":"http://a.example/1"}]', [SHEET]],
])('options that do nothing for %s are told', async (_, name, text, expected) => {
  const notes: string[] = [];
  const tell = (note: string): void => void notes.push(note);
  await readBytes(text, { name, language: 'zh', column: 'url', sheet: '一', tell });
  expect(notes).toEqual(expected);
});

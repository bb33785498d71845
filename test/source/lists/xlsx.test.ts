import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import { readListFile } from '../../../src/source/lists/list.js';
import { type ListEntry, ListError, type ListOptions } from '../../../src/source/lists/types.js';
import { readBytes, shown } from './support.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lists-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function readFile(path: string, options: Partial<ListOptions> = {}): Promise<ListEntry[]> {
  const entries: ListEntry[] = [];
  for await (const entry of readListFile(path, { language: 'en', ...options })) entries.push(entry);
  return entries;
}

const row = (...values: string[]) => values.map((value) => ({ value, type: String }));

test('a workbook: the first sheet with addresses, the column by content', async () => {
  const path = join(folder, 'two.xlsx');
  await writeXlsxFile([
    { sheet: '说明', data: [row('这份清单'), row('每周更新')] },
    { sheet: '清单', data: [row('媒体', '网址'), row('甲报', 'http://a.example/1?x=1&y=2'), row('乙报', '没有')] },
  ]).toFile(path);
  expect(shown(await readFile(path))).toEqual([
    [2, 'http://a.example/1?x=1&y=2'],
    [3, '?没有'],
  ]);
});

test('a sheet by its name', async () => {
  const path = join(folder, 'named.xlsx');
  await writeXlsxFile([
    { sheet: '一', data: [row('http://a.example/1')] },
    { sheet: '二', data: [row('http://a.example/2')] },
  ]).toFile(path);
  expect(shown(await readFile(path, { sheet: '二' }))).toEqual([[1, 'http://a.example/2']]);
  await expect(readFile(path, { sheet: '三' })).rejects.toThrow(/三.*一, 二/s);
});

test('a thousand rows from a stream', async () => {
  const data = [row('url'), ...Array.from({ length: 1000 }, (_, n) => row(`http://a.example/${n}`))];
  const bytes = await writeXlsxFile([{ sheet: 'list', data }]).toBuffer();
  const entries = await readBytes(bytes, { step: 4096 });
  expect(entries).toHaveLength(1000);
  expect(entries[999]).toMatchObject({ line: 1001, url: 'http://a.example/999' });
});

/** A workbook as other programs write it. */
function workbook(sheet: string, extra: Record<string, string> = {}): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}" xmlns:r="${relations}"><sheetData>${sheet}</worksheet>`,
    ...extra,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

test('shared strings: rich text joined, phonetic text left out', async () => {
  const strings =
    '<sst><si><t>http://a.example/</t></si><si><r><t>http://a.example</t></r><r><t>/rich</t></r><rPh><t>読</t></rPh></si></sst>';
  const sheet =
    '<row r="1"><c r="B1" t="s"><v>0</v></c></row><row r="4"><c r="B4" t="s"><v>1</v></c></row></sheetData>';
  const entries = await readBytes(workbook(sheet, { 'xl/sharedStrings.xml': strings }));
  expect(shown(entries)).toEqual([
    [1, 'http://a.example/'],
    [4, 'http://a.example/rich'],
  ]);
});

test('a link counts by its target where the cell shows other words', async () => {
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink';
  const sheet =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>查看</t></is></c></row></sheetData><hyperlinks><hyperlink ref="A1" r:id="rId7"/></hyperlinks>';
  const extra = {
    'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships><Relationship Id="rId7" Type="${relation}" Target="http://a.example/linked" TargetMode="External"/></Relationships>`,
  };
  expect(shown(await readBytes(workbook(sheet, extra)))).toEqual([[1, 'http://a.example/linked']]);
});

test('a HYPERLINK formula counts by its address', async () => {
  const sheet =
    '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://a.example/formula","查看")</f><v>查看</v></c></row></sheetData>';
  expect(shown(await readBytes(workbook(sheet)))).toEqual([[1, 'http://a.example/formula']]);
});

test.each([
  ['a ZIP archive without a workbook', () => zipSync({ 'a.txt': strToU8('a') })],
  ['a workbook that is cut off', () => workbook('').subarray(0, 300)],
  ['an old .xls file', () => Buffer.from('d0cf11e0a1b11ae1', 'hex')],
])('%s is an error for people', async (_, bytes) => {
  await expect(readBytes(bytes())).rejects.toThrow(ListError);
});

test('a file that is missing or a folder is an error for people', async () => {
  await expect(readFile(join(folder, 'missing.xlsx'))).rejects.toThrow(ListError);
  await expect(readFile(folder)).rejects.toThrow(ListError);
});

test('a sitemap index finds the copies beside it and asks for the others', async () => {
  const index =
    '<sitemapindex><sitemap><loc>http://a.example/maps/one.xml</loc></sitemap><sitemap><loc>http://a.example/two.xml</loc></sitemap></sitemapindex>';
  await writeFile(join(folder, 'sitemap.xml'), index);
  await writeFile(join(folder, 'one.xml'), '<urlset><url><loc>http://a.example/1</loc></url></urlset>');
  const asked: string[] = [];
  const open = async (url: string) => {
    asked.push(url);
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('<urlset><url><loc>http://a.example/2</loc></url></urlset>');
    }
    return { name: url, bytes: bytes() };
  };
  const entries = await readFile(join(folder, 'sitemap.xml'), { open });
  expect(entries.map(({ url }) => url)).toEqual(['http://a.example/1', 'http://a.example/2']);
  expect(asked).toEqual(['http://a.example/two.xml']);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readRecords } from '../../../src/source/lists/delimited.js';
import { ListError } from '../../../src/source/lists/types.js';
import { readBytes, shown } from './support.js';

test('the column is found by content, and the heading is no target', async () => {
  const csv = '媒体,标题,网址\n甲报,一则消息,http://a.example/1\n乙报,"两则,消息",http://b.example/2\n';
  expect(shown(await readBytes(csv))).toEqual([
    [2, 'http://a.example/1'],
    [3, 'http://b.example/2'],
  ]);
});

test('a table without a heading loses no row', async () => {
  expect(shown(await readBytes('1,http://a.example/1\n2,http://a.example/2\n'))).toEqual([
    [1, 'http://a.example/1'],
    [2, 'http://a.example/2'],
  ]);
});

test.each([
  ['tab', '\t'],
  ['semicolon', ';'],
  ['comma', ','],
])('cells may be separated by %s', async (_, separator) => {
  const rows = [
    ['no', 'page'],
    ['1', 'http://a.example/1'],
    ['2', 'http://a.example/2'],
  ];
  const entries = await readBytes(rows.map((row) => row.join(separator)).join('\n'), { name: 'list.csv' });
  expect(entries.map(({ url }) => url)).toEqual(['http://a.example/1', 'http://a.example/2']);
});

// “媒体,转载链接\n北方日报,http://a.example/1\n” in GB18030, as a spreadsheet on a Chinese system saves it.
const GB18030 = Buffer.concat([
  Buffer.from([0xc3, 0xbd, 0xcc, 0xe5, 0x2c, 0xd7, 0xaa, 0xd4, 0xd8, 0xc1, 0xb4, 0xbd, 0xd3, 0x0a]),
  Buffer.from([0xb1, 0xb1, 0xb7, 0xbd, 0xc8, 0xd5, 0xb1, 0xa8, 0x2c]),
  Buffer.from('http://a.example/1\n'),
]);

test.each(['转载链接', '2', undefined])('GB18030 is decoded; column %s', async (column) => {
  const entries = await readBytes(GB18030, { name: 'list.csv', column, step: 1 });
  expect(shown(entries)).toEqual([[2, 'http://a.example/1']]);
});

test('GB18030 that begins only behind megabytes of ASCII is decoded', async () => {
  const ascii = Array.from({ length: 40_000 }, (_, n) => `x,http://a.example/${n}\n`).join('');
  const entries = await readBytes(Buffer.concat([Buffer.from(ascii), GB18030.subarray(14)]), {
    name: 'l.csv',
    step: 65_536,
  });
  expect(entries).toHaveLength(40_001);
  expect(entries.every(({ url }) => url !== null)).toBe(true);
});

test.each([
  ['UTF-8 with a byte order mark', Buffer.from('\ufeff网址,n\nhttp://a.example/1,1\n')],
  ['UTF-16 little-endian', Buffer.from('\ufeff网址\tn\nhttp://a.example/1\t1\n', 'utf16le')],
])('%s', async (_, bytes) => {
  expect(shown(await readBytes(bytes, { name: 'list.csv', column: '网址', step: 1 }))).toEqual([
    [2, 'http://a.example/1'],
  ]);
});

test('line numbers count the lines inside quoted cells', async () => {
  const csv = 'note,url\r\n"two\r\nlines",http://a.example/1\r\nplain,http://a.example/2\r\n';
  expect(shown(await readBytes(csv))).toEqual([
    [2, 'http://a.example/1'],
    [4, 'http://a.example/2'],
  ]);
});

test('a quotation mark that nobody closes spoils its own line only', async () => {
  const csv = 'note,url\n"open,http://a.example/1\nplain,http://a.example/2\nplain,http://a.example/3\n';
  const urls = (await readBytes(csv)).map(({ url }) => url);
  expect(urls.slice(1)).toEqual(['http://a.example/2', 'http://a.example/3']);
});

test('a filled row without an address is a problem, an empty one is nothing', async () => {
  const csv = 'name,url\na,http://a.example/1\nb,\n,\nc,http://a.example/2\n';
  const entries = await readBytes(csv);
  expect(shown(entries)).toEqual([
    [2, 'http://a.example/1'],
    [3, '?b'],
    [5, 'http://a.example/2'],
  ]);
  expect(entries[1].problem?.kind).toBe('invalid-target');
});

test('of two columns with addresses, the heading decides', async () => {
  const csv = '原文,转载链接\nhttp://own.example/1,http://a.example/1\n';
  expect(shown(await readBytes(csv))).toEqual([[2, 'http://a.example/1']]);
});

test('an unknown column is an error that names the columns', async () => {
  const reading = readBytes('媒体,网址\n甲,http://a.example/1\n', { column: '链接地址' });
  await expect(reading).rejects.toThrow(/链接地址.*媒体, 网址/s);
});

test('a table without addresses is an error that names the columns', async () => {
  const reading = readBytes('name,note\na,b\n', { name: 'list.csv' });
  await expect(reading).rejects.toThrow(ListError);
});

test('whatever the cells, written by RFC 4180 they are read back', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '字') });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      async (rows, step) => {
        const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        async function* pieces(): AsyncGenerator<string> {
          for (let at = 0; at < text.length; at += step) yield text.slice(at, at + step);
        }
        const read: (readonly string[])[] = [];
        for await (const { cells } of readRecords(pieces(), ',')) read.push(cells);
        expect(read).toEqual(rows.filter((row) => row.some((each) => each.trim() !== '')));
      },
    ),
  );
});

test('two addresses in a cell are one row that says so', async () => {
  const [, entry] = await readBytes('标题,网址\n一,http://a.example/1\n二,http://a.example/2；http://a.example/3\n', {
    language: 'zh',
  });
  expect(entry).toMatchObject({
    line: 3,
    url: null,
    problem: { message: '第 3 行有不止一个网址，请每行只写一个：http://a.example/2；http://a.example/3' },
  });
});

test.each([
  ['a title behind an address', 'http://a.example/1,一则消息\nhttp://a.example/2,两则消息\n'],
  ['quoted cells', '"http://a.example/1","one"\n"http://a.example/2","two"\n'],
])('%s makes a table of a list without a name', async (_, text) => {
  expect(shown(await readBytes(text))).toEqual([
    [1, 'http://a.example/1'],
    [2, 'http://a.example/2'],
  ]);
});

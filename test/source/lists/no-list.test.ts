import { expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { ListError } from '../../../src/source/lists/types.js';
import { readBytes } from './support.js';

const HEAD_OF_PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
/** Bytes of all values, in an order that no text has. */
const NOISE = Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * n * 7 + n * 31 + (n >> 3)) % 256));
const LIST = '标题\thttp://a.example/1\n'.repeat(3);
const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x')])));

test.each([
  ['a PNG', 'list.png', HEAD_OF_PNG, '清单里没有一个网址；这好像是图片'],
  ['a PNG that is called a workbook', 'list.xlsx', HEAD_OF_PNG, '清单里没有一个网址；这好像是图片'],
  ['a JPEG', 'list.txt', Buffer.from('ffd8ffe000104a464946', 'hex'), '清单里没有一个网址；这好像是图片'],
  ['a GIF', '-', 'GIF89a\x01\x00', '清单里没有一个网址；这好像是图片'],
  ['a PDF', 'list.pdf', '%PDF-1.7\n', '清单里没有一个网址；这好像是 PDF'],
  ['a RAR archive', 'list.rar', 'Rar!\x1a\x07', '清单里没有一个网址；这好像是压缩包'],
  ['UTF-16 without its mark', 'list.txt', Buffer.from(LIST, 'utf16le'), '没有字节顺序标记（BOM）的 UTF-16'],
  ['big-endian UTF-16', 'list.txt', Buffer.from(LIST, 'utf16le').swap16(), '没有字节顺序标记（BOM）的 UTF-16'],
  ['bytes at random', 'list', NOISE, '清单里没有一个网址；这好像不是文本文件'],
  ['a Word document', 'list.docx', zip('word/document.xml'), '这是 Word 文档，不是 XLSX 工作簿'],
  ['an OpenDocument file', 'list.ods', zip('mimetype', 'content.xml'), '这是 OpenDocument 文件，不是 XLSX 工作簿'],
  ['a binary workbook', 'list.xlsb', zip('xl/workbook.bin'), '这是二进制工作簿（.xlsb）'],
  ['another archive', 'list.zip', zip('list.txt'), '这是别的 ZIP 压缩包'],
  ['words', 'list.txt', '一则消息\n两则消息\n', '清单里没有一个网址（第 1 行不是网址：一则消息）'],
  ['an object over many lines', 'l.json', '{\n"a":[\n"http://a.example/1"]}', '既不是数组，也不是每行一个值（NDJSON）'],
  ['an object with an array in it', '-', '{"a":[\n"http://a.example/1"]}', '既不是数组，也不是每行一个值（NDJSON）'],
  ['JSON without addresses', 'list.json', '[{"id":1},{"id":2}]', '清单里没有一个网址（第 1 行的对象里没有网址'],
])('%s is no list, and it is said why', async (_, name, bytes, message) => {
  const reading = readBytes(bytes, { name, language: 'zh', step: 64 });
  await expect(reading).rejects.toThrow(ListError);
  await expect(readBytes(bytes, { name, language: 'zh' })).rejects.toThrow(message);
});

test.each([
  ['begins with what could be a signature', 'BM http://a.example/1\n'],
  ['has a NUL byte in it', `http://a.example/1\n\0\n${'http://a.example/2\n'.repeat(10)}`],
  ['ends in NUL bytes', `http://a.example/1\n${'\0'.repeat(500)}`],
  ['has its only address in its last line', `${'标题\n'.repeat(300)}http://a.example/1\n`],
  ['has its only addresses two in a line', 'http://a.example/1 http://a.example/2\n'],
])('a list that %s is read', async (_, text) => {
  expect((await readBytes(text, { name: 'list.txt', step: 4096 })).length).toBeGreaterThan(0);
});

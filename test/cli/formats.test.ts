import { expect, test } from '@jest/globals';
import { parseFormats } from '../../src/cli/formats.js';

test.each([
  ['zh', 'xlsx 不能显示在终端上；请写入文件，如 -f xlsx=文件.xlsx'],
  ['en', 'xlsx cannot be shown on a terminal; name a file: -f xlsx=file.xlsx'],
] as const)('a workbook is not written to a terminal (%s)', (language, message) => {
  expect(() => parseFormats(['xlsx'], language, true)).toThrow(message);
});

test.each([
  ['a pipe', 'xlsx', false],
  ['a file', 'xlsx=a.xlsx', true],
])('it is written to %s', (_, format, terminal) => {
  expect(parseFormats([format], 'en', terminal)).toHaveLength(1);
});

test('text is written to a terminal', () => {
  expect(parseFormats(['text'], 'en', true)).toHaveLength(1);
});

import { expect, test } from '@jest/globals';
import { readBytes, shown } from './support.js';

const URLS = ['http://a.example/1', 'http://a.example/2'];
const OBJECT = `{"url":"${URLS[0]}","tags":["x, y","}"]}`;

test.each([
  ['in one line', `[${OBJECT},"${URLS[1]}"]`, [1, 1]],
  ['over many lines', `[\n  ${OBJECT},\r\n  "${URLS[1]}"\n]\n`, [2, 3]],
  ['indented', JSON.stringify([{ id: 1, url: URLS[0] }, URLS[1]], null, 2), [2, 6]],
  ['with escaped quotation marks', `[{"url":"${URLS[0]}","title":"\\"a\\\\"},"${URLS[1]}"]`, [1, 1]],
  ['an array a line', `["${URLS[0]}"]\n["${URLS[1]}"]\n`, [1, 2]],
  ['objects behind the array', `["${URLS[0]}"]\n{"id":1,"url":"${URLS[1]}"}\n`, [1, 2]],
])('a JSON array %s loses no page', async (_, text, lines) => {
  for (const step of [1, 7, 65_536]) {
    const entries = await readBytes(text, { name: 'list.json', step });
    expect(shown(entries)).toEqual(URLS.map((url, i) => [lines[i], url]));
  }
});

test('a JSON array from standard input is known by its content', async () => {
  expect(shown(await readBytes(`[${OBJECT}]`))).toEqual([[1, URLS[0]]]);
});

test('the key of an array’s objects by name', async () => {
  const entries = await readBytes(`[{"url":"${URLS[0]}","copy":"${URLS[1]}"}]`, { column: 'copy' });
  expect(shown(entries)).toEqual([[1, URLS[1]]]);
});

test.each([
  ['an element that is none', `["${URLS[0]}",\nnone,\n"${URLS[1]}"]`, '第 2 行不是正确的 JSON'],
  [
    'an element without an address',
    `["${URLS[0]}",\n{"id":7},\n"${URLS[1]}"]`,
    '第 2 行的对象里没有网址。现有的键：id',
  ],
  ['a number', `["${URLS[0]}",\n7,\n"${URLS[1]}"]`, '第 2 行没有网址'],
  ['an array that is cut off', `["${URLS[0]}",\n{"url":"${URLS[1]}"`, 'JSON 数组不完整：从第 2 行起没有收尾'],
  ['an array that is cut off behind an element', `["${URLS[0]}"\n`, 'JSON 数组不完整：从第 2 行起没有收尾'],
  ['a line that is no JSON', `"${URLS[0]}"\n{broken\n`, '第 2 行不是正确的 JSON'],
])('%s is told with its line', async (_, text, message) => {
  const [, entry] = await readBytes(text, { name: 'list.json', language: 'zh' });
  expect(entry).toMatchObject({ line: 2, url: null, problem: { message } });
});

import { expect, test } from '@jest/globals';
import { readPage } from '../../src/page/read.js';
import { sheetOf } from '../../src/page/sheet-cache.js';

const sheet = (name: string, rules = 3): Buffer => Buffer.from(`.${name}{display:none}`.repeat(rules));
/** The sheet as it was read for the last of several pages with it. */
function metAgain(css: Buffer, times: number): ReturnType<typeof sheetOf> {
  for (let time = 1; time < times; time++) sheetOf(Buffer.from(css));
  return sheetOf(Buffer.from(css));
}

test('a sheet met twice is known from then on', () => {
  const css = sheet('twice');
  expect(metAgain(css, 2)).toBe(metAgain(css, 1));
});

test('one met once is not kept', () => {
  const css = sheet('once');
  expect(sheetOf(css)).not.toBe(sheetOf(css));
});

test('one that is longer than a mebibyte is not kept', () => {
  const css = sheet('long', 100_000);
  expect(metAgain(css, 2)).not.toBe(sheetOf(css));
});

test.each([0, 1, 1000, 1001, 1002, 1003])('one that differs in byte %d is another', (at) => {
  const css = sheet(`differs-at-${at}`, 500);
  const known = metAgain(css, 3);
  const other = Buffer.from(css);
  other[at] ^= 1;
  expect(metAgain(other, 3)).not.toBe(known);
});

test('what is kept does not change with the bytes of the page it came from', () => {
  const css = sheet('kept');
  sheetOf(css);
  const page = Buffer.from(css);
  const known = sheetOf(page);
  page.fill(0);
  expect(sheetOf(css)).toBe(known);
});

test('a sheet known from other pages hides what it names on this one', () => {
  const seen = ['.first', '.second', '.third', '.fourth'].map((_, index, names) => {
    const line = `<p class="${names[index].slice(1)}">来源：甲报</p><p>五月六日清晨，第一趟班车从草原新村发出，沿途的牧民从此可以当天往返。</p>`;
    const css = '.first,.third{display:none}.third{display:block}.fourth{opacity:0}';
    return readPage(`<style>${css}</style>${line}`).blocks.some(
      ({ visible, text }) => visible && text.includes('来源'),
    );
  });
  expect(seen).toEqual([false, true, true, false]);
});

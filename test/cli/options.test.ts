import { describe, expect, test } from '@jest/globals';
import { messagesIn } from '../../src/cli/messages.js';
import { readCount, readNumber, readSeconds, readThreads } from '../../src/cli/options.js';

const say = messagesIn('zh');

describe('seconds', () => {
  test.each([
    ['0.5', 500],
    ['30', 30_000],
    ['2147483', 2_147_483_000],
  ])('%s are %d ms', (value, milliseconds) => {
    expect(readSeconds('--timeout', value, say)).toBe(milliseconds);
  });

  // The last would go off at once: timers hold 31 bits.
  test.each(['0', '-1', '1m', 'soon', '2147484'])('%s is refused, and the largest named', (value) => {
    expect(() => readSeconds('--timeout', value, say)).toThrow(
      `--timeout：“${value}”不是有效的秒数：须大于 0，最大 2147483`,
    );
  });
});

test.each(['0', '99999999999', '1e9', '1.5', ''])('a count of %s is refused, and the range named', (value) => {
  expect(() => readCount('--limit', value, say, 1)).toThrow(
    `--limit：“${value}”不符合要求：须为 1 至 999999999 的整数`,
  );
});

test('threads have a range of their own', () => {
  expect(() => readThreads('1000', say)).toThrow('--workers：“1000”不符合要求：须为 0 至 999 的整数');
});

test('a size in other units is refused, and those that are taken named', () => {
  expect(() => readNumber('--max-bytes', '8MB', say)).toThrow(
    '--max-bytes：“8MB”不是有效的大小：须为正数，单位是字节，后面可加 k 或 m，如 8m',
  );
});

test('values that may be given are listed as Chinese lists are', () => {
  expect(say.unknownValue('--lang', 'fr', ['zh', 'en'])).toBe('--lang：没有“fr”这个选项值，可用：zh、en');
});

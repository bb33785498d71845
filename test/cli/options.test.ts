import { describe, expect, test } from '@jest/globals';
import { messagesIn } from '../../src/cli/messages.js';
import { readSeconds } from '../../src/cli/options.js';

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

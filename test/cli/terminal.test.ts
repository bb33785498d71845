import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { canRedraw } from '../../src/cli/terminal.js';

test.each([
  [true, 'xterm', true],
  [true, undefined, true],
  [true, 'dumb', false],
  [false, 'xterm', false],
])('standard error that is a terminal: %s, TERM: %s; lines are drawn over: %s', (isTTY, TERM, expected) => {
  const stderr = Object.assign(new PassThrough(), { isTTY });
  expect(canRedraw({ stderr, env: { TERM } })).toBe(expected);
});

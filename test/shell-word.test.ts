import { expect, test } from '@jest/globals';
import { shellWord } from '../src/shell-word.js';

test.each([
  ['audit-2026-07', 'audit-2026-07'],
  ['/data/检查-2026.audit', '/data/检查-2026.audit'],
  ['sp/审 计', "'sp/审 计'"],
  ["it's", "'it'\\''s'"],
  ['$HOME', "'$HOME'"],
  ['', "''"],
])('%s is typed as %s', (path, typed) => {
  expect(shellWord(path)).toBe(typed);
});

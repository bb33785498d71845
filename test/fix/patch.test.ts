import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyEdits } from '../../src/fix/edits.js';
import { unifiedPatch } from '../../src/fix/patch.js';

test('an edit shows with three lines around it', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
  expect(unifiedPatch('x.html', before, [{ start: 8, end: 9, text: 'E' }])).toBe(
    '--- a/x.html\n+++ b/x.html\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
  );
});

test.each([
  ['a line added below another', 'a\nb\n', { start: 1, end: 1, text: '\nnew' }, '@@ -1,2 +1,3 @@\n a\n+new\n b\n'],
  [
    'no line end at the end',
    'a',
    { start: 1, end: 1, text: 'b' },
    '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+ab\n\\ No newline at end of file\n',
  ],
  ['CRLF', 'a\r\nb\r\n', { start: 0, end: 1, text: 'x' }, '@@ -1,2 +1,2 @@\n-a\r\n+x\r\n b\r\n'],
])('%s', (_, before, edit, hunks) => {
  expect(unifiedPatch('x', before, [edit])).toBe(`--- a/x\n+++ b/x\n${hunks}`);
});

test('nothing edited, nothing shown', () => {
  expect(unifiedPatch('x', 'a\n', [])).toBe('');
});

describe('git', () => {
  const lines = fc.array(fc.constantFrom('one', 'two', '三', ''), { minLength: 1, maxLength: 30 });

  test('applies every patch', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprintlint-patch-'));
    try {
      fc.assert(
        fc.property(
          lines,
          fc.boolean(),
          fc.array(fc.nat(120), { minLength: 1, maxLength: 4 }),
          (content, ended, places) => {
            const before = content.join('\n') + (ended ? '\n' : '');
            const at = [...new Set(places.map((place) => Math.min(place, before.length)))].sort((a, b) => a - b);
            const edits = at.map((start) => ({ start, end: start, text: 'new\nlines' }));
            fc.pre(before !== '');
            writeFileSync(join(folder, 'x.html'), before);
            execFileSync('git', ['apply', '--whitespace=nowarn', '--unidiff-zero', '-'], {
              cwd: folder,
              input: unifiedPatch('x.html', before, edits),
              env: { PATH: process.env.PATH, GIT_CEILING_DIRECTORIES: tmpdir() },
            });
            expect(readFileSync(join(folder, 'x.html'), 'utf8')).toBe(applyEdits(before, edits));
          },
        ),
        { numRuns: 25 },
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { reprintlint, shell } from '../program.js';
import { writeAudit } from './audits.js';

jest.setTimeout(60_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'conditions-'));
  writeAudit(join(folder, 'audit'), { lines: 3, done: 3 });
  writeAudit(join(folder, 'held'), { lines: 3, done: 3 });
  // Whoever is root may write everywhere: a folder in the place of the note is in the way of all.
  rmSync(join(folder, 'held', 'lock.json'));
  mkdirSync(join(folder, 'held', 'lock.json'));
  symlinkSync('loop', join(folder, 'loop'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const onLinux = existsSync('/dev/full') ? test : test.skip;

onLinux.each(['report audit -f csv', 'report audit', 'diff audit audit --all', 'batch --resume audit -q'])(
  'a full disk is told as such: %s',
  async (words) => {
    expect(await shell(`$reprintlint ${words} >/dev/full`, { cwd: folder })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^reprintlint: cannot write standard output: no space left on the device \(ENOSPC\)\n$/m,
      ),
    });
  },
);

test.each([
  ['a lock that cannot be noted', ['batch', '--resume', 'held'], 'the audit at held cannot be written: EISDIR'],
  ['an audit nobody may look at', ['report', 'loop'], 'the audit at loop cannot be read: ELOOP'],
  ['no audit', ['report', 'none'], 'there is no audit at none'],
])('%s is no internal error', async (_, words, message) => {
  expect(await reprintlint(words, { cwd: folder })).toMatchObject({ code: 2, stderr: `reprintlint: ${message}\n` });
});

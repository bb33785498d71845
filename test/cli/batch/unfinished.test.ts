import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { reprintlint } from '../program.js';
import { writeAudit } from './audits.js';

jest.setTimeout(60_000);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unfinished-'));
  writeAudit(join(folder, 'half done'), { lines: 5, done: 2 });
  writeAudit(join(folder, 'whole'), { lines: 2, done: 2 });
  writeAudit(join(folder, 'strict'), { lines: 5, done: 5, options: { strict: true }, verdict: 'review' });
  writeAudit(join(folder, 'begun'), { lines: 3, done: 0 });
  writeAudit(join(folder, 'unread'), { lines: 3, done: null });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const report = (...words: string[]) => reprintlint(['report', ...words], { cwd: folder });
const SAID = "3 more lines are waiting: the audit is unfinished, go on with: reprintlint batch --resume 'half done'";

test.each([
  ['an unfinished audit', ['half done'], 3],
  ['an unfinished audit, which is allowed', ['half done', '--allow', 'unaudited'], 0],
  ['an audit without any result yet', ['begun'], 3],
  ['a finished audit', ['whole'], 0],
  ['an audit whose list was not read to its end', ['unread'], 2],
])('%s: exit code', async (_, words, code) => {
  expect((await report(...words)).code).toBe(code);
});

test('the text report says how to go on', async () => {
  expect((await report('half done')).stdout).toContain(`\n${SAID}\n`);
});

test.each(['csv', 'ndjson', 'junit', 'github', 'gitlab'])('%s cannot say it: standard error does', async (format) => {
  expect((await report('half done', '-f', format)).stderr.split('\n')).toContain(SAID);
});

test.each(['json', 'sarif', 'markdown', 'html'])('%s says it: standard error need not', async (format) => {
  expect((await report('half done', '-f', format)).stderr).not.toContain('waiting');
});

test('an audit whose list was not read says so', async () => {
  expect((await report('unread')).stderr).toMatch(/has not read its list to the end.*--resume unread\n$/);
});

const diff = (...words: string[]) => reprintlint(['diff', ...words], { cwd: folder });

test('a difference does not list what waits', async () => {
  expect((await diff('half done', 'half done')).stdout).toBe('\nwaiting 3, unchanged 2\n');
});

test('--all does', async () => {
  expect((await diff('half done', 'half done', '--all')).stdout).toContain('https://a.example/3  - → -\n');
});

test('a difference between policies is a field of its JSON', async () => {
  const { stdout } = await diff('half done', 'strict', '-f', 'ndjson');
  expect(JSON.parse(stdout.split('\n')[0]).policies).toEqual({
    before: 'beijiang-news',
    after: 'beijiang-news (strict)',
  });
});

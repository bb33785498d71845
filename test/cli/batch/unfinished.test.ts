import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { AuditFile } from '../../../src/audit/store/audit-file.js';
import { TargetImport } from '../../../src/audit/store/import.js';
import { ResultWriter } from '../../../src/audit/store/results.js';
import { entryOf } from '../../../src/source/lists/target-url.js';
import { compliant } from '../../report/fixtures.js';
import { reprintlint } from '../program.js';

jest.setTimeout(60_000);

let folder: string;

/** An audit of `lines` pages of which the first `done` have a result; null: its list was not read to the end. */
function audit(name: string, lines: number, done: number | null): void {
  const file = AuditFile.create(join(folder, name), {
    list: 'list.txt',
    created: '2026-01-01T00:00:00Z',
    options: { policy: 'beijiang-news' },
  });
  const targets = new TargetImport(file);
  for (let line = 1; line <= lines; line++) targets.add(entryOf(line, `https://a.example/${line}`, 'en'));
  if (done !== null) {
    targets.finish();
    const writer = new ResultWriter(file, 'p');
    for (let page = 1; page <= done; page++) {
      const json = JSON.stringify(compliant(`https://a.example/${page}`));
      writer.save({ page, verdict: 'compliant', problem: null, auditedAt: 1, json, etag: null, lastModified: null });
    }
  }
  file.close();
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unfinished-'));
  audit('half done', 5, 2);
  audit('whole', 2, 2);
  audit('begun', 3, 0);
  audit('unread', 3, null);
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

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { AuditFile } from '../../../src/audit/store/audit-file.js';
import { TargetImport } from '../../../src/audit/store/import.js';
import { entryOf } from '../../../src/source/lists/target-url.js';
import { records, reprintlint } from '../program.js';

jest.setTimeout(120_000);

let folder: string;

/** An audit of one line that names no page: there is nothing to fetch. `read`: whether its list was read. */
function audit(name: string, options: Record<string, unknown>, read = true): void {
  const file = AuditFile.create(join(folder, name), {
    list: join(folder, 'list.txt'),
    created: '2026-01-01T00:00:00Z',
    options: { policy: 'beijiang-news', ...options },
  });
  if (read) {
    const targets = new TargetImport(file);
    targets.add(entryOf(1, 'no address', 'en'));
    targets.finish();
  }
  file.close();
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'resume-'));
  writeFileSync(join(folder, 'list.txt'), 'none\nnone either\nnor this\n');
  audit('plain', {});
  audit('strict', { profile: 'strict' });
  audit('limited', { limit: '2' }, false);
  audit('plain too', {});
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const resume = (...words: string[]) => reprintlint(['batch', '--resume', ...words], { cwd: folder });

test.each([
  ['another policy', ['--policy', 'reprint-law'], /begun under beijiang-news: it cannot go on under reprint-law/],
  ['another profile', ['--strict'], /begun under beijiang-news: it cannot go on under beijiang-news \(strict\)/],
  ['--limit', ['--limit', '1'], /^reprintlint: --limit is for a new audit/],
  ['--sample', ['--sample', '1'], /^reprintlint: --sample is for a new audit/],
  ['--seed', ['--seed', '2'], /^reprintlint: --seed is for a new audit/],
  ['--column', ['--column', '1'], /^reprintlint: --column is for a new audit/],
  ['--sheet', ['--sheet', 'a'], /^reprintlint: --sheet is for a new audit/],
  ['--out', ['--out', 'b'], /^reprintlint: --out is for a new audit/],
  ['no verdict', ['--only', ''], /^reprintlint: --only: "" is not one of/],
])('%s is refused', async (_, words, message) => {
  const { code, stdout, stderr } = await resume('plain', ...words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

test.each([
  ['the policy of the audit', 'plain', ['--policy', 'beijiang-news']],
  ['its profile in other words', 'strict', ['--strict']],
])('%s may be named again', async (_, name, words) => {
  expect((await resume(name, ...words)).code).toBe(3);
});

test('a list that is read again is taken as far as the first time', async () => {
  expect(records((await resume('limited', '-f', 'ndjson')).stdout)).toHaveLength(2);
});

test('a difference between policies is told before the differences between pages', async () => {
  expect((await reprintlint(['diff', 'plain', 'strict'], { cwd: folder })).stdout).toMatch(
    /^The audits were made under different policies \(earlier: beijiang-news; later: beijiang-news \(strict\)\)/,
  );
});

test('audits under one policy say nothing of it', async () => {
  expect((await reprintlint(['diff', 'plain', 'plain too'], { cwd: folder })).stdout).not.toContain('policies');
});

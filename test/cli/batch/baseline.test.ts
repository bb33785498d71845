import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { Site } from '../../audit/batch/support/site.js';
import { COMPLIANT, type Folder, temporaryFolder, WRONG } from '../pages.js';
import { type Run, records, reprintlint } from '../program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(120_000);

let folder: Folder;
let site: Site;
/** What each path answers. */
let pages: Map<string, string>;
beforeAll(async () => {
  folder = temporaryFolder();
  site = await Site.start((request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(pages.get(request.url ?? '') ?? COMPLIANT);
  });
});
beforeEach(() => {
  pages = new Map([
    ['/old', WRONG],
    ['/good', COMPLIANT],
  ]);
});
afterAll(async () => {
  await site.stop();
  folder.remove();
});

const run = (words: readonly string[], cwd = folder.path): Promise<Run> => reprintlint(words, { cwd });
const POLITE = ['--delay', '0', '--allow-private', '--ignore-robots', '--reason', 'own server', '-f', 'ndjson'];
const verdicts = ({ stdout }: Run): string[] => records(stdout).map(({ verdict }) => verdict);

function list(name: string, ...paths: readonly string[]): string {
  folder.file(name, paths.map((path) => `${site.url(1, path)}\n`).join(''));
  return name;
}

test('what a batch records fails no later one, and what is new does', async () => {
  const old = list('recorded.txt', '/old', '/good', '/old');
  const written = await run(['batch', old, '--out', 'recorded', '--write-baseline', 'known.json', ...POLITE]);
  expect(written.stderr).toContain('wrote known.json; findings known from now on: 2');
  expect([written.code, verdicts(written)]).toEqual([0, ['violation', 'compliant', 'violation']]);

  pages.set('/new', WRONG);
  const all = list('later.txt', '/old', '/good', '/old', '/new');
  const later = await run(['batch', all, '--out', 'later', '--baseline', 'known.json', ...POLITE]);
  expect([later.code, verdicts(later)]).toEqual([1, ['compliant', 'compliant', 'compliant', 'violation']]);
  expect(later.stderr).toContain('findings in the baseline, not counted: 4');
  // The closing counts are those of the report.
  expect(later.stderr).toMatch(/4 lines: violation 1 \+ compliant 3\n/);

  // A report on the audit, made elsewhere, knows what the audit was made with.
  const elsewhere = join(folder.path, 'elsewhere', '..', 'recorded');
  const again = await run(['report', join(folder.path, 'later'), '-f', 'ndjson'], elsewhere);
  expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 1, stdout: later.stdout });
  expect(again.stderr).toContain('findings in the baseline, not counted: 4');
});

test('a resumed batch heeds the baseline it was begun with, as it is by then, and tells what is stale', async () => {
  const one = list('resumed.txt', '/old', '/good');
  await run(['batch', one, '--out', 'begun', '--write-baseline', 'begun.json', ...POLITE]);
  const first = await run(['batch', one, '--out', 'resumed', '--baseline', 'begun.json', ...POLITE]);
  expect(first.code).toBe(0);

  pages.set('/old', COMPLIANT);
  const resumed = await run(['batch', '--resume', 'resumed', '--only', 'violation', '-f', 'ndjson']);
  expect(resumed.code).toBe(0);
  expect(resumed.stderr).toContain(`baseline: ${site.url(1, '/old')} no longer has credit-wrong`);
  expect(resumed.stderr).toContain('write the baseline again to drop what is mended: --write-baseline');

  const rewritten = await run(['batch', '--resume', 'resumed', '--write-baseline', 'begun.json', '-f', 'ndjson']);
  expect(rewritten.code).toBe(0);
  expect(JSON.parse(readFileSync(join(folder.path, 'begun.json'), 'utf8')).entries).toEqual([]);
});

test('the config’s suppressions hold for a batch and for reports on it, and can be taken back', async () => {
  const project = (suppressions: string): string =>
    folder.file('project/reprintlint.config.yaml', `language: en\nsuppressions:\n${suppressions}`);
  const suppression = (code: string): string =>
    `  - { target: "${site.url(1, '/old')}", code: ${code}, reason: settled in writing }\n`;
  project(suppression('credit-wrong') + suppression('link-missing') + suppression('mirror'));
  const cwd = join(folder.path, 'project');
  const only = list('suppressed.txt', '/old');
  const batch = await run(['batch', join('..', only), '--out', 'audit', ...POLITE], cwd);
  expect([batch.code, verdicts(batch)]).toEqual([0, ['compliant']]);
  expect(batch.stderr).toContain('findings suppressed by the config: 2');
  expect(batch.stderr).toMatch(/suppression of mirror in \S+ silences nothing: remove it/);

  project(suppression('credit-wrong'));
  const taken = await run(['report', join('project', 'audit'), '-f', 'ndjson']);
  expect(taken.code).toBe(1);
  expect(records(taken.stdout)[0].findings.map(({ code }) => code)).toEqual(['link-missing', 'editor-missing']);

  const without = await run(['report', join('project', 'audit'), '--no-config', '-f', 'ndjson']);
  expect(records(without.stdout)[0].findings).toHaveLength(3);
});

test.each([
  ['that is not there', 'missing.json', 'missing.json: there is no such baseline'],
  ['that is damaged', 'damaged.json', 'damaged.json: not a JSON file'],
])('a baseline %s ends a batch before it begins', async (_, name, message) => {
  folder.file('damaged.json', '{');
  const any = list('any.txt', '/good');
  const { code, stdout, stderr } = await run(['batch', any, '--out', 'none', '--baseline', name, ...POLITE]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(existsSync(join(folder.path, 'none'))).toBe(false);
});

test.each([
  ['--follow', 'en', '--originals <folder>'],
  ['--original=page.html', 'zh', 'batch 不支持 --original：'],
])('batch %s (%s) says what to use instead', async (option, lang, message) => {
  const { code, stderr } = await run(['batch', 'list.txt', option, '--lang', lang]);
  expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
  expect(stderr).toContain(message);
});

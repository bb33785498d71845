import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ALIAS, COMPLIANT, type Folder, temporaryFolder, WRONG } from './pages.js';
import { ROOT, records, reprintlint } from './program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(60_000);

const OPEN_LIST = join(ROOT, 'fixtures', '19-open-list', 'page.html');

let folder: Folder;
beforeAll(() => {
  folder = temporaryFolder();
  folder.file('compliant.html', COMPLIANT);
  folder.file('wrong.html', WRONG);
  folder.file('alias.html', ALIAS);
  folder.file('review.html', readFileSync(OPEN_LIST));
});
afterAll(() => folder.remove());

const run = (...words: string[]) => reprintlint(words, { cwd: folder.path });

describe('exit code', () => {
  test.each<[number, string]>([
    [0, 'compliant.html'],
    [0, 'alias.html'],
    [1, 'wrong.html'],
    [3, 'review.html'],
    [3, 'missing.html'],
    [1, 'missing.html review.html wrong.html'],
    [1, 'alias.html --fail-on warning'],
    // It names no editor.
    [1, 'compliant.html --fail-on info'],
    [1, 'alias.html --strict'],
    [1, 'review.html --fail-on review'],
    [0, 'review.html --allow review'],
    [3, 'review.html --allow unaudited'],
    [0, 'missing.html --allow unaudited'],
    [0, 'missing.html review.html --allow unaudited,review'],
    [1, 'missing.html wrong.html --allow unaudited,review'],
    [2, 'wrong.html --policy none'],
    [0, 'inspect wrong.html'],
    [3, 'inspect missing.html'],
    [0, 'explain credit-missing'],
    [0, 'policies'],
    [0, '--version'],
    [0, '--help'],
  ])('%i: %s', async (code, line) => {
    expect((await run(...line.split(' '))).code).toBe(code);
  });
});

test('standard output carries the report and nothing else', async () => {
  const { stdout, stderr } = await run('compliant.html', 'wrong.html', 'missing.html', '-f', 'ndjson', '-q');
  expect([records(stdout).map(({ verdict }) => verdict), stderr]).toEqual([
    ['compliant', 'violation', 'unaudited'],
    '',
  ]);
});

test('the sum of a json report is that of its pages', async () => {
  const { stdout } = await run('.', 'missing.html', '-f', 'json');
  const { schemaVersion, tool, policy, summary, pages } = JSON.parse(stdout);
  expect([schemaVersion, tool.name, policy.id, pages.length]).toEqual([1, 'reprintlint', 'beijiang-news', 5]);
  expect(summary).toMatchObject({ targets: 5 });
});

test('a page of standard input is known by --url', async () => {
  const own = 'https://www.imline.cn/article/AbCdEf123O0O0.html';
  const { stdout } = await reprintlint(['-', '--url', own, '-f', 'ndjson'], { stdin: WRONG });
  expect(records(stdout).map(({ target, url, verdict }) => [target, url, verdict])).toEqual([
    ['-', own, 'not-a-repost'],
  ]);
});

test('check is the command that need not be named', async () => {
  expect((await run('check', 'wrong.html', '-f', 'ndjson')).stdout).toBe(
    (await run('wrong.html', '-f', 'ndjson')).stdout,
  );
});

test('several formats in one run, and the exit code stays', async () => {
  const { code, stdout } = await run('wrong.html', '-f', 'ndjson', '-f', 'json=out.json', '-f', 'sarif=out.sarif');
  const written = ['out.json', 'out.sarif'].map((name) => JSON.parse(readFileSync(join(folder.path, name), 'utf8')));
  expect([code, records(stdout).length, written[0].pages.length, written[1].version]).toEqual([1, 1, 1, '2.1.0']);
});

test('inspect shows every credit candidate and link', async () => {
  const { stdout } = await run('inspect', 'compliant.html', '-f', 'ndjson');
  const [{ credits, links }] = records(stdout);
  expect(credits).toContainEqual(expect.objectContaining({ name: '北疆新闻', kind: 'article', zone: 'head' }));
  expect(links).toContainEqual(expect.objectContaining({ class: 'article', visible: true }));
});

describe('text for people', () => {
  test.each<[string, Record<string, string>, string[], RegExp]>([
    ['Chinese where nothing is said', { LANG: '' }, [], /^✗ 违规 {2}wrong\.html/],
    ['Chinese in a Chinese locale', { LANG: 'zh_CN.UTF-8' }, [], /^✗ 违规/],
    ['English in another locale', { LANG: 'de_DE.UTF-8' }, [], /^✗ violation {2}wrong\.html/],
    ['the option before the locale', { LANG: 'de_DE.UTF-8' }, ['--lang', 'zh'], /^✗ 违规/],
    ['LC_ALL before LANG', { LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' }, [], /^✗ violation/],
  ])('%s', async (_name, env, words, shown) => {
    const { stdout } = await reprintlint(['wrong.html', ...words], { cwd: folder.path, env });
    expect(stdout).toMatch(shown);
  });

  test.each<[string, Record<string, string>, string[], boolean]>([
    ['no colours into a pipe', {}, [], false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, [], true],
    ['NO_COLOR before FORCE_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
    ['an empty NO_COLOR says nothing', { FORCE_COLOR: '1', NO_COLOR: '' }, [], true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, [], false],
    ['--color before NO_COLOR', { NO_COLOR: '1' }, ['--color'], true],
    ['--no-color before FORCE_COLOR', { FORCE_COLOR: '1' }, ['--no-color'], false],
  ])('%s', async (_name, env, words, coloured) => {
    const { stdout } = await reprintlint(['wrong.html', ...words], { cwd: folder.path, env });
    expect(stdout.includes('\u001b[')).toBe(coloured);
  });
});

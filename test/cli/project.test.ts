import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import { ALIAS, COMPLIANT, type Folder, LINK, temporaryFolder, WRONG } from './pages.js';
import { type Run, records, reprintlint, TRACE } from './program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(60_000);

let site: Folder;
beforeAll(() => {
  site = temporaryFolder();
});
afterAll(() => site.remove());

let sites = 0;
/** A new project: names and contents of its files. */
function project(files: Readonly<Record<string, string | Uint8Array>>): {
  path: string;
  run(...words: string[]): Promise<Run>;
} {
  const name = `site${sites++}`;
  for (const [file, content] of Object.entries(files)) site.file(join(name, file), content);
  const path = join(site.path, name);
  mkdirSync(path, { recursive: true });
  return { path, run: (...words) => reprintlint(words, { cwd: path }) };
}

const CONFIG = 'reprintlint.config.yaml';
const targetsAndCodes = ({ stdout }: Run): string[] =>
  records(stdout).map(({ target, findings }) =>
    [
      target,
      ...findings.filter(({ severity }) => severity !== 'info').map(({ code, severity }) => `${code}:${severity}`),
    ].join(' '),
  );

describe('a config', () => {
  test('names targets, formats and severities', async () => {
    const { run } = project({
      [CONFIG]:
        'targets: [{ path: public }]\nformats: [ndjson]\nseverities: { credit-wrong: warning, link-missing: off }\n',
      'public/a.html': WRONG,
      'other/b.html': WRONG,
    });
    const result = await run();
    expect(targetsAndCodes(result)).toEqual(['public/a.html credit-wrong:warning']);
    expect(result.code).toBe(0);
  });

  test('gives parts of a site settings of their own', async () => {
    const { run } = project({
      [CONFIG]: `formats: [ndjson]
targets:
  - path: public/**/*.html
    url: https://news.partner.example/
  - path: public/strict/**
    profile: strict
  - path: public/own/**
    url: https://www.imline.cn/
`,
      'public/a.html': ALIAS,
      'public/strict/b.html': ALIAS,
      'public/own/c.html': WRONG,
    });
    const result = await run();
    expect(records(result.stdout).map(({ target, url, verdict }) => [target, url, verdict])).toEqual([
      ['public/a.html', 'https://news.partner.example/a.html', 'compliant'],
      ['public/own/c.html', 'https://www.imline.cn/c.html', 'not-a-repost'],
      ['public/strict/b.html', 'https://news.partner.example/strict/b.html', 'violation'],
    ]);
  });

  test('sets for a part what fails there', async () => {
    const { run } = project({
      [CONFIG]: 'targets: [{ path: a }, { path: b, failOn: warning }]\n',
      'a/1.html': ALIAS,
      'b/1.html': ALIAS,
    });
    expect([(await run('a')).code, (await run('b')).code]).toEqual([0, 1]);
  });

  test('tells JUnit of each target what fails it', async () => {
    const { run } = project({
      [CONFIG]: 'formats: [junit]\ntargets: [{ path: a }, { path: b, failOn: warning }]\n',
      'a/a.html': ALIAS,
      'b/b.html': ALIAS,
    });
    const { stdout } = await run();
    const suites = [...stdout.matchAll(/<testsuite name="([^"]+)"[^>]* failures="(\d+)"/g)];
    expect(suites.map(([, name, failures]) => [name, failures])).toEqual([
      ['a/a.html', '0'],
      ['b/b.html', '1'],
    ]);
  });

  test('gives way to the command line', async () => {
    const { run } = project({ [CONFIG]: 'formats: [json]\nfailOn: warning\npolicy: reprint-law\n', 'a.html': ALIAS });
    const result = await run('a.html', '-f', 'ndjson', '--fail-on', 'error', '--policy', 'beijiang-news');
    expect(result.code).toBe(0);
    expect(targetsAndCodes(result)).toEqual(['a.html credit-form:warning']);
  });

  test.each([
    ['--no-config', ['--no-config'], 1],
    ['--config other.yaml', ['--config', 'other.yaml'], 0],
  ])('%s is used instead', async (_, words, code) => {
    const { run } = project({
      [CONFIG]: 'failOn: nonsense\n',
      'other.yaml': 'severities: { credit-wrong: off, link-missing: off }\n',
      'a.html': WRONG,
    });
    expect((await run('a.html', ...words)).code).toBe(code);
  });

  test('with mistakes ends the run with all of them', async () => {
    const { run } = project({ [CONFIG]: 'failon: error\npolitenes: {}\nlanguage: [zh]\n', 'a.html': COMPLIANT });
    const result = await run('a.html');
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toBe(
      `${CONFIG}:1:1 unknown key "failon"; did you mean failOn?
${CONFIG}:2:1 unknown key "politenes"; did you mean politeness?
${CONFIG}:3:11 language must be one of zh, en
`,
    );
  });

  test('chooses the language', async () => {
    const { run } = project({ [CONFIG]: 'language: zh\n', 'a.html': WRONG });
    expect((await run('a.html')).stdout).toContain('来源写的是');
  });

  test('is printed with the command line in it', async () => {
    const { run, path } = project({ [CONFIG]: 'language: en\nfailOn: warning\nlicences: list.csv\n' });
    const { stdout, code } = await run('--print-config', '--policy', 'reprint-law', '--allow', 'review');
    expect(code).toBe(0);
    expect(parse(stdout)).toMatchObject({
      policy: 'reprint-law',
      failOn: 'warning',
      allow: ['review'],
      formats: ['text'],
      licences: join(path, 'list.csv'),
    });
  });
});

describe('init', () => {
  test('writes a config in the language asked for, that is right as it is', async () => {
    const { run, path } = project({});
    expect(await run('init', '--lang', 'zh')).toMatchObject({ code: 0, stdout: '' });
    const text = readFileSync(join(path, CONFIG), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\S+\n#\n# reprintlint 的项目设置/);
    expect((await run('--print-config')).code).toBe(0);
  });

  test.each([CONFIG, 'reprintlint.config.json'])('leaves %s alone', async (name) => {
    const { run, path } = project({ [name]: '{}' });
    expect(await run('init')).toMatchObject({ code: 2, stderr: expect.stringContaining(`${name} exists already`) });
    expect(readFileSync(join(path, name), 'utf8')).toBe('{}');
    expect(existsSync(join(path, 'reprintlint.config.yml'))).toBe(false);
  });
});

describe('baselines and suppressions', () => {
  test.each([
    [
      'a missing baseline',
      ['--baseline', 'none.json'],
      'none.json: there is no such baseline; make it with --write-baseline',
    ],
    ['a damaged baseline', ['--baseline', 'damaged.json'], 'damaged.json: not a JSON file'],
    ['targets taken for a file', ['--write-baseline', 'public'], 'a baseline ends in .json'],
    ['a folder that is not there', ['--write-baseline=no/such/b.json'], 'cannot write no/such/b.json (ENOENT)'],
  ])('%s: one line, exit code 2', async (_, words, message) => {
    const { run } = project({ 'a.html': WRONG, 'damaged.json': 'x' });
    const result = await run('a.html', ...words);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(message);
    expect(result.stderr).not.toMatch(TRACE);
  });

  test('suppressions that are past, or silence nothing, are told', async () => {
    const { run } = project({
      [CONFIG]: `formats: [ndjson]
targets: [{ path: . }]
suppressions:
  - { target: a.html, code: credit-wrong, reason: settled }
  - { target: a.html, code: link-missing, reason: old, expires: 2020-01-01 }
  - { target: a.html, code: mirror, reason: never }
  - { target: nowhere/**, code: mirror, reason: gone }
`,
      'a.html': WRONG,
    });
    const result = await run();
    expect(result.code).toBe(1);
    expect(targetsAndCodes(result)).toEqual(['a.html link-missing:error']);
    expect(result.stderr.split('\n').filter((line) => line.includes('suppress'))).toEqual([
      'findings suppressed by the config: 1',
      'suppression of link-missing in a.html ended on 2020-01-01 and no longer counts',
      'suppression of mirror in a.html silences nothing: remove it',
      'suppression of mirror in nowhere/**: no page matches',
    ]);
    expect(records(result.stdout)[0]).toMatchObject({
      accepted: [{ accepted: { by: 'suppression', reason: 'settled' } }],
    });
  });
});

describe('fix', () => {
  test.each([
    ['an original that is no article', ['a.html', '--original', 'https://www.imline.cn/'], 'is no article of 北疆新闻'],
    ['one original for two pages', ['a.html', 'b.html', '--original', LINK], 'name one file'],
    ['an address', ['https://news.partner.example/a.html'], 'only files can be mended'],
    ['nothing', [], 'no targets'],
  ])('%s: one line, exit code 2', async (_, words, message) => {
    const { run } = project({ 'a.html': ALIAS, 'b.html': ALIAS });
    const result = await run('fix', ...words);
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('the original is found in an index', async () => {
    const { run, path } = project({
      'originals/AbCdEf123O0O0.html': COMPLIANT.replace('<head>', `<head><link rel="canonical" href="${LINK}">`),
      'a.html': COMPLIANT.replace(`<a href="${LINK}">北疆新闻</a>`, '北疆新闻'),
    });
    expect(await run('originals', 'add', 'originals', '--to', 'index')).toMatchObject({ code: 0 });
    expect(await run('fix', '--write', 'a.html', '--originals', 'index')).toMatchObject({ code: 0 });
    expect(readFileSync(join(path, 'a.html'), 'utf8')).toBe(COMPLIANT);
  });

  test('a page it cannot mend is left alone, with the reason', async () => {
    const { run, path } = project({ 'a.html': WRONG });
    const result = await run('fix', '--write', 'a.html', '--original', LINK);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(
      'a.html: not mended\n  the page credits “来源：某某晚报”: a person must decide which is right\n',
    );
    expect(readFileSync(join(path, 'a.html'), 'utf8')).toBe(WRONG);
  });

  test('the others are mended, and a missing one is told', async () => {
    const { run, path } = project({ 'a.html': ALIAS, 'b.html': COMPLIANT });
    const result = await run('fix', '--write', 'a.html', 'b.html', 'gone.html');
    expect(result.code).toBe(3);
    expect(result.stderr).toContain('1 clean · 1 mended · 0 need a person');
    expect(readFileSync(join(path, 'a.html'), 'utf8')).toBe(ALIAS.replace('北疆新闻网', '北疆新闻'));
  });
});

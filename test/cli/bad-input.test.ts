import { chmodSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { COMPLIANT, type Folder, temporaryFolder, WRONG } from './pages.js';
import { type Run, records, reprintlint, TRACE } from './program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(60_000);

let folder: Folder;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

const isRoot = process.getuid?.() === 0;
const MEBIBYTE = 2 ** 20;

/** A seeded noise in which every byte occurs. */
function garbage(length: number): Uint8Array {
  let state = 7;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
}

/** Targets that cannot be read: made below the folder, named by what is answered; the problem they are reported with. */
const UNREADABLE: readonly [name: string, problem: string, make: () => string][] = [
  ['a missing file', 'not-found', () => join(folder.path, 'missing.html')],
  ['a pattern without matches', 'not-found', () => join(folder.path, 'none-*.html')],
  ['a folder without pages', 'not-found', () => join(folder.file('empty/readme.txt', 'no page'), '..')],
  ['a symbolic link to itself', 'unreadable', () => link('self.html', 'self.html')],
  ['a link to nothing', 'not-found', () => link('dangling.html', 'gone.html')],
  ['an empty file', 'empty', () => folder.file('zero.html', '')],
  ['a page without text', 'empty', () => folder.file('blank.html', '<html><body> <p>&nbsp;</p></body></html>')],
  ['a file of 100 MB', 'too-large', () => largeFile('large.html')],
  ['binary garbage', 'decode', () => folder.file('garbage.html', garbage(200_000))],
  ['nothing but NULs', 'decode', () => folder.file('nul.html', new Uint8Array(5000))],
  ['an address that is none', 'invalid-target', () => 'http://['],
  ['an address nobody can open', 'invalid-target', () => 'ftp://files.partner.example/a.html'],
];

/** Takes no room on the disk. */
function largeFile(name: string): string {
  const path = folder.file(name, COMPLIANT);
  truncateSync(path, 100 * MEBIBYTE);
  return path;
}

function link(name: string, to: string): string {
  const path = join(folder.path, name);
  symlinkSync(join(folder.path, to), path);
  return path;
}

function expectUndisturbed({ code, stdout, stderr }: Run): void {
  expect(code).toBe(3);
  expect(stdout + stderr).not.toMatch(TRACE);
}

describe('what cannot be read is unaudited, and the next page is audited all the same:', () => {
  test.each(UNREADABLE)('%s', async (_name, problem, make) => {
    const after = folder.file('after.html', COMPLIANT);
    const run = await reprintlint([make(), after, '-f', 'ndjson', '-q']);
    expect(records(run.stdout).map((page) => [page.verdict, page.problem?.kind])).toEqual([
      ['unaudited', problem],
      ['compliant', undefined],
    ]);
    expectUndisturbed(run);
  });

  (isRoot ? test.skip : test)('a file without permission (NOT RUN as root, who may read everything)', async () => {
    const secret = folder.file('secret.html', COMPLIANT);
    chmodSync(secret, 0o000);
    const run = await reprintlint([secret, '-f', 'ndjson', '-q']);
    expect(records(run.stdout)[0].problem?.kind).toBe('unreadable');
    expectUndisturbed(run);
  });

  test.each(UNREADABLE)('%s is told in one line, in text', async (_name, _problem, make) => {
    folder.remove();
    mkdirSync(folder.path);
    const { stdout } = await reprintlint([make(), '--lang', 'en', '-q']);
    const [reason, ...further] = stdout.split('\n').filter((line) => line.startsWith('  reason: '));
    expect([reason?.length > 20, further]).toEqual([true, []]);
  });
});

test('a folder that contains itself is walked once', async () => {
  folder.file('loop/a.html', COMPLIANT);
  folder.file('loop/deep/b.html', WRONG);
  link('loop/deep/again', 'loop');
  const { code, stdout } = await reprintlint([join(folder.path, 'loop'), '-f', 'ndjson', '-q']);
  expect([code, records(stdout).map(({ target }) => target.split('/').pop())]).toEqual([1, ['a.html', 'b.html']]);
});

describe('pages that are odd are read all the same:', () => {
  const body = (before: string, after = ''): string =>
    COMPLIANT.replace('<body>', `<body>${before}`).replace('</body>', `${after}</body>`);
  test.each<[string, () => string | Uint8Array, string]>([
    ['10^6 nested tags before the article', () => body('<div>'.repeat(1_000_000)), 'compliant'],
    ['10^6 nested tags after it', () => body('', '<b>'.repeat(1_000_000)), 'compliant'],
    ['10^6 closing tags', () => body('</i>'.repeat(1_000_000)), 'compliant'],
    ['an attribute without end', () => `${COMPLIANT}<p title="`, 'compliant'],
    ['a comment without end after the article', () => `${COMPLIANT}<!-- to be continued`, 'compliant'],
    ['a comment without end before the credit', () => COMPLIANT.replace('<h1>', '<!--<h1>'), 'unaudited'],
    ['NULs in the text', () => COMPLIANT.replaceAll('第', '\0第'), 'compliant'],
    // CESU-8 of U+D800, which no UTF-8 may contain.
    [
      'a lone surrogate',
      () => Buffer.concat([Buffer.from(COMPLIANT.replace('</article>', '<p>')), Buffer.from([0xed, 0xa0, 0x80])]),
      'compliant',
    ],
    ['a lone surrogate as an entity', () => body('<p>&#xD800;</p>'), 'compliant'],
    ['no markup at all', () => `草原小镇迎来夏季音乐节\n来源：北疆新闻\n`, 'violation'],
  ])('%s', async (_name, page, verdict) => {
    const { stdout, stderr } = await reprintlint(['-', '-f', 'ndjson', '-q', '--max-bytes', '20m'], { stdin: page() });
    expect([records(stdout).map((each) => each.verdict), stderr]).toEqual([[verdict], '']);
  });
});

describe('mistakes on the command line: exit code 2, one line, nothing on standard output', () => {
  test.each<[string, string[], RegExp]>([
    ['no targets', [], /no targets/],
    ['an unknown option', ['--formt', 'json', 'a.html'], /unknown option '--formt'; did you mean --format\?/],
    ['an option without its value', ['a.html', '--policy'], /--policy <name\|file>' argument missing/],
    ['an unknown policy', ['--policy', 'bejing-news', 'a.html'], /did you mean beijiang-news\?/],
    ['a policy file that is not there', ['--policy', './none.yaml', 'a.html'], /\.\/none\.yaml.* no such file/],
    ['an unknown profile', ['--profile', 'stirct', 'a.html'], /no profile "stirct"; known: strict/],
    ['an unknown format', ['-f', 'yaml', 'a.html'], /unknown format "yaml"; known: text, json/],
    ['a format without its file', ['-f', 'json=', 'a.html'], /no file name after --format json=/],
    ['two formats for standard output', ['-f', 'json', '-f', 'ndjson', 'a.html'], /two formats go to standard output/],
    ['a format inspect does not have', ['inspect', '-f', 'sarif', 'a.html'], /inspect has no format sarif/],
    ['a report that cannot be written', ['-f', 'json=/nowhere/at/all.json', 'a.html'], /cannot write .*ENOENT/],
    ['another language', ['--lang', 'fr', 'a.html'], /--lang: "fr" is not one of zh, en/],
    ['another severity', ['--fail-on', 'fatal', 'a.html'], /--fail-on: "fatal" is not one of error/],
    ['a verdict that cannot be allowed', ['--allow', 'violation', 'a.html'], /--allow: "violation" is not one of/],
    ['an address of a page that is none', ['--url', 'www.partner.example', 'a.html'], /--url: .* is not an http/],
    ['a size that is no number', ['--max-bytes', 'big', 'a.html'], /--max-bytes: "big" is not a size: .*such as 8m/],
    [
      'a timeout of nothing',
      ['--timeout', '0', 'a.html'],
      /--timeout: "0" is not a number of seconds: more than 0 and at most 2147483/,
    ],
    ['an unknown code', ['explain', 'credit-mising'], /no code "credit-mising"; did you mean credit-missing\?/],
  ])('%s', async (_name, words, told) => {
    const { code, stdout, stderr } = await reprintlint(words, { cwd: folder.path });
    expect([code, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    expect(stderr).toMatch(told);
    expect(stderr).not.toMatch(TRACE);
  });

  test('every mistake of a policy file, each with its place', async () => {
    folder.file('mine.yaml', 'id: mine\nkindd: publisher\nseverity: [\n');
    const { code, stderr } = await reprintlint(['--policy', './mine.yaml', 'a.html'], { cwd: folder.path });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^\.\/mine\.yaml:\d+:\d+ \S/);
  });
});

describe('a first word that is nearly a command', () => {
  test.each([
    ['chek', 'en', '"chek" is neither a command nor a file; did you mean check?'],
    ['exlpain', 'en', 'did you mean explain?'],
    ['Batch', 'en', 'did you mean batch?'],
    ['batc', 'zh', '“batc”既不是命令，也没有这个文件；是不是 batch？'],
  ])('%s is asked about (%s)', async (word, lang, message) => {
    const { code, stdout, stderr } = await reprintlint([word, 'page.html', '--lang', lang, '--out', 'x'], {
      cwd: folder.path,
    });
    expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 });
    expect(stderr).toContain(message);
  });

  test('is a page where there is one of that name', async () => {
    folder.file('chek', COMPLIANT);
    const run = await reprintlint(['chek', '-f', 'ndjson'], { cwd: folder.path });
    expect(records(run.stdout).map(({ target, verdict }) => [target, verdict])).toEqual([['chek', 'compliant']]);
  });

  test.each(['chek.html', 'site/chek', 'nothing-like-it'])('%s is no command, only missing', async (name) => {
    const run = await reprintlint([name, '-f', 'ndjson'], { cwd: folder.path });
    expect(records(run.stdout)[0].problem?.kind).toBe('not-found');
  });
});

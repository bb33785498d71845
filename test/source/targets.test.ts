import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findTargets } from '../../src/source/targets.js';
import type { Target } from '../../src/source/types.js';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'targets-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
/** A new folder with these files (name → content; null: a folder). */
function folderOf(...files: readonly string[]): string {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  for (const file of files) {
    const path = join(folder, file);
    mkdirSync(file.endsWith('/') ? path : dirname(path), { recursive: true });
    if (!file.endsWith('/')) writeFileSync(path, '<p>x</p>');
  }
  return folder;
}

async function targetsOf(...given: readonly string[]): Promise<Target[]> {
  const found: Target[] = [];
  for await (const target of findTargets(given, { language: 'en' })) found.push(target);
  return found;
}

async function pathsBelow(folder: string): Promise<string[]> {
  return (await targetsOf(folder)).map((target) => relative(folder, target.location));
}

describe('folders', () => {
  test('the pages below come in the order of their names, whatever the case of their ending', async () => {
    const folder = folderOf(
      'b.htm',
      'a.HTML',
      'news/2.shtml',
      'news/1.xhtml',
      'news.html',
      'c.css',
      'html',
      'd.html.bak',
    );
    expect(await pathsBelow(folder)).toEqual(['a.HTML', 'b.htm', 'news/1.xhtml', 'news/2.shtml', 'news.html']);
  });
  test('are named as they were given', async () => {
    const folder = folderOf('a/1.html');
    expect(await targetsOf(`${relative('.', folder)}/`)).toEqual([
      {
        name: join(relative('.', folder), 'a', '1.html'),
        kind: 'file',
        location: join(relative('.', folder), 'a', '1.html'),
      },
    ]);
  });
  test('hidden ones and node_modules below are passed over, but not one that is given itself', async () => {
    const folder = folderOf('.git/a.html', 'node_modules/b/c.html', '.site/d.html');
    expect((await targetsOf(folder)).map((target) => target.problem?.kind)).toEqual(['not-found']);
    expect(await pathsBelow(join(folder, '.site'))).toEqual(['d.html']);
  });
  test('links in circles end, and each folder is entered once', async () => {
    const folder = folderOf('a/1.html', 'b/2.html');
    symlinkSync('..', join(folder, 'a', 'up'));
    symlinkSync(join(folder, 'a'), join(folder, 'b', 'again'));
    expect(await pathsBelow(folder)).toEqual(['a/1.html', 'b/2.html']);
  });
  test('a linked page counts, a link that leads nowhere too, a folder called page.html does not', async () => {
    const folder = folderOf('real.html', 'folder.html/');
    symlinkSync('real.html', join(folder, 'linked.html'));
    symlinkSync('gone', join(folder, 'broken.html'));
    symlinkSync('gone', join(folder, 'broken.css'));
    expect(await pathsBelow(folder)).toEqual(['broken.html', 'linked.html', 'real.html']);
  });
  test('one without pages is one target, with its problem', async () => {
    const folder = folderOf('readme.txt', 'empty/');
    expect(await targetsOf(folder)).toEqual([
      {
        name: folder,
        kind: 'file',
        location: folder,
        problem: { kind: 'not-found', message: `no pages (.html, .htm, .shtml, .xhtml) in the folder ${folder}` },
      },
    ]);
  });
  test('are not walked ahead of the reader', async () => {
    const folder = folderOf('a.html', 'z/b.html');
    const targets = findTargets([folder], { language: 'en' });
    await targets.next();
    writeFileSync(join(folder, 'z', 'c.html'), 'x');
    const rest: string[] = [];
    for await (const target of targets) rest.push(relative(folder, target.location));
    expect(rest).toEqual(['z/b.html', 'z/c.html']);
  });
  test('a hundred levels deep', async () => {
    const deep = 'd/'.repeat(100);
    expect(await pathsBelow(folderOf(`${deep}a.html`))).toEqual([`${deep}a.html`]);
  });
});

describe('patterns', () => {
  test('match files at any depth, sorted', async () => {
    const folder = folderOf('a.html', 'x/b.html', 'x/y/c.html', 'x/d.txt');
    expect((await targetsOf(`${folder}/**/*.html`)).map((target) => relative(folder, target.name))).toEqual([
      'a.html',
      'x/b.html',
      'x/y/c.html',
    ]);
  });
  test('one that ends in a star means the pages', async () => {
    const folder = folderOf('a.html', 'b.css', 'x/c.htm');
    expect((await targetsOf(`${folder}/**`)).map((target) => relative(folder, target.name))).toEqual([
      'a.html',
      'x/c.htm',
    ]);
  });
  test('braces', async () => {
    const folder = folderOf('a.html', 'b.txt', 'c.md');
    expect((await targetsOf(`${folder}/*.{html,txt}`)).map((target) => relative(folder, target.name))).toEqual([
      'a.html',
      'b.txt',
    ]);
  });
  test('a file of that very name is itself', async () => {
    const folder = folderOf('a[1].html', 'a1.html');
    expect((await targetsOf(join(folder, 'a[1].html'))).map((target) => relative(folder, target.name))).toEqual([
      'a[1].html',
    ]);
  });
  test.each([
    ['from above', `../${basename(process.cwd())}/fixtures/demo/*.html`],
    ['by a whole path', `${process.cwd()}/fixtures/demo/*.html`],
  ])('files below the working directory are found %s', async (_, pattern) => {
    const names = (await targetsOf(pattern)).map(({ name }) => name);
    const expected = readdirSync('fixtures/demo').filter((name) => name.endsWith('.html'));
    expect(names).toEqual(expected.sort().map((name) => pattern.replace('*.html', name)));
  });
  test('nothing matched', async () => {
    expect(await targetsOf(`${root}/none/*.html`)).toMatchObject([
      { problem: { kind: 'not-found', message: `no file matches ${root}/none/*.html` } },
    ]);
  });
});

describe('other arguments', () => {
  test.each<[string, Omit<Target, 'name'>]>([
    ['-', { kind: 'stdin', location: '-' }],
    ['https://News.Partner.example', { kind: 'url', location: 'https://news.partner.example/' }],
    ['HTTP://partner.example/a?b#c', { kind: 'url', location: 'http://partner.example/a?b#c' }],
    ['https://新闻.example/', { kind: 'url', location: 'https://xn--efvy88h.example/' }],
    [
      'http://',
      { kind: 'url', location: 'http://', problem: { kind: 'invalid-target', message: 'not a valid web address' } },
    ],
    [
      'ftp://partner.example/a.html',
      {
        kind: 'url',
        location: 'ftp://partner.example/a.html',
        problem: { kind: 'invalid-target', message: 'ftp addresses cannot be read, only http and https' },
      },
    ],
    [
      'gone.html',
      { kind: 'file', location: 'gone.html', problem: { kind: 'not-found', message: 'no such file: gone.html' } },
    ],
    [
      'www.partner.example/a.html',
      {
        kind: 'file',
        location: 'www.partner.example/a.html',
        problem: {
          kind: 'not-found',
          message: 'no such file: www.partner.example/a.html; if it is a web address, put https:// in front of it',
        },
      },
    ],
  ])('%s', async (name, expected) => {
    expect(await targetsOf(name)).toEqual([{ name, ...expected }]);
  });
  test('a file URL is a file', async () => {
    const path = join(folderOf('新 闻.html'), '新 闻.html');
    expect(await targetsOf(pathToFileURL(path).href)).toEqual([
      { name: pathToFileURL(path).href, kind: 'file', location: path },
    ]);
  });
  test('any file that is given by name, whatever its ending', async () => {
    const path = join(folderOf('page.txt'), 'page.txt');
    expect(await targetsOf(path)).toEqual([{ name: path, kind: 'file', location: path }]);
  });
  test('standard input the second time', async () => {
    expect((await targetsOf('-', '-')).map((target) => target.problem?.message)).toEqual([
      undefined,
      'standard input can be read only once',
    ]);
  });
  test('one that fails does not stop the others', async () => {
    const folder = folderOf('a.html');
    const found = await targetsOf('gone.html', join(folder, '*.pdf'), folder, 'http://', '-');
    expect(found.map((target) => target.problem?.kind ?? target.kind)).toEqual([
      'not-found',
      'not-found',
      'file',
      'invalid-target',
      'stdin',
    ]);
  });
});

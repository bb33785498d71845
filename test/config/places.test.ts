import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findConfig } from '../../src/config/find.js';
import { TargetSettingsFinder } from '../../src/config/for-target.js';
import { compileGlob, fixedPart } from '../../src/config/glob.js';
import { loadConfig } from '../../src/config/load.js';
import type { ConfigData } from '../../src/config/types.js';

describe('a pattern', () => {
  test.each([
    ['a/*.html', 'a/b.html', true],
    ['a/*.html', 'a/b/c.html', false],
    ['a/**/*.html', 'a/c.html', true],
    ['a/**/*.html', 'a/b/c/d.html', true],
    ['**/*.html', 'x.html', true],
    ['a/**', 'a/b/c', true],
    ['a', 'a/b/c.html', true],
    ['a/', 'a/b.html', true],
    ['./a', 'a/b.html', true],
    ['.', 'anything/at.all', true],
    ['a', 'ab/c.html', false],
    ['a.html', 'a.html', true],
    ['a?.html', 'ab.html', true],
    ['a?.html', 'a/.html', false],
    ['a?.html', 'a.html', false],
    ['新闻/{一,二}.html', '新闻/二.html', true],
    ['{a,b}/c', 'd/c', false],
    ['[ab].html', 'b.html', true],
    ['[!ab].html', 'b.html', false],
    ['a.b', 'axb', false],
    ['a(1).html', 'a(1).html', true],
    ['\\*.html', '*.html', true],
    ['\\*.html', 'x.html', false],
    ['https://news.partner.example/*', 'https://news.partner.example/1.html', true],
    ['https://news.partner.example/*', 'https://news.partner.example.evil.test/1.html', false],
  ])('%s against %s: %s', (pattern, path, expected) => {
    expect(compileGlob(pattern)(path)).toBe(expected);
  });

  test.each([
    ['public/news/**/*.html', 'public/news'],
    ['public', 'public'],
    ['*.html', ''],
    ['a/{b,c}/d', 'a'],
  ])('%s begins with the fixed part %j', (pattern, fixed) => {
    expect(fixedPart(pattern)).toBe(fixed);
  });
});

describe('the settings of a page', () => {
  const settings = (data: ConfigData, file: string) =>
    new TargetSettingsFinder({ file: '/site/c.yaml', directory: '/site', data }).ofFile(file);

  test.each([
    ['public/**/*.html', 'https://p.example/', '/site/public/a/b.html', 'https://p.example/a/b.html'],
    ['public', 'https://p.example', '/site/public/a.html', 'https://p.example/a.html'],
    ['public', 'https://p.example/x', '/site/public/a/index.html', 'https://p.example/x/a/'],
    ['public', 'https://p.example/x', '/site/public/index.html', 'https://p.example/x/'],
    ['**/*.html', 'https://p.example/', '/site/a.html', 'https://p.example/a.html'],
    ['./public/', 'https://p.example/', '/site/public/一 二.html', 'https://p.example/%E4%B8%80%20%E4%BA%8C.html'],
    ['public/a.html', 'https://p.example/1', '/site/public/a.html', 'https://p.example/1'],
    ['public', 'https://p.example/', '/site/public/a%2f#?.html', 'https://p.example/a%252f%23%3F.html'],
    ['public', 'https://p.example/', '/elsewhere/a.html', null],
  ])('%s published at %s: %s is %s', (path, url, file, expected) => {
    expect(settings({ targets: [{ path, url }] }, file).url).toBe(expected);
  });

  test('later entries win, severities add up', () => {
    const data: ConfigData = {
      failOn: 'error',
      severities: { 'editor-missing': 'off' },
      targets: [
        { path: 'public', failOn: 'warning', severities: { 'credit-form': 'error', 'link-dead': 'off' } },
        { path: 'public/old', failOn: 'review', severities: { 'credit-form': 'info' } },
      ],
    };
    expect(settings(data, '/site/public/old/1.html')).toEqual({
      failOn: 'review',
      severities: { 'editor-missing': 'off', 'credit-form': 'info', 'link-dead': 'off' },
      url: null,
    });
  });
});

describe('on disk', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprintlint-config-'));
    mkdirSync(join(folder, 'outer/inner/deep'), { recursive: true });
    mkdirSync(join(folder, 'outer/inner/reprintlint.config.yaml'));
    const text = 'policy: beijiang-news,./own.yaml\nformats: [text, sarif=out/x.sarif]\nbaseline: b.json\n';
    writeFileSync(join(folder, 'outer/reprintlint.config.yml'), text);
    writeFileSync(join(folder, 'outer/reprintlint.config.json'), '{}');
    writeFileSync(join(folder, 'latin.yaml'), Buffer.from([0xc0, 0xd0, 0x0a]));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('the nearest config upward is found; a folder of that name is none', () => {
    expect(findConfig(join(folder, 'outer/inner/deep'))).toBe(join(folder, 'outer/reprintlint.config.yml'));
  });

  test('above all configs there is none', () => {
    expect(findConfig('/')).toBeNull();
  });

  test('paths are meant from the folder of the config', () => {
    const outer = join(folder, 'outer');
    expect(loadConfig(join(outer, 'reprintlint.config.yml'), folder).data).toEqual({
      policy: `beijiang-news,${join(outer, 'own.yaml')}`,
      formats: ['text', `sarif=${join(outer, 'out/x.sarif')}`],
      baseline: join(outer, 'b.json'),
    });
  });

  test.each([
    ['missing.yaml', 'missing.yaml: no such file'],
    ['outer', 'outer: a folder, not a config file'],
    ['latin.yaml', 'latin.yaml: not UTF-8: save it as UTF-8'],
  ])('%s cannot be read', (name, message) => {
    expect(() => loadConfig(join(folder, name), folder)).toThrow(message);
  });
});

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { AuditedPage } from '../../../src/audit/types.js';
import { Site } from '../../audit/batch/support/site.js';

jest.setTimeout(120_000);

const PROGRAM = fileURLToPath(new URL('../../../bin/reprintlint.js', import.meta.url));

let folder: string;
let site: Site | null = null;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  await site?.stop();
  site = null;
});

/** Runs the program in a folder of its own, with nothing of the developer's environment. */
async function run(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { PATH: process.env.PATH, LANG: 'zh_CN.UTF-8' };
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

const pagesIn = (ndjson: string): AuditedPage[] =>
  ndjson
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const ARTICLE = '<p>本地新建的图书馆昨天开门迎客，首日接待读者两千多人次，馆内设有儿童阅览区和地方文献室。</p>'.repeat(
  6,
);
const GOOD = `<h1>图书馆开门迎客</h1><p>来源:北疆新闻</p>${ARTICLE}<p>原文：<a href="https://www.imline.cn/article/edWeFnunci2sh1cGluZzE5MzA4MgO0O0OO0O0O.html">原文链接</a></p>`;
const BAD = `<h1>图书馆开门迎客</h1><p>来源：某某日报</p>${ARTICLE}`;

async function startSite(): Promise<Site> {
  let mended = false;
  site = await Site.start((request, response) => {
    if (request.url === '/mend') mended = true;
    const body = request.url === '/good' || (request.url === '/bad' && mended) ? GOOD : BAD;
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><html><head><title>图书馆开门迎客</title></head><body>${body}</body></html>`);
  });
  return site;
}

/** Bytes of 媒体,转载链接 in GB18030, then rows. */
function spreadsheet(rows: readonly string[]): Buffer {
  const heading = Buffer.from([
    0xc3, 0xbd, 0xcc, 0xe5, 0x2c, 0xd7, 0xaa, 0xd4, 0xd8, 0xc1, 0xb4, 0xbd, 0xd3, 0x0d, 0x0a,
  ]);
  return Buffer.concat([heading, Buffer.from(rows.map((row) => `x,${row}\r\n`).join(''))]);
}

test('a list from a spreadsheet, its report again, a second look and the difference', async () => {
  const pages = await startSite();
  writeFileSync(
    join(folder, 'list.csv'),
    spreadsheet([pages.url(1, '/bad'), 'none', pages.url(2, '/good'), pages.url(1, '/bad#2')]),
  );
  const polite = ['--delay', '0', '--allow-private', '--ignore-robots', '--reason', 'own server'];
  const first = await run('batch', 'list.csv', '--out', 'first', '--format', 'ndjson', ...polite);
  expect(first.err).toContain('共 4 行');
  expect(pagesIn(first.out).map(({ target, verdict }) => [target, verdict])).toEqual([
    [pages.url(1, '/bad'), 'violation'],
    ['none', 'unaudited'],
    [pages.url(2, '/good'), 'compliant'],
    [pages.url(1, '/bad#2'), 'violation'],
  ]);
  expect(first.code).toBe(1);

  const again = await run('report', 'first', '--format', 'ndjson');
  expect(again).toMatchObject({ code: 1, out: first.out });

  await fetch(pages.url(1, '/mend'));
  await run('batch', 'list.csv', '--out', 'second', '--format', 'ndjson', ...polite);
  const difference = await run('diff', 'first', 'second', '--format', 'ndjson');
  expect(JSON.parse(difference.out)).toMatchObject({
    kind: 'mended',
    url: pages.url(1, '/bad'),
    before: 'violation',
    after: 'compliant',
  });

  const refreshed = await run('batch', '--resume', 'first', '--only', 'violation', '--format', 'ndjson');
  expect(pagesIn(refreshed.out).map(({ verdict }) => verdict)).toEqual([
    'compliant',
    'unaudited',
    'compliant',
    'compliant',
  ]);
  expect(pages.countOf(2, '/good')).toBe(2);
});

test.each([
  ['the column that was taken', 'columns.csv', '转载链接,原文链接\n@,@#2\n', [], '网址取自“转载链接”列'],
  ['a column that does nothing', 'column.txt', '@\n', ['--column', '网址'], '--column 不起作用'],
  ['a date that does nothing', 'since.txt', '@\n', ['--since', '2026-01-01'], '--since 不起作用'],
])('%s is told once, before the plan', async (_, name, list, options, note) => {
  const pages = await startSite();
  writeFileSync(join(folder, name), list.replaceAll('@', pages.url(1, '/good')));
  const polite = ['--delay', '0', '--allow-private', '--ignore-robots', '--reason', 'own server'];
  const { err, code } = await run('batch', name, '--out', `${name}.audit`, ...options, ...polite);
  const lines = err.split('\n');
  expect(lines.filter((line) => line.includes(note))).toEqual([lines[0]]);
  expect(lines[1]).toContain('共 1 行');
  expect(code).toBe(0);
});

test.each([
  ['a list without an address', ['batch', 'words.txt', '--out', 'none'], '清单里没有一个网址'],
  ['a list that is not there', ['batch', 'missing.csv', '--out', 'none'], '找不到清单：missing.csv'],
  ['neither list nor audit', ['batch'], '--resume'],
  ['an audit that is not there', ['batch', '--resume', 'none'], 'none 处没有检查记录'],
  ['robots.txt ignored without a reason', ['batch', 'x', '--out', 'none', '--ignore-robots'], '--reason'],
  ['a host rule that makes no sense', ['batch', 'x', '--out', 'none', '--host', 'a.example'], '--host'],
  ['a verdict that does not exist', ['batch', '--resume', 'first', '--only', 'wrong'], 'wrong'],
])('%s: one line, exit code 2, nothing left behind', async (_, words, message) => {
  writeFileSync(join(folder, 'words.txt'), '一则消息\n两则消息\n');
  const { code, out, err } = await run(...words);
  expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 });
  expect(err).toContain(message);
  expect(existsSync(join(folder, 'none'))).toBe(false);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkHtml, checkTargets, inspectHtml, loadPolicies, PolicyError, type TargetOptions } from '../src/index.js';
import { preloadEncodings } from '../src/page/charset-declared.js';
import { articlePage, gbkArticle } from './fetch/fault-pages.js';
import { type FaultServer, startFaultServer } from './fetch/fault-server.js';

const LINKED = articlePage({
  credit: '来源:<a href="https://www.imline.cn/article/AbCdEf123O0O0.html">北疆新闻</a>',
});
const WRONG = articlePage({ credit: '来源：某某晚报' });

async function all(targets: Iterable<string>, options?: TargetOptions) {
  const pages = [];
  for await (const page of checkTargets(targets, options)) pages.push(page);
  return pages;
}

beforeAll(preloadEncodings);

describe('checkHtml', () => {
  test.each([
    ['a page that keeps the terms', LINKED, 'compliant'],
    ['a page credited to another', WRONG, 'violation'],
    ['nothing', '', 'unaudited'],
    ['bytes that are no text', Uint8Array.from({ length: 4096 }, (_, index) => (index * 7) % 29), 'unaudited'],
  ])('%s', async (_name, html, verdict) => {
    expect((await checkHtml(html)).verdict).toBe(verdict);
  });

  test('the page of a publisher owes itself nothing', async () => {
    const page = await checkHtml(WRONG, { url: 'https://www.imline.cn/article/AbCdEf123O0O0.html' });
    expect(page.verdict).toBe('not-a-repost');
  });

  test('text is text, whatever encoding its own markup declares', async () => {
    const page = await checkHtml(articlePage({ charset: 'gbk', credit: '来源：北疆新闻' }));
    expect([page.page?.charset, page.source?.name]).toEqual(['utf-8', '北疆新闻']);
  });

  test('bytes are decoded by their Content-Type', async () => {
    const page = await checkHtml(gbkArticle(null), { contentType: 'text/html; charset=gbk' });
    expect(page.source?.name).toBe('北疆新闻');
  });

  test('is called by its name, else by its address', async () => {
    const url = 'https://news.partner.example/1.html';
    const names = [{}, { url }, { url, name: 'first' }].map(
      async (options) => (await checkHtml(LINKED, options)).target,
    );
    expect(await Promise.all(names)).toEqual(['-', url, 'first']);
  });

  test('speaks the language asked for', async () => {
    const messages = [await checkHtml(WRONG), await checkHtml(WRONG, { language: 'en' })].map(
      ({ findings }) => findings.find(({ code }) => code === 'link-missing')?.message,
    );
    expect(messages).toEqual([
      expect.stringContaining('没有附上'),
      expect.stringMatching(/^[^\u4e00-\u9fff]*\blink\b/),
    ]);
  });

  test('judges by policies that are loaded already as by their name', async () => {
    const policy = await loadPolicies('beijiang-news', { profile: 'strict' });
    expect(await checkHtml(WRONG, { policy })).toEqual(
      await checkHtml(WRONG, { policy: 'beijiang-news', profile: 'strict' }),
    );
  });

  test.each([
    ['a policy nobody knows', { policy: 'no-such-policy' }, PolicyError],
    ['no policy at all', { policy: [] }, TypeError],
    ['an address that leads nowhere', { url: 'a/1.html' }, TypeError],
  ])('refuses %s', async (_name, options, kind) => {
    await expect(checkHtml(LINKED, options)).rejects.toBeInstanceOf(kind);
  });
});

test('inspectHtml tells what checkHtml tells, and what it saw', async () => {
  const { credits, links, ...page } = await inspectHtml(LINKED);
  expect(page).toEqual(await checkHtml(LINKED));
  const seen = { name: '北疆新闻', label: '来源', kind: 'article', zone: 'head', visible: true };
  expect(credits).toContainEqual(expect.objectContaining(seen));
  expect(links.map((link) => [link.class, link.resolved])).toEqual([
    ['article', 'https://www.imline.cn/article/AbCdEf123O0O0.html'],
  ]);
});

describe('checkTargets', () => {
  let folder: string;
  let server: FaultServer;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reprintlint-index-'));
    writeFileSync(join(folder, 'a.html'), LINKED);
    writeFileSync(join(folder, 'b.html'), WRONG);
    server = await startFaultServer();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });

  test('gives each target its result, in their order', async () => {
    const missing = join(folder, 'missing.html');
    const pages = await all([missing, folder, server.url('/article')], { allowPrivate: true });
    expect(pages.map(({ target, verdict }) => [target, verdict])).toEqual([
      [missing, 'unaudited'],
      [join(folder, 'a.html'), 'compliant'],
      [join(folder, 'b.html'), 'violation'],
      [server.url('/article'), 'violation'],
    ]);
  });

  test('asks no private address unless told to', async () => {
    const before = server.log.length;
    const [page] = await all([server.url('/article')]);
    expect([page.problem?.kind, server.log.length - before]).toEqual(['private-address', 0]);
  });

  test('reads standard input where it is given', async () => {
    const stdin = (async function* () {
      yield readFileSync(join(folder, 'b.html'));
    })();
    const [page] = await all(['-'], { stdin, url: 'https://news.partner.example/b.html' });
    expect([page.url, page.verdict]).toEqual(['https://news.partner.example/b.html', 'violation']);
  });

  test('stops reading when nobody wants more', async () => {
    let named = 0;
    const endless = (function* () {
      for (;;) {
        named++;
        yield join(folder, 'a.html');
      }
    })();
    for await (const { verdict } of checkTargets(endless, { concurrency: 2 })) {
      expect(verdict).toBe('compliant');
      break;
    }
    expect(named).toBeLessThanOrEqual(3);
  });

  test.each([
    ['standard input that is not there', ['-'], {}],
    ['a concurrency of nothing', ['a.html'], { concurrency: 0 }],
    ['an address that is none', ['a.html'], { url: 'nowhere' }],
    ['a contact that would break the header', ['https://news.partner.example/'], { contact: 'a\r\nb' }],
  ])('refuses %s', async (_name, targets, options) => {
    await expect(all(targets, options)).rejects.toBeInstanceOf(TypeError);
  });
});

import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { html } from '../../../src/report/html/html.js';
import { compliant, hostilePages, manyPages, page, textOf, unaudited } from '../fixtures.js';

const documentOf = async (...args: Parameters<typeof textOf> extends [unknown, ...infer Rest] ? Rest : never) =>
  load(await textOf(html, ...args));

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('the policy names the hashes of the one style sheet and the one script', async () => {
  const $ = await documentOf([page()]);
  const policy = $('meta[http-equiv=Content-Security-Policy]').attr('content');
  const scripts = $('script:not([type])');
  expect(scripts).toHaveLength(1);
  expect(policy).toBe(
    `default-src 'none'; style-src ${hashOf($('style').text())}; script-src ${hashOf(scripts.text())}; base-uri 'none'; form-action 'none'`,
  );
});

test('nothing is loaded and no attribute runs or styles', async () => {
  const $ = await documentOf(hostilePages());
  const attributes = $('*')
    .toArray()
    .flatMap((element) => Object.keys('attribs' in element ? element.attribs : {}));
  expect(attributes.filter((name) => /^on|^src$|^srcset$|^style$|^action$/.test(name))).toEqual([]);
  expect($('link, img, iframe, object, embed, base')).toHaveLength(0);
});

test('hostile pages add no element', async () => {
  const tags = async (pages: Parameters<typeof textOf>[1]) =>
    new Set(
      (await documentOf(pages))('*')
        .toArray()
        .map((element) => ('name' in element ? element.name : '')),
    );
  expect(await tags(hostilePages())).toEqual(await tags([page(), unaudited('https://x.example/')]));
});

test('counts can be read without the script, and add up', async () => {
  const $ = await documentOf(manyPages(1000));
  const counts = $('.counts b')
    .toArray()
    .map((element) => Number($(element).text().replaceAll(',', '')));
  expect(counts.reduce((a, b) => a + b, 0)).toBe(1000);
});

test('each chart is described in words', async () => {
  const $ = await documentOf([page(), compliant('b.html')]);
  expect($('svg').first().attr('aria-label')).toBe('检查结论: 违规 1, 待核实 0, 合规 1, 不适用 0, 非转载 0, 未检查 0');
});

test.each([
  ['zh', 'zh-CN', '转载合规检查报告'],
  ['en', 'en', 'Reprint compliance report'],
] as const)('the language %s is that of the document', async (language, tag, title) => {
  const $ = await documentOf([], { language });
  expect([$('html').attr('lang'), $('h1').text()]).toEqual([tag, title]);
});

test('every field of the form has a name', async () => {
  const $ = await documentOf([page()]);
  expect(
    $('input, select')
      .toArray()
      .filter((field) => !$(field).attr('aria-label')),
  ).toEqual([]);
});

test('10,000 pages stay below 20 MB', async () => {
  expect(Buffer.byteLength(await textOf(html, manyPages(10_000)))).toBeLessThan(20_000_000);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuditedPage } from '../../../src/audit/types.js';
import { html } from '../../../src/report/html/html.js';
import { finding, hostilePages, manyFindings, manyPages, page, textOf } from '../fixtures.js';
import { Browser, CHROMIUM } from './chromium.js';

if (CHROMIUM === undefined) console.warn('SKIPPED: Chromium is absent, the HTML report is not tried in a browser');

(CHROMIUM === undefined ? describe.skip : describe)('in a real browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprintlint-html-'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await Browser.start();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  async function show(pages: Iterable<AuditedPage>): Promise<void> {
    const file = join(folder, 'report.html');
    writeFileSync(file, await textOf(html, pages));
    browser.complaints.length = 0;
    browser.requests.length = 0;
    await browser.open(pathToFileURL(file).href);
  }

  const column = (number: number) =>
    browser.evaluate<string[]>(
      `[...document.querySelectorAll('#rows > tr > td:nth-child(${number})')].map((cell) => cell.textContent)`,
    );
  const status = () => browser.evaluate<string>(`document.getElementById('status').textContent`);
  const choose = (id: string, value: string) =>
    browser.evaluate(
      `{ const field = document.getElementById('${id}'); field.value = '${value}'; field.dispatchEvent(new Event('change')); }`,
    );
  const search = (words: string) =>
    browser.evaluate(`{ document.getElementById('search').value = '${words}';
      document.getElementById('filters').requestSubmit(); }`);

  test('no string of a page runs, becomes an element or is loaded', async () => {
    await show(hostilePages());
    await browser.evaluate(`for (const button of document.querySelectorAll('.open')) button.click()`);
    const seen = await browser.evaluate(`({
      opened: document.querySelectorAll('.details').length,
      ran: typeof window.broken,
      elements: document.querySelectorAll('#rows :is(script, img, svg, iframe, b)').length,
      links: [...document.querySelectorAll('#rows a')].filter((a) => !/^https?:$/.test(a.protocol)).length,
    })`);
    expect(seen).toEqual({ opened: hostilePages().length, ran: 'undefined', elements: 0, links: 0 });
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  }, 60_000);

  test('of 10,000 pages a hundred rows are made, and more on demand', async () => {
    await show(manyPages(10_000));
    expect(await status()).toBe('符合条件 10,000 页，已显示 100 页');
    await browser.evaluate(`document.getElementById('more').click()`);
    expect(await status()).toBe('符合条件 10,000 页，已显示 200 页');
  }, 60_000);

  test('filters narrow the table, and the reset widens it again', async () => {
    await show(manyPages(600));
    await choose('verdict', 'review');
    expect(new Set(await column(2))).toEqual(new Set(['待核实']));
    await choose('host', 'news3.partner.example');
    expect(await status()).toBe('符合条件 2 页，已显示 2 页');
    await browser.evaluate(`document.getElementById('filters').reset()`);
    await browser.evaluate(`new Promise((resolve) => setTimeout(resolve, 50))`);
    expect(await status()).toBe('符合条件 600 页，已显示 100 页');
    await search('ARTICLE-599');
    expect(await status()).toBe('符合条件 1 页，已显示 1 页');
    await search('nowhere');
    expect(await status()).toBe('没有符合条件的页面。');
  }, 60_000);

  test('a heading sorts, again the other way, and says so', async () => {
    await show(['b', 'c', 'a'].map((name) => page({ target: `${name}.html`, page: null })));
    const press = () => browser.evaluate(`document.querySelector('th[data-sort=target] button').click()`);
    const sort = () => browser.evaluate(`document.querySelector('th[data-sort=target]').getAttribute('aria-sort')`);
    await press();
    expect([await column(3), await sort()]).toEqual([['a.html', 'b.html', 'c.html'], 'ascending']);
    await press();
    expect([await column(3), await sort()]).toEqual([['c.html', 'b.html', 'a.html'], 'descending']);
  }, 60_000);

  test('the reset brings back the order given', async () => {
    await show(['b', 'c', 'a'].map((name) => page({ target: `${name}.html`, page: null })));
    await browser.evaluate(`document.querySelector('th[data-sort=target] button').click()`);
    await browser.evaluate(`document.getElementById('filters').reset()`);
    await browser.evaluate(`new Promise((resolve) => setTimeout(resolve, 50))`);
    expect(await column(3)).toEqual(['b.html', 'c.html', 'a.html']);
    expect(await browser.evaluate(`document.querySelectorAll('[aria-sort=ascending]').length`)).toBe(0);
  }, 60_000);

  test('everything can be reached and opened by keyboard', async () => {
    await show([page()]);
    await browser.evaluate(`document.getElementById('search').focus()`);
    for (let presses = 0; presses < 20; presses++) {
      await browser.press('Tab');
      if (await browser.evaluate(`document.activeElement.className === 'open'`)) break;
    }
    await browser.press('Enter');
    expect(await browser.evaluate(`document.querySelector('.open').getAttribute('aria-expanded')`)).toBe('true');
    expect(await browser.evaluate(`document.querySelector('.details mark').textContent`)).toBe('来源：晨光报');
  }, 60_000);

  test('a change of the text is shown against the original', async () => {
    await show([page({ findings: [finding({ code: 'text-altered', expected: '共 12 人', found: '共 13 人' })] })]);
    await browser.evaluate(`document.querySelector('.open').click()`);
    const shown = await browser.evaluate(
      `['del', 'ins'].map((name) => document.querySelector('.details ' + name).textContent)`,
    );
    expect(shown).toEqual(['2', '3']);
  }, 60_000);

  test('of very many findings the first are shown, more on demand', async () => {
    await show([manyFindings(10_000)]);
    await browser.evaluate(`document.querySelector('.open').click()`);
    const count = () => browser.evaluate(`document.querySelectorAll('.finding').length`);
    expect(await count()).toBe(50);
    await browser.evaluate(`document.querySelector('.details .more').click()`);
    expect(await count()).toBe(100);
  }, 60_000);

  test('on paper every page is opened', async () => {
    await show(manyPages(30));
    await browser.evaluate(`window.dispatchEvent(new Event('beforeprint'))`);
    const withFindings = [...manyPages(30)].filter((one) => one.findings.length > 0 || one.problem !== null);
    expect(await browser.evaluate(`document.querySelectorAll('.details').length`)).toBe(withFindings.length);
  }, 60_000);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Folder, temporaryFolder } from './pages.js';
import { type Run, records, reprintlint } from './program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(120_000);

const address = (number: number): string =>
  `https://www.imline.cn/article/Abc${String(number).padStart(4, '0')}Def.html`;

/** A page of the partner's, in the encoding its template is kept in. */
function page(number: number, credit: string): Buffer {
  const text = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="reprint-original" content="${address(number)}">
<title>第 ${number} 号嘎查的夜校开课了 - 合作网</title>
</head>
<body>
<div class="content">
  <h1>第 ${number} 号嘎查的夜校开课了</h1>
  <div class="info"><span>2024-05-06 09:12</span>${credit}</div>
  <p>入夜，第 ${number} 号嘎查活动室里灯火通明，二十多名牧民围坐在一起，听兽医讲接羔保育。</p>
  <p>夜校每周开课两次，由旗里派技术员轮流授课，课后还留下手机号码，随时解答问题。</p>
</div>
</body>
</html>
`;
  return Buffer.from(text, 'utf8');
}

const good = (number: number): string => ` 来源:<a href="${address(number)}">北疆新闻</a>`;
const BAD = ['', ' 来源：网络', ' 来源：北疆新闻', ' 来源：<a href="https://www.imline.cn/">北疆新闻</a>'];
const PAGES = 200;
const isBroken = (number: number): boolean => number % 16 === 5 && number < 190;
const BROKEN = Array.from({ length: PAGES }, (_, index) => index + 1).filter(isBroken);
const nameOf = (number: number): string => `public/news/${String(number).padStart(3, '0')}.html`;

const CONFIG = `language: en
targets:
  - path: public/**/*.html
    url: https://news.partner.example/
formats: [ndjson]
baseline: reprintlint.baseline.json
`;

/** The steps build on one another, as they do in the repository of a partner. */
describe('a partner site of 200 pages', () => {
  let site: Folder;
  const run = (...words: string[]): Promise<Run> => reprintlint(words, { cwd: site.path });
  const failing = ({ stdout }: Run): string[] =>
    records(stdout)
      .filter(({ verdict }) => verdict !== 'compliant')
      .map(({ target }) => target);

  beforeAll(() => {
    site = temporaryFolder();
    for (let number = 1; number <= PAGES; number++) {
      site.file(nameOf(number), page(number, isBroken(number) ? BAD[(number >> 4) % BAD.length] : good(number)));
    }
  });
  afterAll(() => site.remove());

  test('has twelve broken ones', () => {
    expect(BROKEN.length).toBe(12);
  });

  test('fails at first, for the broken pages alone', async () => {
    site.file('reprintlint.config.yaml', CONFIG.replace(/^baseline.*\n/m, ''));
    const first = await run();
    expect(first.code).toBe(1);
    expect(records(first.stdout).length).toBe(PAGES);
    expect(failing(first)).toEqual(BROKEN.map(nameOf));
  });

  test('passes while it writes its baseline', async () => {
    site.file('reprintlint.config.yaml', CONFIG);
    const written = await run('--write-baseline');
    expect(written).toMatchObject({ code: 0, stderr: expect.stringContaining('wrote reprintlint.baseline.json') });
  });

  test('has named each page in the baseline from where that lies, with forward slashes', () => {
    const { entries } = JSON.parse(readFileSync(join(site.path, 'reprintlint.baseline.json'), 'utf8'));
    expect([...new Set(entries.map(({ target }: { target: string }) => target))]).toEqual(BROKEN.map(nameOf));
  });

  test('passes from then on, and says what does not count', async () => {
    const known = await run();
    expect(known).toMatchObject({ code: 0, stderr: expect.stringContaining('findings in the baseline, not counted') });
    expect(failing(known)).toEqual([]);
    const accepted = records(known.stdout).filter((record) => 'accepted' in record);
    expect(accepted.map(({ target }) => target)).toEqual(BROKEN.map(nameOf));
  });

  test('passes from a folder below, too', async () => {
    expect((await reprintlint([], { cwd: join(site.path, 'public/news') })).code).toBe(0);
  });

  test('fails for a new bad page, and for it alone', async () => {
    site.file('public/news/new.html', page(201, BAD[0]));
    const withNew = await run();
    expect(withNew.code).toBe(1);
    expect(failing(withNew)).toEqual(['public/news/new.html']);
  });

  test('shows the patch and leaves the page alone', async () => {
    const shown = await run('fix', 'public/news/new.html');
    expect(shown.code).toBe(1);
    expect(shown.stdout).toBe(`--- a/public/news/new.html
+++ b/public/news/new.html
@@ -8,7 +8,7 @@
 <body>
 <div class="content">
   <h1>第 201 号嘎查的夜校开课了</h1>
-  <div class="info"><span>2024-05-06 09:12</span></div>
+  <div class="info"><span>2024-05-06 09:12</span> <span>来源:<a href="${address(201)}">北疆新闻</a></span></div>
   <p>入夜，第 201 号嘎查活动室里灯火通明，二十多名牧民围坐在一起，听兽医讲接羔保育。</p>
   <p>夜校每周开课两次，由旗里派技术员轮流授课，课后还留下手机号码，随时解答问题。</p>
 </div>
`);
    expect(readFileSync(join(site.path, 'public/news/new.html'))).toEqual(page(201, BAD[0]));
  });

  test('is mended by fix --write', async () => {
    expect((await run('fix', '--write', 'public/news/new.html')).code).toBe(0);
    expect(readFileSync(join(site.path, 'public/news/new.html'), 'utf8')).toBe(
      page(201, ` <span>来源:<a href="${address(201)}">北疆新闻</a></span>`).toString(),
    );
  });

  test('passes again', async () => {
    expect((await run()).code).toBe(0);
  });

  test('is mended as a whole, and is told what in the baseline is stale', async () => {
    const mended = await run('fix', '--write');
    expect(mended).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`${PAGES + 1 - BROKEN.length} clean · ${BROKEN.length} mended · 0 need a person`),
    });
    const after = await run();
    expect(after).toMatchObject({ code: 0, stderr: expect.stringContaining('no longer has') });
  });

  test('has nothing left to mend', async () => {
    expect(await run('fix', '--write')).toMatchObject({ code: 0, stdout: '' });
  });

  test('needs no baseline any more', async () => {
    await run('--write-baseline');
    const { entries } = JSON.parse(readFileSync(join(site.path, 'reprintlint.baseline.json'), 'utf8'));
    expect(entries).toEqual([]);
  });
});

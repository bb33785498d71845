import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ARTICLE, LIBRARY, OWN, originalPage, pageOf, RIVER } from './originals-pages.js';
import { type Folder, temporaryFolder } from './pages.js';
import { ROOT, records, reprintlint, TRACE } from './program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(60_000);

let folder: Folder;
const run = (...words: string[]) => reprintlint(words, { cwd: folder.path });
/** Verdict and codes of one page. */
async function judged(...words: string[]): Promise<{ code: number | null; verdict: string; codes: string[] }> {
  const { code, stdout } = await run('check', ...words, '-f', 'ndjson', '-q');
  const [page] = records(stdout);
  return { code, verdict: page.verdict, codes: page.findings.map((finding) => finding.code).sort() };
}

beforeAll(async () => {
  folder = temporaryFolder();
  folder.file('saved/library.html', originalPage(LIBRARY, 'Lib1O0O0O'));
  folder.file('saved/river.html', originalPage(RIVER, 'Riv2O0O0O'));
  folder.file('unlinked.html', pageOf(LIBRARY, { credit: '来源：北疆新闻' }));
  folder.file('bare.html', pageOf(LIBRARY, { credit: null }));
  folder.file('river.html', pageOf(RIVER, { credit: '来源：人民日报' }));
  folder.file('false.html', pageOf(RIVER, { credit: '来源：北疆新闻' }));
  folder.file('own.html', pageOf(OWN, { credit: '来源：本报' }));
  folder.file('other.html', pageOf(LIBRARY, { credit: `来源：<a href="${ARTICLE('Riv2O0O0O')}">北疆新闻</a>` }));
  await run('originals', 'add', 'saved', '--to', 'index');
});
afterAll(() => folder.remove());

describe('an index of saved pages', () => {
  test('a page without a link gets the right one to paste', async () => {
    const { stdout } = await run('check', 'unlinked.html', '--originals', 'index', '-f', 'ndjson', '-q');
    const missing = records(stdout)[0].findings.find(({ code }) => code === 'link-missing');
    expect(missing?.fix).toBe(`<p>原文链接：<a href="${ARTICLE('Lib1O0O0O')}">${ARTICLE('Lib1O0O0O')}</a></p>`);
  });

  test('a page without a credit gets credit and link in one line', async () => {
    const { stdout } = await run('check', 'bare.html', '--originals', 'index', '-f', 'ndjson', '-q');
    const missing = records(stdout)[0].findings.find(({ code }) => code === 'credit-missing');
    expect(missing?.fix).toBe(`<p>来源：<a href="${ARTICLE('Lib1O0O0O')}">北疆新闻</a></p>`);
  });

  test.each<[string, number, string, string[]]>([
    ['river.html', 0, 'out-of-scope', []],
    ['false.html', 1, 'violation', ['false-credit']],
    ['own.html', 0, 'not-a-repost', []],
    ['other.html', 1, 'violation', ['author-missing', 'editor-missing', 'link-other-article']],
  ])('%s', async (page, code, verdict, codes) => {
    expect(await judged(page, '--originals', 'index')).toEqual({ code, verdict, codes });
  });

  test('inspect shows the original', async () => {
    const { stdout } = await run('inspect', 'bare.html', '--originals', 'index');
    expect(stdout).toContain(`original: ${LIBRARY.title} ${ARTICLE('Lib1O0O0O')}`);
  });
});

describe('altered text', () => {
  beforeAll(() => {
    const paragraphs = LIBRARY.paragraphs.map((text) => text.replace('两千三百册', '两千九百册'));
    folder.file('altered.html', pageOf({ ...LIBRARY, paragraphs }, { credit: '来源：北疆新闻' }));
  });

  test.each([
    ['en', 'original: ', 'this page: '],
    ['zh', '原文：', '本页：'],
  ])('the report (%s) shows the words of both', async (language, original, page) => {
    const { stdout } = await run('check', 'altered.html', '--originals', 'index', '-q', '--lang', language);
    const lines = stdout.split('\n').map((line) => line.trim());
    expect([
      lines.some((line) => line.startsWith(original) && line.includes('两千【三】百册')),
      lines.some((line) => line.startsWith(page) && line.includes('两千【九】百册')),
    ]).toEqual([true, true]);
  });

  test('JSON has the places in both texts', async () => {
    const { stdout } = await run('check', 'altered.html', '--originals', 'index', '-f', 'ndjson', '-q');
    const [passage] = records(stdout)[0].original?.comparison?.passages ?? [];
    const html = readFileSync(join(folder.path, 'altered.html'), 'utf8');
    const text = LIBRARY.paragraphs.join('\n');
    expect([
      html.slice(passage.page?.start, passage.page?.end).includes('两千九百册'),
      text.slice(passage.original.start, passage.original.end).includes('两千三百册'),
      passage.changes.map(({ original, page }) => [original, page]),
    ]).toEqual([true, true, [['两千三百', '两千九百']]]);
  });
});

describe('an original that is named', () => {
  test('a file, with the address its page states', async () => {
    expect((await judged('river.html', '--original', 'saved/river.html')).verdict).toBe('out-of-scope');
  });

  test('its address can be given', async () => {
    const address = ARTICLE('Given3');
    const words = ['unlinked.html', '--original', 'saved/library.html', '--original-url', address];
    const { stdout } = await run('check', ...words, '-f', 'ndjson', '-q');
    expect(records(stdout)[0].findings.find(({ code }) => code === 'link-missing')?.expected).toBe(address);
  });

  test.each([
    ['a file that is not there', ['--original', 'none.html']],
    ['a page without text', ['--original', 'empty.html']],
    ['an address without an original', ['--original-url', ARTICLE('A')]],
    ['an address that is none', ['--original', 'saved/library.html', '--original-url', 'x y']],
    ['a folder that is no index', ['--originals', 'saved']],
  ])('%s: exit 2 with one line', async (_name, words) => {
    folder.file('empty.html', '<html><body></body></html>');
    const { code, stdout, stderr } = await run('check', 'unlinked.html', ...words, '-q');
    expect([code, stdout, stderr.trim().split('\n').length, TRACE.test(stderr)]).toEqual([2, '', 1, false]);
  });
});

describe('links that are followed', () => {
  let server: Server;
  let base: string;
  let asked: string[] = [];

  beforeAll(async () => {
    server = createServer(({ url = '' }, response) => {
      asked.push(url);
      if (url.includes('Gone')) response.writeHead(410).end();
      else if (url.includes('Broken')) response.writeHead(500).end();
      else {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(originalPage(url.includes('Riv') ? RIVER : LIBRARY, 'X'));
      }
    }).listen(0, 'localhost');
    await once(server, 'listening');
    base = `http://localhost:${(server.address() as AddressInfo).port}/article`;
    const rules = readFileSync(join(ROOT, 'rules', 'beijiang-news.yaml'), 'utf8');
    // The publisher's host, where a test can answer for it.
    folder.file('local.yaml', rules.replace('    - imline.cn', '    - imline.cn\n    - localhost'));
    for (const slug of ['Lib', 'Riv', 'Gone', 'Broken'])
      folder.file(
        `to-${slug}.html`,
        pageOf(LIBRARY, {
          credit: `来源：<a href="${base}/${slug}.html">北疆新闻</a>`,
          tail: '<p>王小草 责任编辑：赵明</p>',
        }),
      );
  });
  afterAll(() => new Promise((done) => server.close(done)));

  const follow = (...words: string[]) => [...words, '--follow', '--policy', './local.yaml', '--allow-private'];

  test.each([
    ['Lib', 'compliant', []],
    ['Riv', 'review', ['link-other-article']],
    ['Gone', 'compliant', ['link-dead']],
    ['Broken', 'compliant', []],
  ])('%s: %s', async (slug, verdict, codes) => {
    const { verdict: found, codes: told } = await judged(...follow(`to-${slug}.html`));
    expect({ found, told }).toEqual({ found: verdict, told: codes });
  });

  test('a linked article that cannot be read costs a hint, not the audit', async () => {
    const { code, stderr } = await run('check', ...follow('to-Broken.html'));
    expect([code, stderr.split('\n').filter((line) => line.includes('Broken')).length]).toEqual([0, 1]);
  });

  test('an article is fetched once, however many pages link to it', async () => {
    asked = [];
    folder.file('again.html', readFileSync(join(folder.path, 'to-Lib.html')));
    await run('check', ...follow('to-Lib.html', 'again.html'));
    expect(asked.filter((url) => url.includes('Lib'))).toHaveLength(1);
  });
});

describe('batch', () => {
  test('looks every page up in the index', async () => {
    const site = createServer(({ url }, response) => {
      if (url === '/robots.txt') response.writeHead(404).end();
      else response.setHeader('content-type', 'text/html').end(readFileSync(join(folder.path, url!.slice(1))));
    }).listen(0, 'localhost');
    await once(site, 'listening');
    const { port } = site.address() as AddressInfo;
    const names = ['unlinked.html', 'river.html', 'own.html'];
    folder.file('pages.txt', names.map((name) => `http://localhost:${port}/${name}`).join('\n'));
    try {
      const words = ['--originals', 'index', '--out', 'audit', '--allow-private', '--delay', '0', '-f', 'ndjson', '-q'];
      const { stdout } = await run('batch', 'pages.txt', ...words);
      expect(records(stdout).map(({ verdict, original }) => [verdict, original?.by ?? null])).toEqual([
        ['violation', 'index'],
        ['out-of-scope', 'index'],
        ['not-a-repost', null],
      ]);
    } finally {
      site.closeAllConnections();
      site.close();
    }
  });

  test('an index that is not there is told before anything is fetched', async () => {
    const { code, stderr } = await run('batch', 'pages.txt', '--originals', 'absent', '--out', 'never', '-q');
    expect([code, stderr.trim().split('\n').length, readdirSync(folder.path).includes('never')]).toEqual([2, 1, false]);
  });
});

describe('the index that the config names', () => {
  const project = (name: string): string => {
    folder.file(`${name}/reprintlint.config.yaml`, 'language: en\noriginals: articles\n');
    folder.file(`${name}/page.html`, pageOf(LIBRARY, { credit: '来源：北疆新闻' }));
    return join(folder.path, name);
  };
  const saved = () => join(folder.path, 'saved');

  test('is the one that is built, asked and compared with', async () => {
    const cwd = project('named');
    const added = await reprintlint(['originals', 'add', saved()], { cwd });
    expect([added.code, readdirSync(cwd).sort()]).toEqual([0, ['articles', 'page.html', 'reprintlint.config.yaml']]);
    const stats = await reprintlint(['originals', 'stats', '--json'], { cwd });
    expect(JSON.parse(stats.stdout)).toMatchObject({ own: 1 });
    const found = await reprintlint(['originals', 'find', 'page.html'], { cwd });
    expect(found.stdout).toContain(ARTICLE('Lib1O0O0O'));
    const checked = await reprintlint(['page.html', '-f', 'ndjson'], { cwd });
    expect(records(checked.stdout)[0].original?.url).toBe(ARTICLE('Lib1O0O0O'));
  });

  test('gives way to the one on the command line', async () => {
    const cwd = project('other');
    await reprintlint(['originals', 'add', saved(), '--to', 'mine'], { cwd });
    expect(readdirSync(cwd).sort()).toEqual(['mine', 'page.html', 'reprintlint.config.yaml']);
    const checked = await reprintlint(['page.html', '--originals', 'mine', '-f', 'ndjson'], { cwd });
    expect(records(checked.stdout)[0].original?.by).toBe('index');
  });

  test('is shown by --print-config, seen from the config', async () => {
    const cwd = project('printed');
    for (const command of ['check', 'inspect', 'batch', 'fix']) {
      const { stdout } = await reprintlint([command, '--print-config'], { cwd });
      expect(stdout).toContain(`originals: ${join(cwd, 'articles')}\n`);
    }
  });
});

describe('originals', () => {
  test('list, stats, verify and find answer', async () => {
    const answers = await Promise.all([
      run('originals', 'list', '--in', 'index'),
      run('originals', 'stats', '--in', 'index', '--json'),
      run('originals', 'verify', '--in', 'index'),
      run('originals', 'find', 'bare.html', '--in', 'index'),
      run('originals', 'find', 'own.html', '--in', 'index'),
    ]);
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0, 0, 1]);
    const [list, stats, , find] = answers.map(({ stdout }) => stdout);
    expect([list.trim().split('\n').length, JSON.parse(stats).own, find.includes(ARTICLE('Lib1O0O0O'))]).toEqual([
      2,
      1,
      true,
    ]);
  });

  const line = (fields: Record<string, unknown>): string => JSON.stringify(fields);
  const body = RIVER.paragraphs.join('\n');

  test('JSON lines: a source field wins, then the body’s own label, then the address', async () => {
    const lines = [
      line({
        url: ARTICLE('a'),
        title: '甲',
        datetime: '2024-5-6 08:00:00',
        body: `来源：北疆新闻\n${body}`,
        source: '新华社',
      }),
      line({ url: ARTICLE('b'), title: '乙', body: `${body}\n（来源：人民日报）` }),
      line({ url: ARTICLE('c'), title: '丙', body }),
      line({ url: 'https://www.other.example/1.html', title: '丁', body }),
    ];
    folder.file('lines.jsonl', lines.join('\n'));
    const { code } = await run('originals', 'add', 'lines.jsonl', '--to', 'lines');
    const { stdout } = await run('originals', 'list', '--in', 'lines', '--json');
    const shown = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text))
      .map(({ title, date, sourceName, inScope }) => [title, date, sourceName, inScope]);
    expect([code, shown]).toEqual([
      0,
      [
        ['甲', '2024-05-06T08:00', '新华社', false],
        ['乙', null, '人民日报', false],
        ['丙', null, null, true],
        ['丁', null, null, false],
      ],
    ]);
  });

  test('lines that are no articles are told with their numbers, and exit code 3', async () => {
    folder.file('mixed.jsonl', [line({ url: ARTICLE('m'), title: '戊', body }), '{', line({ title: '己' })].join('\n'));
    const { code, stderr } = await run('originals', 'add', 'mixed.jsonl', '--to', 'mixed');
    expect([code, /mixed\.jsonl:2/.test(stderr), /mixed\.jsonl:3/.test(stderr)]).toEqual([3, true, true]);
  });

  test('an article added again is brought up to date, not doubled', async () => {
    folder.file('one/library.html', originalPage(LIBRARY, 'Again'));
    await run('originals', 'add', 'one', '--to', 'again');
    folder.file('one/library.html', originalPage({ ...LIBRARY, title: '改过的标题' }, 'Again'));
    const { stderr } = await run('originals', 'add', 'one', '--to', 'again');
    expect(stderr).toContain('0 added, 1 brought up to date, 0 unchanged');
  });

  test('an article is removed by its address; one that is not there is told', async () => {
    folder.file('two/library.html', originalPage(LIBRARY, 'Two'));
    await run('originals', 'add', 'two', '--to', 'two-index');
    const first = await run('originals', 'remove', ARTICLE('Two'), '--in', 'two-index');
    const second = await run('originals', 'remove', ARTICLE('Two'), '--in', 'two-index');
    expect([first.code, second.code, second.stderr.includes(ARTICLE('Two'))]).toEqual([0, 3, true]);
  });

  test('a page that does not say its address can be given one', async () => {
    folder.file('plain/Slug9.html', pageOf(LIBRARY, { credit: '来源：北疆新闻' }));
    const without = await run('originals', 'add', 'plain', '--to', 'based');
    await run('originals', 'add', 'plain', '--to', 'based', '--base', 'https://www.imline.cn/article');
    const { stdout } = await run('originals', 'list', '--in', 'based');
    expect([without.code, stdout.includes(ARTICLE('Slug9'))]).toEqual([2, true]);
  });

  test('nothing to add leaves no index behind', async () => {
    const { code } = await run('originals', 'add', 'none.jsonl', '--to', 'nothing');
    expect([code, readdirSync(folder.path).includes('nothing')]).toEqual([2, false]);
  });

  describe('an index that cannot be used', () => {
    const originals = (name: string): string => join(folder.path, name, 'originals.json');

    beforeAll(async () => {
      for (const name of ['damaged', 'newer']) await run('originals', 'add', 'saved', '--to', name);
      const manifest = JSON.parse(readFileSync(originals('newer'), 'utf8'));
      writeFileSync(originals('newer'), JSON.stringify({ ...manifest, version: 99 }));
      const articles = readdirSync(join(folder.path, 'damaged')).find((name) => name.endsWith('.postings'))!;
      truncateSync(join(folder.path, 'damaged', articles), 40);
    });

    test.each([
      ['check', (index: string) => ['check', 'bare.html', '--originals', index, '-q']],
      ['add', (index: string) => ['originals', 'add', 'saved', '--to', index]],
      ['list', (index: string) => ['originals', 'list', '--in', index]],
    ])('%s: a damaged, a newer and a missing one end with exit 2 and one line', async (_name, words) => {
      const indexes = _name === 'add' ? ['damaged', 'newer'] : ['damaged', 'newer', 'absent'];
      const answers = await Promise.all(indexes.map((index) => run(...words(index))));
      for (const { code, stderr } of answers)
        expect([code, stderr.trim().split('\n').length, TRACE.test(stderr)]).toEqual([2, 1, false]);
    });

    test('articles that turn out to be damaged while pages are checked end with exit 2', async () => {
      await run('originals', 'add', 'saved', '--to', 'rotten');
      const name = readdirSync(join(folder.path, 'rotten')).find((each) => each.endsWith('.articles'))!;
      const path = join(folder.path, 'rotten', name);
      writeFileSync(path, readFileSync(path).fill(0x20, 200, 400));
      const { code, stderr } = await run('check', 'bare.html', '--originals', 'rotten', '-q');
      expect([code, stderr.includes(`${name} is damaged`)]).toEqual([2, true]);
    });

    test('verify names the file that is damaged, with exit 1', async () => {
      const { code, stdout } = await run('originals', 'verify', '--in', 'damaged', '--lang', 'zh');
      expect([code, /\.postings 已损坏/.test(stdout)]).toEqual([1, true]);
    });
  });

  test('Ctrl-C keeps what was read', async () => {
    // The second page never comes: the program is waiting for it when it is interrupted.
    let askedTwice: () => void = () => {};
    const secondAsked = new Promise<void>((resolve) => {
      askedTwice = resolve;
    });
    const site = createServer(({ url }, response) => {
      if (url === '/robots.txt') response.writeHead(404).end();
      else if (url === '/2.html') askedTwice();
      else response.setHeader('content-type', 'text/html').end(originalPage(LIBRARY, 'Kept'));
    }).listen(0, 'localhost');
    await once(site, 'listening');
    const { port } = site.address() as AddressInfo;
    folder.file('list.txt', [1, 2].map((number) => `http://localhost:${port}/${number}.html`).join('\n'));
    const words = ['originals', 'add', 'list.txt', '--to', 'kept', '--allow-private', '--delay', '0', '--lang', 'en'];
    const child = spawn(process.execPath, [join(ROOT, 'bin', 'reprintlint.js'), ...words], {
      cwd: folder.path,
      stdio: 'ignore',
    });
    try {
      await secondAsked;
      child.kill('SIGINT');
      const [code] = await once(child, 'close');
      const { stdout } = await run('originals', 'list', '--in', 'kept');
      expect([code, stdout.trim().split('\n').length]).toEqual([130, 1]);
    } finally {
      child.kill('SIGKILL');
      site.closeAllConnections();
      site.close();
    }
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { preloadEncodings } from '../../src/page/charset-declared.js';
import { decodeHtml } from '../../src/page/decode.js';
import type { PlatformData } from '../../src/page/platform.js';
import { readPage } from '../../src/page/read.js';
import type { Page } from '../../src/page/types.js';
import type { Vocabulary } from '../../src/page/vocabulary.js';
import { loadPolicies } from '../../src/policy/load.js';
import { loadPlatforms } from '../../src/policy/platforms.js';
import { vocabularyOf } from '../../src/policy/reading.js';

let platforms: readonly PlatformData[];
let vocabulary: Vocabulary;
beforeAll(async () => {
  await preloadEncodings();
  platforms = await loadPlatforms();
  vocabulary = vocabularyOf(await loadPolicies('beijiang-news'));
});

const PARAGRAPH = '五月六日清晨，第一趟班车从草原新村发出，沿途十二个嘎查的牧民从此可以当天往返旗里看病、赶集。';

/** A page of a platform: what stands below the headline, and after the text. */
const page = (head: string, tail = ''): string =>
  `<!DOCTYPE html><html><head><title>草原新村通了班车</title></head><body><h1>草原新村通了班车</h1>${head}
<div id="js_content"><p>${PARAGRAPH}</p><p>${PARAGRAPH}</p></div>${tail}</body></html>`;

const read = (html: string, url: string | null): Page => readPage(html, { url, vocabulary, platforms });

const shown = ({ platform, source }: Page) => ({
  platform: platform?.id ?? null,
  account: platform?.account ?? null,
  accountId: platform?.accountId ?? null,
  source: source === null ? null : `${source.kind} ${source.label ?? ''}${source.name}`,
});

describe('the account is shown apart from the credit', () => {
  test.each([
    [
      'WeChat, known by its markup',
      null,
      page(
        '<a id="js_name"> 某某发布 </a><em>2024-05-06</em>',
        '<p>来源丨北疆新闻</p><script>var user_name = "gh_0a1b2c3d4e5f";</script>',
      ),
      { platform: 'wechat', account: '某某发布', accountId: 'gh_0a1b2c3d4e5f', source: 'article 来源北疆新闻' },
    ],
    [
      'NetEase, which writes 来源 before the account',
      'https://www.163.com/dy/article/A1.html',
      page(
        '<div class="post_info">2024-05-06 10:00　来源: <a href="https://www.163.com/dy/media/T1500000000001.html">某某发布</a></div>',
      ),
      { platform: 'netease', account: '某某发布', accountId: 'T1500000000001', source: 'account 来源某某发布' },
    ],
    [
      'the same layout of NetEase with the source of a newsroom’s article',
      'https://www.163.com/news/article/A1.html',
      page('<div class="post_info">2024-05-06 10:00　来源: <a href="https://www.huanhe.example/">环河晚报</a></div>'),
      { platform: null, account: null, accountId: null, source: 'article 来源环河晚报' },
    ],
    [
      'Tencent, whose account page tells the id',
      'https://new.qq.com/omn/20240506/A1.html',
      page(
        '<div id="LeftTool"><a class="author" href="//new.qq.com/omn/author/5000001"><div>某某发布</div><span>企鹅号</span></a></div>',
      ),
      { platform: 'qq', account: '某某发布', accountId: '5000001', source: 'account 某某发布' },
    ],
    [
      'Toutiao, whose script tells the id',
      'https://www.toutiao.com/article/7365000000000000001/',
      page(
        `<div class="article-sub"><span>原创</span><span>某某发布</span><span>2024-05-06 10:00</span></div><script>BASE_DATA = { mediaInfo: { uid: '5000000001' } }</script>`,
      ),
      { platform: 'toutiao', account: '某某发布', accountId: '5000000001', source: 'account 某某发布' },
    ],
    [
      'Sina’s accounts',
      'https://k.sina.com.cn/article_1000000001_3b9aca01001001abc.html',
      page(
        '<div class="date-source"><span class="date">2024年05月06日 10:00</span><a class="source">某某发布</a></div>',
      ),
      { platform: 'sina', account: '某某发布', accountId: null, source: 'account 某某发布' },
    ],
    [
      'Weibo, whose script alone tells the account',
      'https://weibo.com/ttarticle/p/show?id=1',
      page('', "<script>$CONFIG['oid']='1000000001';$CONFIG['onick']='某某发布';</script>"),
      { platform: 'weibo', account: '某某发布', accountId: '1000000001', source: 'account 某某发布' },
    ],
    [
      'a page of the host without an account',
      'https://weibo.com/about',
      page('<p>2024-05-06 来源：环河晚报</p>'),
      { platform: null, account: null, accountId: null, source: 'article 来源环河晚报' },
    ],
    [
      'a host that only ends alike',
      'https://notweibo.com/1',
      page('', "<script>$CONFIG['onick']='某某发布';</script>"),
      { platform: null, account: null, accountId: null, source: null },
    ],
  ])('%s', (_, url, html, expected) => {
    expect(shown(read(html, url))).toEqual(expected);
  });

  test('阅读原文 is a link at the end of the article', () => {
    const html = page(
      '<a id="js_name">某某发布</a>',
      "<script>var msg_source_url = 'https:\\/\\/www.imline.cn\\/article\\/AbCdEf123O0O0.html';</script>",
    );
    expect(read(html, null).links.map(({ href, zone, visible }) => ({ href, zone, visible }))).toContainEqual({
      href: 'https://www.imline.cn/article/AbCdEf123O0O0.html',
      zone: 'tail',
      visible: true,
    });
  });
});

describe('markup of a platform and its script on a page of', () => {
  const html = page('<a id="js_name">某某发布</a>', '<script>var msg_source_url = "/b";</script>');
  test.each<[string, string | null, string | undefined]>([
    ['nobody knows where', null, 'wechat'],
    ['the platform', 'https://mp.weixin.qq.com/s/AbCdEf', 'wechat'],
    ['another site', 'https://the-copy.example/x.html', undefined],
    ['another platform', 'https://weibo.com/1', undefined],
  ])('%s', (_, url, platform) => {
    const { links, platform: found } = read(html, url);
    expect([found?.id, links.at(-1)?.text]).toEqual([platform, platform && '阅读原文']);
  });
});

describe('a variable of a script', () => {
  const long = `https://www.imline.cn/article/AbCdEf123O0O0.html?from=${'x'.repeat(3000)}`;
  test.each<[string, string, string | undefined]>([
    ['set to an empty string first', 'var msg_source_url = ""; var msg_source_url = "/b";', '/b'],
    ['in another script', 'var a = 1;</script><script>msg_source_url="/b"', '/b'],
    ['as a property', "d['msg_source_url'] : '/b'", '/b'],
    ['with escapes', 'msg_source_url = "\\x2fb\\u0063"', '/bc'],
    ['with a long value', `var msg_source_url = "${long}";`, long],
    ['set behind many blanks', `var msg_source_url = ${' '.repeat(2000)}'/b';`, '/b'],
    ['whose name is part of another', 'var old_msg_source_url = "/b";', undefined],
    ['whose name begins another', 'var msg_source_url_old = "/b";', undefined],
    ['compared, not set', 'if (msg_source_url == "/b") {}', undefined],
    ['whose string does not end', 'var msg_source_url = "/b', undefined],
    ['in a comment', '// var msg_source_url = "/b"', undefined],
    ['behind a comment of its line', '// old\nvar msg_source_url = "/b"', '/b'],
    ['in a comment of many lines', '/*\nvar msg_source_url = "/b"\n*/', undefined],
    ['in a comment of old', '<!-- var msg_source_url = "/b"\n', undefined],
    ['behind one', '<!--\nvar msg_source_url = "/b"\n//-->', '/b'],
    ['in a comment, and then for good', '// msg_source_url = "/a"\nmsg_source_url = "/b"', '/b'],
    ['in a comment of Chinese', '// 原文 msg_source_url = "/a"\nvar a = "原文"; msg_source_url = "/b"', '/b'],
    ['in a string', `var a = 'var msg_source_url="/b"'`, undefined],
    ['in a template', '`\nvar msg_source_url="/b"`', undefined],
    ['behind an address', 'var a = "http://a.example/"; var msg_source_url = "/b"', '/b'],
    ['behind a quotation mark that was escaped', `var a = 'it\\'s'; msg_source_url = '/b'`, '/b'],
    ['behind a string that does not end', `var a = 'x\nmsg_source_url = "/b"`, '/b'],
    ['behind an expression with quotation marks', `a.replace(/["'/]/g, ''); msg_source_url = "/b"`, '/b'],
    ['behind a division', `var a = 4 / 2, b = "/"; msg_source_url = "/b"`, '/b'],
    ['outside scripts', '</script><p>msg_source_url = "/b"</p><script>', undefined],
  ])('%s', (_, script, href) => {
    const html = page('<a id="js_name">某某发布</a>', `<script>${script}</script>`);
    expect(read(html, null).links.at(-1)?.href).toBe(href);
  });
});

const corpus = join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');
const truth = join(corpus, 'news-credits.tsv');

// Real pages stay where they are: what is said of them comes from the table beside them.
if (!existsSync(truth)) {
  test.skip('real pages of platforms: NOT RUN, there is no corpus beside the project', () => {});
} else {
  const HOSTS = /163\.com|baijiahao|toutiao|weixin|qq\.com|sina\.com|ifeng\.com|thepaper\.cn/;
  const rows = readFileSync(truth, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .flatMap(([file, host, credited, label, , , , , notes]) =>
      HOSTS.test(host) ? [{ file, host, credited, label: label === '(none)' ? null : label, notes }] : [],
    );
  /** The table names the account as the credited source where the page names nobody else. */
  const isAccount = ({ label, notes }: (typeof rows)[number]) =>
    (label === null && /(?:platform|official-) ?account/i.test(notes)) || /来源 names a self-media ACCOUNT/.test(notes);
  const cases = rows.flatMap((row) => [
    [`${row.file} as a file`, row, null] as const,
    [`${row.file} at ${row.host}`, row, `https://${row.host}/`] as const,
  ]);

  describe('a real page of a platform is read rightly', () => {
    test('there are such pages', () => {
      expect(rows.length).toBeGreaterThan(35);
      expect(rows.filter(isAccount).length).toBeGreaterThan(10);
    });

    test.each(cases)('%s', (_, row, url) => {
      const html = decodeHtml(readFileSync(join(corpus, 'news', row.file)), null).html;
      const { source, platform } = read(html, url);
      expect({ name: source?.name, label: source?.label, kind: source?.kind }).toEqual({
        name: row.credited,
        label: row.label,
        kind: isAccount(row) ? 'account' : 'article',
      });
      const named = /account[^;]*? ([\p{Script=Han}A-Za-z]+)(?:;| shown)/u.exec(row.notes)?.[1];
      if (isAccount(row)) expect(platform?.account).toBe(row.credited);
      else if (named !== undefined && /^\p{Script=Han}/u.test(named)) expect(platform?.account).toBe(named);
    });
  });
}

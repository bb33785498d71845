import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.js';
import type { Policy } from '../../src/policy/types.js';
import { document, findings, shown } from './support.js';

const URL_OF_PAGE = 'https://the-copy.example/x.html';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy('beijiang-news');
});

/** What the check says of a page with these parts; '' where it says nothing. */
const judged = (parts: Parameters<typeof document>[0]): string =>
  findings('original-link', document(parts), policy, { url: URL_OF_PAGE }).map(shown).join();

/** The code alone, for a page whose credited name is a link to `href`. */
const codeForName = (href: string): string =>
  judged({ line: `来源：<a href="${href}">北疆新闻</a>` }).replace(/ .*/, '');

const ARTICLE = 'https://www.imline.cn/article/AbCdEf123O0O0.html';
const ENCODED = encodeURIComponent(ARTICLE);

test.each([
  [ARTICLE, ''],
  ['https://www.imline.cn/article/listAbC0O0.html', ''],
  ['https://www.imline.cn/article/index.html', 'link-not-article/home'],
  ['https://www.imline.cn/article/list.html?p=2', 'link-not-article/home'],
])('the name leads to the publisher: %s: %s', (href, code) => {
  expect(codeForName(href)).toBe(code);
});

describe('a line outside the article that begins like one of the original', () => {
  const OTHERS = '<li><a href="/2">新能源公交车投入运营</a></li><li><a href="/3">湿地迎来首批候鸟</a></li>';
  const related = (entry: string): string =>
    `<div class="related"><h3>相关阅读</h3><ul><li>${entry}</li>${OTHERS}</ul></div>`;
  const below = (line: string): string => `<div class="related"><h3>相关阅读</h3><ul>${OTHERS}</ul></div>${line}`;

  test.each([
    related(`<a href="${ARTICLE}">原文化局长王某被查</a>`),
    related(`<a href="${ARTICLE}">来源不明的奶粉被召回</a>`),
    related(`<a href="${ARTICLE}">出处之争：两地都说是自己的</a>`),
    related(`<a href="${ARTICLE}">来源：商家老板及客服被行拘</a>`),
    related(`来源：北疆新闻 <a href="${ARTICLE}">草原救援纪实</a>`),
    related(`来源：北疆新闻 <a href="${ARTICLE}">草原救援纪实</a>`).replaceAll(/<(\/?)(?:ul|li)>/g, '<$1div>'),
    below(`<p><a href="${ARTICLE}">原文化局长王某被查</a></p>`),
    below(`<p><a href="${ARTICLE}">来源不明的奶粉被召回</a></p>`),
  ])('%s', (tail) => {
    expect(judged({ line: '来源：北疆新闻', tail })).toBe(`link-missing ${ARTICLE}`);
  });

  test.each([
    `<p>原文链接：<a href="${ARTICLE}">${ARTICLE}</a></p>`,
    `<p>原文 <a href="${ARTICLE}">点此</a></p>`,
    `<p><a href="${ARTICLE}">阅读原文</a></p>`,
    `<p>【<a href="${ARTICLE}">查看原文</a>】</p>`,
    `<p><a href="${ARTICLE}">阅读原文 &gt;&gt;</a></p>`,
    `<p>查看原文请点击<a href="${ARTICLE}">这里</a></p>`,
    `<p>来源：<a href="${ARTICLE}">北疆新闻</a></p>`,
    `<p>转载自北疆新闻，<a href="${ARTICLE}">草原救援纪实</a></p>`,
    `<ul><li>来源：<a href="${ARTICLE}">北疆新闻</a></li><li>作者：<a href="/u/1">草原上的小记者</a></li></ul>`,
    `<footer><p>原文链接：<a href="${ARTICLE}">点此</a></p><p><a href="/j">违法和不良信息举报</a></p></footer>`,
  ])('below lists of other articles: %s', (line) => {
    expect(judged({ line: '来源：北疆新闻', tail: below(line) })).toBe('');
  });
});

describe('the name leads to a redirector or a search page', () => {
  test.each([
    ['https://t.cn/A6AbCdEf', 'link-indirect'],
    ['https://t.cn/', 'link-missing'],
    [`https://link.zhihu.com/?target=${ENCODED}`, 'link-indirect'],
    [`https://link.zhihu.com/?target=${encodeURIComponent(ENCODED)}`, 'link-indirect'],
    ['https://link.zhihu.com/?target=www.imline.cn/article/AbCdEf123O0O0.html', 'link-indirect'],
    ['https://link.zhihu.com/?target=https%3A%2F%2Fevil.example%2Fa', 'link-missing'],
    ['https://link.zhihu.com/?target=evil.example%2Fa', 'link-missing'],
    ['https://link.zhihu.com/?target=https%3A%2F%2Fwww.imline.cn%2F', 'link-missing'],
    [`https://link.zhihu.com/?a=${ENCODED}&target=https%3A%2F%2Fevil.example%2Fa`, 'link-missing'],
    [`https://link.zhihu.com/?from=https%3A%2F%2Fthe-copy.example%2F&target=${ENCODED}`, 'link-indirect'],
    ['https://www.baidu.com/link?url=Zx8kAbCdEf0123456789', 'link-indirect'],
    ['https://www.baidu.com/', 'link-missing'],
    ['https://www.baidu.com/s?wd=北疆新闻', 'link-missing'],
    [`https://www.google.com/url?q=${ENCODED}&sa=D`, 'link-indirect'],
    ['https://www.google.com/search?q=北疆新闻', 'link-missing'],
  ])('%s: %s', (href, code) => {
    expect(codeForName(href)).toBe(code);
  });
});

describe('an address below the text that carries that of the article', () => {
  test.each([
    ['WhatsApp', `https://api.whatsapp.com/send?text=${ENCODED}`],
    ['领英', `https://www.linkedin.com/shareArticle?url=${ENCODED}`],
    ['Pinterest', `https://www.pinterest.com/pin/create/button/?url=${ENCODED}`],
    ['豆瓣', `https://www.douban.com/recommend/?url=${ENCODED}`],
    ['Reddit', `https://www.reddit.com/submit?url=${ENCODED}`],
    ['微博', `https://widget.weibo.com/dialog/PublishWeb.php?url=${ENCODED}`],
    ['邮件', `https://mail.qq.com/cgi-bin/qm_share?url=${ENCODED}`],
    ['原文', `https://mail.qq.com/cgi-bin/qm_share?url=${ENCODED}`],
    ['手机看', `https://api.qrserver.com/v1/create-qr-code/?data=${ENCODED}`],
    ['手机看', `/qrcode.php?data=${ENCODED}`],
    ['举报', `/jubao?url=${ENCODED}`],
    ['登录', `/login?from=${ENCODED}`],
    ['登录后阅读原文', `/login?url=${ENCODED}`],
    ['打印原文', `/print?url=${ENCODED}`],
    ['广告', `https://evil.example/?ref=${ARTICLE}`],
    ['阅读原文', `https://evil.example/?ref=${ARTICLE}`],
    ['更多', `https://link.example/?a=${ARTICLE}&target=https://evil.example/`],
    ['阅读原文', `https://link.example/?a=${ARTICLE}&target=https://evil.example/`],
  ])('%s: %s is no link to the article', (text, href) => {
    expect(judged({ line: '来源：北疆新闻', tail: `<p><a href="${href}">${text}</a></p>` }).replace(/ .*/, '')).toBe(
      'link-missing',
    );
  });

  test.each([
    ['原文链接', `https://link.example/?target=${ENCODED}`],
    ['阅读原文', `/go?url=${ENCODED}`],
    ['阅读原文', `/go?url=${ENCODED}&logo=https%3A%2F%2Fthe-copy.example%2Flogo.png`],
    ['草原新村通了班车', `/go?url=${ENCODED}`],
    ['北疆新闻', `/go?url=${ENCODED}`],
    [ARTICLE, `/plugin.php?id=jump&target=${ENCODED}`],
    ['点此', `https://link.zhihu.com/?target=${ENCODED}`],
    ['阅读原文', `https://jump.example/${ARTICLE}`],
  ])('%s: %s leads there by a detour', (text, href) => {
    expect(judged({ line: '来源：北疆新闻', tail: `<p><a href="${href}">${text}</a></p>` })).toBe(
      `link-indirect ${href}`,
    );
  });

  test('原文链接： before it says the same', () => {
    const tail = `<p>原文链接：<a href="/go?url=${ENCODED}">点此</a></p>`;
    expect(judged({ line: '来源：北疆新闻', tail })).toBe(`link-indirect /go?url=${ENCODED}`);
  });
});

describe('the name leads to a platform', () => {
  test.each([
    ['https://mp.weixin.qq.com/s/AbCdEfGhIjKl', 'link-platform-copy'],
    ['https://mp.weixin.qq.com/s?__biz=MzA5MDAw&mid=2650030466&idx=1&sn=0a1b', 'link-platform-copy'],
    ['https://mp.weixin.qq.com/', 'link-not-article'],
    ['https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=MzA5MDAw', 'link-not-article'],
    ['https://weibo.com/1234567890/NxAbCdEf0', 'link-platform-copy'],
    ['https://m.weibo.cn/status/5030000000000000', 'link-platform-copy'],
    ['https://weibo.com/ttarticle/p/show?id=2309405030000000000000', 'link-platform-copy'],
    ['https://weibo.com/', 'link-not-article'],
    ['https://weibo.com/u/1234567890', 'link-not-article'],
    ['https://weibo.com/1234567890/profile', 'link-not-article'],
    ['https://weibo.com/1234567890/followers', 'link-not-article'],
    ['https://www.toutiao.com/article/7365000000000000001/', 'link-platform-copy'],
    ['https://www.toutiao.com/a7365000000000000001', 'link-platform-copy'],
    ['https://m.toutiao.com/is/iAbCdE1/', 'link-platform-copy'],
    ['https://www.toutiao.com/c/user/token/MS4wLjABAAAA1/', 'link-not-article'],
    ['https://www.toutiao.com/?wid=1714960000', 'link-not-article'],
    ['https://v.douyin.com/iAbCdE1/', 'link-platform-copy'],
    ['https://v.douyin.com/', 'link-not-article'],
    ['https://www.douyin.com/user/MS4wLjABAAAA1', 'link-not-article'],
    ['https://baijiahao.baidu.com/s?id=1798000000000000000', 'link-platform-copy'],
    ['https://baijiahao.baidu.com/u?app_id=1600000000000000', 'link-not-article'],
    ['https://new.qq.com/rain/a/20240506A01ABC00', 'link-platform-copy'],
    ['https://new.qq.com/omn/author/5000001', 'link-not-article'],
    ['https://www.bilibili.com/video/BV1ab411c7de/', 'link-platform-copy'],
    ['https://space.bilibili.com/1234567', 'link-not-article'],
    ['https://service.weibo.com/share/share.php?url=https%3A%2F%2Fwww.imline.cn%2F', 'link-missing'],
    [
      'https://service.weibo.com/share/share.php?url=https%3A%2F%2Fwww.imline.cn%2Farticle%2FAbCdEf123O0O0.html',
      'link-missing',
    ],
  ])('%s: %s', (href, code) => {
    expect(codeForName(href)).toBe(code);
  });

  test('a menu with the platform in it is no link of the credit', () => {
    expect(judged({ line: '来源：北疆新闻', tail: '<p><a href="https://weibo.com/">微博</a></p>' })).toBe(
      'link-missing',
    );
  });
});

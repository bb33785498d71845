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

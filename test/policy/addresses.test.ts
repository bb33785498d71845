import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ArticleAddresses, HostSet, PlatformArticles } from '../../src/policy/addresses.js';
import { loadPolicy } from '../../src/policy/load.js';
import type { Policy } from '../../src/policy/types.js';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy('beijiang-news');
});

describe('ownsHost', () => {
  test.each([
    ['imline.cn', true],
    ['www.imline.cn', true],
    ['a.b.imline.cn', true],
    ['WWW.IMLINE.CN', true],
    ['www.imline.cn.', true],
    ['www.imline.cn:8080', true],
    ['notimline.cn', false],
    ['imline.cn.example.com', false],
    ['imline.com', false],
    ['cn', false],
    ['', false],
  ])('%j: %s', (host, expected) => {
    expect(policy.ownsHost(host)).toBe(expected);
  });
});

test('a Chinese host name is known in both spellings', () => {
  const hosts = new HostSet(['新闻.example']);
  expect([hosts.has('新闻.example'), hosts.has(new URL('https://www.新闻.example/').hostname)]).toEqual([true, true]);
});

test('a platform and a redirector are known with their subdomains', () => {
  expect([policy.isPlatformHost('mp.weixin.qq.com'), policy.isPlatformHost('qq.com')]).toEqual([true, false]);
  expect([policy.isRedirector('t.cn'), policy.isRedirector('notat.cn')]).toEqual([true, false]);
});

test.each([
  ['https://www.baidu.com/link?url=x', true],
  ['https://www.baidu.com/link/x', true],
  ['https://www.baidu.com/linking', false],
  ['https://www.baidu.com/s?wd=x', false],
  ['https://notwww.baidu.com/link', false],
  ['https://t.cn/x', true],
])('a redirector: %s: %s', (url, expected) => {
  expect(policy.isRedirection(new URL(url))).toBe(expected);
});

test.each([
  ['https://mail.qq.com/cgi-bin/qm_share?url=x', true],
  ['https://mail.qq.com/', false],
  ['https://www.facebook.com/sharer/sharer.php', true],
  ['https://www.douban.com/note/1/', false],
])('a share service: %s: %s', (url, expected) => {
  expect(policy.isShare(new URL(url))).toBe(expected);
});

test.each([
  ['https://weibo.com/1234567890/NxAbCdEf0', true],
  ['https://weibo.com/u/1234567890', false],
  ['https://www.xiaohongshu.com/explore', false],
  ['https://baijiahao.baidu.com.example/s', false],
  ['https://dy.163.com/', false],
])('an article on a platform: %s: %s', (url, expected) => {
  expect(policy.isPlatformArticle(new URL(url))).toBe(expected);
});

test('on a platform of which nothing is known, all but the home page may be an article', () => {
  const articles = new PlatformArticles([{ hosts: ['notes.example'], paths: ['^/n/[0-9]+$'] }]);
  const isArticle = (url: string): boolean => articles.has(new URL(url));
  expect(['https://other.example/a', 'https://other.example/?from=x'].map(isArticle)).toEqual([true, false]);
});

describe('isArticlePath', () => {
  test.each([
    ['https://www.imline.cn/article/AbCdEf123O0O0.html', true],
    ['https://www.imline.cn/article/AbCdEf123O0O0.html?from=wx#top', true],
    ['https://www.imline.cn/article/%41bCdEf123O0O0.html', true],
    ['https://www.imline.cn/article/AbCdEf123O0O0.html/', true],
    ['https://www.imline.cn/Article/AbCdEf123O0O0.html', false],
    ['https://www.imline.cn/article/AbCdEf123O0O0.HTML', false],
    ['https://www.imline.cn/article/', false],
    ['https://www.imline.cn/article/index.html', false],
    ['https://www.imline.cn/article/index_2.html', false],
    ['https://www.imline.cn/article/list.html', false],
    ['https://www.imline.cn/article/list.html?p=2', false],
    ['https://www.imline.cn/article/list-1-2.html', false],
    ['https://www.imline.cn/article/index2sh1cGluZzE5.html', true],
    ['https://www.imline.cn/article/listAbC0O0.html', true],
    ['https://www.imline.cn/', false],
    ['https://www.imline.cn/images/logo.png', false],
    ['https://www.imline.cn/go?to=/article/AbCdEf123O0O0.html', false],
    ['https://www.imline.cn/x/article/AbCdEf123O0O0.html', false],
  ])('%s: %s', (url, expected) => {
    expect(policy.isArticlePath(new URL(url))).toBe(expected);
  });
});

describe('articleIdentity', () => {
  const original = 'https://www.imline.cn/article/AbCdEf123O0O0.html';

  test.each([
    ['another scheme', 'http://www.imline.cn/article/AbCdEf123O0O0.html'],
    ['no www', 'https://imline.cn/article/AbCdEf123O0O0.html'],
    ['the mobile host', 'https://m.imline.cn/article/AbCdEf123O0O0.html'],
    ['tracking and fragment', 'https://www.imline.cn/article/AbCdEf123O0O0.html?from=wx&utm_source=x#top'],
    ['a trailing slash', 'https://www.imline.cn/article/AbCdEf123O0O0.html/'],
    [
      'a host in capitals, with the default port of the other scheme',
      'http://WWW.imline.cn:443/article/AbCdEf123O0O0.html',
    ],
    ['letters percent-encoded', 'https://www.imline.cn/article/%41bCdEf123O0O0.html'],
    ['user and password', 'https://user:secret@www.imline.cn/article/AbCdEf123O0O0.html'],
  ])('is the same with %s', (_, url) => {
    expect(policy.articleIdentity(new URL(url))).toBe(policy.articleIdentity(new URL(original)));
  });

  test.each([
    ['one letter of the slug in another case', 'https://www.imline.cn/article/AbCdEf123o0O0.html'],
    ['another slug', 'https://www.imline.cn/article/AbCdEf124O0O0.html'],
    ['another subdomain', 'https://app.imline.cn/article/AbCdEf123O0O0.html'],
    ['another port', 'https://www.imline.cn:8443/article/AbCdEf123O0O0.html'],
    ['a reserved character encoded', 'https://www.imline.cn/article%2FAbCdEf123O0O0.html'],
  ])('differs with %s', (_, url) => {
    expect(policy.articleIdentity(new URL(url))).not.toBe(policy.articleIdentity(new URL(original)));
  });

  test('parameters of the identity count, in any order, and no others', () => {
    const addresses = new ArticleAddresses({
      paths: ['^/show$'],
      example: 'https://news.example/show?id=1&cat=2',
      identityParameters: ['id', 'cat'],
    });
    const identity = (query: string): string => addresses.identity(new URL(`https://news.example/show?${query}`));
    expect(identity('id=1&cat=2')).toBe(identity('utm=x&cat=2&id=1'));
    expect(identity('id=1&cat=2')).not.toBe(identity('id=1&cat=3'));
    expect(identity('id=A')).not.toBe(identity('id=a'));
    expect(addresses.isArticlePath(new URL('https://news.example/show?cat=2'))).toBe(false);
  });

  test('parameters nobody asked for never matter', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), fc.webFragments(), (query, fragment) => {
        const url = new URL(`${original}?${query}#${fragment}`);
        return policy.articleIdentity(url) === policy.articleIdentity(new URL(original));
      }),
    );
  });
});

import { beforeAll, describe, expect, test } from '@jest/globals';
import type { SourceList } from '../../src/checks/types.js';
import { loadPolicy } from '../../src/policy/load.js';
import type { Policy } from '../../src/policy/types.js';
import { document, findings, shown } from './support.js';

const ARTICLE = 'https://www.huanhe.example/2024/0506/8.html';
const URL_OF_PAGE = 'https://news.partner.example/a/1.html';

let law: Policy;
beforeAll(async () => {
  law = await loadPolicy('reprint-law');
});

describe('a source that readers can trace', () => {
  test.each([
    ['its name is a link', { line: `来源：<a href="${ARTICLE}">环河晚报</a>` }],
    ['a link stands beside it', { line: `来源：环河晚报（<a href="${ARTICLE}">原文</a>）` }],
    [
      'the original is linked after the text',
      { line: '来源：环河晚报', tail: `<p>原文链接：<a href="${ARTICLE}">点此</a></p>` },
    ],
    ['a button leads to the original', { line: '来源：环河晚报', tail: `<p><a href="${ARTICLE}">阅读原文</a></p>` }],
    ['its address is printed', { line: '来源：环河晚报', tail: `<p>原文链接：${ARTICLE}</p>` }],
    [
      'the site credits itself, and says so in its title',
      { line: '来源：伙伴新闻网', title: '草原新村通了班车-伙伴新闻网' },
    ],
    ['the site credits itself, by a link to itself', { line: '来源：<a href="/">伙伴新闻网</a>' }],
    ['no source is named: that is told elsewhere', { line: '浏览：128' }],
    ['the source is vague: that is told elsewhere', { line: '来源：网络' }],
  ])('%s', (_, parts) => {
    expect(findings('traceable', document(parts), law, { url: URL_OF_PAGE })).toEqual([]);
  });
});

describe('a source that leads nowhere', () => {
  test.each([
    ['a name alone', { line: '来源：环河晚报' }, 'source-untraceable 来源：环河晚报'],
    ['a placeholder', { line: '来源：<a href="#">环河晚报</a>' }, 'source-untraceable 来源：环河晚报'],
    [
      'a home page',
      { line: '来源：<a href="https://www.huanhe.example/">环河晚报</a>' },
      'source-untraceable/home https://www.huanhe.example/',
    ],
    [
      'a link in the footer',
      { line: '来源：环河晚报', footer: `<p>友情链接：<a href="${ARTICLE}">环河晚报</a></p>` },
      'source-untraceable 来源：环河晚报',
    ],
    [
      'a hidden link',
      { line: '来源：环河晚报', tail: `<p hidden><a href="${ARTICLE}">阅读原文</a></p>` },
      'source-untraceable 来源：环河晚报',
    ],
    [
      'a link in the text',
      { line: '来源：环河晚报', body: `<p>详见<a href="${ARTICLE}">去年的报道</a>，那时还没有班车。</p>` },
      'source-untraceable 来源：环河晚报',
    ],
  ])('%s', (_, parts, found) => {
    expect(findings('traceable', document(parts), law, { url: URL_OF_PAGE }).map(shown)).toEqual([found]);
  });
});

describe('the list of permitted sources', () => {
  const sourceList: SourceList = {
    date: '2021-10-20',
    stateOf: (name) => (name === '环河晚报' ? 'listed' : name === '青山快讯' ? 'frozen' : 'unlisted'),
  };
  test.each([
    ['来源：环河晚报', []],
    ['来源：伙伴资讯、环河晚报', []],
    ['来源：伙伴资讯', ['source-unlisted 伙伴资讯']],
    ['来源：小环河晚报', ['source-unlisted 小环河晚报']],
    ['来源：青山快讯', ['source-frozen 青山快讯']],
    ['来源：网络', []],
    ['浏览：128', []],
  ])('%s', (line, found) => {
    expect(findings('source-list', document({ line }), law, { sourceList }).map(shown)).toEqual(found);
  });

  test('is not asked where none was given', () => {
    expect(findings('source-list', document({ line: '来源：伙伴资讯' }), law)).toEqual([]);
  });
});

test('nothing in the law is an error', () => {
  const severities = law.rules.flatMap((rule) =>
    Object.entries(rule.data.codes).flatMap(([code, { variants }]) =>
      [undefined, ...Object.keys(variants ?? {})].map((variant) => rule.severityOf(code, variant)),
    ),
  );
  expect(severities).not.toContain('error');
});

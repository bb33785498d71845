import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.js';
import type { Policy } from '../../src/policy/types.js';
import { document, findings } from './support.js';

const ICP = '蒙ICP备16001043号-1';
const LICENCE = '互联网新闻信息服务许可证:15120200009-1';
const POLICE = '蒙公网安备:15010502001245';
const COPYRIGHT = 'Copyright © 2016- 北疆新闻网 All Rights Reserved';
const NOTICE = '<p>版权声明:北疆新闻版权所有,未经书面授权,不得转载或建立镜像,违者依法必究。</p>';
const CANONICAL = '<link rel="canonical" href="https://www.imline.cn/article/AbCdEf123O0O0.html">';
const OG_URL = '<meta property="og:url" content="https://www.imline.cn/article/AbCdEf123O0O0.html">';
const TEMPLATE = '<link rel="stylesheet" href="//static.imline.cn/css/article.css">';
const WIDGET = '<script src="http://www.imline.cn/js/ops_share.js"></script>';
const SITE_TITLE = '草原新村通了班车-北疆新闻网';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy('beijiang-news');
});

/** `mirror`, the variant of it, or `none`. */
function judged(html: string, url: string | null = 'https://beijiang.mirror.example/a.html'): string {
  const [finding, ...others] = findings('no-mirror', html, policy, url === null ? {} : { url });
  expect(others).toEqual([]);
  return finding === undefined ? 'none' : (finding.values?.variant ?? 'mirror');
}

describe('two independent signs are a mirror', () => {
  test.each([
    ['two numbers', { footer: `<p>${ICP}</p><p>${LICENCE}</p>` }],
    ['numbers in one line', { footer: `<p>${ICP} ${POLICE}</p>` }],
    ['a number and the copyright line', { footer: `<p>${COPYRIGHT} ${ICP}</p>` }],
    ['a number and the canonical address', { footer: ICP, head: CANONICAL }],
    ['a number and og:url', { footer: ICP, head: OG_URL }],
    ['a number and the template', { footer: ICP, head: TEMPLATE }],
    ['the template and the canonical address', { head: TEMPLATE + CANONICAL }],
    ['a number and the name of the site', { footer: ICP, title: SITE_TITLE }],
    [
      'a copied notice with its numbers, and the canonical address',
      { footer: `${NOTICE}<p>${ICP} ${LICENCE}</p>`, head: CANONICAL },
    ],
    [
      'a copyright line of another year',
      { footer: `<p>版权所有</p><p>Copyright ©2016-2031 北疆新闻网</p><p>${ICP}</p>` },
    ],
    ['letters in full width', { footer: '<p>蒙ＩＣＰ备16001043号－1</p><p>15120200009-1</p>' }],
    ['numbers with markup between', { footer: `<p>蒙<b>ICP</b>备16001043号<span>-1</span></p><p>${LICENCE}</p>` }],
  ])('%s', (_, parts) => {
    expect(judged(document(parts))).toBe('mirror');
  });
});

describe('one sign is for a person to look at', () => {
  test.each([
    ['a number', { footer: ICP }],
    ['the copyright line', { footer: COPYRIGHT }],
    ['the template', { head: TEMPLATE }],
    ['two scripts of the publisher', { head: WIDGET + WIDGET.replace('ops_share', 'main') }],
    ['a copied notice with all its numbers', { footer: `${NOTICE}<p>${ICP} ${COPYRIGHT} ${LICENCE} ${POLICE}</p>` }],
    ['the name of the site and the canonical address', { title: SITE_TITLE, head: CANONICAL }],
  ])('%s', (_, parts) => {
    expect(judged(document(parts))).toBe('one-sign');
  });
});

test('a page whose address is not known accuses nobody, whatever it carries', () => {
  expect(judged(document({ footer: `${COPYRIGHT}<p>${ICP} ${LICENCE}</p>` }), null)).toBe('no-address');
});

describe('no sign', () => {
  test.each([
    [
      'the notice quoted in the text, numbers and all',
      { body: `${NOTICE}<p>${ICP} ${COPYRIGHT} ${LICENCE}，这是该网站页脚的文字。</p>` },
    ],
    ['the notice copied to the footer, without numbers', { footer: NOTICE }],
    ['the canonical address alone', { head: CANONICAL }],
    ['the share widget', { head: WIDGET }],
    [
      'a style sheet of another host that names the publisher in its address',
      { head: '<link rel="stylesheet" href="https://cdn.example/imline.cn.css">' },
    ],
    ['the name of the site alone', { title: SITE_TITLE }],
    ['a hidden number', { footer: `<p style="display:none">${ICP}</p><p hidden>${LICENCE}</p>` }],
    ['a number in a comment', { footer: `<!-- ${ICP} ${LICENCE} -->` }],
    ['another number of the same length', { footer: '<p>蒙ICP备16001044号-1 15120200008-1</p>' }],
    [
      'a link to the article',
      { line: '来源：<a href="https://www.imline.cn/article/AbCdEf123O0O0.html">北疆新闻</a>' },
    ],
  ])('%s', (_, parts) => {
    expect(judged(document(parts))).toBe('none');
  });
});

describe('a service that shows whole pages of everybody is told apart', () => {
  const copy = document({ footer: `<p>${ICP}</p><p>${LICENCE}</p>`, head: CANONICAL });
  test.each([
    ['https://web.archive.org/web/2024/https://www.imline.cn/article/AbCdEf123O0O0.html', 'archive'],
    ['https://cache.baiducontent.com/c?m=1', 'cache'],
    ['https://www-imline-cn.translate.goog/article/AbCdEf123O0O0.html', 'translation'],
    ['https://web.archive.org.mirror.example/1', 'mirror'],
  ])('%s', (url, variant) => {
    expect(judged(copy, url)).toBe(variant);
  });

  test('by severity too: none of them is an error', () => {
    const rule = policy.rules.find(({ data }) => data.check === 'no-mirror')!;
    const severities = ['cache', 'archive', 'translation'].map((variant) => rule.severityOf('mirror', variant));
    expect(severities).toEqual(['review', 'info', 'info']);
  });
});

test('the publisher’s own host is no mirror of itself', () => {
  expect(judged(document({ footer: `${ICP} ${LICENCE}` }), 'https://m.imline.cn/article/1.html')).toBe('none');
});

test('the finding names the signs and the place of the first', () => {
  const html = document({ footer: `<p>${ICP}</p><p>${LICENCE}</p>` });
  const [finding] = findings('no-mirror', html, policy, { url: 'https://m.example/' });
  expect(finding.values).toEqual({ host: 'm.example', signs: `${ICP}、15120200009-1` });
  expect(html.slice(finding.span!.start, finding.span!.end)).toContain('16001043');
});

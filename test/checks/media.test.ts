import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.js';
import type { Policy } from '../../src/policy/types.js';
import { document, findings, shown } from './support.js';

const FILE = 'https://img.imline.cn/upload/bus.jpg';
const LINK = '<p><a href="https://www.imline.cn/article/AbCdEf123O0O0.html">原文</a></p>';
const OWN = '来源：伙伴新闻';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy('beijiang-news');
});

const judged = (parts: Parameters<typeof document>[0]): string[] =>
  findings('media', document(parts), policy).map(shown);

describe('a file from the publisher’s hosts', () => {
  test.each([
    ['a picture', `<img src="${FILE}">`],
    ['one of several widths', `<img src="/small.jpg" srcset="/a.jpg 1x, ${FILE} 2x">`],
    ['a picture loaded late', `<img src="/blank.gif" data-original="${FILE}">`],
    [
      'a picture loaded late, another way',
      `<img data-src="//img.imline.cn/upload/bus.jpg">`,
      '//img.imline.cn/upload/bus.jpg',
    ],
    ['a source of <picture>', `<picture><source srcset="${FILE} 800w"><img src="/x.jpg"></picture>`],
    ['a film', `<video><source src="${FILE}" type="video/mp4"></video>`],
    ['the still of a film', `<video poster="${FILE}"></video>`],
    ['sound', `<audio src="${FILE}"></audio>`],
    ['a frame', `<iframe src="${FILE}"></iframe>`],
    ['a background of an element', `<div style="background:#eee url('${FILE}')">班车</div>`],
    ['a background of a style sheet', `<style>.bus { background-image: url(${FILE}) }</style>`],
  ])('%s is uncredited', (_, body, found = FILE) => {
    expect(judged({ line: OWN, body })).toEqual([`media-uncredited ${found}`]);
  });

  test.each([
    ['of another host', { line: OWN, body: '<img src="https://img.imline.cn.cdn.example/bus.jpg">' }],
    ['that names the host in its path', { line: OWN, body: '<img src="https://cdn.example/img.imline.cn/bus.jpg">' }],
    ['in the footer', { line: OWN, footer: `<p>关于我们</p><img src="${FILE}"><p>广告合作</p>` }],
    ['that is hidden', { line: OWN, body: `<div style="display:none"><img src="${FILE}"></div>` }],
    [
      'of a style sheet of another host',
      { line: OWN, body: '<style>.a{background:url(https://cdn.example/?u=img.imline.cn)}</style>' },
    ],
    ['named in a script', { line: OWN, body: `<script>var cover = "url(${FILE})";</script>` }],
    ['on a page that credits the publisher', { line: '来源：北疆新闻', body: `<img src="${FILE}">` }],
  ])('%s is none', (_, parts) => {
    expect(judged(parts)).toEqual([]);
  });
});

describe('a picture credited to the publisher on somebody’s own text', () => {
  test.each([
    ['图片来源：北疆新闻', '图片来源：北疆新闻'],
    ['（北疆新闻记者 李四 摄）', '北疆新闻记者 李四 摄'],
    ['图为首班车发车现场。北疆新闻记者李四摄', '北疆新闻记者李四摄'],
    ['图为首班车发车现场 北疆新闻全媒体记者 李四、王五 摄影', '北疆新闻全媒体记者 李四、王五 摄影'],
    ['北疆新闻 李四 摄', '北疆新闻 李四 摄'],
    ['图/北疆新闻', '图/北疆新闻'],
    ['图｜北疆新闻记者 李四', '图｜北疆新闻记者 李四'],
    ['文/图 北疆新闻记者 李四 摄', '北疆新闻记者 李四 摄'],
    ['北疆新闻网供图', '北疆新闻网供图'],
    ['北疆新闻客户端供图', '北疆新闻客户端供图'],
    ['视频：北疆新闻', '视频：北疆新闻'],
    ['本文图片均由北疆新闻提供', '本文图片均由北疆新闻提供'],
    ['北疆新闻记者 李四 文/图', '北疆新闻记者 李四 文/图'],
  ])('%s', (caption, found) => {
    const [finding, ...others] = judged({
      line: OWN,
      body: `<figure><img src="/a.jpg"><figcaption>${caption}</figcaption></figure>`,
    });
    expect(others).toEqual([]);
    expect(finding?.replace(/^media-in-scope /, '')).toContain(found);
  });

  test('needs no more than a link to the article', () => {
    expect(judged({ line: OWN, body: '<p>北疆新闻记者 李四 摄</p>', tail: LINK })).toEqual([]);
  });

  test('is told once, whatever host it comes from', () => {
    expect(judged({ line: OWN, body: `<img src="${FILE}"><p>北疆新闻记者 李四 摄</p>` })).toEqual([
      'media-in-scope 北疆新闻记者 李四 摄',
    ]);
  });

  test('has its exact place', () => {
    const html = document({ line: OWN, body: '<p>首班车<em>（北疆新闻记者&nbsp;李四 摄）</em></p>' });
    const [{ span }] = findings('media', html, policy);
    expect(html.slice(span!.start, span!.end)).toBe('北疆新闻记者&nbsp;李四 摄');
  });

  test.each([
    ['another newsroom', '新疆北疆新闻记者 李四 摄'],
    ['a look-alike', '北疆新闻中心记者 李四 摄'],
    ['a sentence', '据北疆新闻记者李四拍摄的画面，首班车坐满了人。'],
    ['a programme', '视频：北疆新闻开播十周年'],
    ['a reporter of somebody else', '伙伴新闻记者 李四 摄'],
    ['a byline of the text', '北疆新闻记者 李四'],
    ['a hidden caption', '<span style="display:none">北疆新闻记者 李四 摄</span>'],
  ])('%s is none', (_, caption) => {
    expect(judged({ line: OWN, body: `<p>${caption}</p>` })).toEqual([]);
  });
});

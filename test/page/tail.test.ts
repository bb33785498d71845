import { describe, expect, test } from '@jest/globals';
import { readPage } from '../../src/page/read.js';

const BODY =
  '<p>五月六日清晨，第一趟班车从草原新村发出，沿途十二个嘎查的牧民从此可以当天往返旗里。</p>' +
  '<p>班车每天往返两趟，全程七十公里。司机李师傅说，头一天就坐满了人，还有人专程来看新站牌。</p>';
const ADDRESS = 'https://news.example.test/article/edWeFnunci2sh1cGluZzE5MzA4MgO0O0OO0O0O.html';
const LINK = `<a href="${ADDRESS}">${ADDRESS}</a>`;
const TITLE = (text: string) => `<a href="/1">${text}</a>`;

/** Where the credit to 甲报 stands. */
function zoneOfSource(below: string, above = '<p>2024-05-06</p>'): string | undefined {
  const head = '<!DOCTYPE html><title>草原新村通了班车</title>';
  const page = readPage(`${head}<h1>草原新村通了班车</h1>${above}${BODY}${below}`);
  return page.credits.find(({ raw }) => raw === '来源：甲报')?.zone;
}

describe('a source below the article', () => {
  test.each([
    ['by itself', '<p>来源：甲报</p>'],
    ['with the address of the original printed behind it', `<p>来源：甲报 ${LINK}</p>`],
    ['below that address', `<p>原文链接：${LINK}</p><p>来源：甲报</p>`],
    ['below that address without a label', `<p>${LINK}</p><p>来源：甲报</p>`],
    [
      'below the keywords',
      `<p>标签：${'奶豆腐 直播 正蓝旗 合作社 锡林郭勒 乡村 农牧业'.split(' ').map(TITLE).join(' ')}</p><p>来源：甲报</p>`,
    ],
    ['below the way to another article', `<p>上一篇：${TITLE('那达慕开幕')}</p><p>来源：甲报</p>`],
    ['below the buttons', '<p>分享到：微信 微博</p><p>来源：甲报</p>'],
    ['below a list of names', `${'<p>牧民其木格</p>'.repeat(40)}<p>来源：甲报</p>`],
    ['among fields with commas between them', '<p>作者：张三，来源：甲报，编辑：李四</p>'],
    ['with other fields behind it in the last paragraph', '<p>合作社去年翻了一番。（来源：甲报 编辑：李四）</p>'],
    [
      'above what the site says of all articles',
      '<p>来源：甲报</p><p>其原创性以及文中内容未经本站证实，对其真实性、完整性本站不作任何保证。</p>',
    ],
    ['in a box named after links', '<div class="links"><p>来源：甲报</p><p>编辑：李四</p></div>'],
    ['in a box of fields', '<aside><p>来源：甲报</p><p>时间：2024-05-06</p><p>作者：张三</p><p>阅读：233</p></aside>'],
  ])('%s is the article’s', (_, below) => {
    expect(zoneOfSource(below)).toBe('tail');
  });

  test.each([
    ...[
      '为你推荐',
      '猜您喜欢',
      '你可能感兴趣',
      '大家还在看',
      '看了又看',
      '往期回顾',
      '热文推荐',
      '同类文章',
      '最近更新',
      '作者其他文章',
      'Related Posts',
      'You may also like',
      '精选留言',
      '读者留言',
      '写评论',
      '2楼 青城老王',
    ].map((heading) => [`below “${heading}”`, `<h3>${heading}</h3><p>来源：甲报</p>`]),
    [
      'in a list of two articles',
      `<ul><li>${TITLE('草原救援纪实')} 来源：甲报</li><li>${TITLE('公交车投入运营')} 来源：乙报</li></ul>`,
    ],
    [
      'behind a headline below the way to another article',
      `<p>下一篇：${TITLE('那达慕开幕')}</p><p>${TITLE('草原救援纪实之一')}</p><p>来源：甲报</p>`,
    ],
    [
      'with a headline in a box of recommendations',
      `<div class="recommend">${TITLE('草原救援纪实')}<p>来源：甲报</p></div>`,
    ],
  ])('%s is another’s', (_, below) => {
    expect(zoneOfSource(below)).toBe('outside');
  });

  test('the editor below a list of others is still the article’s', () => {
    const list = `<ul><li>${TITLE('草原救援纪实')}</li><li>${TITLE('公交车投入运营')}</li></ul>`;
    expect(readPage(`<h1>草原新村通了班车</h1>${BODY}${list}<p>责任编辑：李四</p>`).editor?.value).toBe('李四');
  });
});

test('a line of links above the headline is a menu, however short', () => {
  const page = readPage(`<div>${TITLE('首页')} ${TITLE('甲报')}</div><h1>草原新村通了班车</h1>${BODY}`);
  expect(page.blocks[0].zone).toBe('outside');
});

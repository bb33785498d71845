import { expect, test } from '@jest/globals';
import { findObstacle, type Obstacle } from '../../src/page/obstacles.js';
import { readPage } from '../../src/page/read.js';

const TITLE = '<title>草原新村通了班车</title>';
const HEADLINE = '<h1>草原新村通了班车</h1>';
const CREDIT = '<p>2024-05-06 来源：甲报</p>';
const ARTICLE =
  '<p>五月六日清晨，第一趟班车从草原新村发出，她说，往后赶集方便多了。</p><p>交通部门负责人介绍，班车每天往返两趟，沿途停靠十二个嘎查。</p>';
const FORM = '<form><p>请输入验证码后发表评论</p></form>';

test.each<[string, string, Obstacle | null]>([
  ['a short article', TITLE + HEADLINE + CREDIT + ARTICLE, null],
  ['with a form for comments', TITLE + HEADLINE + CREDIT + ARTICLE + FORM, null],
  ['with a picture to read', `${TITLE}${HEADLINE}${CREDIT}${ARTICLE}验证码：<input> 看不清？点击更换`, null],
  ['with a date alone', `${TITLE}${HEADLINE}<p>2024-05-06</p>${ARTICLE}${FORM}`, null],
  ['with neither credit nor date', TITLE + HEADLINE + ARTICLE + FORM, 'blocked'],
  ['without a headline', `<title>网站</title>${CREDIT}${ARTICLE}${FORM}`, 'blocked'],
  ['without an article', TITLE + HEADLINE + CREDIT + FORM, 'blocked'],
  ['behind the form', TITLE + HEADLINE + CREDIT + FORM + ARTICLE, 'blocked'],
  ['with a headline that asks for it', `<title>安全验证</title><h1>安全验证</h1>${CREDIT}${ARTICLE}${FORM}`, 'blocked'],
  ['with another challenge', `${TITLE}${HEADLINE}${CREDIT}${ARTICLE}<p>访问过于频繁，请输入验证码</p>`, 'blocked'],
  [
    'a challenge with the time of the visit',
    `<title>提示</title><h1>提示</h1><p>2024-05-06 10:11:12</p><p>请输入验证码后继续访问。</p>${ARTICLE}`,
    'blocked',
  ],
])('%s', (_, html, obstacle) => {
  expect(findObstacle(readPage(`<!DOCTYPE html><meta charset=utf-8>${html}`))).toBe(obstacle);
});

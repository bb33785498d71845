import { expect, test } from '@jest/globals';
import { figuresOf, numbersOf } from '../../src/originals/figures.js';
import { namesOf } from '../../src/originals/names.js';
import { compareTitles } from '../../src/originals/title.js';

test.each([
  ['截至2020年4月1日24时，累计67802例', ['date 2020年4月1日', 'date 24时', 'number 67802']],
  ['增长3.5%，达1,200万元', ['number 3.5%', 'number 1200']],
  ['５月６日，共３０人', ['date 5月6日', 'number 30']],
  ['2024-05-06 10:11', ['date 2024-05-06', 'date 10:11']],
  ['走了二十里路，一个人', ['number 二十']],
  ['3\u200b0\u200b2名', ['number 302']],
  ['没有数字', []],
])('figures of %s', (text, expected) => {
  expect(figuresOf(text).map(({ kind, value }) => `${kind} ${value}`)).toEqual(expected);
});

test('the numbers of a date stand by themselves where a copyist changes them', () => {
  const text = '2020年4月1日有1.5万人';
  expect(numbersOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(['2020', '4', '1', '1.5']);
});

test.each([
  ['记者张三从会上获悉', ['张三']],
  ['校长王建国表示', ['王建国']],
  ['呼和浩特市的企业', ['呼和浩特市']],
  ['今天天气很好', []],
])('names in %s', (text, expected) => {
  expect(namesOf(text).map((name) => name.text)).toEqual(expected);
});

test.each([
  ['草原迎来第一场雪', '草原迎来第一场雪', 'same'],
  ['草原迎来第一场雪', '草原迎來第一場雪！', 'same'],
  ['草原迎来第一场雪', '草原迎来第一场雪_某某新闻网', 'same'],
  ['草原迎来第一场雪', '草原迎来第一场雪 - 某某网', 'same'],
  ['草原迎来第一场雪 牧民忙转场', '草原迎来第一场雪', 'trimmed'],
  ['草原迎来第一场雪', '震惊！草原迎来第一场雪，网友炸了', 'extended'],
  ['草原迎来第一场雪', '千万别去草原！', 'rewritten'],
  ['草原迎来第一场雪', '', 'rewritten'],
  ['雪', '大雪封路', 'rewritten'],
])('title %s as %s: %s', (original, page, change) => {
  expect(compareTitles(original, page)).toMatchObject({ change, original, page });
});

test('the similarity of titles is the share of the original’s character pairs', () => {
  expect(compareTitles('草原迎来第一场雪', '草原第一场雪').similarity).toBeCloseTo(4 / 7);
  expect(compareTitles('雪', '雪').similarity).toBe(1);
});

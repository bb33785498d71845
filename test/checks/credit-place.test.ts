import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.js';
import type { Policy } from '../../src/policy/types.js';
import { document, findings } from './support.js';

const NAME = '<a href="https://www.imline.cn/article/AbCdEf123O0O0.html">北疆新闻</a>';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy('beijiang-news');
});

/** Codes of the rule `credit`, in order. */
const judged = (parts: Parameters<typeof document>[0], change = (html: string): string => html): string[] =>
  findings('credit', change(document(parts)), policy).map(({ code, values }) =>
    values?.variant === undefined ? code : `${code}/${values.variant}`,
  );

describe('a credit below a picture or a film', () => {
  const tail = `<p>来源：${NAME}</p>`;
  const figure = (caption: string): string =>
    `</p><figure><img src="/a.jpg"><figcaption>${caption}</figcaption></figure>`;

  test.each([
    ['in a figure', figure('来源：视觉中国')],
    ['in the line below', '</p><p><img src="/a.jpg"></p><p>（来源：视觉中国）'],
    ['behind a line break', '</p><p><img src="/a.jpg"><br>来源：视觉中国'],
    ['below a film', '</p><video src="/a.mp4"></video><p>来源：央视新闻'],
  ])('%s does not contradict the article’s', (_, line) => {
    expect(judged({ line, tail })).toEqual([]);
  });

  test.each([
    ['below no picture', '</p><p>来源：视觉中国'],
    ['beside an icon', '</p><p><img src="/icon.png"> 来源：伙伴新闻'],
    ['with other fields', '</p><p><img src="/a.jpg"></p><p>来源：伙伴新闻 作者：张三'],
    ['behind another line', '</p><p><img src="/a.jpg"></p><p>草原新村</p><p>来源：伙伴新闻'],
  ])('%s does', (_, line) => {
    expect(judged({ line, tail })).toEqual(['credit-multiple/open']);
  });

  test.each([
    ['with a label', figure(`来源：${NAME}`)],
    ['with the name alone', figure(NAME)],
    ['signed', figure(`（${NAME}）`)],
  ])('a caption %s alone is not the article’s', (_, line) => {
    expect(judged({ line })).toEqual(['credit-missing']);
  });

  test('the article is another’s, whoever made the picture', () => {
    const line = `</p><p><img src="/a.jpg"></p><p>（来源：${NAME}）`;
    expect(judged({ line, tail: '<p>来源：伙伴新闻</p>' })).toEqual(['credit-wrong']);
  });

  test.each([
    ['below the picture that stands above it', `</p><p><img src="/a.jpg"></p><p>来源：${NAME}`],
    ['beside an icon', `</p><p><img src="/icon.png"> 来源：${NAME}`],
  ])('the only one, %s, is the article’s', (_, line) => {
    expect(judged({ line })).toEqual([]);
  });
});

describe('a label in a headline', () => {
  const TITLE = '草原新村通了班车';
  const PAGE = document({
    line: '',
    tail: `<p><a href="https://www.imline.cn/article/AbCdEf123O0O0.html">原文</a></p>`,
  });
  const headed = (heading: string, title: string): string[] =>
    findings(
      'credit',
      PAGE.replace(/<h1>.*?<\/h1>/, `<h1>${heading}</h1>`).replace(/<title>.*?<\/title>/, `<title>${title}</title>`),
      policy,
    ).map(({ code }) => code);

  test.each([
    ['with the date', `草原新村通了班车<span>2024-05-06 来源：${NAME}</span>`],
    ['alone', `草原新村通了班车<small>来源：${NAME}</small>`],
    ['before another field', `草原新村通了班车<span><i>来源：${NAME}</i> 作者：张三</span>`],
    ['behind another field', `草原新村通了班车<span>作者：张三 来源：${NAME}</span>`],
  ])('%s in an element of its own credits the article', (_, heading) => {
    expect(headed(heading, TITLE)).toEqual([]);
  });

  test.each([
    ['in its words', `草原新村通了班车来源：${NAME}`, TITLE],
    ['in the midst of it', '草原新村<span>来源：北疆新闻</span>记者调查', TITLE],
    ['that the title repeats', '谣言<span>来源：北疆新闻</span>', '谣言来源：北疆新闻'],
    ['with more than a date', '草原新村<span>通了班车 来源：北疆新闻</span>', TITLE],
    ['all in an element', '<span>谣言来源：北疆新闻</span>', TITLE],
  ])('%s does not', (_, heading, title) => {
    expect(headed(heading, title)).toEqual(['credit-missing']);
  });

  const link = (text: string): string => `<a href="https://www.imline.cn/article/AbCdEf123O0O0.html">${text}</a>`;

  test.each([
    ['the date and the credit', '2024-05-06 来源：北疆新闻', []],
    ['date, time and credit', '2024年5月6日 10:00 来源：北疆新闻', []],
    ['another headline', '草原救援纪实 来源：北疆新闻', ['credit-missing']],
    ['date and headline', '2024-05-06 草原救援纪实 来源：北疆新闻', ['credit-wrong']],
  ])('a link that says %s', (_, text, expected) => {
    expect(judged({ line: `</p><p>${link(text)}` })).toEqual(expected);
  });
});

describe('a signature behind the last sentence', () => {
  const ending = (text: string): string[] =>
    judged({ tail: '<p>责任编辑：李四</p>' }, (html) => html.replace('新站牌。', text));

  test.each([
    ['in brackets', `新站牌。（${NAME}）`],
    ['in corner brackets', '新站牌。【北疆新闻】'],
    ['behind a quotation', '新站牌。”（北疆新闻）'],
  ])('%s is a credit without a label', (_, text) => {
    expect(ending(text)).toEqual(['credit-unlabelled']);
  });

  test.each([
    ['that goes on', `新站牌。（${NAME}报道说，班车每天两趟）`],
    ['within the sentence', `新站牌图（${NAME}）`],
    ['of somebody else', '新站牌。（新疆北疆新闻中心）'],
    ['that is no name', '新站牌。（完）'],
    ['before another sentence', `新站牌。（${NAME}）班车每天往返两趟。`],
  ])('%s is none', (_, text) => {
    expect(ending(text)).toEqual(['credit-missing']);
  });

  test('below a picture it is the photographer’s', () => {
    expect(
      judged({}, (html) =>
        html.replace(/<p>班车每天.*?<\/p>/, '<p>图为首班车发车现场，车上坐满了人。（北疆新闻）</p>'),
      ),
    ).toEqual(['credit-missing']);
  });
});

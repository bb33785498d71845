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
const judged = (parts: Parameters<typeof document>[0]): string[] =>
  findings('credit', document(parts), policy).map(({ code, values }) =>
    values?.variant === undefined ? code : `${code}/${values.variant}`,
  );
const last = (line: string): string[] => judged({ tail: `<p>${line}</p>` });

const OTHER_LABEL = ['credit-form/label'];

describe('a verb as label, in a sentence', () => {
  test.each([
    `声明：本文转载自${NAME}。`,
    `注：本文转载自${NAME}`,
    `编者按：本文转载自${NAME}。`,
    `声明：本文转载自${NAME}，版权归原作者所有。`,
    `免责声明：本文来源于${NAME}，仅代表作者观点，与本网无关。`,
    `本文转载自${NAME}，版权归原作者所有，侵权必删。`,
    `转载自${NAME}，版权归原作者所有，侵权必删。`,
    `转自：${NAME}，作者：张三，编辑：李四。`,
    `转自：${NAME}，版权归原作者所有，如有侵权请联系删除`,
    `本文来自${NAME}，版权归原作者所有。`,
    `本文来源于${NAME}，发布于2024年5月6日。`,
  ])('%s credits the article', (line) => {
    expect(last(line)).toEqual(OTHER_LABEL);
  });

  test.each([
    `据了解，本报讯转载自${NAME}，报道说，今年的订单一天比一天多，牧民十分高兴。`,
    `这批设备转自${NAME}，后来又卖给了旗里的一家合作社，牧民们都说划算。`,
    `来自${NAME}，她说，每天晚上都要看一遍，看完才肯睡。`,
    `作者来自${NAME}，从事新闻工作十年，到过旗里的每个嘎查。`,
    `他解释说：这些话转自${NAME}，自己并没有说过。`,
    `牧民声明：转自${NAME}，自己从来没有说过那样的话。`,
    `声明：部分内容转载自${NAME}，版权归原作者所有，如有侵权请联系删除。`,
    '本文来自伙伴新闻客户端自媒体，不代表伙伴新闻的观点和立场',
    `声明：凡转载自${NAME}，版权归原作者所有。`,
    `声明：本网转载自${NAME}，版权归原作者所有。`,
  ])('%s credits nobody', (line) => {
    expect(last(line)).toEqual(['credit-missing']);
  });

  test.each([
    '声明：本文转载自新疆北疆新闻中心，版权归原作者所有。',
    '本文转载自北疆新闻周刊，版权归原作者所有，侵权必删。',
  ])('%s names somebody else', (line) => {
    expect(last(line)).toEqual(['credit-wrong/lookalike']);
  });
});

describe('words before the label', () => {
  test.each([
    `本文经授权转载自${NAME}`,
    `本文已获授权转载自${NAME}`,
    `以上内容来源：${NAME}`,
    `以上内容转载自${NAME}`,
    `以上文章来源于：${NAME}`,
    `该文来源：${NAME}`,
    `本新闻来源：${NAME}`,
    `文字及图片来源：${NAME}`,
    `图片和文字来源：${NAME}`,
    `文章及图片来源：${NAME}`,
    `文字、图片来源：${NAME}`,
    `文/图来源：${NAME}`,
  ])('%s credits the article', (line) => {
    expect([last(line), judged({ line })]).toEqual([OTHER_LABEL, OTHER_LABEL]);
  });

  test.each([
    ['the pictures', `以上图片来源：${NAME}`],
    ['pictures and sound', `音频、图片来源：${NAME}`],
    ['some of the text', `部分文字、图片来源：${NAME}`],
    ['what was never permitted', `本文未经授权转载自${NAME}`],
    ['the figures', `以上数据来源：${NAME}`],
    ['another text', `牧民在网上读到一篇文章。该文来源于${NAME}。`],
    ['a share', `考生中八成以上来自${NAME}`],
  ])('a credit of %s is not the article’s', (_, line) => {
    expect(last(line)).toEqual(['credit-missing']);
  });
});

describe('what stands behind the name', () => {
  test.each([
    ['a person in an element', '来源：北疆新闻<span>李四</span>'],
    ['a person behind a bold name', '来源：<b>北疆新闻</b><span>李四</span>'],
    ['a count', '来源：北疆新闻<em>233</em>'],
    ['a button', '来源：北疆新闻<span>分享到</span>'],
    ['an account’s id', '来源：北疆新闻（ID：bjxw）'],
    ['the kind of account with its id', '来源：北疆新闻（微信公众号ID：imline）'],
    ['a permission', '来源：北疆新闻（授权转载）'],
    ['the name in other letters', '来源：北疆新闻（Beijiang News）'],
    ['how the publisher calls itself', '来源：北疆新闻（内蒙古自治区重点新闻网站）'],
    ['the writer', '来源：北疆新闻（文/张三）'],
    ['the day in brackets', '来源：北疆新闻（5月6日）'],
    ['the day', '来源：北疆新闻5月6日'],
    ['the headline', '来源：北疆新闻《草原新村通了班车》'],
    ['a person behind a hyphen', '来源：北疆新闻-张三'],
    ['a person behind a dash', '来源：北疆新闻——张三'],
  ])('%s is no part of it', (_, line) => {
    expect([last(line), judged({ line })]).toEqual([[], []]);
  });

  test.each(['《北疆新闻》网站', '北疆新闻官网', '北疆新闻-客户端', '北疆新闻<span>客户端</span>', 'Beijiang News'])(
    'with it %s is another name of the publisher',
    (name) => {
      expect(last(`来源：${name}`)).toEqual(['credit-form/alias']);
    },
  );

  test.each([
    '北疆新闻周刊',
    '北疆新闻报',
    '北疆新闻<b>周刊</b>',
    '北疆新闻<span>周刊</span>',
    '<b>北疆新闻</b>周刊',
    '北疆新闻<em>中心</em>',
    '北疆新闻（伊犁）',
    '北疆新闻<span>（伊犁）</span>',
    '北疆新闻（Xinjiang News）',
    '北疆新闻（新疆重点新闻网站）',
    '北疆新闻（甲报社主办）',
    '北疆新闻-伊犁',
    '北疆新闻-新疆日报',
    '北疆新闻-张三周刊',
    '北疆新闻《周刊》',
    '《北疆新闻》周刊',
    '新疆北疆新闻-张三',
    '新疆北疆新闻5月6日',
    '新疆北疆新闻（授权转载）',
  ])('with it %s is somebody else', (name) => {
    expect(last(`来源：${name}`)).toEqual(['credit-wrong/lookalike']);
  });

  test('a chain stays one', () => {
    expect(last('来源：新华社转北疆新闻')).toEqual(['credit-wrong/lookalike']);
  });
});

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

describe('来自 below the headline', () => {
  const tail = `<p>来源：${NAME}</p>`;

  test.each([
    ['a device', '来自 iPhone客户端'],
    ['another device', '来自：华为Mate 60'],
    ['a kind of page', '来自：手机网页版'],
    ['a province', '来自：内蒙古'],
    ['a city', '来自：内蒙古 呼和浩特市'],
    ['a column', '来自专栏：草原故事'],
    ['a topic', '来自话题：民生'],
    ['a user', '来自用户：张三'],
  ])('%s is no source', (_, line) => {
    expect(judged({ line, tail })).toEqual([]);
  });

  test.each([
    '来自：新京报',
    '来自：人民日报客户端',
    '来自：内蒙古日报',
    '来自：北京时间',
    '来自：手机报',
    '来自：华为',
    '转自：内蒙古',
  ])('%s is one', (line) => {
    expect(judged({ line, tail })).toEqual(['credit-multiple/open']);
  });

  test('a device is not who is credited instead', () => {
    expect(judged({ line: '来自 iPhone客户端' })).toEqual(['credit-missing']);
  });

  test.each([
    ['the publisher', '来自：北疆新闻', OTHER_LABEL],
    ['its application', '来自北疆新闻客户端', ['credit-form/alias']],
  ])('%s is credited', (_, line, expected) => {
    expect(judged({ line })).toEqual(expected);
  });
});

describe('a label in English', () => {
  test.each([
    'Source: ',
    'SOURCE: ',
    'source: ',
    'May 6, 2024 | Source: ',
    '来源 Source：',
    '来源/Source：',
    '来源（Source）：',
  ])('%s credits the article', (label) => {
    expect(judged({ line: `</p><p>${label}${NAME}` })).toEqual(OTHER_LABEL);
  });

  test.each(['Photo source: ', 'Image Source: ', 'DATA SOURCE: ', 'Open source ', 'Resource: ', 'a trusted source '])(
    '%s does not',
    (label) => {
      expect(judged({ line: `</p><p>${label}${NAME}` })).not.toEqual(OTHER_LABEL);
    },
  );

  test('the name behind it is read like any other', () => {
    expect(last('来源 Source：北疆新闻周刊')).toEqual(['credit-wrong/lookalike']);
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

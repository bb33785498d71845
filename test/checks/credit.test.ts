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
    `声明：该文转载自${NAME}。`,
    `【声明】本文转载自${NAME}，版权归原作者所有。`,
    `1、本文转载自${NAME}，版权归原作者所有，侵权必删。`,
    `※ 本文转载自${NAME}，版权归原作者所有，侵权必删。`,
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

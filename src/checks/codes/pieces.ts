/** Parts that the examples share. Everything is invented except the publisher's name and host. */

export const TITLE = '草原新村通了班车';
export const ORIGINAL = 'https://www.imline.cn/article/AbCdEf123O0O0.html';
export const OTHER_ARTICLE = 'https://www.imline.cn/article/XyZ987O0O0.html';
export const POSTED_AT = 'https://news.partner.example/2024/0506/1.html';

export const FIRST_PARAGRAPH = '五月六日清晨，第一趟班车从草原新村发出，沿途十二个嘎查的牧民从此可以当天往返旗里。';
export const SECOND_PARAGRAPH =
  '班车每天往返两趟，全程七十公里。司机李师傅说，头一天就坐满了人，还有人专程来看新站牌。';

/** A whole article: the line below the headline, the text, and what follows the text. */
export function article(line: string, tail: readonly string[] = []): string {
  return [
    `<h1>${TITLE}</h1>`,
    ...(line === '' ? [] : [`<p>${line}</p>`]),
    `<p>${FIRST_PARAGRAPH}</p>`,
    `<p>${SECOND_PARAGRAPH}</p>`,
    ...tail,
  ].join('\n');
}

/** An article as the notice wants it. */
export const RIGHT = article(`2024-05-06 10:00 来源：<a href="${ORIGINAL}">北疆新闻</a>`);

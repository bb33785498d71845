/** Invented articles of the publisher, and pages that reuse them. */
export interface Invented {
  readonly title: string;
  readonly source: string | null;
  readonly author?: string;
  readonly paragraphs: readonly string[];
}

export const LIBRARY: Invented = {
  title: '牧区流动书屋开到第十二个嘎查',
  source: '北疆新闻',
  author: '王小草',
  paragraphs: [
    '6月18日清晨，一辆装满图书的面包车驶进巴音花嘎查，十几个孩子早早等在路口，帮着司机把书箱一个个抬下来。',
    '这辆车是旗图书馆去年改装的流动书屋，车厢里摆着两千三百册图书，每月沿着牧区公路走一圈，一站停两天。',
    '“以前想看一本新书，要骑摩托车跑七十公里。”牧民苏和说，如今他家三个孩子的借书证上已经写满了两页。',
    '旗图书馆馆长介绍，流动书屋运行一年来，累计借出图书一万六千册次，明年还要再添两辆车，把北边的五个嘎查也连起来。',
  ],
};

export const RIVER: Invented = {
  title: '黄河上游来水增加 沿线灌区提前开闸',
  source: '人民日报',
  paragraphs: [
    '受上游连日降雨影响，黄河干流来水明显增加，沿线三个大型灌区比往年提前九天开闸放水，春灌进度加快。',
    '水利部门派出四十七个工作组，逐段检查渠道和闸门，对去年冬天修补过的十九处险段实行昼夜值守。',
    '种植大户李满仓站在渠边算账：水来得早，玉米出苗齐，今年一千四百亩地每亩能多打五十斤粮食。',
  ],
};

export const ARTICLE = (slug: string): string => `https://www.imline.cn/article/${slug}.html`;

interface PageOptions {
  /** The line below the headline; null: none. */
  readonly credit: string | null;
  readonly canonical?: string;
  readonly title?: string;
  readonly tail?: string;
}

export function pageOf({ title, paragraphs }: Invented, options: PageOptions): string {
  const head = options.title ?? title;
  const { credit, canonical, tail = '' } = options;
  return [
    '<!DOCTYPE html>',
    `<html lang="zh-CN"><head><meta charset="utf-8"><title>${head}</title>`,
    canonical === undefined ? '' : `<link rel="canonical" href="${canonical}">`,
    '</head><body><nav><a href="/">首页</a> <a href="/news">新闻</a></nav>',
    `<article><h1>${head}</h1>`,
    `<div class="info"><span>2024-06-18 09:30</span> <span>${credit ?? ''}</span></div>`,
    ...paragraphs.map((text) => `<p>${text}</p>`),
    `${tail}</article><footer>某某网 版权所有</footer></body></html>`,
  ].join('\n');
}

/** The publisher's own page of an article. */
export const originalPage = (article: Invented, slug: string): string =>
  pageOf(article, {
    credit: article.source === null ? null : `来源：${article.source}`,
    canonical: ARTICLE(slug),
    tail: article.author === undefined ? '' : `<p>作者：${article.author}</p>`,
  });

/** Somebody's own article, of which the publisher has nothing. */
export const OWN: Invented = {
  title: '县城夜市延长营业到凌晨',
  source: null,
  paragraphs: [
    '入夏以后，县城东街的夜市把收摊时间推迟到凌晨一点，烤串摊和凉皮摊前总是排着长队，摊主们说生意比去年好。',
    '街道办为夜市新装了六十盏路灯，还安排保洁员两班倒，每隔一小时清扫一次地面，附近居民的投诉少了许多。',
  ],
};

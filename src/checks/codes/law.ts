import { article } from './pieces.js';
import type { CodeText } from './types.js';

const SOURCE = 'https://www.huanhe.example/2024/0506/8.html';
const sourceList = { date: '2021-10-20', listed: ['环河晚报'], frozen: ['青山快讯'] };
const linked = { html: article(`2024-05-06 10:00 来源：<a href="${SOURCE}">环河晚报</a>`) };

/** Codes of the law alone: they ask for a source, whoever it is. */
export const LAW: Readonly<Record<string, CodeText>> = {
  'source-untraceable': {
    title: { zh: '来源无法追溯', en: 'Untraceable source' },
    meaning: {
      zh: '写了来源，但来源名称没有链接，文末也没有原文网址，读者无法找到原发布页面。只链接到首页的，仅供参考。来源是本站自己的，不作要求。',
      en: 'A source is named, but neither the name nor a line after the text leads to the page it was taken from. A home page alone is for information. A site that credits itself need not link.',
    },
    mend: {
      zh: '把来源名称链接到原发布页面，或在文末写明“原文链接：……”。',
      en: 'Link the name to the page it was taken from, or add “原文链接：…” after the text.',
    },
    bad: { html: article('2024-05-06 10:00 来源：环河晚报') },
    good: linked,
  },
  'source-unlisted': {
    title: { zh: '来源不在稿源名单', en: 'Source not on the list' },
    meaning: {
      zh: '用 --source-list 提供了稿源单位名单，而写明的来源不在其中。名单会更新，单位的写法也不止一种，须人工核对。没有提供名单就不检查。',
      en: 'A list of permitted sources was given with --source-list, and the credited one is not on it. Lists change and names vary: a person must compare. Nothing is checked without a list.',
    },
    mend: {
      zh: '核对最新名单；互联网新闻信息服务单位应转载名单内单位发布的新闻信息。',
      en: 'Compare with the latest list; news services may reprint only what listed units publish.',
    },
    bad: { html: article('2024-05-06 10:00 来源：伙伴资讯'), given: { sourceList } },
    good: { ...linked, given: { sourceList } },
  },
  'source-frozen': {
    title: { zh: '来源已被冻结', en: 'Source frozen on the list' },
    meaning: {
      zh: '写明的来源在稿源单位名单中，但已被冻结：转载其新闻信息视同违规转载。',
      en: 'The credited source is on the list, but frozen: reprinting from it counts as reprinting from outside the list.',
    },
    mend: { zh: '不再转载这个来源，或改用名单内的来源。', en: 'Do not reprint from this source.' },
    bad: { html: article('2024-05-06 10:00 来源：青山快讯'), given: { sourceList } },
    good: { ...linked, given: { sourceList } },
  },
};

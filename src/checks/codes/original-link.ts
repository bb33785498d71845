import { article, ORIGINAL, OTHER_ARTICLE, RIGHT } from './pieces.js';
import type { CodeText } from './types.js';

const good = { html: RIGHT };

export const ORIGINAL_LINK: Readonly<Record<string, CodeText>> = {
  'link-missing': {
    title: { zh: '没有原文链接', en: 'No link to the original' },
    meaning: {
      zh: '文章里和来源处都没有指向这家媒体的链接。分享按钮、页脚的友情链接、脚本里的网址不算。',
      en: 'Neither the article nor the credit links to the publisher. Share buttons, partner links in the footer and addresses in scripts do not count.',
    },
    mend: {
      zh: '把来源名称链接到原文，或在文末写“原文链接”。',
      en: 'Link the credited name to the original, or add an 原文链接 line after the text.',
    },
    bad: { html: article('2024-05-06 10:00 来源：北疆新闻') },
    good,
  },
  'link-not-article': {
    title: { zh: '链接指向的不是文章', en: 'Link to something else than an article' },
    meaning: {
      zh: '链接指向首页、频道页、图片，或者只是“#”“http://#”之类的占位链接。声明要求的是原文链接。',
      en: 'The link leads to the home page, a channel, a picture, or is a placeholder such as “#” or “http://#”. The notice asks for the original article.',
    },
    mend: { zh: '换成原文的网址。', en: 'Put the address of the article there.' },
    bad: { html: article('2024-05-06 10:00 来源：<a href="https://www.imline.cn/">北疆新闻</a>') },
    good,
  },
  'link-other-article': {
    title: { zh: '链接到另一篇文章', en: 'Link to another article' },
    meaning: {
      zh: '链接指向这家媒体的文章，但不是被转载的这一篇。网址区分大小写，差一个字母就是另一篇。需要知道原文才能判断。',
      en: 'The link leads to an article of the publisher, but not to the one that was reprinted. Addresses are case-sensitive: one letter makes another article. Needs the original.',
    },
    mend: { zh: '换成这篇文章的原文网址。', en: 'Link to the original of this article.' },
    bad: {
      html: article(`2024-05-06 10:00 来源：<a href="${OTHER_ARTICLE}">北疆新闻</a>`),
      given: { original: { url: ORIGINAL, sourceName: '北疆新闻', sourceLabel: '来源' } },
    },
    good: { html: RIGHT, given: { original: { url: ORIGINAL, sourceName: '北疆新闻', sourceLabel: '来源' } } },
  },
  'link-hidden': {
    title: { zh: '原文链接被隐藏', en: 'Hidden link' },
    meaning: {
      zh: '原文链接在页面里，但读者看不到，也就点不到。',
      en: 'The link to the original is in the page, but readers cannot see it.',
    },
    mend: { zh: '去掉隐藏它的属性或样式。', en: 'Remove the attribute or style that hides it.' },
    bad: { html: article('2024-05-06 10:00 来源：北疆新闻', [`<p hidden><a href="${ORIGINAL}">原文链接</a></p>`]) },
    good: { html: article('2024-05-06 10:00 来源：北疆新闻', [`<p><a href="${ORIGINAL}">原文链接</a></p>`]) },
  },
  'link-plain-text': {
    title: { zh: '网址只是文字', en: 'Address as plain text' },
    meaning: {
      zh: '写出了原文网址，但不能点击。声明没有明说要能点击，所以只作提醒。',
      en: 'The address of the original is printed, but cannot be clicked. The notice does not say that it must, so this is a warning.',
    },
    mend: { zh: '把网址做成链接。', en: 'Make the address a link.' },
    bad: { html: article('2024-05-06 10:00 来源：北疆新闻', [`<p>原文链接：${ORIGINAL}</p>`]) },
    good: {
      html: article('2024-05-06 10:00 来源：北疆新闻', [`<p>原文链接：<a href="${ORIGINAL}">${ORIGINAL}</a></p>`]),
    },
  },
  'link-indirect': {
    title: { zh: '经过跳转的链接', en: 'Link through a redirector' },
    meaning: {
      zh: '链接先到跳转页或短链接服务，再到原文。跳转服务停用后，原文就找不到了。',
      en: 'The link goes through a redirector or a shortener. When that service ends, the original is lost.',
    },
    mend: { zh: '直接链接原文。', en: 'Link to the original directly.' },
    bad: {
      html: article(
        `2024-05-06 10:00 来源：<a href="https://link.zhihu.com/?target=${encodeURIComponent(ORIGINAL)}">北疆新闻</a>`,
      ),
    },
    good,
  },
  'link-platform-copy': {
    title: { zh: '链接到平台上的副本', en: 'Link to a copy on a platform' },
    meaning: {
      zh: '链接指向微信、微博、头条等平台上的副本，而不是网站上的原文。',
      en: 'The link leads to a copy on WeChat, Weibo, Toutiao or the like instead of the original on the site.',
    },
    mend: { zh: '改为链接网站原文。', en: 'Link to the original on the site.' },
    bad: { html: article('2024-05-06 10:00 来源：<a href="https://mp.weixin.qq.com/s/AbCdEf123">北疆新闻</a>') },
    good,
  },
  'link-dead': {
    title: { zh: '原文链接打不开', en: 'Dead link' },
    meaning: {
      zh: '检查时原文链接返回 404 或 410。原文可能是后来删除的，不能证明当初没有附链接，所以只作提醒。只有联网跟随链接时才检查。',
      en: 'The link answered 404 or 410 when it was checked. The original may have been removed later, so this proves nothing by itself. Only checked when links are followed.',
    },
    mend: {
      zh: '核对网址；原文确已删除的，保留链接并注明。',
      en: 'Check the address; if the original is gone, keep the link and say so.',
    },
    bad: { html: RIGHT, given: { linkStatus: { [ORIGINAL]: 404 } } },
    good: { html: RIGHT, given: { linkStatus: { [ORIGINAL]: 200 } } },
  },
};

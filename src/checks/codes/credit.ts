import { article, ORIGINAL, RIGHT } from './pieces.js';
import type { CodeText } from './types.js';

const good = { html: RIGHT };

export const CREDIT: Readonly<Record<string, CodeText>> = {
  'credit-missing': {
    title: { zh: '没有注明来源', en: 'No credit' },
    meaning: {
      zh: '文章的标题下方和文末都没有写明来源。侧栏、相关新闻、评论、页脚里的字样不算，图片的来源、写给别人的“转载请注明”也不算。只写了“来源：”而后面没有名称，同样算没有。',
      en: 'Neither the line below the headline nor the end of the article names a source. What stands in sidebars, related lists, comments and footers does not count, nor do picture credits or instructions to others. A label without a name counts as nothing.',
    },
    mend: {
      zh: '在标题下方的信息行写明来源，并把名称链接到原文。',
      en: 'Name the source in the line below the headline, and link the name to the original.',
    },
    bad: { html: article('2024-05-06 10:00 浏览：128') },
    good,
  },
  'credit-wrong': {
    title: { zh: '来源写成了别家', en: 'Credited to somebody else' },
    meaning: {
      zh: '写明的来源不是声明要求的媒体。名称必须整个相同，“新疆北疆新闻中心”不是“北疆新闻”。写中间转载的网站也不行：应写最初的来源。',
      en: 'The article is credited to another source than the notice asks for. The whole name must be the same: 新疆北疆新闻中心 is not 北疆新闻. The site in between does not count either: the first source does.',
    },
    mend: { zh: '把来源改为声明要求的名称。', en: 'Credit the source that the notice names.' },
    bad: { html: article('2024-05-06 10:00 来源：环河晚报') },
    good,
  },
  'credit-hidden': {
    title: { zh: '来源被隐藏', en: 'Hidden credit' },
    meaning: {
      zh: '来源写在了页面里，但读者看不到：被 hidden、display:none、字号为零等方式隐藏。',
      en: 'The credit is in the page, but readers cannot see it: hidden, display:none, zero font size and the like.',
    },
    mend: { zh: '去掉隐藏它的属性或样式。', en: 'Remove the attribute or style that hides it.' },
    bad: {
      html: article('2024-05-06 10:00', [`<p style="display:none">来源：<a href="${ORIGINAL}">北疆新闻</a></p>`]),
    },
    good,
  },
  'source-vague': {
    title: { zh: '来源笼统', en: 'Vague source' },
    meaning: {
      zh: '来源写的是“网络”“互联网”“综合”之类，没有指明任何媒体，等于没有注明。',
      en: 'The source reads 网络 (the net), 互联网, 综合 (various) or the like. It names nobody.',
    },
    mend: { zh: '写出真正的来源。', en: 'Name the real source.' },
    bad: { html: article('2024-05-06 10:00 来源：网络') },
    good,
  },
  'credit-form': {
    title: { zh: '来源的写法不合声明', en: 'Credit in another form' },
    meaning: {
      zh: '来源指明了这家媒体，但没有按声明的写法：用了别名（北疆新闻网）、别的标签（转自、稿源）或繁体字。只是繁体字的，仅供参考。',
      en: 'The credit names the publisher, but not in the words of the notice: an alias (北疆新闻网), another label (转自, 稿源) or traditional characters, which alone are for information.',
    },
    mend: { zh: '改成声明的写法“来源：北疆新闻”。', en: 'Use the words of the notice: 来源：北疆新闻.' },
    bad: { html: article(`2024-05-06 10:00 转自：<a href="${ORIGINAL}">北疆新闻</a>`) },
    good,
  },
  'credit-unlabelled': {
    title: { zh: '只有名称，没有“来源”二字', en: 'Name without a label' },
    meaning: {
      zh: '日期后面只有媒体名称，没有“来源”二字。读者多半看得懂，但声明要求写明“来源”。',
      en: 'The name stands alone after the date. Most readers understand, but the notice asks for the label 来源.',
    },
    mend: { zh: '在名称前加上“来源：”。', en: 'Put 来源： before the name.' },
    bad: { html: article(`<span>2024-05-06 10:00</span> <span><a href="${ORIGINAL}">北疆新闻</a></span>`) },
    good,
  },
  'credit-multiple': {
    title: { zh: '列出了多个来源', en: 'Several sources' },
    meaning: {
      zh: '来源一栏列出了几家，其中有这家媒体。仅供参考；若以“等”“综合”结尾，无法判断是谁的作品，须人工确认。',
      en: 'Several sources are named, the publisher among them. For information; a list that ends in 等 or 综合 leaves open whose work it is and needs a person.',
    },
    mend: { zh: '如果全文出自这家媒体，只写这一家。', en: 'If the whole article is the publisher’s, name it alone.' },
    bad: { html: article(`2024-05-06 10:00 来源：环河晚报、<a href="${ORIGINAL}">北疆新闻</a>`) },
    good,
  },
  'credit-metadata': {
    title: { zh: '来源只写在元数据里', en: 'Credit in metadata only' },
    meaning: {
      zh: '网页的元数据写了这家媒体，但读者在页面上看不到。元数据可以佐证，不能代替。与 credit-missing 一同出现。',
      en: 'The page’s metadata names the publisher, but no visible line does. Metadata can support a credit, not replace it. Comes beside credit-missing.',
    },
    mend: { zh: '把元数据里的来源也写到标题下方。', en: 'Write the source of the metadata below the headline too.' },
    bad: {
      html: `<meta name="source" content="北疆新闻">\n${article('2024-05-06 10:00')}`,
      beside: ['credit-missing'],
    },
    good: { html: `<meta name="source" content="北疆新闻">\n${RIGHT}` },
  },
};

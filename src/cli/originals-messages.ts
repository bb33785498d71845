import type { Language } from '../policy/types.js';
import type { ProblemKind } from '../problem.js';

/** Texts about originals: options of `check` and `inspect`, and the command `originals`. */
const ENGLISH = {
  original: 'the original of the pages, when it is known: a URL or a saved page',
  originalUrl: 'address of the original that --original names as a file; default: what its page says',
  follow: 'fetch the articles that pages link to, and compare with them',
  originals: 'index of the publisher’s articles, in which the original of each page is looked up',
  originalUrlAlone: '--original-url belongs to --original <file>',
  originalUnread: (name: string, reason: string) => `--original ${name}: ${reason}`,
  originalWithoutUrl: (name: string) =>
    `--original ${name}: the page does not say its address; give it with --original-url, or links cannot be judged`,
  linkUnread: (link: string, reason: string) => `the linked article could not be read: ${link}: ${reason}`,
  reasons: (kind: ProblemKind): string =>
    ({
      empty: 'no article text was found on the page',
      decode: 'the encoding of the page cannot be read',
      blocked: 'the site answered with a challenge page instead of the article',
      'script-shell': 'the page is empty until its scripts have run',
    })[kind as 'empty'] ?? kind,

  summary: 'index of the publisher’s articles: add, list, remove, stats, verify, find',
  addSummary: 'put articles into the index; an article that is there already is brought up to date',
  addTargets: 'saved pages, folders, patterns, JSON lines (.jsonl, .ndjson), sitemaps, URL lists, page addresses',
  addHelp: `Targets:
  a file or folder of saved pages, or a pattern: page.html site/ "site/**/*.html"
  JSON lines (.jsonl, .ndjson, .json): one object a line with url, title, body, and where known datetime, author,
    editor, source
  a sitemap or list of addresses (.xml, .txt, .csv, .tsv, .xlsx, or an address that ends in .xml): each page is
    fetched, politely, with regard to robots.txt
  the address of a page

Whose work an article is decides what it can demand. Its own credit says so: 来源：… on a page, "source" in JSON lines,
else a line 来源：… at the beginning or end of the body. Articles of the publisher demand credit and link; those of
others are kept to prove that a work is out of scope. An article that names nobody is taken for the publisher's if its
address is the publisher's or --assume-own is given; else it is kept as a work of others.`,
  to: 'folder of the index',
  in: 'folder of the index',
  source: 'only articles with this own credit, repeatable (北疆新闻)',
  base: 'where saved pages that do not say so were published; their path is put behind it',
  assumeOwn: 'articles that name no source are the publisher’s',
  refresh: 'fetch addresses again whose articles are in the index already',
  sparse: 'half as many fingerprints: for a new index of more than 300,000 articles',
  listSummary: 'list the articles of the index',
  removeSummary: 'take articles out of the index',
  removeIds: 'ids or addresses of articles',
  statsSummary: 'how many articles, and how much room they take',
  verifySummary: 'read the whole index and compare it with its checksums',
  findSummary: 'which article of the index a page reuses',
  findPage: 'URL or file of the page',
  json: 'as JSON',
  adding: (done: string, name: string) => `${done} articles read · ${name}`,
  added: (counts: { added: number; replaced: number; unchanged: number }, folder: string) =>
    `${counts.added} added, ${counts.replaced} brought up to date, ${counts.unchanged} unchanged: ${folder}`,
  ownership: (own: number, others: number) =>
    `${own} can demand a credit; ${others} are works of others and prove that a page is out of scope`,
  skipped: (name: string, reason: string) => `left out: ${name}: ${reason}`,
  skippedMore: (count: number) => `${count} more left out`,
  filtered: (count: number) => `${count} left out by --source`,
  nobody: (count: number) =>
    `${count} name no source and are kept as works of others (--assume-own takes them for the publisher's)`,
  nothingAdded: 'nothing was added: no target gave an article',
  interrupting: 'writing what has been read … (Ctrl-C again stops at once; what is committed stays)',
  interrupted: 'interrupted: what was read so far is in the index; the same command goes on',
  noAddress: 'its address is not known (no canonical or og:url); say with --base where it was published',
  noTitleNorBody: 'no title and no body',
  notJson: 'not a JSON object',
  badUrl: 'no usable url',
  badField: (name: string) => `“${name}” is not text`,
  tooLong: 'the line is too long',
  noTargets: 'no targets: name pages, folders, JSON lines, sitemaps or lists (see --help)',
  removed: (count: number) => `${count} taken out`,
  notThere: (name: string) => `not in the index: ${name}`,
  statistics: (facts: {
    articles: string;
    own: string;
    others: string;
    removed: string;
    segments: string;
    bytes: string;
  }) =>
    [
      `articles    ${facts.articles} (${facts.own} of the publisher, ${facts.others} of others)`,
      `to be swept ${facts.removed}`,
      `segments    ${facts.segments}`,
      `size        ${facts.bytes}`,
    ].join('\n'),
  intact: (articles: string) => `all is well: ${articles} articles`,
  defects: (count: number) => `${count} defects:`,
  nothingFound: 'nothing of the index is on the page',
  tiers: {
    reprint: 'reprint',
    partial: 'partial reprint',
    quote: 'quotation',
    formula: 'formula text only',
    none: 'nothing to speak of',
  },
  foundLine: (facts: { tier: string; percent: string; longest: number }) =>
    `${facts.tier}: ${facts.percent} of the original is on the page, longest run ${facts.longest} characters`,
  outOfScope: 'a work of others: the notice asks nothing',
  alternative: 'nearly the same article:',
  other: 'also reused:',
  sourceLabel: 'source: ',
  dateLabel: 'date: ',
};

const CHINESE: typeof ENGLISH = {
  original: '已知的原文：网址，或保存下来的网页',
  originalUrl: '--original 是文件时，原文的网址；默认取页面自己写明的网址',
  follow: '打开页面所附的原文链接，与原文比对',
  originals: '原文索引（本媒体文章库）的文件夹，逐页从中查找原文',
  originalUrlAlone: '--original-url 要与 --original 文件 一起使用',
  originalUnread: (name, reason) => `--original ${name}：${reason}`,
  originalWithoutUrl: (name) =>
    `--original ${name}：页面没有写明自己的网址，请用 --original-url 给出，否则无法判断链接`,
  linkUnread: (link, reason) => `页面所附的原文打不开：${link}：${reason}`,
  reasons: (kind) =>
    ({
      empty: '页面上没有找到正文',
      decode: '无法识别页面的编码',
      blocked: '网站返回的是验证页面，不是文章',
      'script-shell': '页面内容要运行脚本才会出现',
    })[kind as 'empty'] ?? kind,

  summary: '原文索引（本媒体文章库）：add、list、remove、stats、verify、find',
  addSummary: '把文章加入索引；已有的文章会更新',
  addTargets: '保存的网页、文件夹、通配符、JSON 行文件（.jsonl、.ndjson）、站点地图、网址清单、网页地址',
  addHelp: `可以加入的内容:
  保存下来的网页：文件、文件夹、通配符，如 page.html site/ "site/**/*.html"
  JSON 行文件（.jsonl、.ndjson、.json）：每行一篇，含 url、title、body，可有 datetime、author、editor、source
  站点地图或网址清单（.xml、.txt、.csv、.tsv、.xlsx，或以 .xml 结尾的网址）：逐页下载，遵守 robots.txt，控制访问频率
  单个网页的网址

一篇文章算谁的作品，看它自己的署名：网页上的“来源：……”，JSON 行里的 source，没有时看正文开头或结尾的“来源：……”。
本媒体的作品可以要求署名和链接；别家的作品也收入索引，用来证明某页不在声明范围之内。没有写来源的：网址是本媒体的，
或加了 --assume-own，按本媒体的作品处理，否则按别家作品收入。`,
  to: '索引所在的文件夹',
  in: '索引所在的文件夹',
  source: '只收来源为此名称的文章，可重复（如 北疆新闻）',
  base: '保存的网页没有写明网址时，它们原先所在的网址；文件路径接在后面',
  assumeOwn: '没有写来源的文章按本媒体的作品处理',
  refresh: '已在索引中的网址也重新下载',
  sparse: '指纹减半：新建 30 万篇以上的索引时使用',
  listSummary: '列出索引里的文章',
  removeSummary: '从索引中删除文章',
  removeIds: '文章的 id 或网址',
  statsSummary: '文章数量和占用空间',
  verifySummary: '通读整个索引，核对校验和',
  findSummary: '查找一个页面转载了哪篇文章',
  findPage: '网页的网址或文件',
  json: '输出 JSON',
  adding: (done, name) => `已读取 ${done} 篇 · ${name}`,
  added: (counts, folder) =>
    `新增 ${counts.added} 篇，更新 ${counts.replaced} 篇，未变 ${counts.unchanged} 篇：${folder}`,
  ownership: (own, others) => `其中本媒体作品 ${own} 篇，可要求署名；别家作品 ${others} 篇，用来证明不在声明范围之内`,
  skipped: (name, reason) => `未收入：${name}：${reason}`,
  skippedMore: (count) => `另有 ${count} 项未收入`,
  filtered: (count) => `按 --source 略去 ${count} 篇`,
  nobody: (count) => `${count} 篇没有写来源，按别家作品收入（加 --assume-own 则按本媒体作品处理）`,
  nothingAdded: '没有加入任何文章：给出的目标里没有文章',
  interrupting: '正在写入已读取的文章……（再按一次 Ctrl-C 立即停止，已提交的内容不受影响）',
  interrupted: '已中断：读到的文章已写入索引，用同一命令可以继续',
  noAddress: '不知道它的网址（页面没有 canonical 或 og:url），请用 --base 给出原先所在的网址',
  noTitleNorBody: '没有标题也没有正文',
  notJson: '不是 JSON 对象',
  badUrl: '没有可用的 url',
  badField: (name) => `“${name}”不是文字`,
  tooLong: '此行过长',
  noTargets: '没有要加入的内容：请给出网页、文件夹、JSON 行文件、站点地图或网址清单（见 --help）',
  removed: (count) => `已删除 ${count} 篇`,
  notThere: (name) => `索引里没有：${name}`,
  statistics: (facts) =>
    [
      `文章    ${facts.articles} 篇（本媒体 ${facts.own}，别家 ${facts.others}）`,
      `待清理  ${facts.removed}`,
      `分段    ${facts.segments}`,
      `大小    ${facts.bytes}`,
    ].join('\n'),
  intact: (articles) => `索引完好，共 ${articles} 篇文章`,
  defects: (count) => `发现 ${count} 处损坏：`,
  nothingFound: '页面上没有索引中的内容',
  tiers: { reprint: '转载', partial: '部分转载', quote: '引用', formula: '只有套话相同', none: '无关' },
  foundLine: (facts) => `${facts.tier}：原文的 ${facts.percent} 原样出现在页面上，最长连续 ${facts.longest} 字`,
  outOfScope: '别家的作品，声明不作要求',
  alternative: '几乎相同的文章：',
  other: '还用到了：',
  sourceLabel: '来源：',
  dateLabel: '日期：',
};

export type OriginalsMessages = typeof ENGLISH;

export const originalsMessagesIn = (language: Language): OriginalsMessages => (language === 'zh' ? CHINESE : ENGLISH);

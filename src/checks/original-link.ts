import { foldText } from '../page/fold.js';
import type { Page, PageLink } from '../page/types.js';
import type { Policy } from '../policy/types.js';
import { parseUrl } from '../url.js';
import { creditOfPublisher, isPublisherName } from './article-credit.js';
import { creditFix, escapeHtml, isPublishersAccount } from './credit.js';
import { type ClassifiedLink, isArticleOf, tellingLinks } from './links.js';
import type { Check, CheckInput, RawFinding } from './types.js';

/**
 * Clause “并附上原文链接”: a reader can follow a link to the article at the publisher. Links elsewhere on the page
 * (sidebar, footer, share buttons) do not count, and neither do asset addresses or metadata.
 */
export const originalLinkCheck: Check = {
  name: 'original-link',
  codes: [
    'link-missing',
    'link-not-article',
    'link-other-article',
    'link-hidden',
    'link-plain-text',
    'link-indirect',
    'link-platform-copy',
    'link-dead',
  ],
  run(input) {
    const { page, policy } = input;
    if (isPublishersAccount(page, policy)) return [];
    const links = tellingLinks(page, policy);
    const reached = links.filter((link) => reachesArticle(link, page, policy));
    if (reached.length > 0) return judgeTarget(input, reached);
    return [nextBest(input, links) ?? missing(input, links)];
  },
};

/** The links by which a reader gets to an article of the publisher: what `--follow` follows. */
export function followableLinks(page: Page, policy: Policy): ClassifiedLink[] {
  return tellingLinks(page, policy).filter((link) => reachesArticle(link, page, policy));
}

function reachesArticle(link: ClassifiedLink, page: Page, policy: Policy): boolean {
  return link.class === 'article' && link.link.visible && belongsToArticle(link, page, policy);
}

/** A line that begins so may say that its link is the original; what comes behind decides. */
const ORIGINAL_WORD =
  /^[\s【[（(「<>»→·•*#-]*(?:本文|文章|新闻|稿件)?(?:请?点击|点此)?(?:阅读|查看|浏览|访问)?(?:原文|来源|出处|來源|出處|转载自|轉載自|阅读全文|查看全文)(?:链接|鏈接|连接|地址|网址|網址|出处|来源|网站|标题)*(?:请?(?:点击|点此|点这里|见))?/;
/** 原文化局长…, 来源不明的… and 出处之争 are headlines: behind the word comes the end, a separator or a bracket. */
const BEHIND_WORD = /^\s*(?:$|[:：|｜丨/／—–>»›→】\])）」…。-]|https?:)/;

/** UTF-16 units of a line in which it may say so. */
const LONGEST_LEAD = 40;

function isOriginalLine({ line, text }: PageLink, policy: Policy): boolean {
  const lead = line?.text.slice(0, LONGEST_LEAD) ?? '';
  const word = ORIGINAL_WORD.exec(lead)?.[0];
  if (word === undefined) return false;
  const rest = lead.slice(word.length);
  const { name } = policy.data.publisher;
  // 转载自北疆新闻, and 原文 before a link that is all the rest of the line, need no separator.
  return BEHIND_WORD.test(rest) || (name !== '' && rest.trim().startsWith(name)) || rest.trim() === text;
}

function belongsToArticle({ link }: ClassifiedLink, page: Page, policy: Policy): boolean {
  if (link.zone !== 'outside') return true;
  if (link.inComment) return false;
  // Among “related links”, the one that bears this very headline is the original.
  if (isHeadline(link.text, page)) return true;
  // Below the lists of other articles a line may still say that it is the original: 原文链接：….
  return isOriginalLine(link, policy) && !policy.isNotice(link.text) && !isAmongOthers(link, page);
}

/** In a list of other articles, 来源：… tells where one of them is from. */
function isAmongOthers({ list, line }: PageLink, page: Page): boolean {
  return list !== 0 && page.links.some((other) => other.list === list && other.line !== line && isEntry(other));
}

/** Shorter ones lead to columns, authors and tags. */
const SHORTEST_ENTRY = 7;
/** What footers link to. */
const IMPRINT = /ICP|备\d|公网安备|许可证|举报|版权|隐私|免责|声明|关于我们|联系我们/;

/** An entry of a list of articles: a headline that is all of its line, but for a date, a number or a source. */
function isEntry({ line, text }: PageLink): boolean {
  if (line === null || text.length < SHORTEST_ENTRY || /^https?:/.test(text) || IMPRINT.test(text)) return false;
  const rest = line.text.replace(text, '').replace(/(?:来源|出处|稿源)\s*[:：]\S*/, '');
  return !/[:：].*\p{L}|\p{L}.*[:：]|\p{L}{5}/u.test(rest);
}

/** Shorter ones are names of columns. */
const SHORTEST_HEADLINE = 6;

function isHeadline(text: string, { title }: Page): boolean {
  const folded = foldText(text);
  return folded.length >= SHORTEST_HEADLINE && folded === foldText(title);
}

function judgeTarget(
  { policy, original, linkStatus, unrelatedLinks }: CheckInput,
  reached: readonly ClassifiedLink[],
): RawFinding[] {
  const dead = reached.find(({ url }) => url !== null && [404, 410].includes(linkStatus?.[url.href] ?? 0));
  if (dead !== undefined) {
    const status = String(linkStatus?.[dead.url?.href ?? '']);
    return [at(dead, 'link-dead', null, null, { status })];
  }
  if (reached.every(({ url }) => url !== null && unrelatedLinks?.includes(url.href)))
    return [at(reached[0], 'link-other-article', null, null, { variant: 'unrelated' })];
  const wanted = original?.url == null ? null : parseUrl(original.url);
  if (wanted === null || !policy.ownsHost(wanted.hostname)) return [];
  const right = [wanted, ...(original?.alternativeUrls ?? []).flatMap((url) => parseUrl(url) ?? [])];
  const identities = new Set(right.map((url) => policy.articleIdentity(url)));
  if (reached.some(({ url }) => url !== null && identities.has(policy.articleIdentity(url)))) return [];
  return [at(reached[0], 'link-other-article', wanted.href, creditFix(policy, wanted.href))];
}

/**
 * The best there is short of a visible direct link. Order: what comes closest to one. Whether a link is visible is asked
 * last: of one that shows a symbol only, the style sheets have to be read again.
 */
function nextBest(input: CheckInput, links: readonly ClassifiedLink[]): RawFinding | null {
  const { page, policy } = input;
  const inArticle = links.filter(({ link }) => link.zone !== 'outside');
  const expected = input.original?.url ?? null;
  const indirect = inArticle.find((link) => leadsIndirectly(link, page, policy) && link.link.visible);
  if (indirect !== undefined)
    return at(
      indirect,
      'link-indirect',
      indirect.target?.href ?? expected,
      fixFor(policy, indirect.target?.href ?? expected),
    );
  const plain = plainTextAddress(page, policy);
  if (plain !== null) return { ...plain, fix: fixFor(policy, plain.found), expected };
  const copy = inArticle.find(
    (link) =>
      link.url !== null &&
      link.class !== 'share' &&
      policy.isPlatformArticle(link.url) &&
      isAtCredit(link, page, policy) &&
      link.link.visible,
  );
  if (copy !== undefined) return at(copy, 'link-platform-copy', expected, fixFor(policy, expected));
  const hidden = links.find(({ class: kind, link }) => kind === 'article' && !link.visible);
  if (hidden !== undefined) return at(hidden, 'link-hidden', expected, fixFor(policy, hidden.url?.href ?? expected));
  const home = inArticle.find(({ class: kind, link }) => kind === 'home' && link.visible);
  if (home !== undefined) return at(home, 'link-not-article', expected, fixFor(policy, expected), { variant: 'home' });
  // The publisher's account on a platform, or the platform itself, where its copy of the article might have been.
  const account = inArticle.find(
    (link) =>
      link.class === 'other' &&
      link.url !== null &&
      policy.isPlatformHost(link.url.hostname) &&
      isAtCredit(link, page, policy) &&
      link.link.visible,
  );
  if (account !== undefined) return at(account, 'link-not-article', expected, fixFor(policy, expected));
  const placeholder = inArticle.find(
    (link) => link.class === 'placeholder' && isAtCredit(link, page, policy) && link.link.visible,
  );
  if (placeholder !== undefined)
    return at(placeholder, 'link-not-article', expected, fixFor(policy, expected), { variant: 'placeholder' });
  return null;
}

function missing({ page, policy, original }: CheckInput, links: readonly ClassifiedLink[]): RawFinding {
  const credit = creditOfPublisher(page, policy);
  const nearest =
    links.find(({ class: kind }) => kind === 'article') ??
    links.find(({ url }) => url !== null && policy.ownsHost(url.hostname));
  const expected = original?.url ?? null;
  return {
    code: 'link-missing',
    expected,
    found: nearest?.link.href ?? null,
    anchor: credit !== null || page.titleSpan !== null ? 'zone' : 'page',
    span: credit?.span ?? page.titleSpan,
    element: credit?.element ?? null,
    fix: fixFor(policy, expected),
    key: '',
  };
}

function leadsIndirectly(link: ClassifiedLink, page: Page, policy: Policy): boolean {
  const { class: kind, target, url } = link;
  if (kind !== 'redirector' || url === null) return false;
  if (target !== null && policy.isRedirection(url)) return true;
  if (isAtCredit(link, page, policy)) return true;
  return target !== null && (isHeadline(link.link.text, page) || showsArticle(link.link.text, policy));
}

/** The link's words are the address of an article: boards make a redirector of every address in a text. */
function showsArticle(text: string, policy: Policy): boolean {
  const url = parseUrl(/^https?:/i.test(text) ? text : `https://${text}`);
  return url !== null && isArticleOf(url, policy);
}

/** Buttons beside an article that do something with it instead of leading to it. */
const FUNCTION = /打印|举报|投诉|分享|转发|复制|收藏|评论|纠错|登[录陆]|注册|扫[一码]|二维码/;

/** The link stands in the credit itself, or its line says that it is the original. */
function isAtCredit({ link }: ClassifiedLink, page: Page, policy: Policy): boolean {
  const { text } = link;
  if (FUNCTION.test(text)) return false;
  if (/原文|查看来源|阅读全文|查看全文/.test(text)) return true;
  const credit = creditOfPublisher(page, policy);
  if (
    credit !== null &&
    (credit.element === link.element || (link.span.start <= credit.span.end && link.span.end >= credit.span.start))
  )
    return true;
  // Buttons and menus (微博, 分享, 首页) are shorter than any name and far more common.
  if (text.length >= 3 && isPublisherName(text, policy)) return true;
  return /原文(?:链接|地址|出处)?[:：]?\s*$/.test(lineUpTo(link));
}

/** The text of a link's line up to the link, as far as the line speaks of an original at all. */
function lineUpTo({ line, span }: PageLink): string {
  if (line === null || !line.text.includes('原文')) return '';
  let end = 0;
  while (end < line.text.length && line.map(end) < span.start) end++;
  return line.text.slice(0, end);
}

const ADDRESS = /(?:https?:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?\/[\x21-\x3b\x3d\x3f-\x7e]+/gi;

/** The address of an article as text: a reader can copy it, not click it. */
function plainTextAddress(page: Page, policy: Policy): RawFinding | null {
  const hosts = policy.data.publisher.hosts.filter((host) => page.mentions(host));
  if (hosts.length === 0) return null;
  for (const block of page.blocks) {
    if (!block.visible || block.zone === 'outside' || !hosts.some((host) => block.text.toLowerCase().includes(host)))
      continue;
    for (const match of block.text.matchAll(ADDRESS)) {
      const address = match[0].replace(/[).,;:!?'"\]]+$/, '');
      const url = parseUrl(/^https?:/i.test(address) ? address : `https://${address}`);
      if (url === null || !isArticleOf(url, policy)) continue;
      const start = block.map(match.index);
      return {
        code: 'link-plain-text',
        expected: null,
        found: address,
        anchor: 'exact',
        span: { start, end: block.map(match.index + address.length - 1) + 1 },
        element: block.element,
        fix: null,
      };
    }
  }
  return null;
}

function at(
  classified: ClassifiedLink,
  code: string,
  expected: string | null,
  fix: string | null,
  values: Record<string, string> = {},
): RawFinding {
  const { link } = classified;
  return { code, expected, found: link.href, anchor: 'exact', span: link.span, element: link.element, fix, values };
}

function fixFor(policy: Policy, href: string | null): string | null {
  if (href === null) return null;
  const address = /^https?:/i.test(href) ? href : `https://${href}`;
  return `<p>原文链接：<a href="${escapeHtml(address)}">${escapeHtml(address)}</a></p>`.replace(
    '原文链接',
    policy.data.publisher.name === '' ? '来源链接' : '原文链接',
  );
}

import type { HtmlParts, MediaReference, Page, Span } from '../page/types.js';
import type { Policy } from '../policy/types.js';
import { parseUrl } from '../url.js';
import { creditOfPublisher, isPublisherName } from './article-credit.js';
import { tellingLinks } from './links.js';
import { findPictureByline } from './picture-bylines.js';
import type { Check, RawFinding } from './types.js';

/** Clause 1 covers pictures, sound and film too: those shown from the publisher's hosts, and those credited to it. */
export const mediaCheck: Check = {
  name: 'media',
  codes: ['media-uncredited', 'media-in-scope'],
  run({ page, policy }) {
    // Whoever credits the article has credited what is in it; its link is another rule's business.
    if (creditOfPublisher(page, policy) !== null) return [];
    const credit = pictureCredit(page, policy);
    if (credit !== null) return hasArticleLink(page, policy) ? [] : [at('media-in-scope', credit)];
    const shown = shownFromPublisher(page, policy);
    return shown === null ? [] : [at('media-uncredited', shown)];
  },
};

interface Place {
  readonly raw: string;
  readonly span: Span;
  readonly element: number | null;
}

function at(code: string, { raw, span, element }: Place): RawFinding {
  return { code, expected: null, found: raw, anchor: 'exact', span, element, fix: null };
}

/** With a label (图片来源：北疆新闻), or without one (北疆新闻记者 李四 摄). */
function pictureCredit(page: Page, policy: Policy): Place | null {
  const labelled = page.credits.find(
    ({ kind, visible, zone, name, names }) =>
      kind === 'picture' &&
      visible &&
      zone !== 'outside' &&
      [name, ...names].some((each) => isPublisherName(withoutWork(each), policy)),
  );
  return labelled ?? findPictureByline(page, policy);
}

/** 北疆新闻记者李四摄 → 北疆新闻记者李四: what was done is no part of the name. */
const withoutWork = (name: string): string => name.replace(/\s*(?:摄影|拍摄|摄|供图|制图|提供)$/, '');

function hasArticleLink(page: Page, policy: Policy): boolean {
  return tellingLinks(page, policy).some(
    ({ class: kind, link }) => kind === 'article' && link.visible && link.zone !== 'outside',
  );
}

function shownFromPublisher(page: Page, policy: Policy): Place | null {
  // Nothing is parsed on a page that does not even name the host.
  const hosts = policy.data.publisher.hosts.filter((host) => page.mentions(host));
  if (hosts.length === 0) return null;
  const media = page.media.find(
    (reference) => reference.visible && reference.zone !== 'outside' && isOwn(reference, page, policy),
  );
  if (media !== undefined) return { raw: media.url, span: media.span, element: media.element };
  return hosts.map((host) => backgroundFrom(page, host, policy)).find((place) => place !== null) ?? null;
}

function isOwn({ url }: MediaReference, page: Page, policy: Policy): boolean {
  return policy.ownsHost(parseUrl(url, page.baseUrl ?? 'https://page.invalid/')?.hostname ?? '');
}

/** Longer addresses are data, not files of a host. */
const LONGEST_ADDRESS = 2000;

/** A background picture that a `<style>` of the page loads from the host. What it is behind, nobody can say. */
function backgroundFrom(page: Page, host: string, policy: Policy): Place | null {
  const html = page.markup;
  for (let found = html.indexOf(host); found >= 0; found = html.indexOf(host, found + host.length)) {
    const before = /url\(\s*["']?((?:https?:)?\/\/[^\s"'()/]*)$/i.exec(html.slice(Math.max(0, found - 120), found));
    if (before === null || !isInStyle(html, found)) continue;
    const start = found - before[1].length;
    const address = /^[^\s"')]+/.exec(html.slice(start, start + LONGEST_ADDRESS))?.[0] ?? '';
    if (!policy.ownsHost(parseUrl(address, 'https://page.invalid/')?.hostname ?? '')) continue;
    return { raw: address, span: { start, end: start + address.length }, element: null };
  }
  return null;
}

function isInStyle(html: HtmlParts, offset: number): boolean {
  const open = html.lastIndexOf('<style', offset);
  return open >= 0 && html.lastIndexOf('</style', offset) < open;
}

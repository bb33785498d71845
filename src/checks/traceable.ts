import type { CreditCandidate, Page, PageLink, TextBlock } from '../page/types.js';
import { parseUrl } from '../url.js';
import type { Check, RawFinding } from './types.js';

/** Words by which a link says that it leads to the original. */
const ORIGINAL_WORDS = /原文|阅读全文|查看全文|查看来源|来源链接|来源网址|source/i;
const ADDRESS = /https?:\/\/[^\s<>"'（）。，；、]+/i;
const NOWHERE = 'https://page.invalid/';

/**
 * “保证新闻信息来源可追溯”, whoever the source is: a reader can get from the credit to the page it was taken from. A
 * home page names the source and leads to nothing. A page that names nobody is another rule's business, and so is one
 * whose credit leads to itself: its own work needs no trace.
 */
export const traceableCheck: Check = {
  name: 'traceable',
  codes: ['source-untraceable'],
  run({ page, policy }) {
    const { source } = page;
    if (source === null || source.kind !== 'article' || !source.visible || policy.isVague(source.name)) return [];
    if (isOwnWork(page, source)) return [];
    const lines = creditLines(page, source);
    const reached = page.links.flatMap((link) => targetOf(link, page, source, lines) ?? []);
    if (reached.some(({ kind }) => kind === 'page' || kind === 'own')) return [];
    if (lines.some(({ text }) => isPage(parseUrl(ADDRESS.exec(text)?.[0] ?? '')))) return [];
    return [finding(source, reached[0]?.link.href ?? null)];
  },
};

/** “…-伙伴新闻网” in `<title>`, and the credit says the same: the site credits itself. */
function isOwnWork({ documentTitle }: Page, { name }: CreditCandidate): boolean {
  return documentTitle.length > name.length && documentTitle.trimEnd().endsWith(name);
}

interface Target {
  readonly link: PageLink;
  /** `own`: leads to the page's own site. */
  readonly kind: 'page' | 'home' | 'own';
}

/** Where a link at the credit, or one that says it leads to the original, leads to; null for any other link. */
function targetOf(link: PageLink, page: Page, source: CreditCandidate, lines: readonly TextBlock[]): Target | null {
  const { start } = link.span;
  const atCredit = link.element === source.element || lines.some(({ span }) => start >= span.start && start < span.end);
  // A page has hundreds of links; the cheap questions come first.
  if (!atCredit && (link.zone === 'outside' || !ORIGINAL_WORDS.test(link.text))) return null;
  if (link.inComment || !link.visible) return null;
  const url = /^#|^$/.test(link.href) ? null : parseUrl(link.href, page.baseUrl ?? NOWHERE);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const own = page.url === null ? 'page.invalid' : page.host;
  if (url.hostname === own) return link.element === source.element ? { link, kind: 'own' } : null;
  return { link, kind: isPage(url) ? 'page' : 'home' };
}

const isPage = (url: URL | null): boolean => url !== null && (url.pathname.length > 1 || url.search !== '');

/** The line of the credit, and lines of the article that say they give the original (原文链接：…). */
function creditLines(page: Page, source: CreditCandidate): readonly TextBlock[] {
  return page.blocks.filter(
    ({ visible, zone, span, text }) =>
      visible &&
      zone !== 'outside' &&
      ((span.start <= source.span.start && source.span.end <= span.end) ||
        (zone !== 'body' && ORIGINAL_WORDS.test(text))),
  );
}

function finding(source: CreditCandidate, home: string | null): RawFinding {
  return {
    code: 'source-untraceable',
    expected: null,
    found: home ?? source.raw,
    anchor: 'exact',
    span: source.span,
    element: source.element,
    fix: null,
    values: home === null ? {} : { variant: 'home' },
  };
}

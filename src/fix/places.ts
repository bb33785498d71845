/** Where things stand in the markup, as far as a repair has to know. */
import type { CreditCandidate, Page, PageLink, Span, TextBlock } from '../page/types.js';

/**
 * A name of a credit in the markup; null where tags run through it.
 * @param name the credit's own, or one of its `names`
 */
export function namePlace(page: Page, credit: CreditCandidate, name: string): Span | null {
  const found = lastWithin(page, name, credit.span);
  if (found === null) return null;
  const { block, at } = found;
  const start = block.map(at);
  const last = block.map(at + name.length - 1);
  // The span of a credit ends with its last name, whatever the last letter is written as.
  const end = credit.name.endsWith(name) ? credit.span.end : last + 1;
  const printed = page.html.slice(start, end);
  return printed.includes('<') || (end === last + 1 && printed.endsWith('&')) ? null : { start, end };
}

/** The label of a credit in the markup; null where it is not written as plain letters. */
export function labelPlace(page: Page, { label, span }: CreditCandidate): Span | null {
  if (label === null || !page.html.startsWith(label, span.start)) return null;
  return { start: span.start, end: span.start + label.length };
}

function lastWithin(page: Page, text: string, span: Span): { block: TextBlock; at: number } | null {
  const block = page.blocks.find((each) => each.span.start <= span.start && each.span.end >= span.end);
  if (block === undefined || text === '') return null;
  for (let at = block.text.lastIndexOf(text); at >= 0; at = at === 0 ? -1 : block.text.lastIndexOf(text, at - 1)) {
    if (block.map(at) < span.start) return null;
    if (block.map(at + text.length - 1) < span.end) return { block, at };
  }
  return null;
}

/** The link a place stands in. */
export function linkAround(page: Page, { start }: Span): PageLink | null {
  const before = page.links.filter(({ span }) => span.end <= start && page.html[span.start] === '<');
  const link = before.at(-1);
  return link !== undefined && !/<\/a[\s>]/i.test(page.html.slice(link.span.end, start)) ? link : null;
}

/** Right behind the closing tag of the link a place stands in. */
export function afterLink(page: Page, { end }: Span): number {
  const close = /<\/a\s*>/i.exec(page.html.slice(end));
  return close === null ? end : end + close.index + close[0].length;
}

/** The value of a tag's `href` in the markup, quotes included; null where there is none. */
export function hrefPlace(page: Page, { span }: PageLink): Span | null {
  const tag = page.html.slice(span.start, span.end);
  const attributes = /([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?/g;
  attributes.lastIndex = /^<[^\s/>]+/.exec(tag)?.[0].length ?? tag.length;
  for (let match = attributes.exec(tag); match !== null; match = attributes.exec(tag)) {
    if (match[1].toLowerCase() !== 'href' || match[2] === undefined) continue;
    const end = span.start + match.index + match[0].length;
    return { start: end - match[2].length, end };
  }
  return null;
}

/** Where a credit line is put into a page that has none: where readers look for it. */
import type { Page, TextBlock } from '../page/types.js';
import { DATE } from '../page/vocabulary.js';
import type { Edit } from './types.js';

/** A line with a date longer than this is a paragraph. */
const LONGEST_DATE_LINE = 160;
/** Tags that may close between the end of a line's text and the end of the line. */
const CLOSING_INLINE = /^(?:\s*<\/(?:span|em|i|b|strong|small|font|time|a|label|u|cite)\s*>)+/i;

/** Ways to insert the line, best first: behind the date, after the last paragraph, below the headline. */
export function insertions(page: Page, line: string): Edit[] {
  return [behindDate(page, line), afterLastParagraph(page, line), belowHeadline(page, line)].filter(
    (edit): edit is Edit => edit !== null,
  );
}

function behindDate(page: Page, line: string): Edit | null {
  const block = page.blocks.find(
    ({ zone, visible, text }) => zone === 'head' && visible && text.length <= LONGEST_DATE_LINE && DATE.test(text),
  );
  if (block === undefined) return null;
  return insert(endOfLine(page, block), ` <span>${line}</span>`);
}

export function afterLastParagraph(page: Page, line: string): Edit | null {
  const last = page.blocks.filter(({ zone, visible }) => zone === 'body' && visible).at(-1);
  if (last === undefined) return null;
  const { html } = page;
  const end = endOfLine(page, last);
  const close = /^\s*<\/p\s*>/i.exec(html.slice(end));
  // A paragraph goes on behind the last line: another one cannot begin within it.
  if (close === null && isInParagraph(html, end)) return insert(end, `<br>${line}`);
  return insert(end + (close?.[0].length ?? 0), ownLine(html, last.span.start) + `<p>${line}</p>`);
}

function belowHeadline(page: Page, line: string): Edit | null {
  const span = page.titleSpan;
  if (span === null) return null;
  const close = /^(?:\s*<\/[a-z][a-z0-9]*\s*>)*?\s*<\/h[1-6]\s*>/i.exec(page.html.slice(span.end));
  if (close === null) return null;
  return insert(span.end + close[0].length, ownLine(page.html, span.start) + `<p>${line}</p>`);
}

/** The paragraph before a place is closed by a tag behind it. */
function isInParagraph(html: string, place: number): boolean {
  const before = html.slice(0, place);
  const opened = Math.max(
    before.lastIndexOf('<p>'),
    before.lastIndexOf('<p '),
    before.lastIndexOf('<P>'),
    before.lastIndexOf('<P '),
  );
  if (opened < 0 || /<\/p\s*>/i.test(before.slice(opened))) return false;
  const next = /<(\/?)p[\s>]/i.exec(html.slice(place));
  return next !== null && next[1] === '/';
}

/** Behind the last letter of a line and the tags that close there. */
function endOfLine({ html }: Page, { span }: TextBlock): number {
  const end = span.start + html.slice(span.start, span.end).trimEnd().length;
  return end + (CLOSING_INLINE.exec(html.slice(end))?.[0].length ?? 0);
}

const insert = (at: number, text: string): Edit => ({ start: at, end: at, text });

/** Line end and indentation of the tag before a place; nothing where the page does not put such tags on lines. */
function ownLine(html: string, place: number): string {
  const tag = html.lastIndexOf('<', place - 1);
  if (tag < 0) return '';
  const [whole, end, indent] = /(\r\n|\n|\r)?([ \t]*)$/.exec(html.slice(0, tag))!;
  return end === undefined || whole === '' ? '' : end + indent;
}

/** The links of a page. */

import { decodeHTMLAttribute } from 'entities';
import { SLASH } from './ascii.js';
import { AttributeValues } from './attribute-values.js';
import { isNameAt, isWordByte } from './bytes.js';
import { textOf } from './element-text.js';
import type { GeneratedContent } from './generated-content.js';
import { COMMENT } from './marks.js';
import { sheetsOf } from './page-sheets.js';
import type { Platform } from './platform.js';
import { RuleIndex } from './rule-index.js';
import { tagNumber } from './tags.js';
import type { PageTree } from './tree.js';
import type { PageLink, Span, TextBlock, Zone } from './types.js';

/** What links are read from. */
export interface LinkContext {
  readonly tree: PageTree;
  readonly hidden: Uint8Array;
  readonly marks: Uint8Array;
  readonly zoneAt: (byte: number) => Zone;
  readonly lineAt: (byte: number) => TextBlock | null;
}

/** Every link in page order; at the end the platform's own link to the original, where it is none of them. */
export function readLinks(context: LinkContext, original: Platform['original']): PageLink[] {
  const { hrefEnd, links: elements, markup } = context.tree;
  const hosts = new AttributeValues(markup);
  const generated = new Generated(context.tree);
  const links: PageLink[] = [];
  for (const element of elements) if (hrefEnd[element] > 0) links.push(new Link(context, hosts, generated, element));
  // The platform shows it as 阅读原文 below the article, by script.
  if (original !== null && !links.some(({ span }) => span.start === original.span.start)) {
    links.push({
      href: original.href,
      host: null,
      text: '阅读原文',
      zone: 'tail',
      line: null,
      visible: true,
      span: original.span,
      element: 0,
      nofollow: false,
      inComment: false,
    });
  }
  return links;
}

/** Most links of a page are asked for the host of their address only. */
class Link implements PageLink {
  constructor(
    private readonly context: LinkContext,
    /** The hosts that the links of the page lead to: a handful. */
    private readonly hosts: AttributeValues,
    private readonly generated: Generated,
    readonly element: number,
  ) {}

  get host(): string | null {
    const { bytes, hrefStart, hrefEnd } = this.context.tree;
    const end = hrefEnd[this.element];
    let start = hrefStart[this.element];
    while (start < end && (bytes[start] === 0x20 || (bytes[start] >= 0x09 && bytes[start] <= 0x0d))) start++;
    const host = hostStart(bytes, start, end);
    if (host < 0) return isPath(bytes, start, end) ? '' : null;
    const stop = hostEnd(bytes, host, end);
    return stop < 0 ? null : this.hosts.text(this.hosts.numberOf(host, stop));
  }

  get href(): string {
    const { markup, hrefStart, hrefEnd } = this.context.tree;
    const value = markup.view(hrefStart[this.element], hrefEnd[this.element]);
    return value.includes('&') ? decodeHTMLAttribute(value).trim() : value.trim();
  }

  /** The text between its tags, hidden or not, markup left out. */
  get text(): string {
    return textOf(this.context.tree.contentOf(this.element).replace(/<[^>]*>/g, ''));
  }

  get span(): Span {
    return this.context.tree.tagSpan(this.element);
  }

  get zone(): Zone {
    return this.context.zoneAt(this.context.tree.tagStart[this.element]);
  }

  get line(): TextBlock | null {
    return this.context.lineAt(this.context.tree.tagStart[this.element]);
  }

  /** A link without text, picture or symbol cannot be followed: there is nothing to click. */
  get visible(): boolean {
    const { context, generated, element } = this;
    return (
      context.hidden[element] === 0 &&
      (hasVisibleContent(context, element) || mayShowSymbol(context, generated, element))
    );
  }

  get nofollow(): boolean {
    return /(?:^|[\s,])nofollow(?:$|[\s,])/i.test(this.context.tree.attributeOf(this.element, 'rel') ?? '');
  }

  get inComment(): boolean {
    return (this.context.marks[this.element] & COMMENT) !== 0;
  }
}

const BACKSLASH = 0x5c;

/** Where the host of an address begins that is written out: http://…, https://…, //…; -1 where none does. */
function hostStart(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] === SLASH) return start + 1 < end && bytes[start + 1] === SLASH ? start + 2 : -1;
  if (end - start < 7 || !isNameAt(bytes, start, 'http')) return -1;
  const colon = bytes[start + 4] === 0x73 ? start + 5 : start + 4;
  return bytes[colon] === 0x3a && bytes[colon + 1] === SLASH && bytes[colon + 2] === SLASH ? colon + 3 : -1;
}

/** Where a host in plain lower case ends: at a slash, colon, question mark, number sign; -1 where it is not plain. */
function hostEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  for (; at < end; at++) {
    const byte = bytes[at];
    if (byte === SLASH || byte === 0x3a || byte === 0x3f || byte === 0x23) break;
    if ((byte < 0x61 || byte > 0x7a) && (byte < 0x30 || byte > 0x39) && byte !== 0x2e && byte !== 0x2d) return -1;
  }
  return at > start ? at : -1;
}

/** Whether the address is a path: /a.html, ./a.html, ?id=1, a/b.html, a. */
function isPath(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  for (; at < end; at++) {
    const byte = bytes[at];
    // To browsers `/\host` is `//host`, and a tab is nothing (URL Standard, section 4.4).
    if (byte === SLASH && at === start) return bytes[at + 1] > 0x20 && bytes[at + 1] !== BACKSLASH;
    if (byte === SLASH || byte === 0x2e || byte === 0x3f) return true;
    if (!isWordByte(byte) && byte !== 0x25 && byte !== 0x2d) return false;
  }
  return at > start;
}

function hasVisibleContent({ tree, hidden }: LinkContext, element: number): boolean {
  const start = tree.tagEnd[element];
  const end = tree.contentEnd[element];
  let run = lowerBound(tree.runStart, tree.runs, start);
  for (; run < tree.runs && tree.runStart[run] < end; run++) {
    if (hidden[tree.runElement[run]] === 0 && /\S/.test(textOf(tree.markup.text(tree.runStart[run], tree.runEnd[run]))))
      return true;
  }
  return tree.media.some((media) => media > element && tree.isWithin(media, element) && hidden[media] === 0);
}

const SVG = tagNumber('svg');

/**
 * A drawing, or an element that style sheets may draw as one: `<i class="icon-link">`, or the link itself where it has a
 * class and says to a pointer or a screen reader what it is. Sheets from elsewhere are not read, so it counts as seen.
 */
function mayShowSymbol({ tree, hidden }: LinkContext, generated: Generated, element: number): boolean {
  const end = tree.contentEnd[element];
  for (let inner = element + 1; inner < tree.count && tree.tagStart[inner] < end; inner++) {
    if (hidden[inner] !== 0 || !tree.isWithin(inner, element)) continue;
    if (tree.tag[inner] === SVG ? tree.contentEnd[inner] > tree.tagEnd[inner] : tree.classOf(inner).trim() !== '')
      return true;
  }
  if (tree.classOf(element).trim() === '') return false;
  const said = (name: string): boolean => textOf(tree.attributeOf(element, name) ?? '').trim() !== '';
  return said('title') || said('aria-label') || generated.isSeenAt(element);
}

/** What the sheets put before or after elements, read when a link asks for it. */
class Generated {
  private rules: RuleIndex<GeneratedContent> | null = null;

  constructor(private readonly tree: PageTree) {}

  isSeenAt(element: number): boolean {
    this.rules ??= this.readRules();
    return this.rules.rulesOn(element).at(-1)?.effect ?? false;
  }

  private readRules(): RuleIndex<GeneratedContent> {
    const { tree } = this;
    const page = tree.singleNames;
    const names = { page, chosen: page.marked(null) };
    return new RuleIndex(
      tree,
      sheetsOf(tree).flatMap(({ sheet, start }) => sheet.generatingRules(names, start)),
    );
  }
}

/** The first of `length` ascending values that is not below `value`. */
function lowerBound(column: Int32Array, length: number, value: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

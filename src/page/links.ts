/** The links of a page. */

import { decodeHTMLAttribute } from 'entities';
import { SLASH } from './ascii.js';
import { AttributeValues } from './attribute-values.js';
import { isNameAt, isWordByte } from './bytes.js';
import { textOf } from './element-text.js';
import { hasVisibleContent } from './link-content.js';
import { GeneratedSymbols, mayShowSymbol } from './link-symbol.js';
import { COMMENT, OUTSIDE } from './marks.js';
import type { Platform } from './platform.js';
import { TAG_NAMES } from './tags.js';
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
  const generated = new GeneratedSymbols(context.tree);
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
      list: 0,
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
    private readonly generated: GeneratedSymbols,
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
    const { tree, hidden } = context;
    if (hidden[element] !== 0) return false;
    return hasVisibleContent(tree, hidden, element) || mayShowSymbol(tree, hidden, generated, element);
  }

  get list(): number {
    const { marks, tree } = this.context;
    for (let at = tree.parent[this.element]; at > 0; at = tree.parent[at]) {
      if (LISTS.has(TAG_NAMES[tree.tag[at]])) return at;
      if ((marks[at] & OUTSIDE) !== 0 && (marks[tree.parent[at]] & OUTSIDE) === 0) return at;
    }
    return 0;
  }

  get nofollow(): boolean {
    return /(?:^|[\s,])nofollow(?:$|[\s,])/i.test(this.context.tree.attributeOf(this.element, 'rel') ?? '');
  }

  get inComment(): boolean {
    return (this.context.marks[this.element] & COMMENT) !== 0;
  }
}

const LISTS: ReadonlySet<string> = new Set(['ul', 'ol', 'dl', 'menu']);

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

/** The links of a page. */
import { decodeHTMLAttribute } from 'entities';
import { textOf } from './element-text.js';
import { COMMENT } from './marks.js';
import type { Platform } from './platform.js';
import type { PageTree } from './tree.js';
import type { PageLink, Span, Zone } from './types.js';

/** What links are read from. */
export interface LinkContext {
  readonly tree: PageTree;
  readonly hidden: Uint8Array;
  readonly marks: Uint8Array;
  /** The zone of the block around or next before a byte. */
  readonly zoneAt: (byte: number) => Zone;
}

/** Every link in page order; at the end the platform's own link to the original, where it is none of them. */
export function readLinks(context: LinkContext, original: Platform['original']): PageLink[] {
  const { hrefEnd, links: elements } = context.tree;
  const links: PageLink[] = [];
  for (const element of elements) if (hrefEnd[element] > 0) links.push(new Link(context, element));
  // The platform shows it as 阅读原文 below the article, by script.
  if (original !== null && !links.some(({ span }) => span.start === original.span.start)) {
    links.push({
      href: original.href,
      text: '阅读原文',
      zone: 'tail',
      visible: true,
      span: original.span,
      element: 0,
      nofollow: false,
      inComment: false,
    });
  }
  return links;
}

/** Most links of a page are asked for their address only. */
class Link implements PageLink {
  constructor(
    private readonly context: LinkContext,
    readonly element: number,
  ) {}

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

  /** A link without text or picture cannot be followed: there is nothing to click. */
  get visible(): boolean {
    return this.context.hidden[this.element] === 0 && hasVisibleContent(this.context, this.element);
  }

  get nofollow(): boolean {
    return /(?:^|[\s,])nofollow(?:$|[\s,])/i.test(this.context.tree.attributeOf(this.element, 'rel') ?? '');
  }

  get inComment(): boolean {
    return (this.context.marks[this.element] & COMMENT) !== 0;
  }
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

/**
 * The elements and texts of a page in columns instead of objects: one row an element, one row a run of text,
 * in page order. It is what the one pass leaves behind; everything else is read from it.
 *
 * Tree construction follows WHATWG HTML 13.2.6 as far as it decides what a reader sees: implied end tags, the reach
 * of an end tag, formatting elements closed out of order, foreign content. Foster parenting and the cloning of
 * formatting elements move or repeat elements without showing or hiding text, and are left out.
 */
import { AttributeValues } from './attribute-values.js';
import type { Markup } from './markup.js';
import {
  breaksOut,
  ContentModel,
  closesParagraph,
  contentModelOf,
  isBlock,
  isFormatting,
  isSpecial,
  isUnrendered,
  isVoid,
  tagNumber,
} from './tags.js';
import { readAttributesOf, type TokenSink, tokenize } from './tokenize.js';
import type { Span } from './types.js';

const HTML = tagNumber('html');
const BODY = tagNumber('body');
const HEAD = tagNumber('head');
const P = tagNumber('p');
const A = tagNumber('a');
const BR = tagNumber('br');
const LI = tagNumber('li');
const DD = tagNumber('dd');
const DT = tagNumber('dt');
const OPTION = tagNumber('option');
const BUTTON = tagNumber('button');
const TABLE = tagNumber('table');
const TEMPLATE = tagNumber('template');
const SVG = tagNumber('svg');
const MATH = tagNumber('math');
const FOREIGN_OBJECT = tagNumber('foreignobject');
const DESC = tagNumber('desc');
const ADDRESS = tagNumber('address');
const DIV = tagNumber('div');
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(tagNumber);
const ROWS = ['tr'].map(tagNumber);
const CELLS = ['td', 'th'].map(tagNumber);
const SECTIONS = ['tbody', 'thead', 'tfoot', 'caption', 'colgroup'].map(tagNumber);
const isOneOf = (tag: number, tags: readonly number[]): boolean => tags.includes(tag);
/** Elements past which an implied end tag never reaches: “scope” of WHATWG 13.2.4.2, table scope included. */
const SCOPE = ['html', 'table', 'td', 'th', 'caption', 'template', 'marquee', 'object', 'applet', 'foreignobject'].map(
  tagNumber,
);

/** As in Blink, a deeper element hangs on the last one counted: 10^6 nested tags must not cost 10^12 steps. */
const MAX_DEPTH = 512;

export class PageTree implements TokenSink {
  /** The HTML as bytes; every offset of the tree is one into them. */
  readonly bytes: Buffer;
  /** Number of elements. Element 0 is the document itself. */
  count = 1;
  tag!: Uint8Array;
  parent!: Int32Array;
  /** Offset of `<` of the start tag. */
  tagStart!: Int32Array;
  /** Offset behind `>` of the start tag. */
  tagEnd!: Int32Array;
  /** Offset behind the element's content (that of its end tag, or of whatever implied it). */
  contentEnd!: Int32Array;
  /** The values of `class` and `id`, as numbers of `names`. */
  classValue!: Int32Array;
  idValue!: Int32Array;
  /** The value of `style`, as a number of `inlineStyles`. */
  styleValue!: Int32Array;
  /** Offsets of the value of `href`; end 0 where there is none. */
  hrefStart!: Int32Array;
  hrefEnd!: Int32Array;
  /** 1 where the element carries `hidden`. */
  hidden!: Uint8Array;

  /** Number of text runs. */
  runs = 0;
  runStart!: Int32Array;
  runEnd!: Int32Array;
  runElement!: Int32Array;
  /** 1: the run begins a line. */
  runBreak!: Uint8Array;

  readonly names: AttributeValues;
  readonly inlineStyles: AttributeValues;

  /** Elements by tag that later steps ask for. */
  readonly styles: number[] = [];
  readonly scripts: number[] = [];
  readonly links: number[] = [];
  readonly metas: number[] = [];
  readonly media: number[] = [];
  readonly headings: number[] = [];
  documentTitle = -1;
  base = -1;

  private readonly stack: number[] = [0];
  /** Open elements beyond `MAX_DEPTH`, and the innermost of them. */
  private overflow = 0;
  private overflowTop = 0;
  /** The last link opened beyond `MAX_DEPTH`: without its end it would have no text, and count as hidden. */
  private overflowLink = 0;
  private openParagraphs = 0;
  private openLinks = 0;
  private foreignDepth = 0;
  private lineBreak = 1;
  private seenBody = false;
  private pendingClass = 0;
  private pendingClassEnd = 0;
  private pendingId = 0;
  private pendingIdEnd = 0;
  private pendingStyle = 0;
  private pendingStyleEnd = 0;
  private pendingHref = 0;
  private pendingHrefEnd = 0;
  private pendingHidden = 0;

  constructor(readonly markup: Markup) {
    const { bytes } = markup;
    this.bytes = bytes;
    this.names = new AttributeValues(markup);
    this.inlineStyles = new AttributeValues(markup);
    // A page has an element and a half for each kilobyte or so; those with more grow.
    const rows = 64 + (bytes.length >> 7);
    this.setElementColumns(rows, null);
    this.setRunColumns(rows, null);
    this.parent[0] = -1;
    this.contentEnd[0] = bytes.length;
    tokenize(bytes, this);
    for (const element of this.stack) this.contentEnd[element] = bytes.length;
  }

  // --- tokens -------------------------------------------------------------------------------------------------

  attribute(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void {
    const { bytes } = this;
    switch (nameEnd - nameStart) {
      case 2:
        if (this.pendingIdEnd === 0 && is(bytes, nameStart, 'id')) {
          this.pendingId = valueStart;
          this.pendingIdEnd = valueEnd;
        }
        break;
      case 4:
        if (this.pendingHrefEnd === 0 && is(bytes, nameStart, 'href')) {
          this.pendingHref = valueStart;
          this.pendingHrefEnd = valueEnd;
        }
        break;
      case 5:
        if (this.pendingClassEnd === 0 && is(bytes, nameStart, 'class')) {
          this.pendingClass = valueStart;
          this.pendingClassEnd = valueEnd;
        } else if (this.pendingStyleEnd === 0 && is(bytes, nameStart, 'style')) {
          this.pendingStyle = valueStart;
          this.pendingStyleEnd = valueEnd;
        }
        break;
      case 6:
        if (is(bytes, nameStart, 'hidden')) this.pendingHidden = 1;
        break;
      default:
    }
  }

  startTag(tag: number, start: number, _nameEnd: number, end: number, selfClosing: boolean): ContentModel {
    if (this.isDropped(tag)) {
      this.forgetAttributes();
      return ContentModel.data;
    }
    let foreign = this.foreignDepth > 0 && this.inForeignContent();
    if (foreign && breaksOut(tag)) {
      this.leaveForeignContent(start);
      foreign = false;
    }
    if (!foreign) this.implyEndTags(tag, start);
    const element = this.addElement(tag, start, end);
    if (isBlock(tag)) this.lineBreak = 1;
    if (foreign || tag === SVG || tag === MATH) {
      if (selfClosing) this.contentEnd[element] = end;
      else this.push(element, tag);
      return ContentModel.data;
    }
    if (isVoid(tag)) {
      this.contentEnd[element] = end;
      return ContentModel.data;
    }
    this.push(element, tag);
    return contentModelOf(tag);
  }

  endTag(tag: number, start: number, nameEnd: number, _end: number): void {
    if (isBlock(tag)) this.lineBreak = 1;
    if (tag === P || tag === BR) {
      if (tag === P) this.closeInScope(P, start);
      return;
    }
    // Text behind `</body>` still belongs to the body.
    if (tag === BODY || tag === HTML || tag === HEAD) return;
    if (this.overflow > 0) {
      this.overflow--;
      if (tag === A) this.contentEnd[this.overflowLink] = start;
      return;
    }
    const { stack } = this;
    for (let depth = stack.length - 1; depth > 0; depth--) {
      const element = stack[depth];
      const open = this.tag[element];
      if (open === tag && (tag !== 0 || this.hasSameName(element, start, nameEnd))) {
        if (isFormatting(tag) && this.hasSpecialAbove(depth)) {
          // Adoption agency: the formatting ends, the blocks opened inside it stay open.
          this.removeAt(depth, start);
        } else this.closeTo(depth, start);
        return;
      }
      if (isOneOf(tag, HEADINGS) && isOneOf(open, HEADINGS)) {
        this.closeTo(depth, start);
        return;
      }
      // An inline end tag does not reach past a block, nor a block's end tag past a table cell.
      if (!isSpecial(tag) && !isFormatting(tag) && isSpecial(open)) return;
      if (
        isOneOf(open, SCOPE) &&
        !isOneOf(tag, ROWS) &&
        !isOneOf(tag, CELLS) &&
        !isOneOf(tag, SECTIONS) &&
        tag !== TABLE
      )
        return;
      if (open === TABLE && tag !== TABLE) return;
      if (open === TEMPLATE) return;
    }
  }

  text(start: number, end: number): void {
    const top = this.overflow > 0 ? this.overflowTop : this.stack[this.stack.length - 1];
    if (isUnrendered(this.tag[top])) return;
    if (this.lineBreak === 1) {
      const { bytes } = this;
      let at = start;
      while (at < end && bytes[at] <= 32) at++;
      if (at === end) return;
    }
    if (this.runs === this.runStart.length) this.growRuns();
    const run = this.runs++;
    this.runStart[run] = start;
    this.runEnd[run] = end;
    this.runElement[run] = top;
    this.runBreak[run] = this.lineBreak;
    this.lineBreak = 0;
  }

  inForeignContent(): boolean {
    if (this.foreignDepth === 0) return false;
    for (let depth = this.stack.length - 1; depth > 0; depth--) {
      const tag = this.tag[this.stack[depth]];
      if (tag === FOREIGN_OBJECT || tag === DESC) return false;
      if (tag === SVG || tag === MATH) return true;
    }
    return false;
  }

  // --- questions ----------------------------------------------------------------------------------------------

  /** The value of an attribute as written (entities not decoded), or null. Looked up in the start tag when asked. */
  attributeOf(element: number, name: string): string | null {
    const { bytes } = this;
    let value: string | null = null;
    readAttributesOf(bytes, this.tagStart[element], (nameStart, nameEnd, valueStart, valueEnd) => {
      if (value === null && nameEnd - nameStart === name.length && is(bytes, nameStart, name)) {
        value = this.markup.text(valueStart, valueEnd);
      }
    });
    return value;
  }

  /** Every attribute of an element as written, by lower-case name; the first of two alike counts. */
  attributesOf(element: number): Map<string, string> {
    const attributes = new Map<string, string>();
    readAttributesOf(this.bytes, this.tagStart[element], (nameStart, nameEnd, valueStart, valueEnd) => {
      const name = this.markup.text(nameStart, nameEnd).toLowerCase();
      if (!attributes.has(name)) attributes.set(name, this.markup.text(valueStart, valueEnd));
    });
    return attributes;
  }

  /** The content of an element, markup in it included. */
  contentOf(element: number): string {
    return this.markup.text(this.tagEnd[element], this.contentEnd[element]);
  }

  /** Where the start tag stands in the decoded HTML. */
  tagSpan(element: number): Span {
    return this.spanOf(this.tagStart[element], this.tagEnd[element]);
  }

  /** A range of bytes as a range of the decoded HTML. */
  spanOf(start: number, end: number): Span {
    return { start: this.markup.offsetOf(start), end: this.markup.offsetOf(end) };
  }

  /** `class` as written, '' where there is none. */
  classOf(element: number): string {
    return this.names.text(this.classValue[element]);
  }

  /** `id` without the blanks around it, '' where there is none. */
  idOf(element: number): string {
    return this.names.text(this.idValue[element]).trim();
  }

  isWithin(element: number, ancestor: number): boolean {
    for (let at = element; at >= ancestor; at = this.parent[at]) if (at === ancestor) return true;
    return false;
  }

  /** Nearest element at or above `element` that holds both. */
  commonAncestor(one: number, other: number): number {
    let a = one;
    let b = other;
    while (a !== b) {
      if (a > b) a = this.parent[a];
      else b = this.parent[b];
    }
    return a;
  }

  // --- tree construction --------------------------------------------------------------------------------------

  private isDropped(tag: number): boolean {
    // `head` hides nothing by itself: text in it opens the body. Its elements are unrendered each on its own.
    if (tag === HTML || tag === HEAD) return true;
    if (tag !== BODY) return false;
    const again = this.seenBody;
    this.seenBody = true;
    return again;
  }

  private addElement(tag: number, start: number, end: number): number {
    if (this.count === this.tag.length) this.growElements();
    const element = this.count++;
    this.tag[element] = tag;
    this.parent[element] = this.overflow > 0 ? this.overflowTop : this.stack[this.stack.length - 1];
    this.tagStart[element] = start;
    this.tagEnd[element] = end;
    if (this.pendingClassEnd !== 0)
      this.classValue[element] = this.names.numberOf(this.pendingClass, this.pendingClassEnd);
    if (this.pendingIdEnd !== 0) this.idValue[element] = this.names.numberOf(this.pendingId, this.pendingIdEnd);
    if (this.pendingStyleEnd !== 0)
      this.styleValue[element] = this.inlineStyles.numberOf(this.pendingStyle, this.pendingStyleEnd);
    if (this.pendingHrefEnd !== 0) {
      this.hrefStart[element] = this.pendingHref;
      this.hrefEnd[element] = this.pendingHrefEnd;
    }
    this.hidden[element] = this.pendingHidden;
    this.forgetAttributes();
    const list = this.listOf(tag);
    if (list !== null) list.push(element);
    else if (tag === TITLE && this.documentTitle < 0 && this.foreignDepth === 0) this.documentTitle = element;
    else if (tag === BASE && this.base < 0) this.base = element;
    return element;
  }

  private listOf(tag: number): number[] | null {
    switch (COLLECTED[tag]) {
      case 1:
        return this.links;
      case 2:
        return this.scripts;
      case 3:
        return this.styles;
      case 4:
        return this.metas;
      case 5:
        return this.media;
      case 6:
        return this.headings;
      default:
        return null;
    }
  }

  private push(element: number, tag: number): void {
    if (this.stack.length >= MAX_DEPTH) {
      this.overflow++;
      this.overflowTop = element;
      if (tag === A) this.overflowLink = element;
      // Its parent is the last element counted, so that walking up stays short.
      this.parent[element] = this.stack[this.stack.length - 1];
      return;
    }
    this.stack.push(element);
    this.countOpen(tag, 1);
  }

  private countOpen(tag: number, by: 1 | -1): void {
    if (tag === P) this.openParagraphs += by;
    else if (tag === A) this.openLinks += by;
    else if (tag === SVG || tag === MATH) this.foreignDepth += by;
  }

  /** Ends one open element and leaves those opened inside it open. */
  private removeAt(depth: number, offset: number): void {
    const [element] = this.stack.splice(depth, 1);
    this.contentEnd[element] = offset;
    this.countOpen(this.tag[element], -1);
  }

  private leaveForeignContent(offset: number): void {
    while (this.inForeignContent()) this.closeTo(this.stack.length - 1, offset);
  }

  /** Closes everything from `depth` up. */
  private closeTo(depth: number, offset: number): void {
    const { stack } = this;
    while (stack.length > depth) {
      const element = stack.pop()!;
      this.contentEnd[element] = offset;
      this.countOpen(this.tag[element], -1);
    }
  }

  private closeInScope(tag: number, offset: number): void {
    const { stack } = this;
    for (let depth = stack.length - 1; depth > 0; depth--) {
      const open = this.tag[stack[depth]];
      if (open === tag) {
        this.closeTo(depth, offset);
        return;
      }
      if (isOneOf(open, SCOPE) || open === BUTTON) return;
    }
  }

  private implyEndTags(tag: number, offset: number): void {
    const { stack } = this;
    if (tag === LI || tag === DD || tag === DT) {
      for (let depth = stack.length - 1; depth > 0; depth--) {
        const open = this.tag[stack[depth]];
        if (tag === LI ? open === LI : open === DD || open === DT) {
          this.closeTo(depth, offset);
          break;
        }
        if (isSpecial(open) && open !== ADDRESS && open !== DIV && open !== P) break;
      }
    }
    if (this.openParagraphs > 0 && closesParagraph(tag)) this.closeInScope(P, offset);
    const top = this.tag[stack[stack.length - 1]];
    if (isOneOf(tag, HEADINGS)) {
      if (isOneOf(top, HEADINGS)) this.closeTo(stack.length - 1, offset);
    } else if (tag === OPTION) {
      if (top === OPTION) this.closeTo(stack.length - 1, offset);
    } else if (tag === A) {
      if (this.openLinks > 0) this.closeLink(offset);
    } else if (isOneOf(tag, CELLS)) this.closeTableParts(CELLS, offset);
    else if (isOneOf(tag, ROWS)) this.closeTableParts(ROWS, offset);
    else if (isOneOf(tag, SECTIONS)) this.closeTableParts(SECTIONS, offset);
  }

  /** A new cell, row or section ends an open one of the same table. */
  private closeTableParts(tags: readonly number[], offset: number): void {
    const { stack } = this;
    for (let depth = stack.length - 1; depth > 0; depth--) {
      const open = this.tag[stack[depth]];
      if (open === TABLE || open === TEMPLATE) return;
      if (isOneOf(open, tags)) {
        this.closeTo(depth, offset);
        return;
      }
    }
  }

  /** Links do not nest: a new one ends the old one. */
  private closeLink(offset: number): void {
    const { stack } = this;
    for (let depth = stack.length - 1; depth > 0; depth--) {
      const open = this.tag[stack[depth]];
      if (isOneOf(open, SCOPE)) return;
      if (open !== A) continue;
      if (this.hasSpecialAbove(depth)) {
        this.removeAt(depth, offset);
      } else this.closeTo(depth, offset);
      return;
    }
  }

  private hasSpecialAbove(depth: number): boolean {
    for (let above = depth + 1; above < this.stack.length; above++)
      if (isSpecial(this.tag[this.stack[above]])) return true;
    return false;
  }

  private hasSameName(element: number, endTagStart: number, nameEnd: number): boolean {
    const size = nameEnd - endTagStart - 2;
    const start = this.tagStart[element] + 1;
    const { bytes } = this;
    for (let index = 0; index < size; index++) {
      if ((bytes[start + index] | 0x20) !== (bytes[endTagStart + 2 + index] | 0x20)) return false;
    }
    const after = bytes[start + size];
    return after <= 32 || after === 62 || after === 47;
  }

  private forgetAttributes(): void {
    this.pendingClassEnd = 0;
    this.pendingIdEnd = 0;
    this.pendingStyleEnd = 0;
    this.pendingHrefEnd = 0;
    this.pendingHidden = 0;
  }

  private growElements(): void {
    this.setElementColumns(this.tag.length * 2, this);
  }

  private growRuns(): void {
    this.setRunColumns(this.runStart.length * 2, this);
  }

  private setElementColumns(rows: number, old: PageTree | null): void {
    const columns = new Columns(rows, 9, 2);
    this.parent = columns.numbers(old?.parent);
    this.tagStart = columns.numbers(old?.tagStart);
    this.tagEnd = columns.numbers(old?.tagEnd);
    this.contentEnd = columns.numbers(old?.contentEnd);
    this.classValue = columns.numbers(old?.classValue);
    this.idValue = columns.numbers(old?.idValue);
    this.styleValue = columns.numbers(old?.styleValue);
    this.hrefStart = columns.numbers(old?.hrefStart);
    this.hrefEnd = columns.numbers(old?.hrefEnd);
    this.tag = columns.bytes(old?.tag);
    this.hidden = columns.bytes(old?.hidden);
  }

  private setRunColumns(rows: number, old: PageTree | null): void {
    const columns = new Columns(rows, 3, 1);
    this.runStart = columns.numbers(old?.runStart);
    this.runEnd = columns.numbers(old?.runEnd);
    this.runElement = columns.numbers(old?.runElement);
    this.runBreak = columns.bytes(old?.runBreak);
  }
}

/** Several columns in one piece of memory: a page costs two allocations, not twenty. */
class Columns {
  private readonly buffer: ArrayBuffer;
  private used = 0;

  constructor(
    private readonly rows: number,
    numbers: number,
    bytes: number,
  ) {
    this.buffer = new ArrayBuffer(rows * (4 * numbers + bytes));
  }

  numbers(old: Int32Array | undefined): Int32Array {
    const column = new Int32Array(this.buffer, this.used, this.rows);
    this.used += 4 * this.rows;
    if (old !== undefined) column.set(old);
    return column;
  }

  bytes(old: Uint8Array | undefined): Uint8Array {
    const column = new Uint8Array(this.buffer, this.used, this.rows);
    this.used += this.rows;
    if (old !== undefined) column.set(old);
    return column;
  }
}

const TITLE = tagNumber('title');
const BASE = tagNumber('base');
const COLLECTED = new Uint8Array(256);
for (const [names, list] of [
  [['a', 'area'], 1],
  [['script'], 2],
  [['style'], 3],
  [['meta', 'link'], 4],
  [['img', 'video', 'audio', 'source', 'iframe', 'embed', 'image'], 5],
  [['h1', 'h2', 'h3', 'h4'], 6],
] as const) {
  for (const name of names) COLLECTED[tagNumber(name)] = list;
}

/** Whether `name` (lower case) stands at `start`, letters in either case. */
function is(bytes: Uint8Array, start: number, name: string): boolean {
  for (let index = 0; index < name.length; index++) {
    if ((bytes[start + index] | 0x20) !== name.charCodeAt(index)) return false;
  }
  return true;
}

/**
 * The elements and texts of a page in columns instead of objects: one row an element, one row a run of text,
 * in page order. It is what the one pass leaves behind (`tree-builder.ts`); everything else is read from it.
 */
import { AttributeValues } from './attribute-values.js';
import { Columns } from './columns.js';
import type { Markup } from './markup.js';
import { PageNames } from './page-names.js';
import { attributesAt } from './tokenize.js';
import type { Span } from './types.js';

export class PageTree {
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
  private splitNames: PageNames | null = null;

  /** A tree of the document element alone. `buildTree` makes whole ones. */
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
  }

  /** Adds a row for an element; its other columns are zero. */
  addElement(tag: number, parent: number, start: number, end: number): number {
    if (this.count === this.tag.length) this.setElementColumns(this.tag.length * 2, this);
    const element = this.count++;
    this.tag[element] = tag;
    this.parent[element] = parent;
    this.tagStart[element] = start;
    this.tagEnd[element] = end;
    return element;
  }

  /** Adds a row for a run of text. */
  addRun(element: number, start: number, end: number, lineBreak: 0 | 1): void {
    if (this.runs === this.runStart.length) this.setRunColumns(this.runStart.length * 2, this);
    const run = this.runs++;
    this.runStart[run] = start;
    this.runEnd[run] = end;
    this.runElement[run] = element;
    this.runBreak[run] = lineBreak;
  }

  /** The value of an attribute as written (entities not decoded), or null. Looked up in the start tag when asked. */
  attributeOf(element: number, name: string): string | null {
    const attributes = attributesAt(this.bytes, this.tagStart[element]);
    const index = attributes.find(this.bytes, name);
    return index < 0 ? null : this.markup.text(attributes.valueStart(index), attributes.valueEnd(index));
  }

  /** Every attribute of an element as written, by lower-case name; the first of two alike counts. */
  attributesOf(element: number): Map<string, string> {
    const values = new Map<string, string>();
    const attributes = attributesAt(this.bytes, this.tagStart[element]);
    for (let index = 0; index < attributes.count; index++) {
      const name = this.markup.text(attributes.nameStart(index), attributes.nameEnd(index)).toLowerCase();
      if (values.has(name)) continue;
      values.set(name, this.markup.text(attributes.valueStart(index), attributes.valueEnd(index)));
    }
    return values;
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

  /** The names in the values of `class` and `id` one by one. Asked for when the tree is whole. */
  get singleNames(): PageNames {
    this.splitNames ??= new PageNames(this.markup, this.names);
    return this.splitNames;
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

/**
 * Makes the tree of a page from its tokens.
 *
 * Tree construction follows WHATWG HTML 13.2.6 as far as it decides what a reader sees: implied end tags, the reach
 * of an end tag, formatting elements closed out of order, foreign content. Foster parenting and the cloning of
 * formatting elements move or repeat elements without showing or hiding text, and are left out.
 */
import type { AttributeSpans } from './attribute-spans.js';
import { isNameAt } from './bytes.js';
import type { Markup } from './markup.js';
import { OpenElements } from './open-elements.js';
import {
  breaksOut,
  ContentModel,
  closesParagraph,
  contentModelOf,
  isBlock,
  isFormatting,
  isHeading,
  isScope,
  isSpecial,
  isUnrendered,
  isVoid,
  TablePart,
  tablePartOf,
  tagNumber,
} from './tags.js';
import { type TokenSink, tokenize } from './tokenize.js';
import { PageTree } from './tree.js';

const HTML = tagNumber('html');
const BODY = tagNumber('body');
const HEAD = tagNumber('head');
const TITLE = tagNumber('title');
const BASE = tagNumber('base');
const P = tagNumber('p');
const A = tagNumber('a');
const BR = tagNumber('br');
const LI = tagNumber('li');
const DD = tagNumber('dd');
const DT = tagNumber('dt');
const OPTION = tagNumber('option');
const TABLE = tagNumber('table');
const TEMPLATE = tagNumber('template');
const SVG = tagNumber('svg');
const MATH = tagNumber('math');
const ADDRESS = tagNumber('address');
const DIV = tagNumber('div');

/** Reads HTML into a tree. Never throws, whatever the text. */
export function buildTree(markup: Markup): PageTree {
  const tree = new PageTree(markup);
  const builder = new TreeBuilder(tree);
  tokenize(tree.bytes, builder);
  builder.end();
  return tree;
}

class TreeBuilder implements TokenSink {
  private readonly bytes: Buffer;
  private readonly open: OpenElements;
  private lineBreak: 0 | 1 = 1;
  private seenBody = false;

  constructor(private readonly tree: PageTree) {
    this.bytes = tree.bytes;
    this.open = new OpenElements(tree);
  }

  startTag(
    tag: number,
    start: number,
    _nameEnd: number,
    end: number,
    selfClosing: boolean,
    attributes: AttributeSpans,
  ): ContentModel {
    if (this.isDropped(tag)) return ContentModel.data;
    const { open, tree } = this;
    let foreign = open.foreign > 0 && open.inForeignContent();
    if (foreign && breaksOut(tag)) {
      open.leaveForeignContent(start);
      foreign = false;
    }
    if (!foreign) this.implyEndTags(tag, start);
    const element = this.insert(tag, start, end, attributes);
    if (isBlock(tag)) this.lineBreak = 1;
    if (foreign || tag === SVG || tag === MATH) {
      if (selfClosing) tree.contentEnd[element] = end;
      else open.push(element, tag);
      return ContentModel.data;
    }
    if (isVoid(tag)) {
      tree.contentEnd[element] = end;
      return ContentModel.data;
    }
    open.push(element, tag);
    return contentModelOf(tag);
  }

  endTag(tag: number, start: number, nameEnd: number, _end: number): void {
    if (isBlock(tag)) this.lineBreak = 1;
    const { open: elements } = this;
    if (tag === P || tag === BR) {
      if (tag === P) elements.closeParagraph(start);
      return;
    }
    // Text behind `</body>` still belongs to the body.
    if (tag === BODY || tag === HTML || tag === HEAD) return;
    if (elements.closeOverflow(tag, start)) return;
    const { stack } = elements;
    const tags = this.tree.tag;
    for (let depth = stack.length - 1; depth > 0; depth--) {
      const element = stack[depth];
      const open = tags[element];
      if (open === tag && (tag !== 0 || this.hasSameName(element, start, nameEnd))) {
        if (isFormatting(tag)) elements.closeFormatting(depth, start);
        else elements.closeTo(depth, start);
        return;
      }
      if (isHeading(tag) && isHeading(open)) {
        elements.closeTo(depth, start);
        return;
      }
      // An inline end tag does not reach past a block, nor a block's end tag past a table cell.
      if (!isSpecial(tag) && !isFormatting(tag) && isSpecial(open)) return;
      if (isScope(open) && tablePartOf(tag) === TablePart.none && tag !== TABLE) return;
      if (open === TABLE && tag !== TABLE) return;
      if (open === TEMPLATE) return;
    }
  }

  text(start: number, end: number): void {
    const { tree } = this;
    const { top } = this.open;
    if (isUnrendered(tree.tag[top])) return;
    if (this.lineBreak === 1) {
      const { bytes } = this;
      let at = start;
      while (at < end && bytes[at] <= 32) at++;
      if (at === end) return;
    }
    tree.addRun(top, start, end, this.lineBreak);
    this.lineBreak = 0;
  }

  inForeignContent(): boolean {
    return this.open.inForeignContent();
  }

  /** To be called once, behind the last token. */
  end(): void {
    this.open.closeAll(this.bytes.length);
  }

  private isDropped(tag: number): boolean {
    // `head` hides nothing by itself: text in it opens the body. Its elements are unrendered each on its own.
    if (tag === HTML || tag === HEAD) return true;
    if (tag !== BODY) return false;
    const again = this.seenBody;
    this.seenBody = true;
    return again;
  }

  private insert(tag: number, start: number, end: number, attributes: AttributeSpans): number {
    const { tree } = this;
    const element = tree.addElement(tag, this.open.top, start, end);
    // Backwards, since the first of two alike counts.
    for (let index = attributes.count - 1; index >= 0; index--) this.keep(element, attributes, index);
    const list = listOf(tree, tag);
    if (list !== null) list.push(element);
    else if (tag === TITLE && tree.documentTitle < 0 && this.open.foreign === 0) tree.documentTitle = element;
    else if (tag === BASE && tree.base < 0 && this.isBase(element)) tree.base = element;
    return element;
  }

  /** The first with an address counts, and none in a template: what stands there is no part of the page. */
  private isBase(element: number): boolean {
    const { tree } = this;
    if (tree.hrefEnd[element] === 0 || this.open.foreign > 0) return false;
    for (let up = tree.parent[element]; up > 0; up = tree.parent[up]) if (isUnrendered(tree.tag[up])) return false;
    return true;
  }

  /** Keeps an attribute for which later steps ask every element. */
  private keep(element: number, attributes: AttributeSpans, index: number): void {
    const { bytes, tree } = this;
    const name = attributes.nameStart(index);
    const start = attributes.valueStart(index);
    const end = attributes.valueEnd(index);
    switch (attributes.nameEnd(index) - name) {
      case 2:
        if (isNameAt(bytes, name, 'id')) tree.idValue[element] = tree.names.numberOf(start, end);
        break;
      case 4:
        if (!isNameAt(bytes, name, 'href')) break;
        tree.hrefStart[element] = start;
        tree.hrefEnd[element] = end;
        break;
      case 5:
        if (isNameAt(bytes, name, 'class')) tree.classValue[element] = tree.names.numberOf(start, end);
        else if (isNameAt(bytes, name, 'style')) tree.styleValue[element] = tree.inlineStyles.numberOf(start, end);
        break;
      case 6:
        if (isNameAt(bytes, name, 'hidden')) tree.hidden[element] = 1;
        break;
      default:
    }
  }

  private implyEndTags(tag: number, offset: number): void {
    const { open: elements } = this;
    const { stack } = elements;
    const tags = this.tree.tag;
    if (tag === LI || tag === DD || tag === DT) {
      for (let depth = stack.length - 1; depth > 0; depth--) {
        const open = tags[stack[depth]];
        if (tag === LI ? open === LI : open === DD || open === DT) {
          elements.closeTo(depth, offset);
          break;
        }
        if (isSpecial(open) && open !== ADDRESS && open !== DIV && open !== P) break;
      }
    }
    if (elements.paragraphs > 0 && closesParagraph(tag)) elements.closeParagraph(offset);
    const top = tags[stack[stack.length - 1]];
    if (isHeading(tag)) {
      if (isHeading(top)) elements.closeTo(stack.length - 1, offset);
    } else if (tag === OPTION) {
      if (top === OPTION) elements.closeTo(stack.length - 1, offset);
    } else if (tag === A) {
      if (elements.links > 0) elements.closeLink(offset);
    } else if (tablePartOf(tag) !== TablePart.none) elements.closeTablePart(tablePartOf(tag), offset);
  }

  private hasSameName(element: number, endTagStart: number, nameEnd: number): boolean {
    const size = nameEnd - endTagStart - 2;
    const start = this.tree.tagStart[element] + 1;
    const { bytes } = this;
    for (let index = 0; index < size; index++) {
      if ((bytes[start + index] | 0x20) !== (bytes[endTagStart + 2 + index] | 0x20)) return false;
    }
    const after = bytes[start + size];
    return after <= 32 || after === 62 || after === 47;
  }
}

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

function listOf(tree: PageTree, tag: number): number[] | null {
  switch (COLLECTED[tag]) {
    case 1:
      return tree.links;
    case 2:
      return tree.scripts;
    case 3:
      return tree.styles;
    case 4:
      return tree.metas;
    case 5:
      return tree.media;
    case 6:
      return tree.headings;
    default:
      return null;
  }
}

/** The stack of open elements of WHATWG HTML 13.2.4.2, as far as it decides what a reader sees. */
import { isScope, isSpecial, type TablePart, tablePartOf, tagNumber } from './tags.js';
import type { PageTree } from './tree.js';

const P = tagNumber('p');
const A = tagNumber('a');
const BUTTON = tagNumber('button');
const TABLE = tagNumber('table');
const TEMPLATE = tagNumber('template');
const SVG = tagNumber('svg');
const MATH = tagNumber('math');
const FOREIGN_OBJECT = tagNumber('foreignobject');
const DESC = tagNumber('desc');
/** As in Blink, a deeper element hangs on the last one counted: 10^6 nested tags must not cost 10^12 steps. */
const MAX_DEPTH = 512;

export class OpenElements {
  /** The elements from the document (at 0) to the innermost. */
  readonly stack: number[] = [0];
  /** Open elements beyond `MAX_DEPTH`, and the innermost of them. */
  private overflow = 0;
  private overflowTop = 0;
  /** The last link opened beyond `MAX_DEPTH`: without its end it would have no text, and count as hidden. */
  private overflowLink = 0;
  /** Open elements of a kind, so that most tokens need not look for one. */
  paragraphs = 0;
  links = 0;
  foreign = 0;

  constructor(private readonly tree: PageTree) {}

  /** The innermost open element. */
  get top(): number {
    return this.overflow > 0 ? this.overflowTop : this.stack[this.stack.length - 1];
  }

  push(element: number, tag: number): void {
    if (this.stack.length >= MAX_DEPTH) {
      this.overflow++;
      this.overflowTop = element;
      if (tag === A) this.overflowLink = element;
      // Its parent is the last element counted, so that walking up stays short.
      this.tree.parent[element] = this.stack[this.stack.length - 1];
      return;
    }
    this.stack.push(element);
    this.count(tag, 1);
  }

  /** Ends an element beyond `MAX_DEPTH`, whichever it is; false where there is none. */
  closeOverflow(tag: number, offset: number): boolean {
    if (this.overflow === 0) return false;
    this.overflow--;
    if (tag === A) this.tree.contentEnd[this.overflowLink] = offset;
    return true;
  }

  /** Closes everything from `depth` up. */
  closeTo(depth: number, offset: number): void {
    const { stack } = this;
    while (stack.length > depth) {
      const element = stack.pop()!;
      this.tree.contentEnd[element] = offset;
      this.count(this.tree.tag[element], -1);
    }
  }

  /** Ends one open element and leaves those opened inside it open. */
  removeAt(depth: number, offset: number): void {
    const [element] = this.stack.splice(depth, 1);
    this.tree.contentEnd[element] = offset;
    this.count(this.tree.tag[element], -1);
  }

  /** Ends the element at `depth` as the adoption agency does: blocks opened inside it stay open. */
  closeFormatting(depth: number, offset: number): void {
    if (this.hasSpecialAbove(depth)) this.removeAt(depth, offset);
    else this.closeTo(depth, offset);
  }

  closeParagraph(offset: number): void {
    const { stack } = this;
    const { tag } = this.tree;
    for (let depth = stack.length - 1; depth > 0; depth--) {
      const open = tag[stack[depth]];
      if (open === P) {
        this.closeTo(depth, offset);
        return;
      }
      if (isScope(open) || open === BUTTON) return;
    }
  }

  /** Links do not nest: a new one ends the old one. */
  closeLink(offset: number): void {
    const { stack } = this;
    const { tag } = this.tree;
    for (let depth = stack.length - 1; depth > 0; depth--) {
      const open = tag[stack[depth]];
      if (isScope(open)) return;
      if (open !== A) continue;
      this.closeFormatting(depth, offset);
      return;
    }
  }

  /** A new cell, row or section ends an open one of the same table. */
  closeTablePart(part: TablePart, offset: number): void {
    const { stack } = this;
    const { tag } = this.tree;
    for (let depth = stack.length - 1; depth > 0; depth--) {
      const open = tag[stack[depth]];
      if (open === TABLE || open === TEMPLATE) return;
      if (tablePartOf(open) === part) {
        this.closeTo(depth, offset);
        return;
      }
    }
  }

  /** The current node is foreign (SVG, MathML). */
  inForeignContent(): boolean {
    if (this.foreign === 0) return false;
    const { stack } = this;
    const { tag } = this.tree;
    for (let depth = stack.length - 1; depth > 0; depth--) {
      const open = tag[stack[depth]];
      if (open === FOREIGN_OBJECT || open === DESC) return false;
      if (open === SVG || open === MATH) return true;
    }
    return false;
  }

  leaveForeignContent(offset: number): void {
    while (this.inForeignContent()) this.closeTo(this.stack.length - 1, offset);
  }

  /** The page ends: so do all that are open. */
  closeAll(offset: number): void {
    for (const element of this.stack) this.tree.contentEnd[element] = offset;
  }

  private hasSpecialAbove(depth: number): boolean {
    const { stack } = this;
    const { tag } = this.tree;
    for (let above = depth + 1; above < stack.length; above++) if (isSpecial(tag[stack[above]])) return true;
    return false;
  }

  private count(tag: number, by: 1 | -1): void {
    if (tag === P) this.paragraphs += by;
    else if (tag === A) this.links += by;
    else if (tag === SVG || tag === MATH) this.foreign += by;
  }
}

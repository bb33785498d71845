/**
 * Where the article is. The body is the stretch of lines that reads like prose, the head lies between headline and
 * body, the tail between body and whatever comes next. No site's own markup is known here.
 */
import { isBarrier } from './barrier.js';
import type { Block } from './blocks.js';
import { mayOpenWithField, namesArticle, opensWithField } from './field-line.js';
import { COMMENT, LINKED, OUTSIDE } from './marks.js';
import { tagNumber } from './tags.js';
import { markTail } from './tail.js';
import type { PageTree } from './tree.js';
import { NOTICE } from './vocabulary.js';

/** First and last block of the body, and the headline's block; -1 where there is none. */
export interface ArticleRange {
  readonly headline: number;
  readonly first: number;
  readonly last: number;
}

const H1 = tagNumber('h1');

const HEAD_BLOCKS = 40;
/** An element named `aside` or `footer` with no more than this is a line, not a part of the page. */
const SMALL_BLOCKS = 3;
/** Letters of a line that may be fields with commas between them. */
const SHORT = 40;
/** Lines of fields in such an element, and letters in their links, at most. */
const MOST_FIELDS = 8;
const LINKED_IN_FIELDS = 12;

/** Sets the zone of every block and returns the range of the article. */
export function assignZones(
  tree: PageTree,
  blocks: readonly Block[],
  marks: Uint8Array,
  documentTitle: string,
): ArticleRange {
  const outside = outsideBlocks(tree, blocks, marks);
  const worths = new Float64Array(blocks.length);
  for (let index = 0; index < blocks.length; index++) worths[index] = worthOf(blocks[index], outside[index]);
  let { first, last } = findBody(worths, 0);
  const headline = findHeadline(tree, blocks, outside, marks, documentTitle, first < 0 ? blocks.length : last + 1);
  // The headline itself may read like prose; the body begins behind it.
  if (headline >= first) ({ first, last } = findBody(worths, headline + 1));
  if (first >= 0) for (let index = first; index <= last; index++) if (!outside[index]) blocks[index].zone = 'body';
  markHead(blocks, outside, marks, headline, first);
  markTail(blocks, outside, first < 0 ? headline : last);
  return { headline, first, last };
}

/** Which blocks stand in elements that are not the article. */
function outsideBlocks(tree: PageTree, blocks: readonly Block[], marks: Uint8Array): boolean[] {
  const roots = new Int32Array(tree.count);
  for (let element = 1; element < tree.count; element++) {
    const up = roots[tree.parent[element]];
    roots[element] = up !== 0 ? up : (marks[element] & (OUTSIDE | COMMENT)) !== 0 ? element : 0;
  }
  const held = new Map<number, Held>();
  let allProse = 0;
  for (const block of blocks) {
    if (!block.visible) continue;
    const prose = block.sentenceMarks > 0 ? block.proseLength : 0;
    allProse += prose;
    const root = roots[block.element];
    if (root === 0) continue;
    const sum = held.get(root) ?? new Held();
    sum.blocks.push(block);
    sum.prose += prose;
    sum.linked += block.linkedLength;
    held.set(root, sum);
  }
  return blocks.map((block) => {
    const root = roots[block.element];
    if (root === 0) return false;
    if ((marks[root] & COMMENT) !== 0 && !holdsMainHeading(tree, root)) return true;
    const sum = held.get(root);
    if (sum === undefined) return true;
    // A name is no proof: what holds a good part of the page's prose is the article, whatever it is called,
    // and a line or two is no list of other articles.
    return sum.prose * 5 < allProse * 2 && (isBarrier(block) || !sum.speaksOfArticle);
  });
}

/** What stands in an element that is named after something else than the article. */
class Held {
  readonly blocks: Block[] = [];
  prose = 0;
  linked = 0;
  private answer: boolean | null = null;

  /** A line or two without links, or lines most of which are fields: the box of source and date, whatever its name. */
  get speaksOfArticle(): boolean {
    this.answer ??= this.isArticles();
    return this.answer;
  }

  private isArticles(): boolean {
    const { blocks, linked } = this;
    if (linked > LINKED_IN_FIELDS || blocks.length > MOST_FIELDS) return false;
    if (linked === 0 && blocks.length <= SMALL_BLOCKS) return true;
    // A headline beside it makes it another article's.
    if (blocks.some((block) => namesArticle(block) && !opensWithField(block))) return false;
    const fields = blocks.filter((block) => mayOpenWithField(block) && opensWithField(block)).length;
    return blocks.length <= SMALL_BLOCKS ? fields > 0 : fields * 2 > blocks.length;
  }
}

function holdsMainHeading(tree: PageTree, root: number): boolean {
  return tree.headings.some((heading) => heading > root && tree.tag[heading] === H1 && tree.isWithin(heading, root));
}

/** Worth of a block as a part of the body; the body is the stretch with the greatest sum. */
function worthOf(block: Block, isOutside: boolean): number {
  if (!block.visible) return 0;
  if (isOutside) return -30 - block.linkedLength;
  const { proseLength: prose, sentenceMarks, linkedLength: linked } = block;
  if (prose >= 4 && sentenceMarks > 0 && prose > linked) {
    if (prose > 8 && NOTICE.test(block.text)) return -20;
    // 作者：甲，来源：乙报，编辑：丙 has the marks of a sentence and is none.
    if (prose < SHORT && mayOpenWithField(block) && opensWithField(block)) return -4;
    return Math.min(prose, 300) - linked;
  }
  if (prose >= 40 && prose > 2 * linked) return prose / 3;
  if (linked === 0 && prose < 40) return isBarrier(block) ? -120 : -4;
  return -8 - linked * 1.5 - (isBarrier(block) ? 120 : 0);
}

function findBody(worths: Float64Array, start: number): { first: number; last: number } {
  let best = 0;
  let first = -1;
  let last = -1;
  let sum = 0;
  let from = start;
  for (let index = start; index < worths.length; index++) {
    const worth = worths[index];
    if (sum <= 0) {
      sum = 0;
      from = index;
    }
    sum += worth;
    if (worth > 0 && sum > best) {
      best = sum;
      first = from;
      last = index;
    }
  }
  return { first, last };
}

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    // Blanks and punctuation, ASCII and Chinese. `\p{P}` says the same and costs milliseconds to compile.
    .replace(
      /[\s\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f\ufe30-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+/g,
      '',
    )
    .toLowerCase();

/** The block that is the headline: a heading, or a line that says what `<title>` says, before the body. */
function findHeadline(
  tree: PageTree,
  blocks: readonly Block[],
  outside: readonly boolean[],
  marks: Uint8Array,
  documentTitle: string,
  bodyStart: number,
): number {
  const title = fold(documentTitle);
  let best = -1;
  let bestScore = 0;
  for (let index = 0; index < bodyStart; index++) {
    const block = blocks[index];
    if (!block.visible || (outside[index] && block.linkedLength > 0)) continue;
    const length = block.proseLength + block.linkedLength;
    const level = headingLevel(tree, block.element);
    if (length < 3 || (level === 0 && (length < 5 || title === ''))) continue;
    let score = level === 0 ? 0 : 4 - level * 0.5;
    if (level === 0 && !sharesStart(block.text, documentTitle)) continue;
    if (title !== '') {
      const text = fold(block.text);
      if (text.length >= 4 && title.startsWith(text.slice(0, 40))) score += 6;
      else if (text.length >= 6 && (title.includes(text) || text.includes(title))) score += 4;
      else if (text.length >= 10 && title.includes(text.slice(0, 10))) score += 3;
      else if (level !== 1) continue;
    }
    if ((marks[block.element] & LINKED) !== 0) score -= 3;
    if (score > 0 && score >= bestScore) {
      best = index;
      bestScore = score;
    }
  }
  return best;
}

/** A cheap look before a costly one: the first letters of the one occur in the other. */
function sharesStart(text: string, title: string): boolean {
  const start = text.trim().slice(0, 2);
  return title.includes(start) || text.includes(title.trim().slice(0, 4));
}

function headingLevel(tree: PageTree, element: number): number {
  for (let up = element, steps = 0; up > 0 && steps < 4; up = tree.parent[up], steps++) {
    const at = tree.headings.indexOf(up);
    if (at >= 0) return tree.bytes[tree.tagStart[up] + 2] - 48;
  }
  return 0;
}

function markHead(
  blocks: readonly Block[],
  outside: readonly boolean[],
  marks: Uint8Array,
  headline: number,
  first: number,
): void {
  const to = first < 0 ? Math.min(blocks.length, headline + 1 + HEAD_BLOCKS) : first;
  const from = headline < 0 ? Math.max(0, to - 12) : Math.max(0, headline - 4);
  for (let index = from; index < to; index++) {
    const block = blocks[index];
    // Readers' comments come after the article; a bar named after them may hold the date line before it.
    const isCommentBar = headline >= 0 && index > headline && first >= 0 && (marks[block.element] & COMMENT) !== 0;
    if (outside[index] && !isCommentBar) continue;
    // Above the headline stand menus and the way to the page; a date line may, with one linked name in it.
    if (
      index < headline &&
      block.linkedLength > block.proseLength &&
      (block.linkedLength > 12 || block.proseLength === 0)
    )
      continue;
    if (headline >= 0 && index > headline + HEAD_BLOCKS && index < to - 6) continue;
    block.zone = 'head';
  }
}

/** Credits below pictures and films: they are what is credited, not the article. */
import type { Block } from './blocks.js';
import type { CreditContext } from './credit-context.js';
import { FIGURE } from './marks.js';
import type { PlacedCredit } from './placed-credit.js';
import { isBlock, tagNumber } from './tags.js';
import type { PageTree } from './tree.js';

const FIGURE_TAG = tagNumber('figure');
const FIGCAPTION_TAG = tagNumber('figcaption');

/** Inside a figure. One around the whole body says nothing about a part of it. */
export function isCaption({ tree, marks, bodyElement }: CreditContext, element: number): boolean {
  if ((marks[element] & FIGURE) === 0) return false;
  for (let up = element; up > 0; up = tree.parent[up]) {
    if (tree.tag[up] === FIGURE_TAG || tree.tag[up] === FIGCAPTION_TAG)
      return bodyElement === 0 || !tree.isWithin(bodyElement, up);
  }
  return false;
}

/** A labelled credit with the index of the line it stands in. */
export interface CreditInLine {
  readonly credit: PlacedCredit;
  readonly index: number;
}

/**
 * The same credits, in which one that fills the line directly below a picture of the head is the picture's. Only where
 * another credit is left for the article: else nobody can tell what the line was meant for.
 */
export function withoutCaptions(context: CreditContext, found: readonly CreditInLine[]): PlacedCredit[] {
  const credits = found.map(({ credit }) => credit);
  const ofArticle = found.filter(({ credit }) => isShown(credit));
  if (ofArticle.length < 2) return credits;
  const captions = new Set(ofArticle.filter((one) => isBelowPicture(context, one)).map(({ credit }) => credit));
  if (captions.size === 0 || captions.size === ofArticle.length) return credits;
  return credits.map((credit) => (captions.has(credit) ? credit.as('picture') : credit));
}

const isShown = ({ kind, name, visible, zone }: PlacedCredit): boolean =>
  kind === 'article' && name !== '' && visible && (zone === 'head' || zone === 'tail');

/** Brackets and blanks around a credit that fills its line. */
const AROUND = 3;

function isBelowPicture({ blocks, tree, range }: CreditContext, { credit, index }: CreditInLine): boolean {
  const block = blocks[index];
  if (credit.zone !== 'head' || index <= range.headline) return false;
  if (block.text.trim().length - credit.raw.length > AROUND) return false;
  let before = index - 1;
  while (before >= 0 && !blocks[before].visible) before--;
  const from = before < 0 ? 0 : blocks[before].endByte;
  return tree.media.some(
    (element) =>
      tree.tagStart[element] >= from && tree.tagStart[element] < block.startByte && isLineApart(tree, element, block),
  );
}

/** A line break stands between the two: an icon in the line of the credit is no picture that it is below of. */
function isLineApart(
  { contentEnd, count, parent, tag, tagStart }: PageTree,
  element: number,
  { startByte }: Block,
): boolean {
  for (let up = element; up > 0 && contentEnd[up] <= startByte; up = parent[up]) if (isBlock(tag[up])) return true;
  for (let next = element + 1; next < count && tagStart[next] < startByte; next++) {
    if (isBlock(tag[next])) return true;
  }
  return false;
}

/** Labels in headlines: this article's own, and those of others that are linked to. */
import type { Block } from './blocks.js';
import type { CreditContext, CreditLabel } from './credit-context.js';
import { textOf } from './element-text.js';
import { foldLine } from './fold-line.js';
import { LINKED } from './marks.js';
import { CLOCK, DATE, FIELD_GLUED } from './vocabulary.js';

/** Whether a label is a part of a headline. `end`: where the credit with its name ends in the line. */
export function isHeadline(
  context: CreditContext,
  index: number,
  folded: string,
  label: CreditLabel,
  end: number,
): boolean {
  const { marks, tree, blocks, range } = context;
  const block = blocks[index];
  if (index === range.headline) return !isDateLine(context, block, folded, label, end);
  const element = block.elementAt(label.start);
  if ((marks[element] & LINKED) === 0) return false;
  const run = block.runAt(label.start);
  let link = element;
  while (link > 0 && tree.parent[link] > 0 && (marks[tree.parent[link]] & LINKED) !== 0) link = tree.parent[link];
  let from = label.start;
  for (let at = run; at >= 0 && tree.isWithin(tree.runElement[block.runs[at]], link); at--)
    from = Math.min(from, block.starts[at]);
  // A link that says more than the credit is a headline; a date is no more.
  if (label.start - from >= 6 && withoutDates(folded.slice(from, label.start)).length >= 6) return true;
  return label.opener === '' && folded.length - end > 12 && !label.opensField;
}

const withoutDates = (folded: string): string => folded.replace(DATE, '').replace(CLOCK, '').trim();

/**
 * Some pages put the line with date and source into the heading, in an element behind the headline:
 * `<h1>…<small>2024-05-06 来源：甲</small></h1>`. What `<title>` says as well is the headline itself.
 */
function isDateLine({ tree }: CreditContext, block: Block, folded: string, label: CreditLabel, end: number): boolean {
  const first = tree.runElement[block.runs[0]];
  let own = block.elementAt(label.start);
  if (tree.isWithin(first, own)) return false;
  while (tree.parent[own] > 0 && !tree.isWithin(first, tree.parent[own])) own = tree.parent[own];
  const run = block.runs.findIndex((each) => tree.isWithin(tree.runElement[each], own));
  const before = withoutDates(folded.slice(block.starts[run], label.start));
  if (LETTER.test(before) && before.search(FIELD_GLUED) !== 0) return false;
  const after = folded.slice(end).replace(/^[\s|丨)\]】]+/, '');
  if (LETTER.test(after[0] ?? '') && after.search(FIELD_GLUED) !== 0) return false;
  if (tree.documentTitle < 0) return false;
  const said = folded.slice(label.start, label.end).trim();
  return !foldLine(textOf(tree.contentOf(tree.documentTitle))).includes(said);
}

const LETTER = /[\dA-Za-z\u3400-\u9fff]/;

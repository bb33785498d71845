/** Finds everything on a page that looks like a labelled credit, and reads it. */
import type { Block } from './blocks.js';
import { type CreditInLine, withoutCaptions } from './captions.js';
import type { CreditContext, CreditLabel } from './credit-context.js';
import { isEdge, kindOf } from './credit-kind.js';
import { readName, splitNames } from './credit-name.js';
import { foldLine } from './fold-line.js';
import { type BlockRange, PlacedCredit } from './placed-credit.js';
import type { Zone } from './types.js';
import {
  ARTICLE_PREFIX,
  FIELD_AT_START,
  LATIN_LABEL,
  LATIN_MATERIAL,
  LATIN_PICTURE,
  MATERIAL_PREFIX,
  PICTURE_PREFIX,
  SEPARATOR,
  VERBAL_LABEL,
} from './vocabulary.js';

const HAN_OR_LETTER = /[0-9A-Za-z\u00c0-\u024f\u0370-\u1fff\u3040-\u9fff\uac00-\ud7a3]/;
const OPENERS = '([【《〔「“"\'（<';

/** Every labelled credit of the page, in page order. */
export function findLabelledCredits(context: CreditContext): PlacedCredit[] {
  const found: CreditInLine[] = [];
  const { blocks, range, vocabulary } = context;
  const { label, labelTells } = vocabulary;
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index];
    // Around the article a label may be in another script (Source:); elsewhere nobody looks for one.
    // A date line with a comma (May 6, 2024) reads like the first of the body.
    if (!block.mayCredit && block.zone !== 'head' && block.zone !== 'tail' && index !== range.first) continue;
    if (!labelTells.mayStandIn(context.tree, block)) continue;
    const { folded } = block;
    label.lastIndex = 0;
    for (let match = label.exec(folded); match !== null; match = label.exec(folded)) {
      const read = readLabel(block, folded, match.index, match[0].length);
      if (read === null) continue;
      const candidate = readCandidate(context, index, folded, read);
      if (candidate === null) continue;
      found.push({ credit: candidate.credit, index });
      label.lastIndex = Math.max(label.lastIndex, candidate.end);
    }
  }
  return withoutCaptions(context, found);
}

/** Takes in the words before the core; null where the core is part of another word (提出处理, 灵感来源于). */
function readLabel(block: Block, folded: string, core: number, length: number): CreditLabel | null {
  const before = folded.slice(Math.max(0, core - 12), core);
  let start = core;
  let about: CreditLabel['about'] = 'article';
  const own = folded.slice(core, core + length).replace(/ /g, '');
  const run = block.starts[block.runAt(core)];
  for (const [prefix, kind] of [
    [PICTURE_PREFIX, 'picture'],
    [MATERIAL_PREFIX, 'material'],
    [ARTICLE_PREFIX, 'article'],
  ] as const) {
    const match = prefix.exec(before);
    // 文图来源 ends like 图来源: the longest word counts.
    if (match === null || core - match[0].length >= start) continue;
    start = core - match[0].length;
    about = kind;
  }
  // 编辑, 报道 and the like are prefixes only where they open the field: 本网报道转自X is, 记者张三来源 is not.
  if (own === '图源') about = 'picture';
  // 本文转载自, 部分内容来源于: one more word may stand before.
  if (about === 'article' && start < core) {
    const more = ARTICLE_PREFIX.exec(folded.slice(Math.max(0, start - 8), start));
    if (more !== null) start -= more[0].length;
  }
  if (LATIN_LABEL.test(own)) {
    if (LATIN_PICTURE.test(before)) about = 'picture';
    else if (LATIN_MATERIAL.test(before)) about = 'material';
    // Within a sentence it is a word like others.
    else if (/[A-Za-z] ?$/.test(before) && !/^ ?:/.test(folded.slice(core + length))) return null;
  }
  const previous = start > 0 ? folded[start - 1] : '';
  const atBoundary = start === 0 || block.isStart(start);
  if (previous !== '' && !atBoundary && HAN_OR_LETTER.test(previous) && !/\d/.test(previous)) return null;
  if (/^出 ?处/.test(folded.slice(core)) && run < core && /[提作指做给付发]$/.test(before)) return null;
  const opener = OPENERS.includes(previous) && previous !== '' ? previous : '';
  return {
    start,
    end: core + length,
    about,
    verbal: VERBAL_LABEL.test(own),
    opener,
    opensField: atBoundary || previous === ' ' || opener !== '' || /[\d|/丨。!?;,，、:)\]】]/.test(previous),
  };
}

function readCandidate(
  context: CreditContext,
  index: number,
  folded: string,
  label: CreditLabel,
): { credit: PlacedCredit; end: number } | null {
  const { tree, blocks } = context;
  const block = blocks[index];
  let from = label.end;
  let separator = '';
  const rest = folded.slice(from);
  // 【来源】X: the label's own brackets are the separator.
  const closed = label.opener !== '' ? /^ ?[)\]】》〕」] ?[:∶]? ?/.exec(rest) : null;
  const match = closed ?? SEPARATOR.exec(rest);
  if (match !== null) {
    from += match[0].length;
    separator = match[0];
  } else if (rest !== '') {
    const blank = rest.startsWith(' ');
    const boundary = block.isStart(label.end);
    if (!label.verbal && !(label.opensField && (blank || boundary))) return null;
    if (blank) {
      from++;
      separator = ' ';
    }
  } else if (label.verbal || !label.opensField) return null;
  const weak = separator === ' ' || (separator === '' && !label.verbal);
  const name = readName(tree, block, folded, from, closed === null ? label.opener : '', context.vocabulary);
  let { names, openList } = name;
  let printed = name.name;
  let end = name.end;
  let last: BlockRange = { block, from: label.start, to: Math.max(end, label.end) };
  if (printed === '' && folded.slice(from).trim() === '') {
    const next = valueInNextBlock(context, index);
    if (next !== null) {
      printed = next.text.trim();
      ({ names, openList } = splitNames(printed));
      last = { block: next, from: 0, to: next.text.length };
      end = folded.length;
    } else if (weak) return null;
  }
  if (weak && (printed === '' || printed.length > 20)) return null;
  const isWhole = last.block === block;
  const credit = new PlacedCredit(
    {
      name: printed,
      names,
      openList,
      label: block.text.slice(label.start, label.end),
      separator: separator === '' ? '' : block.text.slice(label.end, label.end + separator.length),
      raw: isWhole ? block.text.slice(label.start, last.to) : `${block.text.slice(label.start)} ${printed}`,
      kind: kindOf(context, index, folded, label, end, printed),
      zone: zoneOf(context, index, folded, label, end),
      visible: block.visible && last.block.visible,
      order: block.orderOf(label.start),
      element: isWhole ? block.elementAt(Math.min(from, Math.max(0, block.text.length - 1))) : last.block.element,
    },
    { block, from: label.start, to: label.end },
    last,
  );
  return { credit, end };
}

/** Where a label stands alone, its value may be the next line: `<dt>来源</dt><dd>X</dd>`, or a hidden part of the same line. */
function valueInNextBlock(context: CreditContext, index: number): Block | null {
  const { tree, blocks } = context;
  const block = blocks[index];
  for (let next = index + 1; next < blocks.length && next <= index + 2; next++) {
    const candidate = blocks[next];
    const text = candidate.text.trim();
    if (text === '') continue;
    const folded = foldLine(text);
    if (text.length > 30 || /[。，；！？]/.test(text) || FIELD_AT_START.test(folded) || /^[|丨/\-—\d]/.test(folded))
      return null;
    if (SEPARATOR.exec(folded)?.[0] === folded) return null;
    // Cells of one row, items of one list, boxes of one line: the two share a parent or grandparent.
    const common = tree.commonAncestor(block.element, candidate.element);
    const near = (element: number): boolean => {
      for (let up = element, steps = 0; up >= 0 && steps <= 3; up = tree.parent[up], steps++)
        if (up === common) return true;
      return false;
    };
    return near(block.element) && near(candidate.element) ? candidate : null;
  }
  return null;
}

const OF_THIS_ARTICLE = /^本 ?[文稿篇]/;

/** Blanks and brackets around a credit that fills its line, at most. */
const BRACKETS = 12;

/** Letters of the fields behind a credit that ends a paragraph, at most. */
const LONGEST_CLOSE = 48;

/** Whether what stands behind a credit is nothing, or other fields: （来源：甲报 编辑：乙）. */
function closesLine(behind: string): boolean {
  const rest = behind.replace(/^[\s)\]】）〕.。,，;；|(（[【]+/, '');
  return rest === '' || (behind.length < LONGEST_CLOSE && FIELD_AT_START.test(rest));
}

/** The zone of a credit. A line in the middle of the body is body; at its ends it belongs to head or tail. */
function zoneOf(context: CreditContext, index: number, folded: string, label: CreditLabel, end: number): Zone {
  const { blocks, range } = context;
  const block = blocks[index];
  const alone = label.start <= BRACKETS && /^[\s([【（〔]*$/.test(folded.slice(0, label.start));
  // Below galleries and lists of other articles, a line may still speak of this one: 本文来源：….
  if (block.zone === 'outside' && index > range.last && alone && OF_THIS_ARTICLE.test(folded.slice(label.start)))
    return 'tail';
  if (block.zone !== 'body' || !isEdge(context, index)) return block.zone;
  const closes = closesLine(folded.slice(end, end + LONGEST_CLOSE));
  if (!alone && !closes) return 'body';
  const single = range.first === range.last;
  return index > range.first || (single && !alone) ? 'tail' : 'head';
}

/** Finds everything on a page that looks like a labelled credit, and says what each of them is about. */
import type { Block } from './blocks.js';
import { readName, splitNames } from './credit-name.js';
import { foldText } from './fold.js';
import { foldLine } from './fold-line.js';
import { COMMENT, FIGURE, LINKED } from './marks.js';
import type { PageTree } from './tree.js';
import type { CreditCandidate, CreditKind, Zone } from './types.js';
import {
  ARTICLE_PREFIX,
  type CompiledVocabulary,
  FIELD_AT_START,
  INSTRUCTION,
  MATERIAL_PREFIX,
  NOTICE,
  PICTURE_PREFIX,
  SEPARATOR,
  VERBAL_LABEL,
} from './vocabulary.js';
import type { ArticleRange } from './zones.js';

/** What the finders need to know of the page. */
export interface CreditContext {
  readonly tree: PageTree;
  readonly blocks: readonly Block[];
  readonly marks: Uint8Array;
  readonly range: ArticleRange;
  /** The element around the whole body; marks on it say nothing about a part of it. */
  readonly bodyElement: number;
  readonly vocabulary: CompiledVocabulary;
}

/** A label as it stands in a line. */
interface Label {
  readonly start: number;
  readonly end: number;
  readonly about: 'article' | 'picture' | 'material';
  readonly verbal: boolean;
  /** Bracket directly before it, or ''. */
  readonly opener: string;
  /** Nothing but a bracket or blank stands between it and the start of its field. */
  readonly opensField: boolean;
}

const HAN_OR_LETTER = /[0-9A-Za-z\u00c0-\u024f\u0370-\u1fff\u3040-\u9fff\uac00-\ud7a3]/;
const OPENERS = '([【《〔「“"\'（<';

/** Every labelled credit of the page, in page order. */
export function findLabelledCredits(context: CreditContext): CreditCandidate[] {
  const found: CreditCandidate[] = [];
  for (const [index, block] of context.blocks.entries()) {
    // Around the article a label may be in another script (Source:); elsewhere nobody looks for one.
    if (!block.mayCredit && block.zone !== 'head' && block.zone !== 'tail') continue;
    const folded = foldLine(block.text);
    const { label } = context.vocabulary;
    label.lastIndex = 0;
    for (let match = label.exec(folded); match !== null; match = label.exec(folded)) {
      const read = readLabel(block, folded, match.index, match[0].length);
      if (read === null) continue;
      const candidate = readCandidate(context, index, folded, read);
      if (candidate === null) continue;
      found.push(candidate.credit);
      label.lastIndex = Math.max(label.lastIndex, candidate.end);
    }
  }
  return found;
}

/** Takes in the words before the core; null where the core is part of another word (提出处理, 灵感来源于). */
function readLabel(block: Block, folded: string, core: number, length: number): Label | null {
  const before = folded.slice(Math.max(0, core - 12), core);
  let start = core;
  let about: Label['about'] = 'article';
  const own = folded.slice(core, core + length).replace(/ /g, '');
  const run = block.starts[block.runAt(core)];
  for (const [prefix, kind] of [
    [PICTURE_PREFIX, 'picture'],
    [MATERIAL_PREFIX, 'material'],
    [ARTICLE_PREFIX, 'article'],
  ] as const) {
    const match = prefix.exec(before);
    if (match === null) continue;
    start = core - match[0].length;
    about = kind;
    break;
  }
  // 编辑, 报道 and the like are prefixes only where they open the field: 本网报道转自X is, 记者张三来源 is not.
  if (own === '图源') about = 'picture';
  // 本文转载自, 部分内容来源于: one more word may stand before.
  if (about === 'article' && start < core) {
    const more = ARTICLE_PREFIX.exec(folded.slice(Math.max(0, start - 8), start));
    if (more !== null) start -= more[0].length;
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
  label: Label,
): { credit: CreditCandidate; end: number } | null {
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
  let spanEnd = { block, from: label.start, to: Math.max(end, label.end) };
  if (printed === '' && folded.slice(from).trim() === '') {
    const next = valueInNextBlock(context, index);
    if (next !== null) {
      printed = next.text.trim();
      ({ names, openList } = splitNames(printed));
      spanEnd = { block: next, from: 0, to: next.text.length };
      end = folded.length;
    } else if (weak) return null;
  }
  if (weak && (printed === '' || printed.length > 20)) return null;
  const kind = kindOf(context, index, folded, label, end, printed);
  if (kind === null) return null;
  const credit: CreditCandidate = {
    name: printed,
    names,
    openList,
    label: block.text.slice(label.start, label.end),
    separator: separator === '' ? '' : block.text.slice(label.end, label.end + separator.length),
    raw:
      spanEnd.block === block
        ? block.text.slice(label.start, spanEnd.to)
        : `${block.text.slice(label.start)} ${printed}`,
    kind,
    zone: zoneOf(context, index, folded, label, end),
    visible: block.visible && spanEnd.block.visible,
    order: block.orderOf(label.start),
    // Places are worked out for the few candidates that somebody is told of.
    get span() {
      const first = block.spanOf(label.start, Math.max(label.end, label.start + 1));
      const last = spanEnd.to > spanEnd.from ? spanEnd.block.spanOf(spanEnd.from, spanEnd.to) : first;
      return { start: first.start, end: Math.max(first.end, last.end) };
    },
    element:
      spanEnd.block === block
        ? block.elementAt(Math.min(from, Math.max(0, block.text.length - 1)))
        : spanEnd.block.element,
  };
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

function kindOf(
  context: CreditContext,
  index: number,
  folded: string,
  label: Label,
  end: number,
  name: string,
): CreditKind | null {
  const { marks, blocks } = context;
  const block = blocks[index];
  const element = block.elementAt(label.start);
  if ((marks[element] & COMMENT) !== 0 && block.zone !== 'head') return 'comment';
  if (label.about === 'picture') return 'picture';
  if (label.about === 'material') return 'material';
  if (isHeadline(context, index, folded, label, end)) return 'headline';
  const sentence = sentenceBefore(folded, label.start);
  if (isNoticeLine(context, folded, label, block))
    return INSTRUCTION.test(sentence) && !/凡/.test(sentence) ? 'instruction' : 'notice';
  if (INSTRUCTION.test(sentence) && sentence.length < 40) return 'instruction';
  if (isProse(block, folded, label, end, name)) return 'prose';
  if ((marks[element] & ~marks[context.bodyElement] & FIGURE) !== 0 && block.zone === 'body' && !isEdge(context, index))
    return 'picture';
  return 'article';
}

/** A label inside a link that says more than the credit is somebody's headline. */
function isHeadline(context: CreditContext, index: number, folded: string, label: Label, end: number): boolean {
  const { marks, tree, blocks, range } = context;
  const block = blocks[index];
  if (index === range.headline) return true;
  const element = block.elementAt(label.start);
  if ((marks[element] & LINKED) === 0) return false;
  const run = block.runAt(label.start);
  let link = element;
  while (link > 0 && tree.parent[link] > 0 && (marks[tree.parent[link]] & LINKED) !== 0) link = tree.parent[link];
  let from = label.start;
  for (let at = run; at >= 0 && tree.isWithin(tree.runElement[block.runs[at]], link); at--)
    from = Math.min(from, block.starts[at]);
  return label.start - from >= 6 || (label.opener === '' && folded.length - end > 12 && !label.opensField);
}

/** Some pages are one line of a hundred thousand letters; a sentence is not. */
const LONGEST_SENTENCE = 300;

/** What stands between the last end of a sentence and the label. */
function sentenceBefore(folded: string, start: number): string {
  const from = Math.max(0, start - LONGEST_SENTENCE);
  for (let at = start - 1; at >= from; at--) {
    const unit = folded.charCodeAt(at);
    // 。！？；!?;
    if (
      unit === 0x3002 ||
      unit === 0xff01 ||
      unit === 0xff1f ||
      unit === 0xff1b ||
      unit === 33 ||
      unit === 63 ||
      unit === 59
    ) {
      return folded.slice(at + 1, start);
    }
  }
  return folded.slice(from, start);
}

function isNoticeLine(context: CreditContext, line: string, whole: Label, block: Block): boolean {
  const from = Math.max(0, whole.start - LONGEST_SENTENCE);
  const folded = line.slice(from, whole.start + LONGEST_SENTENCE);
  const label = from === 0 ? whole : { ...whole, start: whole.start - from, end: whole.end - from };
  const quoted = '“"「『\'‘'.includes(folded[label.start - 1] ?? ' ');
  const sentence = sentenceBefore(folded, label.start);
  if (/凡|来源 ?非/.test(sentence.slice(-30)) || /^(?:来 ?源) ?非/.test(folded.slice(label.start))) return true;
  if (quoted && (NOTICE.test(folded) || INSTRUCTION.test(folded))) return true;
  const { notices, noticeStarts } = context.vocabulary;
  if (noticeStarts.some((start) => folded.includes(start)) && folded.length > 12) {
    const text = foldText(folded);
    if (notices.some((notice) => text.includes(notice))) return true;
  }
  // A credit line may stand beside 版权声明 as a heading; a sentence that speaks of rights is a notice.
  return block.sentenceMarks > 0 && NOTICE.test(folded) && !label.opensField
    ? true
    : block.sentenceMarks >= 2 &&
        folded.length > 36 &&
        NOTICE.test(sentence + folded.slice(label.start, label.start + 60)) &&
        !isOwnSentence(folded, label);
}

/** The label opens a sentence or a bracket of its own. */
function isOwnSentence(folded: string, label: Label): boolean {
  const before = folded.slice(0, label.start).trimEnd();
  return before === '' || '。！？!?;；([【（'.includes(before[before.length - 1]);
}

function isProse(block: Block, folded: string, label: Label, end: number, name: string): boolean {
  if (
    /^(?:的|了|是|在|于|和|与|有|为|不|主要|包括|之一|广泛|多|单一|稳定|可靠|问题|地|国|渠道)/.test(name) &&
    label.end === end - name.length
  )
    return true;
  if (block.zone === 'head' && label.opensField) return name.length > 40;
  const after = folded.slice(end).replace(/^[)\]】）」”"'.。\s]+/, '');
  const closes = after === '' || FIELD_AT_START.test(after) || /^[(（[【|丨]/.test(after);
  if (label.opener !== '' && '([【（〔'.includes(label.opener)) return !closes && after.length > 40 && label.verbal;
  // In the middle of running text a label must open a sentence and its name must close one.
  if (label.verbal && !isOwnSentence(folded, label) && block.sentenceMarks > 0) return true;
  if (block.sentenceMarks > 0 && folded.length > 40 && !isOwnSentence(folded, label) && !block.isStart(label.start))
    return !closes || folded[label.start - 1] !== ' ';
  return label.verbal && /[，,]/.test(folded[end] ?? '') && after.length > 12;
}

/** Body lines so near its ends that they credit the whole: the first two and the last three. */
export function isEdge(context: CreditContext, index: number): boolean {
  const { blocks, range } = context;
  if (range.first < 0) return true;
  const fewer = (than: number, from: number, to: number, step: 1 | -1): boolean => {
    let count = 0;
    for (let at = from; at !== to; at += step) {
      if (blocks[at].visible && blocks[at].text.trim() !== '' && ++count >= than) return false;
    }
    return true;
  };
  return fewer(2, range.first, index, 1) || fewer(3, range.last, index, -1);
}

/** Blanks and brackets around a credit that fills its line, at most. */
const BRACKETS = 12;

/** The zone of a credit. A line in the middle of the body is body; at its ends it belongs to head or tail. */
function zoneOf(context: CreditContext, index: number, folded: string, label: Label, end: number): Zone {
  const { blocks, range } = context;
  const block = blocks[index];
  if (block.zone !== 'body' || !isEdge(context, index)) return block.zone;
  const alone = label.start <= BRACKETS && /^[\s([【（〔]*$/.test(folded.slice(0, label.start));
  const closes = folded.length - end <= BRACKETS && /^[\s)\]】）〕.。]*$/.test(folded.slice(end));
  if (!alone && !closes) return 'body';
  const single = range.first === range.last;
  return index > range.first || (single && !alone) ? 'tail' : 'head';
}

/** Lines of text as a reader sees them, cut from the runs of a page tree. */
import { decodeHTML } from 'entities';
import { foldLine } from './fold-line.js';
import { LINKED } from './marks.js';
import { isBlank, isWidthless, type RenderedLine, renderLine } from './render.js';
import type { PageTree } from './tree.js';
import type { Span, TextBlock, Zone } from './types.js';

const ENTITY = /&(?:#[xX][0-9a-fA-F]+|#[0-9]+|[a-zA-Z][a-zA-Z0-9]*);?/y;

/** A line: some consecutive runs between two line breaks, all visible or all hidden. */
export class Block implements TextBlock {
  zone: Zone = 'outside';
  private line: RenderedLine | null = null;
  private foldedText: string | null = null;
  private offsets: Uint32Array | null = null;

  constructor(
    private readonly tree: PageTree,
    /** Indexes of the runs, in page order. */
    readonly runs: readonly number[],
    readonly visible: boolean,
    readonly element: number,
    readonly linkedLength: number,
    /** Ideographs and letters outside links. */
    readonly proseLength: number,
    /** Sentence punctuation outside links. */
    readonly sentenceMarks: number,
    /** Holds a character with which a credit label could be written. */
    readonly mayCredit: boolean,
    /** The first UTF-16 unit in the HTML that is no blank of ASCII. */
    readonly firstUnit: number,
  ) {}

  get span(): Span {
    return this.tree.spanOf(this.startByte, this.endByte);
  }

  get spanLength(): number {
    return this.tree.markup.lengthOf(this.startByte, this.endByte);
  }

  /** Where it begins and ends among the page's bytes: to put things in order without converting offsets. */
  get startByte(): number {
    return this.tree.runStart[this.runs[0]];
  }

  get endByte(): number {
    return this.tree.runEnd[this.runs[this.runs.length - 1]];
  }

  private get rendered(): RenderedLine {
    this.line ??= renderLine(this.tree, this.runs);
    return this.line;
  }

  get text(): string {
    return this.rendered.text;
  }

  /** `text` with width and script folded, unit for unit. */
  get folded(): string {
    this.foldedText ??= foldLine(this.text);
    return this.foldedText;
  }

  /** Index into `text` where each run begins. */
  get starts(): readonly number[] {
    return this.rendered.starts;
  }

  /** The element whose text stands at `index`. */
  elementAt(index: number): number {
    return this.tree.runElement[this.runs[this.runAt(index)]];
  }

  /** A run begins at `index`: an element ends or begins there. */
  isStart(index: number): boolean {
    return this.starts[this.runAt(index)] === index;
  }

  /** Position in `runs` of the run that holds unit `index`. */
  runAt(index: number): number {
    const { starts } = this;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  map(index: number): number {
    const plain = this.mapPlain(index);
    if (plain >= 0) return plain;
    this.offsets ??= this.renderOffsets();
    return this.offsets[Math.min(index, this.offsets.length - 1)];
  }

  /** A number that rises in page order. */
  orderOf(index: number): number {
    const at = this.runAt(index);
    return this.tree.runStart[this.runs[at]] + index - this.starts[at];
  }

  /** In a run that was taken over as it stands, offsets only shift; -1 where more was done to it. */
  private mapPlain(index: number): number {
    const { runs, tree } = this;
    const { starts, plain } = this.rendered;
    const at = this.runAt(index);
    return plain[at] ? tree.markup.offsetOf(tree.runStart[runs[at]]) + index - starts[at] : -1;
  }

  /** The HTML span behind units `from` (inclusive) to `to` (exclusive). */
  spanOf(from: number, to: number): Span {
    return { start: this.map(from), end: to > from ? this.map(to - 1) + this.sizeAt(to - 1) : this.map(from) };
  }

  /** Length in the HTML of what became unit `index`: more than one for an entity. */
  private sizeAt(index: number): number {
    if (this.text[index] === '&') return 1;
    const run = this.runs[this.runAt(index)];
    const printed = this.printed(run);
    const at = this.map(index) - this.tree.markup.offsetOf(this.tree.runStart[run]);
    if (printed[at] !== '&') return 1;
    ENTITY.lastIndex = at;
    return ENTITY.exec(printed)?.[0].length ?? 1;
  }

  /** The text of a run as it stands in the HTML. */
  private printed(run: number): string {
    return this.tree.markup.text(this.tree.runStart[run], this.tree.runEnd[run]);
  }

  /** Walks the same way as `renderLine`, unit by unit. Needed only where something is to be shown to people. */
  private renderOffsets(): Uint32Array {
    const { markup, runStart } = this.tree;
    const offsets: number[] = [];
    let afterBlank = true;
    let end = 0;
    for (const run of this.runs) {
      const printed = this.printed(run);
      const start = markup.offsetOf(runStart[run]);
      end = start + printed.length;
      for (let at = 0; at < printed.length; ) {
        let piece = printed[at];
        let size = 1;
        if (piece === '&') {
          ENTITY.lastIndex = at;
          const match = ENTITY.exec(printed);
          if (match !== null) {
            piece = decodeHTML(match[0]);
            size = match[0].length;
          }
        }
        for (let index = 0; index < piece.length; index++) {
          const unit = piece.charCodeAt(index);
          if (isBlank(unit)) {
            if (afterBlank) continue;
            afterBlank = true;
          } else {
            if (isWidthless(unit)) continue;
            afterBlank = false;
          }
          offsets.push(start + (piece.length === size ? at + index : at));
        }
        at += size;
      }
    }
    offsets.push(end);
    return Uint32Array.from(offsets);
  }
}

/** Characters of credit labels that are rare enough elsewhere: a line with one of them is looked at. */
const isLabelUnit = (unit: number): boolean =>
  unit === 0x6e90 /* 源 */ ||
  unit === 0x7a3f /* 稿 */ ||
  unit === 0x6444 /* 摄 */ ||
  unit === 0x651d /* 攝 */ ||
  unit === 0x4f9b /* 供 */ ||
  unit === 0x56fe /* 图 */ ||
  unit === 0x5716 /* 圖 */ ||
  (unit >= 0xf900 && unit <= 0xfaff) ||
  (unit >= 0x2e80 && unit <= 0x2fdf);

/** The others: every label without one of the above has one of these, and so has nearly every paragraph. */
const isLooseUnit = (unit: number): boolean =>
  unit === 0x81ea /* 自 */ ||
  unit === 0x5904 /* 处 */ ||
  unit === 0x8655 /* 處 */ ||
  unit === 0x6765 /* 来 */ ||
  unit === 0x4f86; /* 來 */

const BEFORE_ZI = new Set([...'来來载載转轉编編摘引选選理译譯发發'].map((letter) => letter.charCodeAt(0)));

/** What `isLabelPair` finds behind another. */
const PAIR_ENDS: readonly number[] = [...'自处處载載发發'].map((letter) => letter.charCodeAt(0));

/** Two characters, whatever else stands between them, that the built-in labels made of those have: 转自, 出处, 原载. */
function isLabelPair(before: number, unit: number): boolean {
  switch (unit) {
    case 0x81ea:
      return BEFORE_ZI.has(before);
    case 0x5904:
    case 0x8655:
      return before === 0x51fa; // 出
    case 0x8f7d:
    case 0x8f09:
      return before === 0x539f; // 原载
    case 0x53d1:
    case 0x767c:
      return before === 0x9996; // 首发
    default:
      return false;
  }
}

/** By the lower 12 bits of an ideograph: whether it may be one of those looked for. One in a hundred has to be asked. */
const mayBeOfLabel = new Uint8Array(0x1000);
for (let unit = 0x4e00; unit <= 0x9fff; unit++) {
  if (isLabelUnit(unit) || isLooseUnit(unit) || PAIR_ENDS.includes(unit)) mayBeOfLabel[unit & 0xfff] = 1;
}

/** `Source`, the one label of Latin letters in use, by its first two; full width, by any letter of that width. */
const LATIN_S = 0x73;
const LATIN_O = 0x6f;
const FULL_WIDTH_A = 0xff21;
const FULL_WIDTH_Z = 0xff5a;

/** Whether a label is found by the characters looked for in a line: those a policy adds may be made of any. */
export function isToldByPairs(label: string): boolean {
  if (/so/i.test(label)) return true;
  let before = 0;
  for (const letter of label) {
    const unit = letter.charCodeAt(0);
    if (isLabelUnit(unit) || isLabelPair(before, unit)) return true;
    before = unit;
  }
  return false;
}

const isSentenceMark = (unit: number): boolean =>
  unit === 0x3002 ||
  unit === 0xff0c ||
  unit === 0xff1b ||
  unit === 0xff01 ||
  unit === 0xff1f ||
  unit === 0x3001 ||
  unit === 0x201c;

/** Stands for all of them. */
const HIGH_SURROGATE = 0xd800;

/**
 * Cuts the runs of a page into lines. `hidden` and `marks` have a row for each element; `pairsTell`: every label looked
 * for is told by pairs.
 */
export function cutBlocks(tree: PageTree, hidden: Uint8Array, marks: Uint8Array, pairsTell: boolean): Block[] {
  const blocks: Block[] = [];
  const { runs } = tree;
  let from = 0;
  while (from < runs) {
    let to = from + 1;
    while (to < runs && tree.runBreak[to] === 0) to++;
    cutLine(tree, hidden, marks, from, to, pairsTell, blocks);
    from = to;
  }
  return blocks;
}

function cutLine(
  tree: PageTree,
  hidden: Uint8Array,
  marks: Uint8Array,
  from: number,
  to: number,
  pairsTell: boolean,
  blocks: Block[],
): void {
  const first = hidden[tree.runElement[from]];
  let others = 0;
  for (let run = from + 1; run < to; run++) if (hidden[tree.runElement[run]] !== first) others++;
  for (const state of others === 0 ? [first] : [first, 1 - first]) {
    const runs = state === first ? to - from - others : others;
    const block = makeBlock(tree, runsOf(tree, hidden, from, to, state, runs), marks, state === 0, pairsTell);
    if (block !== null) blocks.push(block);
  }
}

/** The runs of a line that are in a state, `count` of them. Most lines are one run, or all visible. */
function runsOf(
  tree: PageTree,
  hidden: Uint8Array,
  from: number,
  to: number,
  state: number,
  count: number,
): readonly number[] {
  if (count === 1 && to - from === 1) return [from];
  const runs: number[] = [];
  for (let run = from; run < to; run++) if (hidden[tree.runElement[run]] === state) runs.push(run);
  return runs;
}

function makeBlock(
  tree: PageTree,
  runs: readonly number[],
  marks: Uint8Array,
  visible: boolean,
  pairsTell: boolean,
): Block | null {
  const { bytes, runStart, runEnd, runElement } = tree;
  let linkedLength = 0;
  let prose = 0;
  let stops = 0;
  let ink = 0;
  let mayCredit = false;
  let hasLooseUnit = false;
  let hasPair = false;
  let before = 0;
  let firstUnit = 0;
  for (const run of runs) {
    const inLink = (marks[runElement[run]] & LINKED) !== 0;
    const end = runEnd[run];
    let letters = 0;
    let sentenceMarks = 0;
    for (let at = runStart[run]; at < end; at++) {
      const byte = bytes[at];
      if (byte <= 32) continue;
      ink++;
      if (byte < 0x80) {
        if (firstUnit === 0) firstUnit = byte;
        if ((byte | 0x20) >= 97 && (byte | 0x20) <= 122) {
          letters += 0.5;
          if ((byte | 0x20) === LATIN_O && (bytes[at - 1] | 0x20) === LATIN_S) hasPair = true;
        } else if (byte === 0x2c) sentenceMarks++;
        else if (byte === 38) mayCredit = true; // An entity may be any of them.
      } else if (byte < 0xe0) {
        if (firstUnit === 0) firstUnit = ((byte & 0x1f) << 6) | (bytes[at + 1] & 0x3f);
        at++;
      } else if (byte < 0xf0) {
        const unit = ((byte & 0x0f) << 12) | ((bytes[at + 1] & 0x3f) << 6) | (bytes[at + 2] & 0x3f);
        if (firstUnit === 0) firstUnit = unit;
        if (unit >= 0x4e00 && unit <= 0x9fff) {
          letters++;
          if (mayBeOfLabel[unit & 0xfff] !== 0 && !mayCredit) {
            if (isLabelUnit(unit)) mayCredit = true;
            else if (isLooseUnit(unit)) hasLooseUnit = true;
            if (isLabelPair(before, unit)) hasPair = true;
          }
          before = unit;
        } else {
          if (isSentenceMark(unit)) sentenceMarks++;
          if (isLabelUnit(unit)) mayCredit = true;
          if (unit >= 0x3400 && unit < 0x4e00) before = unit;
          else if (unit >= FULL_WIDTH_A && unit <= FULL_WIDTH_Z) hasPair = true;
        }
        at += 2;
      } else {
        if (firstUnit === 0) firstUnit = HIGH_SURROGATE;
        at += 3;
      }
    }
    if (inLink) linkedLength += letters;
    else {
      prose += letters;
      stops += sentenceMarks;
    }
  }
  if (ink === 0) return null;
  if (hasLooseUnit && (hasPair || !pairsTell)) mayCredit = true;
  let element = runElement[runs[0]];
  for (let index = 1; index < runs.length; index++) element = tree.commonAncestor(element, runElement[runs[index]]);
  return new Block(tree, runs, visible, element, linkedLength, prose, stops, mayCredit, firstUnit);
}

/** Lines of text as a reader sees them, cut from the runs of a page tree. */
import { decodeHTML } from 'entities';
import { foldLine } from './fold-line.js';
import { LineMeasure } from './line-measure.js';
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
  readonly linkedLength: number;
  /** Ideographs and letters outside links. */
  readonly proseLength: number;
  /** Sentence punctuation outside links. */
  readonly sentenceMarks: number;
  /** The first UTF-16 unit in the HTML that is no blank of ASCII. */
  readonly firstUnit: number;
  /** Holds characters with which a credit label could be written. */
  readonly mayCredit: boolean;

  /** `measure`: of the runs; `pairsTell`: every label looked for has one of the pairs it knows. */
  constructor(
    private readonly tree: PageTree,
    /** Indexes of the runs, in page order. */
    readonly runs: readonly number[],
    readonly visible: boolean,
    readonly element: number,
    measure: LineMeasure,
    pairsTell: boolean,
  ) {
    this.linkedLength = measure.linkedLength;
    this.proseLength = measure.proseLength;
    this.sentenceMarks = measure.sentenceMarks;
    this.firstUnit = measure.firstUnit;
    this.mayCredit = measure.mayCredit(pairsTell);
  }

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

/**
 * Cuts the runs of a page into lines. `hidden` and `marks` have a row for each element; `pairsTell`: every label looked
 * for is told by pairs (`isToldByPairs`).
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
  measure.clear();
  for (const run of runs) measure.add(bytes, runStart[run], runEnd[run], (marks[runElement[run]] & LINKED) !== 0);
  if (measure.firstUnit === 0) return null;
  let element = runElement[runs[0]];
  for (let index = 1; index < runs.length; index++) element = tree.commonAncestor(element, runElement[runs[index]]);
  return new Block(tree, runs, visible, element, measure, pairsTell);
}

const measure = new LineMeasure();

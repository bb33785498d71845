import { numbersOf } from './figures.js';
import { inputRange, type NormalisedText } from './normalise.js';
import type { Sentence } from './sentences.js';
import { unitAt } from './template.js';
import type { TextRange } from './types.js';

/** What stands in the original and what stands on the page instead; one of them can be empty. */
export interface Difference {
  readonly original: TextRange;
  readonly page: TextRange;
}

export interface SentenceSets {
  readonly sentences: readonly Sentence[];
  readonly dropped: ReadonlySet<Sentence>;
  readonly pageSentences: readonly Sentence[];
  readonly added: ReadonlySet<Sentence>;
}

/** In normalised units of the two texts, while it is put together. */
interface Edit {
  start: number;
  end: number;
  pageStart: number;
  pageEnd: number;
}

/**
 * The differences of each sentence that is still there. Dropped and added sentences are differences of their own kind and
 * stay out; what was put in at the edge of a sentence belongs to the sentence it is joined to on the page.
 * A figure counts as a whole: 302 that has become 352 is one difference of three digits.
 */
export function differencesOf(
  original: NormalisedText,
  page: NormalisedText,
  partner: Int32Array,
  sets: SentenceSets,
): Map<Sentence, Difference[]> {
  const edits = new Map<Sentence, Edit[]>();
  const pageOf = sentenceFinder(sets.pageSentences);
  const ownerOf = sentenceFinder(sets.sentences);
  const put = (sentence: Sentence | undefined, edit: Edit) => {
    if (sentence === undefined || sets.dropped.has(sentence)) return;
    if (edit.start === edit.end && edit.pageStart === edit.pageEnd) return;
    const list = edits.get(sentence);
    if (list === undefined) edits.set(sentence, [edit]);
    else list.push(edit);
  };

  for (const gap of gapsOf(partner, pageOf)) {
    const left = gap.start > 0 ? ownerOf(gap.start - 1) : undefined;
    const right = gap.end < partner.length ? ownerOf(gap.end) : undefined;
    if (left !== undefined && left === right) {
      const inserted = joined(gap, pageOf, sets.added);
      put(left, { start: gap.start, end: gap.end, pageStart: inserted[0], pageEnd: inserted[1] });
      continue;
    }
    // The gap lies across a full stop: what is joined to the words before it on the page, and what to those behind.
    const [leftEnd, rightStart] = divide(gap, pageOf);
    const leftHere = left === undefined || sets.dropped.has(left) ? gap.start : Math.min(left.end, gap.end);
    const rightHere = right === undefined || sets.dropped.has(right) ? gap.end : Math.max(right.start, gap.start);
    const whole = leftEnd === gap.pageEnd && rightStart === gap.pageStart;
    // One sentence on the page runs through: it goes to the side that has lost words.
    const toRight = whole && leftHere === gap.start && rightHere < gap.end;
    put(left, {
      start: gap.start,
      end: leftHere,
      pageStart: gap.pageStart,
      pageEnd: toRight ? gap.pageStart : leftEnd,
    });
    const pageStart = whole && !toRight && left !== undefined ? gap.pageEnd : rightStart;
    put(right, { start: rightHere, end: gap.end, pageStart, pageEnd: gap.pageEnd });
  }

  const figures = { original: numberUnits(original), page: numberUnits(page) };
  const back = inverse(partner, page.units.length);
  const differences = new Map<Sentence, Difference[]>();
  for (const [sentence, list] of edits) {
    for (const edit of list) widenToFigures(edit, sentence, figures, partner, back);
    differences.set(
      sentence,
      merged(list).map((edit) => ({
        original: inputRange(original, edit.start, edit.end),
        page: inputRange(page, edit.pageStart, edit.pageEnd),
      })),
    );
  }
  return differences;
}

type SentenceFinder = (unit: number) => Sentence | undefined;

function sentenceFinder(sentences: readonly Sentence[]): SentenceFinder {
  return (unit) => {
    let low = 0;
    let high = sentences.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sentences[middle].end <= unit) low = middle + 1;
      else high = middle;
    }
    return sentences[low];
  };
}

/** Everything between two neighbouring pairs; before the first and behind the last as far as the page's sentence goes. */
function* gapsOf(partner: Int32Array, pageOf: SentenceFinder): Generator<Edit> {
  let previous = -1;
  let pagePrevious = -1;
  for (let unit = 0; unit < partner.length; unit++) {
    const pageUnit = partner[unit];
    if (pageUnit < 0) continue;
    const pageStart = previous < 0 ? (pageOf(pageUnit)?.start ?? pageUnit) : pagePrevious + 1;
    if (unit > previous + 1 || pageUnit > pageStart)
      yield { start: previous + 1, end: unit, pageStart, pageEnd: pageUnit };
    previous = unit;
    pagePrevious = pageUnit;
  }
  if (previous < 0) return;
  const pageEnd = pageOf(pagePrevious)?.end ?? pagePrevious + 1;
  if (previous + 1 < partner.length || pageEnd > pagePrevious + 1)
    yield { start: previous + 1, end: partner.length, pageStart: pagePrevious + 1, pageEnd };
}

/** Where on the page the sentence before the gap ends, and where the one behind it starts. */
function divide(gap: Edit, pageOf: SentenceFinder): [number, number] {
  const before = gap.pageStart > 0 ? pageOf(gap.pageStart - 1) : undefined;
  const behind = pageOf(gap.pageEnd);
  const leftEnd = before === undefined ? gap.pageStart : Math.min(Math.max(before.end, gap.pageStart), gap.pageEnd);
  const rightStart = behind === undefined ? gap.pageEnd : Math.max(Math.min(behind.start, gap.pageEnd), gap.pageStart);
  return [leftEnd, rightStart];
}

/** What of the page in a gap inside a sentence belongs to it: without the sentences that are reported as added. */
function joined(gap: Edit, pageOf: SentenceFinder, added: ReadonlySet<Sentence>): [number, number] {
  let start = gap.pageStart;
  let end = gap.pageEnd;
  for (let sentence = pageOf(start); start < end && sentence && added.has(sentence); sentence = pageOf(start))
    start = Math.min(end, sentence.end);
  for (let sentence = pageOf(end - 1); end > start && sentence && added.has(sentence); sentence = pageOf(end - 1))
    end = Math.max(start, sentence.start);
  return [start, end];
}

function inverse(partner: Int32Array, length: number): Int32Array {
  const back = new Int32Array(length).fill(-1);
  for (let unit = 0; unit < partner.length; unit++) if (partner[unit] >= 0) back[partner[unit]] = unit;
  return back;
}

/** Makes a difference inside a figure a difference of the figure, in both texts. */
function widenToFigures(
  edit: Edit,
  sentence: Sentence,
  figures: { original: readonly TextRange[]; page: readonly TextRange[] },
  partner: Int32Array,
  back: Int32Array,
): void {
  for (const { start, end } of overlapping(figures.original, edit.start, edit.end)) {
    for (; edit.start > Math.max(start, sentence.start) && partner[edit.start - 1] === edit.pageStart - 1; edit.start--)
      edit.pageStart--;
    for (; edit.end < Math.min(end, sentence.end) && partner[edit.end] === edit.pageEnd; edit.end++) edit.pageEnd++;
  }
  for (const { start, end } of overlapping(figures.page, edit.pageStart, edit.pageEnd)) {
    for (
      ;
      edit.pageStart > start && edit.start > sentence.start && back[edit.pageStart - 1] === edit.start - 1;
      edit.pageStart--
    )
      edit.start--;
    for (; edit.pageEnd < end && edit.end < sentence.end && back[edit.pageEnd] === edit.end; edit.pageEnd++) edit.end++;
  }
}

/** Numbers, in normalised units. */
function numberUnits(text: NormalisedText): TextRange[] {
  return numbersOf(text.input).map(({ start, end }) => ({ start: unitAt(text, start), end: unitAt(text, end) }));
}

function overlapping(figures: readonly TextRange[], start: number, end: number): readonly TextRange[] {
  let low = 0;
  let high = figures.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (figures[middle].end <= start) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while (last < figures.length && figures[last].start < end) last++;
  return figures.slice(low, last);
}

/** Differences that touch after widening are one. */
function merged(edits: readonly Edit[]): Edit[] {
  const result: Edit[] = [];
  for (const edit of edits) {
    const last = result.at(-1);
    if (last !== undefined && (edit.start < last.end || (edit.start === last.end && edit.pageStart <= last.pageEnd))) {
      last.end = Math.max(last.end, edit.end);
      last.pageEnd = Math.max(last.pageEnd, edit.pageEnd);
    } else result.push({ ...edit });
  }
  return result;
}

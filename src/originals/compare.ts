import { align } from './align.js';
import { type Change, changesIn } from './changes.js';
import { type Difference, differencesOf } from './differences.js';
import { figuresOf } from './figures.js';
import { inputRange, type NormalisedText, normalise } from './normalise.js';
import type { Run } from './runs.js';
import { type Sentence, sentencesOf } from './sentences.js';
import type { TextRange } from './types.js';

/** `moved`: word for word, but in another place. */
export type SentenceFate = 'kept' | 'moved' | 'altered' | 'dropped';

/** A sentence of the original and what has become of it. Ranges are offsets into the texts handed in. */
export interface ComparedSentence {
  readonly fate: SentenceFate;
  readonly original: TextRange;
  /** Where its words stand on the page; null when it was dropped. */
  readonly page: TextRange | null;
  /** What is different; empty unless altered. */
  readonly differences: readonly Difference[];
  /** Figures and names among the differences. */
  readonly changes: readonly Change[];
}

export interface TextComparison {
  /** The original's sentences, in its order. */
  readonly sentences: readonly ComparedSentence[];
  /** Sentences of the page among the original's that the original does not have. */
  readonly added: readonly TextRange[];
  readonly counts: Readonly<Record<SentenceFate | 'added', number>>;
  /** Most figures of the original are gone and nothing is in their place: a copying program has lost them. */
  readonly figuresLost: boolean;
}

export interface CompareOptions {
  /**
   * The page text is the article and nothing else, so what stands before and behind the original's words was added too.
   * Otherwise only what stands among them is said to be added.
   */
  readonly pageIsArticle?: boolean;
}

/** Of a sentence that has become another, so much is equal by chance. */
const LEAST_SHARE = 0.4;
/** Figures that must be gone to speak of a loss, and their share. */
const LOST_FIGURES = 4;
const LOST_SHARE = 0.8;

/**
 * Compares the text of a page with the original it was made from. Letters and digits count, after folding; punctuation,
 * blanks, width, case and traditional forms do not.
 * @param original plain text of the original
 * @param page what a reader sees of the page; the article alone, or more
 */
export function compareTexts(original: string, page: string, options: CompareOptions = {}): TextComparison {
  const ours = normalise(original);
  const theirs = normalise(page);
  const { partner, runs } = align(ours.units, theirs.units);
  const sentences = sentencesOf(ours);
  const dropped = new Set(sentences.filter((sentence) => pairedShare(partner, sentence) < LEAST_SHARE));
  for (const sentence of dropped) partner.fill(-1, sentence.start, sentence.end);
  const moved = new Map<Sentence, Run>();
  for (const sentence of dropped) {
    const run = runs.find((run) => run.original <= sentence.start && run.original + run.length >= sentence.end);
    if (run !== undefined) moved.set(sentence, run);
  }

  const pageSentences = sentencesOf(theirs);
  const added = addedSentences(pageSentences, taken(theirs, partner, moved), options.pageIsArticle ?? false);
  const differences = differencesOf(ours, theirs, partner, {
    sentences,
    dropped,
    pageSentences,
    added: new Set(added),
  });
  const compared = sentences.map((sentence): ComparedSentence => {
    const originalRange = { start: sentence.inputStart, end: sentence.inputEnd };
    const run = moved.get(sentence);
    if (run !== undefined) {
      const start = run.page + sentence.start - run.original;
      const pageRange = inputRange(theirs, start, start + sentence.end - sentence.start);
      return { fate: 'moved', original: originalRange, page: pageRange, differences: [], changes: [] };
    }
    if (dropped.has(sentence))
      return { fate: 'dropped', original: originalRange, page: null, differences: [], changes: [] };
    const own = differences.get(sentence) ?? [];
    const pageRange = pageRangeOf(theirs, partner, sentence, own);
    return {
      fate: own.length === 0 ? 'kept' : 'altered',
      original: originalRange,
      page: pageRange,
      differences: own,
      changes: own.length === 0 ? [] : changesIn(original, page, originalRange, pageRange, own),
    };
  });
  return {
    sentences: compared,
    added: added.map(({ inputStart, inputEnd }) => ({ start: inputStart, end: inputEnd })),
    counts: countsOf(compared, added.length),
    figuresLost: areFiguresLost(original, compared),
  };
}

function pairedShare(partner: Int32Array, { start, end }: Sentence): number {
  let paired = 0;
  for (let i = start; i < end; i++) if (partner[i] >= 0) paired++;
  return paired / (end - start);
}

/** Which units of the page stand for something in the original. */
function taken(page: NormalisedText, partner: Int32Array, moved: ReadonlyMap<Sentence, Run>): Uint8Array {
  const result = new Uint8Array(page.units.length);
  for (const unit of partner) if (unit >= 0) result[unit] = 1;
  for (const [{ start, end }, run] of moved)
    result.fill(1, run.page + start - run.original, run.page + end - run.original);
  return result;
}

function addedSentences(sentences: readonly Sentence[], used: Uint8Array, everywhere: boolean): Sentence[] {
  const first = everywhere ? 0 : used.indexOf(1);
  const last = everywhere ? used.length : used.lastIndexOf(1);
  return sentences.filter(({ start, end }) => {
    if (start < first || end > last) return false;
    let own = 0;
    for (let i = start; i < end; i++) own += used[i];
    return own < (1 - LEAST_SHARE) * 0.5 * (end - start);
  });
}

/** From the first to the last of what stands for the sentence on the page, insertions at its ends included. */
function pageRangeOf(
  page: NormalisedText,
  partner: Int32Array,
  sentence: Sentence,
  differences: readonly Difference[],
): TextRange {
  let first = sentence.start;
  let last = sentence.end - 1;
  while (partner[first] < 0) first++;
  while (partner[last] < 0) last--;
  const words = inputRange(page, partner[first], partner[last] + 1);
  return differences.reduce(
    (range, { page: inserted }) =>
      inserted.start === inserted.end
        ? range
        : { start: Math.min(range.start, inserted.start), end: Math.max(range.end, inserted.end) },
    words,
  );
}

function countsOf(sentences: readonly ComparedSentence[], added: number): TextComparison['counts'] {
  const counts = { kept: 0, moved: 0, altered: 0, dropped: 0, added };
  for (const { fate } of sentences) counts[fate]++;
  return counts;
}

function areFiguresLost(original: string, sentences: readonly ComparedSentence[]): boolean {
  let figures = 0;
  let lost = 0;
  for (const { page, original: range, changes } of sentences) {
    if (page === null) continue;
    figures += figuresOf(original.slice(range.start, range.end)).length;
    lost += changes.filter((change) => change.original !== null && change.page === null).length;
  }
  return lost >= LOST_FIGURES && lost >= LOST_SHARE * figures;
}

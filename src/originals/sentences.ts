import type { NormalisedText } from './normalise.js';
import { unitAt } from './template.js';

/** A sentence in normalised units, and where it stands in the input, its full stop and closing quotes included. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly inputStart: number;
  readonly inputEnd: number;
}

/** Up to and with the mark that ends it, and the quotes and brackets that close behind the mark; or a line. */
const SENTENCE = /[^。！？；!?;\n]*(?:[。！？；!?;]+[”’」』）)】》"']*|\n|$)/gu;

/** Sentences that hold at least one letter or digit, in order. Punctuation is the author's: it decides nothing but the cut. */
export function sentencesOf(text: NormalisedText): Sentence[] {
  const sentences: Sentence[] = [];
  for (const match of text.input.matchAll(SENTENCE)) {
    if (match[0] === '') continue;
    const start = unitAt(text, match.index);
    const end = unitAt(text, match.index + match[0].length);
    if (start === end) continue;
    const inputStart = match.index + match[0].length - match[0].trimStart().length;
    sentences.push({ start, end, inputStart, inputEnd: match.index + match[0].trimEnd().length });
  }
  return sentences;
}

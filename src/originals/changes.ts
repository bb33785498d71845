import type { Difference } from './differences.js';
import { figuresOf } from './figures.js';
import { namesOf } from './names.js';
import type { TextRange } from './types.js';

/** A figure or a name that is another on the page, or is no longer there (page: null), or was put in (original: null). */
export interface Change {
  /** `person` and `place` are guesses from the words around them; see names.ts. */
  readonly kind: 'number' | 'date' | 'person' | 'place';
  readonly original: string | null;
  readonly page: string | null;
  readonly originalRange: TextRange;
  readonly pageRange: TextRange;
}

/**
 * Figures and names among the differences of one sentence.
 * @param original the original's text, of which `originalRange` is the sentence
 * @param page the page's text, of which `pageRange` is what has become of it
 */
export function changesIn(
  original: string,
  page: string,
  originalRange: TextRange,
  pageRange: TextRange,
  differences: readonly Difference[],
): Change[] {
  const ours = tokensOf(original, originalRange);
  const theirs = tokensOf(page, pageRange);
  const changes = differences.flatMap((difference) => {
    const figures = pairUp(
      touched(ours.figures, difference.original),
      touched(theirs.figures, difference.page),
      difference,
    );
    // A name beside a figure that changed is seldom a name: 3月 … 4月.
    return figures.length > 0
      ? figures
      : changedNames(ours.names, theirs.names, difference, page.slice(pageRange.start, pageRange.end));
  });
  // Two digits of one date are two differences and one change.
  return changes.filter(
    (change, index) => change.original === null || !changes.slice(0, index).some((other) => sameToken(change, other)),
  );
}

function sameToken(a: Change, b: Change): boolean {
  return (
    b.original !== null &&
    a.originalRange.start === b.originalRange.start &&
    a.originalRange.end === b.originalRange.end
  );
}

interface Token extends TextRange {
  readonly kind: Change['kind'];
  readonly text: string;
  readonly value: string;
}

function tokensOf(text: string, range: TextRange): { figures: Token[]; names: Token[] } {
  const part = text.slice(range.start, range.end);
  const placed = <T extends TextRange>(token: T) => ({
    ...token,
    start: token.start + range.start,
    end: token.end + range.start,
  });
  return {
    figures: figuresOf(part).map((figure) => placed({ ...figure, text: part.slice(figure.start, figure.end) })),
    names: namesOf(part).map((name) => placed({ ...name, value: name.text })),
  };
}

function touched(tokens: readonly Token[], range: TextRange): Token[] {
  return tokens.filter(({ start, end }) => start < range.end && end > range.start);
}

/** The first figure stands for the first, the second for the second; what is left over was removed or put in. */
function pairUp(ours: readonly Token[], theirs: readonly Token[], difference: Difference): Change[] {
  const changes: Change[] = [];
  for (let i = 0; i < Math.max(ours.length, theirs.length); i++) {
    const before: Token | undefined = ours[i];
    const after: Token | undefined = theirs[i];
    if (before?.value === after?.value) continue;
    const kind = before?.kind === 'date' || after?.kind === 'date' ? 'date' : 'number';
    changes.push(changeOf(kind, before, after, difference));
  }
  return changes;
}

function changedNames(
  ours: readonly Token[],
  theirs: readonly Token[],
  difference: Difference,
  pageSentence: string,
): Change[] {
  const before = touched(ours, difference.original).find(({ text }) => !pageSentence.includes(text));
  const after = touched(theirs, difference.page).find(({ kind }) => before === undefined || kind === before.kind);
  if (before === undefined && after === undefined) return [];
  // A name put in by itself is an insertion like any other; a name that gave way is what matters.
  if (before === undefined) return [];
  return [changeOf(before.kind, before, after, difference)];
}

function changeOf(
  kind: Change['kind'],
  before: Token | undefined,
  after: Token | undefined,
  difference: Difference,
): Change {
  const range = ({ start, end }: TextRange) => ({ start, end });
  return {
    kind,
    original: before?.text ?? null,
    page: after?.text ?? null,
    originalRange: range(before ?? difference.original),
    pageRange: range(after ?? difference.page),
  };
}

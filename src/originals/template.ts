import { type Figure, figuresOf } from './figures.js';
import type { NormalisedText } from './normalise.js';
import type { Run } from './runs.js';
import type { FigureComparison } from './types.js';

/** Between two equal runs so far apart, in normalised units, nothing says which figure stands in the place of which. */
const WIDEST_GAP = 80;
const WIDEST_PAGE_GAP = 160;

/** A text with its figures in normalised units. */
export interface FiguredText {
  readonly figures: readonly PlacedFigure[];
}

interface PlacedFigure {
  readonly kind: Figure['kind'];
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export function placeFigures(text: NormalisedText): FiguredText {
  return {
    figures: figuresOf(text.input).map(({ kind, value, start, end }) => ({
      kind,
      value,
      start: unitAt(text, start),
      end: unitAt(text, end),
    })),
  };
}

/**
 * Looks at each figure of the original that stands in or between equal runs, and at what the page has in its place.
 * A recurring notice keeps the frame and replaces the figures; a repost keeps them; a careless one loses them all
 * (which is an alteration, and no sign of a template).
 */
export function compareFigures(original: FiguredText, page: FiguredText, runs: readonly Run[]): FigureComparison {
  const count = { numbers: 0, numbersReplaced: 0, numbersRemoved: 0, dates: 0, datesReplaced: 0 };
  let run = 0;
  for (const figure of original.figures) {
    while (run < runs.length && runs[run].original + runs[run].length <= figure.start) run++;
    const place = pagePlace(figure, runs, run);
    if (place === null) continue;
    const found = overlapping(page.figures, place.start, place.end);
    const kept = found.some((other) => other.kind === figure.kind && sameValue(other.value, figure.value));
    const replaced = !kept && found.length > 0;
    if (figure.kind === 'date') {
      count.dates++;
      if (replaced) count.datesReplaced++;
    } else {
      count.numbers++;
      if (replaced) count.numbersReplaced++;
      else if (!kept) count.numbersRemoved++;
    }
  }
  return count;
}

/** Few figures prove nothing: a changed date in a story of three dates is an edit. */
const LEAST_FIGURES = 4;

/** Same frame, other figures. Thresholds are shares, 0 to 1. */
export function isTemplate(figures: FigureComparison, numbersShare: number, datesShare: number): boolean {
  const { numbers, numbersReplaced, dates, datesReplaced } = figures;
  if (numbers + dates < LEAST_FIGURES) return false;
  if (numbersReplaced + datesReplaced >= numbersShare * (numbers + dates)) return true;
  return dates >= 2 && datesReplaced >= datesShare * dates && numbersReplaced > 0;
}

/**
 * Where on the page the figure should be: through the runs that cover its ends, or between the runs around it.
 * @param run number of the first run that ends behind the figure's start
 */
function pagePlace(figure: PlacedFigure, runs: readonly Run[], run: number): { start: number; end: number } | null {
  const left = runs[run];
  const inside = left !== undefined && left.original <= figure.start;
  if (!inside && run === 0) return null;
  const from = inside ? left : runs[run - 1];
  const start = inside ? left.page + figure.start - left.original : from.page + from.length;

  let after = inside ? run : run - 1;
  while (after < runs.length && runs[after].original + runs[after].length < figure.end) after++;
  if (after === runs.length) return null;
  const right = runs[after];
  const covered = right.original < figure.end;
  const end = covered ? right.page + figure.end - right.original : right.page;

  if (right.original - (from.original + from.length) > WIDEST_GAP) return null;
  if (end < start || end - start > figure.end - figure.start + WIDEST_PAGE_GAP) return null;
  return { start, end };
}

/** Figures that overlap the range, or touch it where it is empty. */
function overlapping(figures: readonly PlacedFigure[], start: number, end: number): PlacedFigure[] {
  let low = 0;
  let high = figures.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (figures[middle].end < start || (figures[middle].end === start && start < end)) low = middle + 1;
    else high = middle;
  }
  const found: PlacedFigure[] = [];
  for (let i = low; i < figures.length; i++) {
    const { start: first } = figures[i];
    if (start < end ? first >= end : first > end) break;
    found.push(figures[i]);
  }
  return found;
}

/** 2020年4月1日 and 4月1日 are one date. */
function sameValue(a: string, b: string): boolean {
  return a === b || (a.length > 3 && b.length > 3 && (a.endsWith(b) || b.endsWith(a)));
}

/** Number of the first normalised unit at or behind an offset of the input. */
export function unitAt(text: NormalisedText, offset: number): number {
  const { origin } = text;
  let low = 0;
  let high = text.units.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (origin[middle] < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

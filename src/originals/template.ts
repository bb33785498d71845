import { type Figure, figuresOf } from './figures.js';
import type { NormalisedText } from './normalise.js';
import type { FigureComparison } from './types.js';

/** So many normalised units from a figure something must be equal, on both sides, or nothing says what is in its place. */
const NEAR = 16;

/** A figure in normalised units. */
export interface PlacedFigure {
  readonly kind: Figure['kind'];
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export function placeFigures(text: NormalisedText): PlacedFigure[] {
  return figuresOf(text.input).map(({ kind, value, start, end }) => ({
    kind,
    value,
    start: unitAt(text, start),
    end: unitAt(text, end),
  }));
}

/**
 * Looks at each figure of the original that has equal text near it, and at what the page has in its place.
 * A recurring notice keeps the frame and replaces the figures; a repost keeps them; a careless one loses them all
 * (which is an alteration, and no sign of a template).
 * @param partner alignment of the original with the page: see align.ts
 */
export function compareFigures(
  original: readonly PlacedFigure[],
  page: readonly PlacedFigure[],
  partner: Int32Array,
): FigureComparison {
  const count = { numbers: 0, numbersReplaced: 0, numbersRemoved: 0, dates: 0, datesReplaced: 0 };
  for (const figure of original) {
    const place = pagePlace(figure, partner);
    if (place === null) continue;
    const found = figuresBetween(page, place.start, place.end);
    const kept = isWhole(figure, partner, place) || sameDigits(figure, found);
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
  return { ...count, frameChanged: frameChanged(original, partner) };
}

/** Few figures prove nothing: a changed date in a story of three dates is an edit. */
const LEAST_REPLACED = 4;
/** In a notice filled in anew figures change more often than the words around them; in a text worked over they do not. */
const FIGURES_OVER_FRAME = 2.5;

/** Same frame, other figures. Thresholds are shares, 0 to 1. */
export function isTemplate(figures: FigureComparison, numbersShare: number, datesShare: number): boolean {
  const { numbers, numbersReplaced, dates, datesReplaced, frameChanged } = figures;
  const replaced = numbersReplaced + datesReplaced;
  if (replaced < LEAST_REPLACED) return false;
  const share = replaced / (numbers + dates);
  if (share < frameChanged * FIGURES_OVER_FRAME) return false;
  return share >= numbersShare || (dates >= 2 && datesReplaced >= datesShare * dates && numbersReplaced > 0);
}

/** From the nearest equal unit before the figure to the nearest behind it, on the page; null where either is far. */
function pagePlace(figure: PlacedFigure, partner: Int32Array): { start: number; end: number } | null {
  let before = figure.start - 1;
  while (before >= 0 && partner[before] < 0 && figure.start - before < NEAR) before--;
  let behind = figure.end;
  while (behind < partner.length && partner[behind] < 0 && behind - figure.end < NEAR) behind++;
  const left = partner[before] ?? -1;
  const right = partner[behind] ?? -1;
  if (left < 0 || right < 0 || right - left > figure.end - figure.start + 2 * NEAR) return null;
  return { start: left + 1, end: right };
}

/** Every unit of the figure stands on the page, and nothing was put before, into or behind it. */
function isWhole({ start, end }: PlacedFigure, partner: Int32Array, place: { start: number; end: number }): boolean {
  if (place.end - place.start !== end - start) return false;
  for (let unit = start; unit < end; unit++) if (partner[unit] !== place.start + unit - start) return false;
  return true;
}

function figuresBetween(figures: readonly PlacedFigure[], start: number, end: number): PlacedFigure[] {
  let low = 0;
  let high = figures.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (figures[middle].end <= start) low = middle + 1;
    else high = middle;
  }
  const found: PlacedFigure[] = [];
  for (let i = low; i < figures.length && figures[i].start < end; i++) found.push(figures[i]);
  return found;
}

/**
 * The page has the same digits in the figure's place. Only digits count: 4月1日 and 4月1号 are one date, and so are
 * 2020年4月1日 and 4月1日.
 */
function sameDigits(figure: PlacedFigure, found: readonly PlacedFigure[]): boolean {
  const wanted = digitsOf(figure.value);
  if (wanted === '') return found.some(({ value }) => value === figure.value);
  if (digitsOf(found.map(({ value }) => value).join('')) === wanted) return true;
  return found.some(
    ({ kind, value }) => kind === 'date' && figure.kind === 'date' && isShorterDate(value, figure.value),
  );
}

function digitsOf(value: string): string {
  return value.replace(/\D/g, '');
}

function isShorterDate(a: string, b: string): boolean {
  return a.length > 3 && b.length > 3 && (a.endsWith(b) || b.endsWith(a));
}

/** Share of the words around the figures that are other words on the page: units without a partner, near ones that have one. */
function frameChanged(figures: readonly PlacedFigure[], partner: Int32Array): number {
  let next = 0;
  let frame = 0;
  let changed = 0;
  let last = -NEAR;
  let pending = 0;
  for (let unit = 0; unit < partner.length; unit++) {
    while (next < figures.length && figures[next].end <= unit) next++;
    if (next < figures.length && figures[next].start <= unit) continue;
    if (partner[unit] < 0) {
      pending++;
      continue;
    }
    frame += 1 + (unit - last <= 2 * NEAR ? pending : 0);
    changed += unit - last <= 2 * NEAR ? pending : 0;
    pending = 0;
    last = unit;
  }
  return frame === 0 ? 0 : changed / frame;
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

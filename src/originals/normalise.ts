import { simplifiedForms } from './simplify.js';

/** Grows when folding changes: an index built with another number cannot be compared with. */
export const NORMALISATION_VERSION = 1;

/** A text reduced to what a copyist does not change in passing, with the way back. */
export interface NormalisedText {
  /** Folded UTF-16 units. */
  readonly units: Uint16Array;
  /** `origin[i]`: offset in the input of the character that unit i comes from; one more entry at the end. */
  readonly origin: Uint32Array;
  /** What was folded. */
  readonly input: string;
}

const UNKNOWN = 0;
const DROPPED = 1;
/** More than one unit, or half of a surrogate pair. */
const SPECIAL = 2;

/** Folded form of every BMP unit. Filled in as units are met: a page uses some thousand of the 65,536. */
const folded = new Uint16Array(0x10000);
const specials = new Map<number, string>();
let simplified: ReadonlyMap<number, number> | undefined;

/**
 * Compatibility forms (full and half width, circled, presentation forms), case, marks and the traditional forms of
 * characters are folded; everything but letters and digits is dropped: punctuation, blanks, zero-width characters.
 *
 * Marks are dropped after decomposition (NFKD) rather than composed (NFKC): a character then folds without regard to its
 * neighbours, e + U+0301 the same as é, and offsets stay exact.
 */
export function normalise(text: string): NormalisedText {
  const length = text.length;
  let units = new Uint16Array(length);
  let origin = new Uint32Array(length + 1);
  let count = 0;
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    let fold = folded[unit];
    if (fold === UNKNOWN) fold = foldUnit(unit);
    if (fold > SPECIAL) {
      units[count] = fold;
      origin[count++] = index;
      continue;
    }
    if (fold === DROPPED) continue;
    const point = text.codePointAt(index)!;
    const expansion = specials.get(point) ?? foldSpecial(point);
    if (count + expansion.length + (length - index) > units.length) {
      units = grown(units, new Uint16Array(units.length * 2 + 32));
      origin = grown(origin, new Uint32Array(units.length + 1));
    }
    for (let i = 0; i < expansion.length; i++) {
      units[count] = expansion.charCodeAt(i);
      origin[count++] = index;
    }
    if (point > 0xffff) index++;
  }
  origin[count] = length;
  return { units: units.subarray(0, count), origin: origin.subarray(0, count + 1), input: text };
}

/** The folded text as a string: for titles and names. */
export function normalisedString(text: string): string {
  const { units } = normalise(text);
  let result = '';
  for (let start = 0; start < units.length; start += 8192)
    result += String.fromCharCode(...units.subarray(start, start + 8192));
  return result;
}

/**
 * The range of the input that normalised units `start` to `end` (exclusive) come from: from the first character to the
 * end of the last, without what was dropped after it.
 */
export function inputRange(text: NormalisedText, start: number, end: number): { start: number; end: number } {
  if (start >= end) {
    const at = text.origin[Math.min(start, text.units.length)];
    return { start: at, end: at };
  }
  const last = text.origin[end - 1];
  return { start: text.origin[start], end: last + (text.input.codePointAt(last)! > 0xffff ? 2 : 1) };
}

function grown<T extends Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function foldUnit(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return (folded[unit] = SPECIAL);
  const text = foldPoint(unit);
  if (text.length === 0) return (folded[unit] = DROPPED);
  if (text.length === 1 && text.charCodeAt(0) > SPECIAL) return (folded[unit] = text.charCodeAt(0));
  specials.set(unit, text);
  return (folded[unit] = SPECIAL);
}

function foldSpecial(point: number): string {
  // A lone surrogate is no character: nothing to compare.
  const text = point >= 0xd800 && point <= 0xdfff ? '' : foldPoint(point);
  specials.set(point, text);
  return text;
}

function foldPoint(point: number): string {
  const character = String.fromCodePoint(point);
  // A Hangul syllable would come apart into letters, three units for one.
  const decomposed = point >= 0xac00 && point <= 0xd7a3 ? character : character.normalize('NFKD');
  simplified ??= simplifiedForms();
  let result = '';
  for (const part of decomposed.toLowerCase()) {
    if (!/[\p{L}\p{N}]/u.test(part)) continue;
    const simple = part.length === 1 ? simplified.get(part.charCodeAt(0)) : undefined;
    result += simple === undefined ? part : String.fromCharCode(simple);
  }
  return result;
}

import { SIMPLIFIED, TRADITIONAL } from './traditional.js';

/**
 * Folding: what a reader takes for the same text becomes the same string. Used to compare names, labels and
 * sentences; never to show them. Lengths change, so offsets into the page do not survive it.
 */

/** Chinese characters that simplification looks at. */
export const FIRST_FOLDED = 0x3400;
export const LAST_FOLDED = 0x9fff;

/** Radicals and compatibility ideographs, which stand for other characters. */
export const FIRST_RADICAL = 0x2e80;
export const LAST_RADICAL = 0x2fdf;
export const FIRST_COMPATIBLE = 0xf900;
export const LAST_COMPATIBLE = 0xfaff;

let simplifiedUnits: Uint16Array | null = null;

/** At `c - FIRST_FOLDED` the simplified form of `c`, 0 where `c` stays as it is. */
export function simplifiedTable(): Uint16Array {
  if (simplifiedUnits === null) {
    simplifiedUnits = new Uint16Array(LAST_FOLDED - FIRST_FOLDED + 1);
    for (let index = 0; index < TRADITIONAL.length; index++) {
      simplifiedUnits[TRADITIONAL.charCodeAt(index) - FIRST_FOLDED] = SIMPLIFIED.charCodeAt(index);
    }
  }
  return simplifiedUnits;
}

/** Units that every form of folding leaves alone: visible ASCII and unified Chinese characters. */
function isPlainUnit(unit: number): boolean {
  return (unit > 0x20 && unit < 0x7f) || (unit >= FIRST_FOLDED && unit <= LAST_FOLDED);
}

function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (!isPlainUnit(text.charCodeAt(index))) return false;
  }
  return true;
}

const INVISIBLE = /\p{Default_Ignorable_Code_Point}+/gu;
const BLANKS = /[\p{White_Space}\p{Cc}]+/gu;
const BLANK_BETWEEN_HAN = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/**
 * Folds the form but not the characters: compatibility forms become plain ones (NFKC: full width, circled,
 * ligatures), invisible characters go, blanks become single spaces, those between two Chinese characters and at
 * the ends go. Idempotent.
 */
export function foldForm(text: string): string {
  if (isPlain(text)) return text;
  return text.replace(INVISIBLE, '').normalize('NFKC').replace(BLANKS, ' ').replace(BLANK_BETWEEN_HAN, '').trim();
}

/**
 * Traditional characters and regional variants to simplified ones, one by one (no phrases: 乾 is always 干).
 * Keeps the length. Characters beyond U+9FFF stay as they are.
 */
export function simplify(text: string): string {
  const table = simplifiedTable();
  let result = '';
  let copied = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < FIRST_FOLDED || unit > LAST_FOLDED) continue;
    const simple = table[unit - FIRST_FOLDED];
    if (simple === 0) continue;
    result += text.slice(copied, index) + String.fromCharCode(simple);
    copied = index + 1;
  }
  return copied === 0 ? text : result + text.slice(copied);
}

/** Simplified characters that fit, each with every character that `simplify` turns into it. */
export function* variantsOf(fits: (unit: number) => boolean): Generator<[simplified: number, variant: number]> {
  for (let index = 0; index < TRADITIONAL.length; index++) {
    const simplified = SIMPLIFIED.charCodeAt(index);
    if (fits(simplified)) yield [simplified, TRADITIONAL.charCodeAt(index)];
  }
}

/** `foldForm` and `simplify`: the form in which names, labels and sentences are compared. Idempotent. */
export function foldText(text: string): string {
  return simplify(foldForm(text));
}

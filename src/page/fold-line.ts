import {
  FIRST_COMPATIBLE,
  FIRST_FOLDED,
  FIRST_RADICAL,
  LAST_COMPATIBLE,
  LAST_RADICAL,
  simplifiedTable,
} from './fold.js';
import { Units } from './units.js';

/** Compatibility forms are looked up when the first is met: most pages have none. */
const LATER = 0xffff;

let table: Uint16Array | null = null;

/** By UTF-16 unit, what it is folded to; 0 where it stays as it is. */
function foldedUnits(): Uint16Array {
  if (table !== null) return table;
  table = new Uint16Array(1 << 16);
  table.set(simplifiedTable(), FIRST_FOLDED);
  for (let unit = 0xff01; unit <= 0xff5e; unit++) table[unit] = unit - 0xfee0;
  table[0x3000] = table[0xa0] = 0x20;
  table.fill(LATER, FIRST_RADICAL, LAST_RADICAL + 1);
  table.fill(LATER, FIRST_COMPATIBLE, LAST_COMPATIBLE + 1);
  table[0xfe30] = table[0xfe55] = table[0xffe8] = LATER;
  return table;
}

/**
 * Folds width and script of a line unit by unit, so that offsets hold: full width to half, traditional to
 * simplified, compatibility ideographs and radicals to the letters they stand for.
 */
export function foldLine(text: string): string {
  const folded = foldedUnits();
  for (let index = 0; index < text.length; index++) {
    if (folded[text.charCodeAt(index)] !== 0) return foldAll(text, folded);
  }
  return text;
}

function foldAll(text: string, folded: Uint16Array): string {
  const memory = Units.of(text.length);
  const { units } = memory;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (folded[unit] === LATER) lookUp(unit, folded);
    units[index] = folded[unit] === 0 ? unit : folded[unit];
  }
  return memory.text(text.length);
}

function lookUp(unit: number, folded: Uint16Array): void {
  const plain = String.fromCharCode(unit).normalize('NFKC');
  const letter = plain.length === 1 ? plain.charCodeAt(0) : unit;
  folded[unit] = letter === unit ? 0 : folded[letter] || letter;
}

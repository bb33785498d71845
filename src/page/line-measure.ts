/** What a line is made of, counted over its bytes: most lines of a page are never decoded. */
import { FIRST_COMPATIBLE, FIRST_RADICAL, LAST_COMPATIBLE, LAST_RADICAL } from './fold.js';

/** Characters of credit labels that are rare enough elsewhere: a line with one of them is looked at. */
const LABEL_UNITS = '源稿摄攝供图圖';

/** The others: every label without one of the above has one of these, and so has nearly every paragraph. */
const LOOSE_UNITS = '自处處来來';

/** Two characters, whatever else stands between them, that the built-in labels made of those have: 转自, 出处, 原载. */
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['自', '来來载載转轉编編摘引选選理译譯发發'],
  ['处', '出'],
  ['處', '出'],
  ['载', '原'],
  ['載', '原'],
  ['发', '首'],
  ['發', '首'],
]);

const endsPair = (before: number, unit: number): boolean =>
  PAIRS.get(String.fromCharCode(unit))?.includes(String.fromCharCode(before)) ?? false;

const SENTENCE_MARKS = ',。，；！？、“';

/** `Source`, the one label of Latin letters in use, by its first two; full width, by any letter of that width. */
const LATIN_S = 0x73;
const LATIN_O = 0x6f;
const FULL_WIDTH_A = 0xff21;
const FULL_WIDTH_Z = 0xff5a;

const IDEOGRAPH = 1;
const LATIN = 2;
const SENTENCE_MARK = 4;
const LABEL = 8;
const LOOSE = 16;
/** A pair by itself, or with what stands before it. */
const PAIR = 32;
const SECOND_OF_PAIR = 64;
/** May be the first of a pair. */
const REMEMBERED = 128;

/** By UTF-16 unit. */
const KINDS = new Uint8Array(0x10000)
  .fill(REMEMBERED, 0x3400, 0x4e00)
  .fill(IDEOGRAPH | REMEMBERED, 0x4e00, 0xa000)
  .fill(PAIR, FULL_WIDTH_A, FULL_WIDTH_Z + 1)
  .fill(LABEL, FIRST_RADICAL, LAST_RADICAL + 1)
  .fill(LABEL, FIRST_COMPATIBLE, LAST_COMPATIBLE + 1);
for (const [characters, kind] of [
  ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', LATIN],
  [SENTENCE_MARKS, SENTENCE_MARK],
  [LABEL_UNITS, LABEL],
  // A character reference may stand for any of them.
  ['&', LABEL],
  [LOOSE_UNITS, LOOSE],
  [[...PAIRS.keys()].join(''), SECOND_OF_PAIR],
] as const) {
  for (const character of characters) KINDS[character.charCodeAt(0)] |= kind;
}

/** Whether a label is found by the characters looked for in a line: those a policy adds may be made of any. */
export function isToldByPairs(label: string): boolean {
  if (/so/i.test(label)) return true;
  let before = 0;
  for (const letter of label) {
    const unit = letter.charCodeAt(0);
    if ((KINDS[unit] & LABEL) !== 0 || endsPair(before, unit)) return true;
    before = unit;
  }
  return false;
}

/** Stands for all of them. */
const HIGH_SURROGATE = 0xd800;

/** Counts one line after the other: `clear`, then `add` for each of its runs. */
export class LineMeasure {
  /** Ideographs, and halves for letters, inside links. */
  linkedLength = 0;
  /** The same outside links. */
  proseLength = 0;
  /** Sentence punctuation outside links. */
  sentenceMarks = 0;
  /** The first UTF-16 unit that is no blank of ASCII; 0 where there is none. */
  firstUnit = 0;
  /** The kinds of all units. */
  private kinds = 0;
  private before = 0;

  clear(): void {
    this.linkedLength = 0;
    this.proseLength = 0;
    this.sentenceMarks = 0;
    this.firstUnit = 0;
    this.kinds = 0;
    this.before = 0;
  }

  add(bytes: Uint8Array, start: number, end: number, inLink: boolean): void {
    let letters = 0;
    let marks = 0;
    for (let at = start; at < end; at++) {
      let unit = bytes[at];
      if (unit <= 0x20) continue;
      if (unit >= 0xf0) {
        unit = HIGH_SURROGATE;
        at += 3;
      } else if (unit >= 0xe0) {
        unit = ((unit & 0x0f) << 12) | ((bytes[at + 1] & 0x3f) << 6) | (bytes[at + 2] & 0x3f);
        at += 2;
      } else if (unit >= 0x80) {
        unit = ((unit & 0x1f) << 6) | (bytes[at + 1] & 0x3f);
        at++;
      }
      if (this.firstUnit === 0) this.firstUnit = unit;
      const kind = KINDS[unit];
      if ((kind & IDEOGRAPH) !== 0) letters++;
      else if ((kind & LATIN) !== 0) {
        letters += 0.5;
        if ((unit | 0x20) === LATIN_O && (bytes[at - 1] | 0x20) === LATIN_S) this.kinds |= PAIR;
      } else if ((kind & SENTENCE_MARK) !== 0) marks++;
      if ((kind & (LABEL | LOOSE | PAIR | SECOND_OF_PAIR)) !== 0) this.addKinds(kind, unit);
      if ((kind & REMEMBERED) !== 0) this.before = unit;
    }
    if (inLink) this.linkedLength += letters;
    else {
      this.proseLength += letters;
      this.sentenceMarks += marks;
    }
  }

  /** Whether the line holds characters with which a label could be written. `pairsTell`: every label has a pair. */
  mayCredit(pairsTell: boolean): boolean {
    const { kinds } = this;
    return (kinds & LABEL) !== 0 || ((kinds & LOOSE) !== 0 && ((kinds & PAIR) !== 0 || !pairsTell));
  }

  private addKinds(kind: number, unit: number): void {
    this.kinds |= kind;
    if ((kind & SECOND_OF_PAIR) !== 0 && endsPair(this.before, unit)) this.kinds |= PAIR;
  }
}

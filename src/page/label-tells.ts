/** Lines that hold no label, known by their bytes: nearly all of a page, which need not be rendered and folded for it. */
import { AMPERSAND } from './ascii.js';
import type { Block } from './blocks.js';
import { standsAt } from './bytes.js';
import {
  FIRST_COMPATIBLE,
  FIRST_FOLDED,
  FIRST_RADICAL,
  LAST_COMPATIBLE,
  LAST_FOLDED,
  LAST_RADICAL,
  variantsOf,
} from './fold.js';
import type { PageTree } from './tree.js';

/** Full-width ASCII, and what is to be taken away from it. */
const FIRST_WIDE = 0xff01;
const LAST_WIDE = 0xff5e;
const WIDTH = 0xfee0;

/** What follows the ampersand of references that are on most pages and stand for no letter. */
const NO_LETTER = ['nbsp;', 'gt;', 'amp;', 'lt;', 'quot;'].map((reference) => Buffer.from(reference));

/** Labels are made of fewer letters; `pairs` has a row for each. */
const MOST_CLASSES = 256;

/**
 * The first two letters of every label. A line has none of the labels where no label's two stand in that order with
 * nothing between them that is seen. Letters of other scripts and forms count as those they are folded to; a line with
 * a character reference to something else than a mark or a compatibility form may have any.
 */
export class LabelTells {
  /** By UTF-16 unit: a number for each letter that a label begins with, or has in second place; 0 for all others. */
  private readonly classes = new Uint8Array(LAST_FOLDED + 1);
  /** `first << 8 | second`: 1 where some label begins with the two. */
  private readonly pairs = new Uint8Array(MOST_CLASSES * MOST_CLASSES);
  private known = 0;
  /** Some label is made of what is not looked for here: every line may hold it. */
  private blind = false;

  /** `labels`: folded. */
  constructor(labels: Iterable<string>) {
    for (const label of labels) this.add(label.replaceAll(' ', ''));
    for (const [simplified, variant] of variantsOf((unit) => this.classes[unit] !== 0)) {
      this.classes[variant] = this.classes[simplified];
    }
  }

  /** False: the line has no label. */
  mayStandIn({ bytes, runStart, runEnd }: PageTree, { runs }: Block): boolean {
    if (this.blind) return true;
    const { classes, pairs } = this;
    let before = 0;
    for (const run of runs) {
      const end = runEnd[run];
      for (let at = runStart[run]; at < end; ) {
        const byte = bytes[at];
        let unit = byte;
        if (byte < 0x80) {
          at++;
          if (byte <= 0x20) continue;
          if (byte === AMPERSAND) {
            const length = lengthOfReference(bytes, at);
            if (length === 0) return true;
            at += length;
            continue;
          }
        } else if (byte >= 0xe0 && byte < 0xf0) {
          unit = ((byte & 0x0f) << 12) | ((bytes[at + 1] & 0x3f) << 6) | (bytes[at + 2] & 0x3f);
          at += 3;
          if (unit > LAST_FOLDED || unit < FIRST_FOLDED) {
            if (isCompatible(unit)) return true;
            // Blanks and what has no width are among them, so none of them parts two letters.
            if (unit < FIRST_WIDE || unit > LAST_WIDE) continue;
            unit -= WIDTH;
          }
        } else {
          at += byte < 0xe0 ? 2 : 4;
          continue;
        }
        const letter = classes[unit];
        if (letter !== 0 && pairs[(before << 8) | letter] !== 0) return true;
        before = letter;
      }
    }
    return false;
  }

  private add(label: string): void {
    const first = label.charCodeAt(0);
    const second = label.charCodeAt(1);
    if (!isLetter(first) || !isLetter(second)) this.blind = true;
    else this.pairs[(this.classOf(first) << 8) | this.classOf(second)] = 1;
  }

  private classOf(unit: number): number {
    if (this.classes[unit] === 0) {
      if (++this.known === MOST_CLASSES) this.blind = true;
      this.classes[unit] = this.known;
    }
    return this.classes[unit];
  }
}

/** Folded letters that `mayStandIn` sees; false for the NaN of a label that is too short. */
const isLetter = (unit: number): boolean =>
  (unit >= FIRST_FOLDED && unit <= LAST_FOLDED) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a);

/** Length of the reference behind an ampersand if it is known for no letter, else 0. */
function lengthOfReference(bytes: Uint8Array, start: number): number {
  for (const reference of NO_LETTER) if (standsAt(bytes, start, reference)) return reference.length;
  return 0;
}

const isCompatible = (unit: number): boolean =>
  (unit >= FIRST_COMPATIBLE && unit <= LAST_COMPATIBLE) || (unit >= FIRST_RADICAL && unit <= LAST_RADICAL);

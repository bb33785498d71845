/** The text of a line as a reader sees it. */

import { decodeHTML } from 'entities';
import { AMPERSAND } from './ascii.js';
import { standsAt } from './bytes.js';
import type { PageTree } from './tree.js';
import { Units } from './units.js';

/** Blanks: any number of them together is shown as one space. */
export const isBlank = (unit: number): boolean =>
  unit === 0x20 ||
  (unit <= 0x0d && unit >= 0x09) ||
  unit === 0xa0 ||
  unit === 0x3000 ||
  (unit >= 0x2000 && unit <= 0x200a) ||
  unit === 0x202f ||
  unit === 0x205f ||
  unit === 0x2028 ||
  unit === 0x2029 ||
  unit === 0x1680;

/** Characters without width: a reader does not see them, so they are no part of a line's text. */
export const isWidthless = (unit: number): boolean =>
  unit >= 0x2000
    ? (unit >= 0x200b && unit <= 0x200f) ||
      (unit >= 0x202a && unit <= 0x202e) ||
      (unit >= 0x2060 && unit <= 0x206f && unit !== 0x2065) ||
      unit === 0x3164 ||
      (unit >= 0xfe00 && unit <= 0xfe0f) ||
      unit === 0xfeff ||
      unit === 0xffa0
    : unit === 0xad ||
      unit === 0x34f ||
      unit === 0x61c ||
      unit === 0x115f ||
      unit === 0x1160 ||
      unit === 0x17b4 ||
      unit === 0x17b5 ||
      (unit >= 0x180b && unit <= 0x180e);

export interface RenderedLine {
  readonly text: string;
  /** Index into `text` where each run begins. */
  readonly starts: readonly number[];
  /** Of each run: it was taken over as it stands. */
  readonly plain: readonly boolean[];
}

// Nine lines of ten are one run: they share their tables.
const ONE_START: readonly number[] = [0];
const ONE_PLAIN: readonly boolean[] = [true];
const ONE_CHANGED: readonly boolean[] = [false];

/** The runs of a line put together: references decoded, blanks shortened to one space, none at either end. */
export function renderLine(tree: PageTree, runs: readonly number[]): RenderedLine {
  const { runStart, runEnd } = tree;
  let size = 0;
  for (const run of runs) size += runEnd[run] - runStart[run];
  const line = new Line(tree, Units.of(size));
  if (runs.length === 1) {
    const plain = line.add(runStart[runs[0]], runEnd[runs[0]]) ? ONE_PLAIN : ONE_CHANGED;
    return { text: line.text(), starts: ONE_START, plain };
  }
  const starts: number[] = [];
  const plain: boolean[] = [];
  for (const run of runs) {
    starts.push(line.length);
    plain.push(line.add(runStart[run], runEnd[run]));
  }
  return { text: line.text(), starts, plain };
}

const SPACE = 0x20;

/** A line that is being put together. No reference is shorter than what it stands for, so that its bytes are enough. */
class Line {
  length = 0;
  private readonly units: Uint16Array;

  constructor(
    private readonly tree: PageTree,
    private readonly memory: Units,
  ) {
    this.units = memory.units;
  }

  /** Puts a run behind the text; true where it is taken over as it stands. */
  add(start: number, end: number): boolean {
    const { units } = this;
    const { bytes } = this.tree;
    const from = this.length;
    let plain = true;
    for (let at = start; at < end; ) {
      const byte = bytes[at];
      let unit = byte;
      if (byte < 0x80) {
        at++;
        if (byte > SPACE && byte !== AMPERSAND) {
          units[this.length++] = byte;
          continue;
        }
        if (byte === AMPERSAND) {
          if (!standsAt(bytes, at, NO_BREAK_SPACE)) {
            this.length = from;
            return this.addDecoded(start, end);
          }
          at += NO_BREAK_SPACE.length;
          unit = 0xa0;
        }
      } else if (byte >= 0xe0 && byte < 0xf0) {
        unit = ((byte & 0x0f) << 12) | ((bytes[at + 1] & 0x3f) << 6) | (bytes[at + 2] & 0x3f);
        at += 3;
        // Chinese characters, mostly.
        if (byte >= 0xe4 && byte <= 0xe9) {
          units[this.length++] = unit;
          continue;
        }
      } else if (byte < 0xe0) {
        unit = ((byte & 0x1f) << 6) | (bytes[at + 1] & 0x3f);
        at += 2;
      } else {
        const beyond =
          (((byte & 0x07) << 18) |
            ((bytes[at + 1] & 0x3f) << 12) |
            ((bytes[at + 2] & 0x3f) << 6) |
            (bytes[at + 3] & 0x3f)) -
          0x10000;
        at += 4;
        units[this.length++] = 0xd800 | (beyond >> 10);
        units[this.length++] = 0xdc00 | (beyond & 0x3ff);
        continue;
      }
      if (!this.put(unit)) plain = false;
    }
    return plain;
  }

  /** Puts a unit behind the text; true where it is taken over as it stands. */
  private put(unit: number): boolean {
    const { units } = this;
    if (isBlank(unit)) {
      if (this.length === 0 || units[this.length - 1] === SPACE) return false;
      units[this.length++] = SPACE;
      return unit === SPACE;
    }
    if (isWidthless(unit)) return false;
    units[this.length++] = unit;
    return true;
  }

  /** The whole, without the blank at its end. */
  text(): string {
    const { length } = this;
    return this.memory.text(length > 0 && this.units[length - 1] === SPACE ? length - 1 : length);
  }

  /** The same for a run with references of any kind. */
  private addDecoded(start: number, end: number): boolean {
    const printed = this.tree.markup.text(start, end);
    const decoded = decodeHTML(printed);
    let plain = decoded === printed;
    for (let index = 0; index < decoded.length; index++) if (!this.put(decoded.charCodeAt(index))) plain = false;
    return plain;
  }
}

/** What follows the ampersand of the reference that is on most pages. */
const NO_BREAK_SPACE = Buffer.from('nbsp;');

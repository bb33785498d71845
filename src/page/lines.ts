import type { Markup } from './markup.js';

const LINE_FEED = 10;
const RETURN = 13;

/** Offsets to 1-based lines and columns (UTF-16 units). Lines end as in HTML: CRLF, LF or CR. */
export class LineMap {
  /** The byte at which each line begins; grows as far as it was asked about. */
  private readonly starts: number[] = [0];
  /** Where the next CR stands, as far as it was looked for: most pages have none. */
  private nextReturn = -1;

  constructor(private readonly markup: Markup) {}

  position(offset: number): { line: number; column: number } {
    const byte = this.markup.byteOf(offset);
    this.readTo(byte);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= byte) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.markup.offsetOf(this.starts[low]) + 1 };
  }

  private readTo(byte: number): void {
    const { starts } = this;
    const { bytes } = this.markup;
    for (let at = starts[starts.length - 1]; at <= byte; ) {
      const feed = indexOrEnd(bytes, LINE_FEED, at);
      if (this.nextReturn < at) this.nextReturn = indexOrEnd(bytes, RETURN, at);
      // A CR right before the LF belongs to it; any other ends a line by itself.
      const end = this.nextReturn < feed - 1 ? this.nextReturn : feed;
      if (end >= bytes.length) return;
      starts.push((at = end + 1));
    }
  }
}

function indexOrEnd(bytes: Buffer, unit: number, from: number): number {
  const found = bytes.indexOf(unit, from);
  return found < 0 ? bytes.length : found;
}

import type { Markup } from './markup.js';

const LINE_FEED = 10;
const RETURN = 13;

/** Offsets to 1-based lines and columns (UTF-16 units). Lines end as in HTML: CRLF, LF or CR. */
export class LineMap {
  /** The byte at which each line begins; grows as far as it was asked about. */
  private readonly starts: number[] = [0];
  /** Bytes looked at. */
  private read = 0;

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
    const stop = Math.min(byte, bytes.length);
    for (let at = this.read; at < stop; at++) {
      const unit = bytes[at];
      if (unit > RETURN) continue;
      // A CR right before an LF belongs to it; any other ends a line by itself.
      if (unit === LINE_FEED || (unit === RETURN && bytes[at + 1] !== LINE_FEED)) starts.push(at + 1);
    }
    this.read = Math.max(this.read, stop);
  }
}

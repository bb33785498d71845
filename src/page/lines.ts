import type { Markup } from './markup.js';

const LINE_FEED = 10;
const RETURN = 13;

/** Offsets to 1-based lines and columns (UTF-16 units). Lines end as in HTML: CRLF, LF or CR. */
export class LineMap {
  /** The byte at which each line begins; grows as far as it was asked about. */
  private readonly starts: number[] = [0];
  private readonly hasReturns: boolean;

  constructor(private readonly markup: Markup) {
    this.hasReturns = markup.bytes.includes(RETURN);
  }

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
      let end = bytes.indexOf(LINE_FEED, at);
      if (end < 0) end = bytes.length;
      if (this.hasReturns) {
        const carriage = bytes.indexOf(RETURN, at);
        // A CR right before the LF belongs to it; any other ends a line by itself.
        if (carriage >= 0 && carriage < end - 1) end = carriage;
      }
      if (end >= bytes.length) return;
      starts.push((at = end + 1));
    }
  }
}

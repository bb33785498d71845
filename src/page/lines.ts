/** Offsets to 1-based lines and columns (UTF-16 units). Lines end as in HTML: CRLF, LF or CR. */
export class LineMap {
  /** Where each line begins; grows as far as it was asked about. */
  private readonly starts: number[] = [0];
  private readonly hasReturns: boolean;

  constructor(private readonly text: string) {
    this.hasReturns = text.includes('\r');
  }

  position(offset: number): { line: number; column: number } {
    this.readTo(offset);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.starts[low] + 1 };
  }

  private readTo(offset: number): void {
    const { text, starts } = this;
    for (let at = starts[starts.length - 1]; at <= offset; ) {
      let end = text.indexOf('\n', at);
      if (end < 0) end = text.length;
      if (this.hasReturns) {
        const carriage = text.indexOf('\r', at);
        // A CR right before the LF belongs to it; any other ends a line by itself.
        if (carriage >= 0 && carriage < end - 1) end = carriage;
      }
      if (end >= text.length) return;
      starts.push((at = end + 1));
    }
  }
}

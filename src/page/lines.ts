/** Offsets to 1-based lines and columns (UTF-16 units). Lines end as in HTML: CRLF, LF or CR. */
export class LineMap {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 10) this.starts.push(at + 1);
      else if (unit === 13) {
        if (text.charCodeAt(at + 1) === 10) at++;
        this.starts.push(at + 1);
      }
    }
  }

  position(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.starts[low] + 1 };
  }
}

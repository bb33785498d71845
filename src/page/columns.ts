/** Several columns in one piece of memory: a page costs two allocations, not twenty. */
export class Columns {
  private readonly buffer: ArrayBuffer;
  private used = 0;

  /** Room for `numbers` columns of integers and `bytes` columns of bytes, to be taken in this order: alignment asks for it. */
  constructor(
    private readonly rows: number,
    numbers: number,
    bytes: number,
  ) {
    this.buffer = new ArrayBuffer(rows * (4 * numbers + bytes));
  }

  /** The next column of integers, with the rows of `old` in front. */
  numbers(old: Int32Array | undefined): Int32Array {
    const column = new Int32Array(this.buffer, this.used, this.rows);
    this.used += 4 * this.rows;
    if (old !== undefined) column.set(old);
    return column;
  }

  /** The next column of bytes, with the rows of `old` in front. */
  bytes(old: Uint8Array | undefined): Uint8Array {
    const column = new Uint8Array(this.buffer, this.used, this.rows);
    this.used += this.rows;
    if (old !== undefined) column.set(old);
    return column;
  }
}

/** Bytes between two places whose offsets are kept. */
const STEP = 256;

/**
 * Offsets into UTF-8 bytes to offsets into the UTF-16 text they stand for, and back. Spans are given in UTF-16 units,
 * the reader works on bytes; only the places that somebody is told of are converted, and the table behind it grows as
 * far as it was asked.
 */
export class Utf16Offsets {
  private readonly words: Int32Array;
  /** Bytes before the first whole word of memory. */
  private readonly lead: number;
  /** UTF-16 units before byte `lead + index * STEP`. */
  private readonly kept: number[];

  /** `bytes`: valid UTF-8. */
  constructor(private readonly bytes: Uint8Array) {
    this.lead = Math.min(-bytes.byteOffset & 3, bytes.length);
    const words = (bytes.length - this.lead) >> 2;
    this.words = words === 0 ? new Int32Array(0) : new Int32Array(bytes.buffer, bytes.byteOffset + this.lead, words);
    this.kept = [this.count(0, this.lead)];
  }

  /** UTF-16 units before a byte that begins a character. */
  unitsBefore(byte: number): number {
    if (byte <= this.lead) return this.count(0, byte);
    const step = (Math.min(byte, this.bytes.length) - this.lead) >> 8;
    while (this.kept.length <= step) this.extend();
    return this.kept[step] + this.count(this.lead + step * STEP, byte);
  }

  /** The first byte of the character that holds a unit; the end of the bytes for units beyond the last. */
  byteOf(unit: number): number {
    const { bytes, kept, lead } = this;
    let at = 0;
    let units = 0;
    if (unit >= kept[0]) {
      while (kept[kept.length - 1] <= unit && lead + kept.length * STEP <= bytes.length) this.extend();
      let low = 0;
      let high = kept.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (kept[middle] <= unit) low = middle;
        else high = middle - 1;
      }
      at = lead + low * STEP;
      units = kept[low];
      // A step may begin inside a character, whose unit is then counted before it.
      while (at < bytes.length && (bytes[at] & 0xc0) === 0x80) at++;
    }
    while (at < bytes.length) {
      const byte = bytes[at];
      const size = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      units += size === 4 ? 2 : 1;
      if (units > unit) return at;
      at += size;
    }
    return bytes.length;
  }

  /** UTF-16 units of the characters that begin in a range: every byte but continuations, those of four bytes twice. */
  count(start: number, end: number): number {
    const { bytes } = this;
    let units = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    }
    return units;
  }

  /** One step more, four bytes at a time: each lane of a word counts its own byte. */
  private extend(): void {
    const { words, kept } = this;
    const from = (kept.length - 1) * (STEP / 4);
    let continuations = 0;
    let pairs = 0;
    for (let four = from; four < from + STEP / 4; four += 4) {
      // Most of a page is ASCII, where every byte is a unit.
      if (((words[four] | words[four + 1] | words[four + 2] | words[four + 3]) & 0x80808080) === 0) continue;
      for (let at = four; at < four + 4; at++) {
        const word = words[at];
        continuations += (word >>> 7) & ~(word >>> 6) & 0x01010101;
        pairs += ((word & (word << 1) & (word << 2) & (word << 3)) >>> 7) & 0x01010101;
      }
    }
    kept.push(kept[kept.length - 1] + STEP - sumOfLanes(continuations) + sumOfLanes(pairs));
  }
}

const sumOfLanes = (lanes: number): number =>
  (lanes & 0xff) + ((lanes >>> 8) & 0xff) + ((lanes >>> 16) & 0xff) + (lanes >>> 24);

import type { RecordsFile } from './records.js';

/** Finds articles of a segment by the key of their id: 12 bytes an article, in memory while somebody writes. */
export class KeyIndex {
  readonly #keys: BigUint64Array;
  readonly #heads: Int32Array;
  readonly #next: Int32Array;

  constructor(records: RecordsFile) {
    this.#keys = records.keys();
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(this.#keys.length + 2))).fill(-1);
    this.#next = new Int32Array(this.#keys.length);
    for (let number = 0; number < this.#keys.length; number++) {
      const slot = this.#slot(this.#keys[number]);
      this.#next[number] = this.#heads[slot];
      this.#heads[slot] = number;
    }
  }

  *find(key: bigint): Generator<number> {
    for (let number = this.#heads[this.#slot(key)]; number >= 0; number = this.#next[number])
      if (this.#keys[number] === key) yield number;
  }

  #slot(key: bigint): number {
    return Number(key & 0xffffffffn) & (this.#heads.length - 1);
  }
}

import { isNameAt } from './bytes.js';

/** Numbers of an attribute: where its name begins and ends, and its value. */
const NUMBERS = 4;

/** Where the attributes of one start tag stand, in order: offsets into the page's bytes, without a piece of memory for each. */
export class AttributeSpans {
  /** Number of attributes. */
  count = 0;
  /** The tag ends with `/>`, and the `/` is not part of an unquoted value. */
  selfClosed = false;
  private numbers = new Int32Array(16 * NUMBERS);

  clear(): void {
    this.count = 0;
    this.selfClosed = false;
  }

  /** An attribute without a value has an empty one. */
  add(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void {
    const at = this.count * NUMBERS;
    if (at === this.numbers.length) this.grow();
    const { numbers } = this;
    numbers[at] = nameStart;
    numbers[at + 1] = nameEnd;
    numbers[at + 2] = valueStart;
    numbers[at + 3] = valueEnd;
    this.count++;
  }

  nameStart(index: number): number {
    return this.numbers[index * NUMBERS];
  }

  nameEnd(index: number): number {
    return this.numbers[index * NUMBERS + 1];
  }

  valueStart(index: number): number {
    return this.numbers[index * NUMBERS + 2];
  }

  valueEnd(index: number): number {
    return this.numbers[index * NUMBERS + 3];
  }

  /** The index of the first attribute with a name (lower case), letters in either case; -1 where there is none. */
  find(bytes: Uint8Array, name: string): number {
    for (let index = 0; index < this.count; index++) {
      const start = this.nameStart(index);
      if (this.nameEnd(index) - start === name.length && isNameAt(bytes, start, name)) return index;
    }
    return -1;
  }

  private grow(): void {
    const larger = new Int32Array(this.numbers.length * 2);
    larger.set(this.numbers);
    this.numbers = larger;
  }
}
